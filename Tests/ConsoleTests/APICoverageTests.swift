import HTTPTypes
import Testing

@testable import Console

/// What programs are told of the day is what its page says.
@Suite("The day for programs")
struct APICoverageTests {
  @Test func `coverage ends today, and has the accounts that are expected`() async throws {
    let console = try TemporaryConsole(
      more: """
        calendar:
          - { account: NEVER, days: weekdays, by: "09:00" }
        """)
    console.advance(2 * 86_400)

    try await console.with { stranger in
      let accounts = try await stranger.program("viewer").api("/coverage?days=2").lines

      #expect(accounts.contains { $0["account"] as? String == "NEVER" })
      for account in accounts {
        let days = try #require(account["days"] as? [[String: Any]])
        #expect(days.compactMap { $0["date"] as? String } == ["2026-03-12", "2026-03-13"])
      }
    }
  }

  @Test func `a day says how much of it the pipeline took`() async throws {
    let console = try TemporaryConsole(earlierReceipts: [
      "P00000000000000e1,OLD-1,old.xml,2026-03-09,100.00,EUR,applied"
    ])

    try await console.with { stranger in
      let today = try await stranger.program("viewer").api("/today")
      let days = try #require(try today.members["days"] as? [[String: Any]])
      func taken(_ date: String) throws -> Int? {
        let day = try #require(days.first { $0["date"] as? String == date })
        return (day["taken"] as? [String: Any])?["count"] as? Int
      }
      #expect(try taken("2026-03-09") == 0)
      #expect(try taken("2026-03-10") ?? 0 > 0)
    }
  }
}
