import LedgerFiles
import Money
import Receivables
import Reconciliation
import Store
import TestSupport
import Testing

@testable import Pipeline

/// The ledger folder that others read, after people decided.
@Suite struct LedgerExportTests {
  /// Two receipts of nobody known, of 100.00 each.
  private func place() throws -> TemporaryPipeline {
    let place = try TemporaryPipeline(exports: "[{ kind: ledger_folder, to: out/ledger }]")
    try place.drop(
      BankFile(
        entries: ["E1", "E2"].map {
          .init(amount: "100.00", text: "thanks", name: "Unknown Ltd", reference: $0)
        }))
    try place.run()
    return place
  }

  private func pay(_ document: DocumentNumber, _ number: Int, _ place: TemporaryPipeline) throws {
    let action = DeskAction.apply(
      try place.payment(number), payer: "C1",
      lines: [
        Decision.Clearing(
          item: DocumentKey("C1", document), kind: .payment,
          amount: Money(minorUnits: 100_00, .eur), reasonCode: "", treatment: nil)
      ])
    _ = try place.with { try $0.decide([action], by: "alice") }
  }

  private func shown(_ place: TemporaryPipeline) throws -> [String: [UInt8]] {
    Dictionary(
      uniqueKeysWithValues: try place.files("out/ledger").map {
        ($0, try place.bytes("out/ledger/\($0)"))
      })
  }

  @Test func `a decision reads what it touches, and whoever takes files next shows it`() throws {
    let place = try place()
    let before = try shown(place)

    try pay("4711", 0, place)

    #expect(try shown(place) == before)
    #expect(try place.store().outbox().map(\.kind) == ["publish_ledger"])
    try place.run()
    #expect(try shown(place)["open_items.csv"] != before["open_items.csv"])
    #expect(try shown(place) == place.store().ledgerFiles())
    #expect(try place.store().outbox() == [])
  }

  @Test func `it is what a batch would show, byte for byte`() throws {
    let place = try place()
    try pay("4711", 0, place)
    try place.run()
    let shown = try shown(place)

    let folder = try place.with { pipeline in
      try pipeline.synchroniseLedger()
      return try pipeline.ledgerFolder()
    }

    #expect(shown == Dictionary(uniqueKeysWithValues: folder.write().map { ($0.0, $0.1) }))
  }

  @Test func `of several decisions the last shows all, and a batch shows its own`() throws {
    let place = try place()
    try pay("4711", 0, place)
    try pay("4712", 1, place)
    #expect(try place.store().outbox().count == 2)
    try place.drop(BankFile.paying("4721", "250.00"), as: "next.xml")

    try place.run()

    #expect(try shown(place) == place.store().ledgerFiles())
    #expect(try place.store().outbox() == [])
    #expect(try place.openItems() == [])
  }

  @Test func `what the ERP changed is shown without a batch`() throws {
    let place = try place()
    try place.write(
      items: TemporaryPipeline.items + ["C1,4713,invoice,2026-03-09,2026-04-09,EUR,80.00,80.00"])

    try place.run()

    #expect(try place.text("out/ledger/open_items.csv").contains("4713"))
    #expect(try shown(place) == place.store().ledgerFiles())
    #expect(try place.store().outbox() == [])
  }

  @Test func `of a decision nothing is written before it is booked, and all of it after`() throws {
    let place = try TemporaryPipeline(exports: "[{ kind: hledger, to: \"out/{batch}/journal\" }]")
    try place.drop(BankFile(entries: [.init(amount: "100.00", text: "thanks", name: "Nobody")]))
    try place.run()

    #expect(throws: DeskError.self) { try pay("9999", 0, place) }
    #expect(place.files("out") == ["000001/journal"])

    try pay("4711", 0, place)
    let decision = try #require(place.files("out").last)
    #expect(decision.hasPrefix("N"))
    #expect(try place.text("out/\(decision)").contains("assets:receivables:C1"))
    #expect(try place.store().outbox() == [])
  }

  @Test func `days decided anew are shown at once`() throws {
    let place = try place()
    try pay("4711", 0, place)

    _ = try place.with {
      try $0.redecide(from: CalendarDate(dayNumber: 20_500), by: "alice", note: "")
    }

    #expect(try shown(place) == place.store().ledgerFiles())
  }
}
