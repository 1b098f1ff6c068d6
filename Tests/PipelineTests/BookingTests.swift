import Foundation
import LedgerFiles
import Receivables
import Reconciliation
import TestSupport
import Testing

@testable import Pipeline

@Suite("A day through the pipeline")
struct BookingTests {
  private static let samples = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("samples")

  /// What `reconcile` writes of the same ledger, rules and files, by path.
  private func reconciled(
    ledger: String, rules: RuleBook, files: [String]
  ) throws -> [String: [UInt8]] {
    let folder = try LedgerFolderInput.read(ledger)
    let results = files.map { path in
      TakenFiles.read(
        BankFileInput(path: path, format: nil, known: KnownBanks()), Progress(isQuiet: true))
    }
    let taken = results.compactMap(\.taken)
    let outcome = try reconcile(
      RunInput(
        ledger: folder.ledger, files: taken, rules: rules,
        asOf: LastDay.of(taken, else: LastDay.of(folder.ledger))))
    let reported = results.sorted { $0.name < $1.name }.map(\.reported)
    let made = OutputFolder.files(
      for: outcome, folder: folder, version: ProgramVersion.text, timings: [],
      more: [try .workbook(outcome)]
    ) { ReportPage.bytes(outcome, files: reported, version: ProgramVersion.text) }
    return Dictionary(uniqueKeysWithValues: made.map { ($0.path, $0.bytes()) })
  }

  @Test("The sample day is exported byte for byte as reconcile writes it")
  func sampleDay() throws {
    let place = try TemporaryPipeline(more: "rules: rules.yaml")
    for name in ["ledger", "rules.yaml"] {
      try? FileManager.default.removeItem(atPath: place.path(name))
      try FileManager.default.copyItem(
        atPath: Self.samples.appendingPathComponent(name).path, toPath: place.path(name))
    }
    let bank = Self.samples.appendingPathComponent("bank").path
    let names = try FileManager.default.contentsOfDirectory(atPath: bank).sorted()
    for name in names {
      try place.drop(
        String(
          decoding: try Data(contentsOf: URL(fileURLWithPath: "\(bank)/\(name)")), as: UTF8.self),
        as: name)
    }

    let report = try place.run()

    let expected = try reconciled(
      ledger: place.path("ledger"), rules: try PipelineFiles.rules(place.path("rules.yaml")),
      files: names.map { "\(bank)/\($0)" })
    #expect(report.exitCode == 0 && report.batch == "000001")
    #expect(place.files("exports/000001") == expected.keys.sorted())
    for (path, bytes) in expected.sorted(by: { $0.key < $1.key }) {
      #expect(try place.bytes("exports/000001/\(path)") == bytes, "\(path)")
    }
    #expect(try place.broken() == [])
  }

  @Test("What was booked goes to the archive under its day; inbox and work folder are empty")
  func archive() throws {
    let place = try TemporaryPipeline()
    try place.drop(.paying("4711", "100.00"))

    try place.run()

    #expect(place.files("archive") == ["2026/03/day.xml"])
    #expect(place.files("inbox") == [] && place.files("work") == [])
    #expect(try place.applications() == ["4711 payment 100.00"])
    #expect(try place.openItems() == ["4712 100.00", "4721 250.00"])
  }

