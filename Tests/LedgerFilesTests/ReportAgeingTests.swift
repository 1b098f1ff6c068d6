import LedgerFiles
import Money
import Receivables
import Reconciliation
import TestSupport
import Testing

/// The report of an empty day on 2026-03-31 over a ledger.
@Suite struct ReportAgeingTests {
  /// The cells of a currency's row. (The items are put in after the run, which refuses amounts
  /// that together pass what it can count; the page does not.)
  private func row(_ items: [OpenItem], currency: String = "EUR") throws -> [String] {
    var outcome = try World().reconciling()
    outcome.ledger.openItems = items
    let page = ReportText(outcome).text
    let start = try #require(page.firstRange(of: "<tr><th scope=\"row\">\(currency)</th>"))
    let end = try #require(page[start.upperBound...].firstRange(of: "</tr>"))
    return page[start.upperBound..<end.lowerBound]
      .split(separator: "<td class=\"n\">").map {
        $0.split(separator: "<strong>", omittingEmptySubsequences: true)
          .map { String($0.prefix { $0 != "<" }) }.joined()
      }
  }

  // Columns: items; not due, 1–30, 31–60, 61–90, over 90; past due; disputed; credits; on account;
  // balance.
  @Test(arguments: [
    ("2026-04-01", ["1", "9.00", "0.00", "0.00", "0.00", "0.00", "0.00"]),  // tomorrow
    ("2026-03-31", ["1", "9.00", "0.00", "0.00", "0.00", "0.00", "0.00"]),  // today
    ("2026-03-30", ["1", "0.00", "9.00", "0.00", "0.00", "0.00", "9.00"]),  // 1 day
    ("2026-03-01", ["1", "0.00", "9.00", "0.00", "0.00", "0.00", "9.00"]),  // 30 days
    ("2026-02-28", ["1", "0.00", "0.00", "9.00", "0.00", "0.00", "9.00"]),  // 31 days
    ("2026-01-30", ["1", "0.00", "0.00", "9.00", "0.00", "0.00", "9.00"]),  // 60 days
    ("2026-01-29", ["1", "0.00", "0.00", "0.00", "9.00", "0.00", "9.00"]),  // 61 days
    ("2025-12-31", ["1", "0.00", "0.00", "0.00", "9.00", "0.00", "9.00"]),  // 90 days
    ("2025-12-30", ["1", "0.00", "0.00", "0.00", "0.00", "9.00", "9.00"]),  // 91 days
  ])
  func `an item stands in the bucket of its days past due`(due: String, cells: [String]) throws {
    let row = try row([.item("1", "9.00", due: due)])

    #expect(row == cells + ["0.00", "0.00", "0.00", "9.00"])
  }

  @Test func `an item without a due date is due on its document date`() throws {
    let row = try row([.item("1", "9.00", dated: "2026-02-28", due: nil)])

    #expect(row[3] == "9.00")
  }

  @Test func `deductions, credits and money on account stand apart`() throws {
    let row = try row([
      .item("1", "1000.00", due: "2026-03-01"),
      .item("1-D1", "50.00", type: .deduction, due: "2025-01-01"),
      .item("G", "-200.00", due: "2025-01-01"),
      .item("P1", "-30.00", type: .onAccount, due: "2025-01-01"),
    ])

    #expect(
      row == [
        "4", "0.00", "1,000.00", "0.00", "0.00", "0.00", "1,000.00", "50.00", "-200.00", "-30.00",
        "820.00",
      ])
  }

  @Test func `currencies are never added up, and keep their own decimals`() throws {
    let items: [OpenItem] = [
      try .item("1", "9000000 JPY", due: "2026-04-01"),
      try .item("2", "1234.567 KWD", due: "2026-04-01"),
    ]

    #expect(try row(items, currency: "JPY")[1] == "9,000,000")
    #expect(try row(items, currency: "KWD")[1] == "1,234.567")
  }

  @Test func `sums beyond what an amount can hold are shown all the same`() throws {
    let row = try row([
      .item("1", "92233720368547758.07", due: "2026-04-01"),
      .item("2", "92233720368547758.07", due: "2026-04-01"),
    ])

    #expect(row[1] == "184,467,440,737,095,516.14")
  }
}
