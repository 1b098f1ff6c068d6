import Enquiry
import HTTPTypes
import Receivables
import Testing

@testable import Console

/// How the day stands, as its first page tells it.
@Suite("Today")
struct TodayTests {
  private func today(_ console: TemporaryConsole) async throws -> String {
    try await console.with { try await $0.signedIn("viewer").get("/").text }
  }

  /// The cells of an account's row of the statements that came, the oldest day first.
  private func row(_ account: String, _ page: String) throws -> [String] {
    let row = try #require(
      page.split(separator: "<tr>").first { $0.contains("<th scope=\"row\">\(account)") })
    return row.split(separator: "<td").dropFirst().map { cell in
      let cell = cell.prefix { $0 != "\n" }
      return ["✓", "○", "gap", "!", "·"].first { cell.contains($0) } ?? "?"
    }
  }

  @Test func `statements are told up to today, and what should have come and did not`() async throws
  {
    let console = try TemporaryConsole(
      more: """
        calendar:
          - { account: CH9298765000041730255, days: weekdays, by: "09:00" }
          - { account: NEVER, days: weekdays, by: "09:00" }
        """)
    // Friday, the 13th, in the evening: the statements of the 11th and 12th are late.
    console.advance(2 * 86_400 + 10 * 3600)

    let page = try await today(console)

    #expect(page.contains(">03-13</th>"))
    #expect(!page.contains(">03-14</th>"))
    #expect(try row("CH9298765000041730255", page).suffix(4) == ["○", "!", "!", "·"])
    #expect(try row("NEVER", page).suffix(4) == ["·", "!", "!", "·"])
    #expect(page.contains("○ came, and the balances do not tell"))
  }

  @Test func `of days before the pipeline began nobody knows what went straight through`()
    async throws
  {
    let console = try TemporaryConsole(earlierReceipts: [
      "P00000000000000e1,OLD-1,old.xml,2026-03-09,100.00,EUR,applied"
    ])

    let page = try await today(console)

    let day = try #require(
      page.split(separator: "<tr>").first { $0.contains("<th scope=\"row\">2026-03-09") })
    #expect(day.contains(">no figure<"))
    #expect(!day.contains("0%"))
  }
}