  @Test("Every kind of export is written of every batch, under the names of its template")
  func exports() throws {
    let place = try TemporaryPipeline(
      exports: """
        [{ kind: output_folder, to: "out/{batch}" }, { kind: ledger_folder, to: out/ledger },
          { kind: hledger, to: "out/{date}-{batch}.journal" },
          { kind: beancount, to: "out/{batch}.{format}" },
          { kind: csv, to: "out/{batch}-{pipeline}.csv", records: applications,
            columns: { BELEG: document_number, BETRAG: amount }, delimiter: ";", decimal: "," },
          { kind: jsonl, to: "out/{batch}-exceptions.jsonl", records: exceptions }]
        """)
    try place.drop(
      BankFile(entries: [
        .init(amount: "100.00", text: "RE 4711"), .init(amount: "7.00", text: "?", name: "Nobody"),
      ]))

    try place.run()

    #expect(
      try place.bytes("out/2026-03-10-000001.journal") == place.bytes("out/000001/journal.ledger"))
    for name in LedgerFolder.fileNames {
      #expect(
        try place.bytes("out/ledger/\(name)") == place.bytes("out/000001/ledger/\(name)"), "\(name)"
      )
    }
    #expect(try place.text("out/000001.beancount").contains("2026-03-10 * "))
    #expect(try place.text("out/000001-day.csv").contains("4711;100,00"))
    let told = try place.text("out/000001-exceptions.jsonl").split(separator: "\n")
    #expect(told.count == 1 && told[0].contains("\"unidentified_payer\""))
  }

  @Test("A pipeline may have points in its name")
  func pointsInTheName() throws {
    let place = try TemporaryPipeline()
    try place.write(
      place.text("day.yaml").replacing("name: day", with: "name: acme.de"), to: "day.yaml")
    try place.drop(BankFile.paying("4711", "100.00"))

    try place.run()

    #expect(place.files("exports").contains("000001/applications.csv"))
  }

  @Test("The beancount journals of all batches are one book: nothing is declared twice")
  func beancountOfSeveralBatches() throws {
    let place = try TemporaryPipeline(
      exports: "[{ kind: beancount, to: \"out/{batch}.beancount\" }]")
    try place.drop(BankFile.paying("4711", "100.00", id: "S1"))
    try place.run()
    let payment = try place.payment()
    try place.with { _ = try $0.decide([.undoReceipt(payment, reason: "")], by: "alice") }
    try place.drop(BankFile.paying("4721", "250.00", id: "S2"), as: "next.xml")

    try place.run()

    let journals = try place.files("out").map { try place.text("out/\($0)") }
    let declared = journals.joined().split(separator: "\n")
      .filter { $0.hasPrefix("1970-01-01 ") }.map { String($0.dropFirst(11)) }
    #expect(journals.count == 3)
    #expect(
      declared.sorted() == [
        "commodity EUR", "open Assets:Bank:DE89370400440532013000",
        "open Assets:Receivables:C1", "open Assets:Receivables:C2",
        "open Liabilities:Unapplied-Cash",
      ])
    #expect(try place.broken() == [])
  }

  @Test("A second batch goes on from the ledger of the first, and leaves its exports in peace")
  func twoBatches() throws {
    let place = try TemporaryPipeline()
    try place.drop(.paying("4711", "100.00"))
    try place.run()
    let first = try place.bytes("exports/000001/applications.csv")

    try place.drop(.paying("4712", "100.00", id: "S2", day: "2026-03-11"), as: "next.xml")
    let report = try place.run()

    #expect(report.batch == "000002")
    #expect(try place.bytes("exports/000001/applications.csv") == first)
    #expect(try place.openItems() == ["4721 250.00"])
    #expect(
      try place.text("exports/000002/ledger/open_items.csv").split(separator: "\n").count == 2)
    #expect(try place.broken() == [])
  }

  @Test("With nothing in the inbox a run does nothing, and has the ledger loaded")
  func nothing() throws {
    let place = try TemporaryPipeline()

    let report = try place.run()

    #expect(report.exitCode == 0 && report.batch == nil && report.taken == [])
    #expect(try place.openItems() == ["4711 100.00", "4712 100.00", "4721 250.00"])
    #expect(place.files("exports") == [])
  }

  @Test("A file without receipts is taken and archived")
  func emptyStatement() throws {
    let place = try TemporaryPipeline()
    try place.drop(BankFile(entries: []))

    let report = try place.run()

    #expect(report.exitCode == 0 && report.taken == ["day.xml"])
    #expect(place.files("inbox") == [] && place.files("quarantine") == [])
    #expect(try place.rows("files").map { $0["state"] } == ["taken"])
  }

  @Test("A clock that was put back stops nothing: the log's times never go back")
  func clockBack() throws {
    let place = try TemporaryPipeline()
    try place.drop(.paying("4711", "100.00"))
    try place.run()
    place.clock.put("2026-03-10T16:30:00Z")
    try place.drop(.paying("4712", "100.00", id: "S2"), as: "next.xml")

    try place.run()

    #expect(try place.openItems() == ["4721 250.00"])
    #expect(try place.broken() == [])
  }
}
