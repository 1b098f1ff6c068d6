import Foundation
import Receivables
import Reconciliation
import Store
import Synchronization
import TestSupport
import Testing

@testable import Enquiry
@testable import Pipeline

/// A pipeline with its index in a folder of its own, which goes with the test.
final class TemporaryDesk {
  let folder: URL
  let clock = Mutex<Int64>(Moment(iso: "2026-03-10T18:00:00Z")?.seconds ?? 0)

  static let items = [
    "C1,INV-2026-4711,invoice,2026-02-01,2026-03-01,EUR,100.00,100.00,PO-77,RF18539007547034",
    "C1,INV-2026-4712,invoice,2026-02-02,2026-03-02,EUR,100.00,100.00,,",
    "C2,INV-2026-4721,invoice,2026-02-03,2026-03-03,EUR,250.00,250.00,,",
  ]

  init(items: [String] = TemporaryDesk.items) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("desk-\(UUID().uuidString)")
    for name in ["inbox", "ledger"] {
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent(name), withIntermediateDirectories: true)
    }
    try write(
      """
      name: day
      store: state/day.sqlite
      inboxes: [{ folder: inbox }]
      ledger: { folder: ledger }
      exports: []

      """, to: "day.yaml")
    try write(
      "customer_id,name\nC1,Meier Bau GmbH\nC2,Schulze Söhne AG\n", to: "ledger/customers.csv")
    try write(
      "customer_id,iban\nC1,DE02120300000000202051\n", to: "ledger/customer_accounts.csv")
    let columns =
      "customer_id,document_number,document_type,document_date,due_date,currency,original_amount,"
      + "open_amount,purchase_order,payment_reference"
    try write(
      ([columns] + items).joined(separator: "\n") + "\n", to: "ledger/open_items.csv")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
  var storePath: String { path("state/day.sqlite") }
  var indexPath: String { storePath + ".desk.sqlite" }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  /// Puts a file into the inbox, long since closed by the clock of the test.
  func drop(_ text: String, as name: String = "day.xml", into inbox: String = "inbox") throws {
    try write(text, to: "\(inbox)/\(name)")
    try age("\(inbox)/\(name)")
  }

  /// A file was long since closed.
  func age(_ name: String) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_767_225_600)], ofItemAtPath: path(name))
  }

  /// Opens the pipeline, works and closes it, as a command does.
  @discardableResult
  func with<Result>(_ work: (Pipeline) throws -> Result) throws -> Result {
    let log = PipelineLog(Diagnostics(format: .text), isQuiet: true)
    let now = Moment(seconds: clock.withLock { $0 })
    let pipeline = try Pipeline(path("day.yaml"), log: log, waiting: .seconds(20)) { now }
    let result = try work(pipeline)
    try pipeline.close()
    return result
  }

  func run() throws { try with { _ = try $0.runOnce() } }

  func take(_ file: BankFile, as name: String = "day.xml") throws {
    try drop(file.text, as: name)
    try run()
  }

  /// A full payment, a short one that opens a dispute, one on account, and one of nobody known.
  static func booked() throws -> TemporaryDesk {
    let desk = try TemporaryDesk()
    try desk.take(
      BankFile(
        entries: [
          .init(
            amount: "100.00", text: "RE INV-2026-4711", iban: "DE02120300000000202051",
            reference: "E1"),
          .init(
            amount: "230.00", text: "RE INV-2026-4721", name: "Schulze Söhne AG", reference: "E2"),
          .init(amount: "7.00", text: "what for", name: "Zoë Ünbekannt", reference: "E3"),
        ], sequence: 1, opening: "1000.00", closing: "1337.00"))
    return desk
  }

  func store() throws -> SQLiteStore { try SQLiteStore(storePath, for: .read) }

  /// The index of the pipeline, as a console opens it, with all that was committed.
  func index() throws -> DeskIndex {
    let index = try DeskIndex(indexPath, store: storePath)
    try index.follow()
    return index
  }

  /// Another index of the same store, made at once.
  func madeAnew() throws -> DeskIndex {
    let index = try DeskIndex(path("anew-\(UUID().uuidString).sqlite"), store: storePath)
    try index.follow()
    return index
  }
}
