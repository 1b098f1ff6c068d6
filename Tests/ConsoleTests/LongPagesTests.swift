import Enquiry
import Foundation
import HTTPTypes
import Money
import Pipeline
import Receivables
import Reconciliation
import Testing

@testable import Console

/// What does a great deal at once is shown in part, and the page says so.
@Suite("Pages of what is long")
struct LongPagesTests {
  private static func payment(_ number: Int) -> String {
    "P" + String(repeating: "0", count: 12) + String(1000 + number)
  }

  /// A console with so many receipts of the ledger, and what puts each on account.
  private func console(_ count: Int) throws -> (TemporaryConsole, [DeskAction]) {
    let console = try TemporaryConsole(
      earlierReceipts: (1...count).map {
        "\(Self.payment($0)),OLD-\($0),old.xml,2026-02-10,1.00,USD,applied"
      })
    return (console, (1...count).map { .putOnAccount(PaymentID(Self.payment($0)), "C2012") })
  }

  @Test func `a proposal shows two hundred of its actions, and how many more there are`()
    async throws
  {
    let (console, actions) = try console(205)
    let report = try await console.office.decide {
      try $0.decide(actions, by: "clerk", needsSecondEyes: true)
    }

    let page = try await console.with {
      try await $0.signedIn("supervisor").get("/proposals/\(report.name)").text
    }

    #expect(page.matches(of: /put on account of C2012/).count == 200)
    #expect(page.contains(" and 5 more</dd>"))
  }

  @Test func `a decision shows two hundred rows, and the way to the others`() async throws {
    let (console, actions) = try console(205)
    let report = try await console.office.decide { try $0.decide(actions, by: "clerk") }

    let (first, next) = try await console.with { stranger in
      let viewer = try await stranger.signedIn("viewer")
      let path = "/decisions/\(report.name)"
      return (try await viewer.get(path).text, try await viewer.get(path + "?from=200").text)
    }

    #expect(first.contains("Booked (205)"))
    #expect(first.contains("?from=200\">Next page</a>"))
    #expect(first.matches(of: /<tr data-row>/).count == 200)
    #expect(next.matches(of: /<tr data-row>/).count == 5)
  }

  @Test func `a statement of account that is cut says so`() throws {
    let console = try TemporaryConsole()
    let day = try #require(CalendarDate(iso: "2026-03-11"))
    let index = console.office.index
    let all = try index.items(of: "C2001").lines.count

    let statement = try StatementOfAccount("C2001", index, on: day, itemsMax: 2)
    let whole = try StatementOfAccount("C2001", index, on: day, itemsMax: all)

    #expect(statement.items.count == 2)
    #expect(statement.rest == "Cut: 2 of \(all) open documents are here.")
    let lines = String(decoding: statement.csv, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines.last?.hasPrefix("Cut: 2 of \(all) open documents are here.") == true)
    #expect(whole.rest == nil)
    #expect(String(decoding: whole.csv, as: UTF8.self).split(separator: "\n").count == all + 1)
  }
}
