import Foundation
import LedgerFiles
import Money
import Receivables
import Store
import TestSupport
import Testing

@testable import Pipeline

/// What the reports of a pipeline know of the days before.
@Suite struct HistoryTests {
  private func report(_ place: TemporaryPipeline, _ batch: String) throws -> String {
    try place.text("exports/\(batch)/report.html")
  }

  @Test func `the first report has nothing to compare with, the second has the first`() throws {
    let place = try TemporaryPipeline()
    try place.drop(
      BankFile(entries: [
        .init(amount: "100.00", text: "RE 4711"), .init(amount: "7.00", text: "?", name: "Nobody"),
      ]))
    try place.run()
    try place.drop(.paying("4712", "100.00", id: "S2", day: "2026-03-11"), as: "next.xml")

    try place.run()

    #expect(try !report(place, "000001").contains("days before"))
    let second = try report(place, "000002")
    #expect(second.contains("<dd class=\"note\">days before: 2 a day</dd>"))
    #expect(second.contains("<dd class=\"note\">days before: 50.0%</dd>"))
    let shown = """
      <tr><th scope="row">2026-03-10</th><td class="n"><span class="line">2</span></td>\
      <td class="n"><span class="line">107.00 EUR</span></td>\
      <td class="n"><span class="line">50.0%</span></td>\
      <td class="n"><span class="line">93.4% EUR</span></td>\
      <td class="n"><span class="line">1</span></td>\
      <td class="n"><span class="line">7.00 EUR</span></td>\
      <td class="n"><span class="line">0</span></td></tr>
      """
    #expect(second.contains(shown))
    #expect(try place.broken() == [])
  }

  @Test func `the facts of a batch keep its amounts exactly`() throws {
    let amounts = ReportedBatch.Amounts(
      received: [Money(minorUnits: 9_007_199_254_740_993, .eur), Money(minorUnits: -5, .usd)],
      straightThrough: [], unapplied: [Money(minorUnits: 1, .usd)], disputesOpened: 3,
      disputed: [Money(minorUnits: 10, .eur)])

    let facts = JSONValue.object([(BatchAmounts.key, BatchAmounts.json(amounts))]).compact

    #expect(BatchAmounts.read(facts) == amounts)
  }

  @Test func `a batch of a program that kept no amounts has none`() {
    #expect(BatchAmounts.read(Array("{\"batch\":\"000001\",\"receipts\":2}".utf8)) == nil)
  }

  @Test func `the workbook lies in the exported folder, and not in the ledger's`() throws {
    let place = try TemporaryPipeline(
      exports: """
        [{ kind: output_folder, to: "out/{batch}" }, { kind: ledger_folder, to: out/ledger }]
        """)
    try place.drop(.paying("4711", "100.00"))

    try place.run()

    #expect(try place.bytes("out/000001/exceptions.xlsx").starts(with: Array("PK".utf8)))
    #expect(!place.files("out/ledger").contains("exceptions.xlsx"))
  }
}
