import Foundation
import Store
import TestSupport
import Testing

@testable import Pipeline

@Suite("The ERP's ledger changes, and what we booked stands")
struct LedgerSourceTests {
  private static let later = "C1,4713,invoice,2026-03-09,2026-04-09,EUR,80.00,80.00"

  private func booked(_ more: String = "") throws -> TemporaryPipeline {
    let place = try TemporaryPipeline(more: more)
    try place.drop(.paying("4711", "100.00"))
    try place.run()
    return place
  }

  private func differences(_ place: TemporaryPipeline) throws -> String {
    try place.files("state").filter { $0.hasPrefix("ledger-differences-") }
      .map { try place.text("state/\($0)") }.joined()
  }

  @Test("A new invoice of a snapshot is taken; an item that we cleared stays cleared")
  func snapshot() throws {
    let place = try booked()
    try place.write(items: TemporaryPipeline.items + [Self.later])

    try place.run()

    #expect(try place.openItems() == ["4712 100.00", "4721 250.00", "4713 80.00"])
    let lines = try differences(place)
    #expect(lines.contains("4711") && lines.contains("not_yet_posted"))
    #expect(try place.broken() == [])
  }

  @Test("Once the ERP has posted it too there is no difference any more")
  func caughtUp() throws {
    let place = try booked()
    try place.write(items: Array(TemporaryPipeline.items.dropFirst()))

    try place.run()

    #expect(try differences(place) == "")
    #expect(try place.openItems() == ["4712 100.00", "4721 250.00"])
  }

  @Test("A snapshot that is the same again is not even compared")
  func same() throws {
    let place = try booked()
    try place.write(items: TemporaryPipeline.items)
    let events = try place.store().lastSequence()

    try place.run()

    #expect(try place.store().lastSequence() == events)
  }

  @Test("What the ERP alone changed is taken, and nobody is alarmed")
  func theirs() throws {
    var items = TemporaryPipeline.items
    items[2] = "C2,4721,invoice,2026-02-03,2026-03-03,EUR,250.00,200.00"
    let place = try booked()
    try place.write(items: [items[0], items[2]])

    try place.run()

    #expect(try place.openItems() == ["4721 200.00"])
    #expect(try differences(place).contains("amount_differs"))
    #expect(try place.alerts() == [])
    #expect(try place.broken() == [])
  }

  @Test(
    "An item that both changed keeps our amount and is an alert; with the ERP's authority, theirs")
  func authority() throws {
    for (authority, amount) in [("ours", "40.00"), ("erp", "70.00")] {
      let place = try TemporaryPipeline()
      try place.drop(.paying("4711", "60.00"))
      try place.run()
      try place.write(
        try place.text("day.yaml").replacingOccurrences(
          of: "{ folder: ledger }", with: "{ folder: ledger, authority: \(authority) }"),
        to: "day.yaml")
      var items = TemporaryPipeline.items
      items[0] = "C1,4711,invoice,2026-02-01,2026-03-01,EUR,100.00,70.00"
      try place.write(items: items)

      try place.run()

      #expect(try place.openItems().first == "4711 \(amount)", "\(authority)")
      #expect(try differences(place).contains("amount_differs"))
      #expect(try place.alerts() == ["ledger "])
      #expect(
        try place.rows("alerts").first?["message"]?.hasPrefix(
          "the ERP's ledger differs from ours: C1 4711: 40.00 EUR open here by ") == true)

      // Once another ledger comes that agrees, there is nothing to see to.
      items[0] = "C1,4711,invoice,2026-02-01,2026-03-02,EUR,100.00,\(amount)"
      try place.write(items: items)
      try place.run()
      #expect(try place.alerts() == [])
      #expect(try place.broken() == [])
    }
  }

  @Test("A delta brings what changed, and what it does not have is as it was")
  func delta() throws {
    let place = try booked()
    try place.write(
      try place.text("day.yaml").replacingOccurrences(
        of: "{ folder: ledger }", with: "{ folder: ledger, mode: delta }"), to: "day.yaml")
    try place.write(items: [Self.later])

    try place.run()

    #expect(try place.openItems() == ["4712 100.00", "4721 250.00", "4713 80.00"])
  }

  @Test("A receipt meets an invoice that the ERP has told of since")
  func nextReceipt() throws {
    let place = try booked()
    try place.write(items: TemporaryPipeline.items + [Self.later])
    try place.drop(.paying("4713", "80.00", id: "S2", day: "2026-03-11"), as: "next.xml")

    try place.run()

    #expect(try place.applications() == ["4711 payment 100.00", "4713 payment 80.00"])
  }

  @Test("An ERP's own CSV is read through its mapping, in its own page and marks")
  func mapped() throws {
    let place = try TemporaryPipeline()
    try FileManager.default.removeItem(atPath: place.path("ledger/open_items.csv"))
    try place.write(
      try place.text("day.yaml").replacingOccurrences(
        of: "{ folder: ledger }",
        with: """

            folder: ledger
            files:
              open_items:
                file: "opos*.csv"
                delimiter: ";"
                decimal: ","
                thousands: "."
                date: DD.MM.YYYY
                columns: { customer_id: Debitor, document_number: Beleg, document_type: Art,
                           document_date: Vom, due_date: Bis, original_amount: Betrag,
                           open_amount: Saldo }
                constants: { currency: EUR }
                values: { document_type: { RG: invoice } }
          """), to: "day.yaml")
    try place.write(
      "Debitor;Beleg;Art;Vom;Bis;Betrag;Saldo\n"
        + "C1;4711;RG;01.02.2026;01.03.2026;1.100,00;1.100,00\n", to: "ledger/opos-1.csv")
    try place.drop(.paying("4711", "1100.00"))

    try place.run()

    #expect(try place.applications() == ["4711 payment 1100.00"])
  }

  @Test("A ledger that is no good leaves the one before in force, with an alert and exit code 65")
  func badLedger() throws {
    let place = try booked()
    try place.write(items: ["C1,4713,invoice,2026-03-09,2026-04-09,EUR,eighty,80.00"])
    try place.drop(.paying("4712", "100.00", id: "S2"), as: "next.xml")

    let report = try place.run()

    #expect(report.exitCode == 65 && report.taken == ["next.xml"])
    #expect(try place.openItems() == ["4721 250.00"])
    let alerts = try place.rows("alerts").map { $0["message"] ?? "" }
    #expect(alerts.count == 1)
    #expect(alerts.first?.contains("ledger/open_items.csv:2:") == true)
  }

  @Test("A ledger that is right again is taken, and its alert closes")
  func mendedLedger() throws {
    let place = try booked()
    try place.write(items: ["C1,4713,invoice,2026-03-09,2026-04-09,EUR,eighty,80.00"])
    try place.run()
    try place.write(items: ["C1,4713,invoice,2026-03-09,2026-04-09,EUR,80.00,80.00"])

    let report = try place.run()

    #expect(report.exitCode == 0)
    #expect(try place.openItems().contains("4713 80.00"))
    #expect(try place.rows("alerts").filter { $0["kind"] == "ledger" } == [])
  }
}
