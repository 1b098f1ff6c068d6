import Foundation
import LedgerFiles
import Receivables
import Reconciliation
import Store
import TestSupport
import Testing

@testable import Pipeline

/// A pipeline in a folder of its own, which goes with the test.
final class TemporaryPipeline {
  let folder: URL
  let clock = StandingClock("2026-03-10T18:00:00Z")
  /// What decisions read of the ledger.
  var decidesOnExcerpts = true

  /// Customer C1 owes 4711 and 4712, C2 owes 4721.
  static let items = [
    "C1,4711,invoice,2026-02-01,2026-03-01,EUR,100.00,100.00",
    "C1,4712,invoice,2026-02-02,2026-03-02,EUR,100.00,100.00",
    "C2,4721,invoice,2026-02-03,2026-03-03,EUR,250.00,250.00",
  ]

  /// - Parameters:
  ///   - inbox: what is said of the folder `inbox` beside its name.
  ///   - more: further keys of the pipeline's file.
  init(
    inbox: String = "", more: String = "", items: [String] = TemporaryPipeline.items,
    exports: String = "[{ kind: output_folder, to: \"exports/{batch}\" }]"
  ) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("pipeline-\(UUID().uuidString)")
    for name in ["inbox", "ledger"] {
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent(name), withIntermediateDirectories: true)
    }
    try write(
      """
      name: day
      store: state/day.sqlite
      inboxes:
        - { folder: inbox\(inbox.isEmpty ? "" : ", " + inbox) }
      ledger: { folder: ledger }
      exports: \(exports)
      \(more)

      """, to: "day.yaml")
    try write(
      "customer_id,name\nC1,Meier Bau GmbH\nC2,Schulze AG\n", to: "ledger/customers.csv")
    try write(items: items)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  // MARK: Files

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  func write(_ text: String, to name: String) throws {
    let file = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func write(items: [String]) throws {
    let columns =
      "customer_id,document_number,document_type,document_date,due_date,currency,original_amount,"
      + "open_amount"
    try write(
      ([columns] + items).joined(separator: "\n") + "\n", to: "ledger/open_items.csv")
  }

  /// Puts a file into an inbox, long since closed by the clock of the test.
  func drop(_ text: String, as name: String = "day.xml", into inbox: String = "inbox") throws {
    try write(text, to: "\(inbox)/\(name)")
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_767_225_600)],
      ofItemAtPath: path("\(inbox)/\(name)"))
  }

  func drop(_ file: BankFile, as name: String = "day.xml", into inbox: String = "inbox") throws {
    try drop(file.text, as: name, into: inbox)
  }

  /// Everything under a folder, by path, sorted; hidden things too.
  func files(_ name: String) -> [String] {
    let all = FileManager.default.enumerator(atPath: path(name))?.compactMap { $0 as? String } ?? []
    return all.filter { inside in
      var isFolder: ObjCBool = false
      let isThere = FileManager.default.fileExists(
        atPath: path("\(name)/\(inside)"), isDirectory: &isFolder)
      return !isThere || !isFolder.boolValue
    }.sorted()
  }

  func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appendingPathComponent(name)))
  }

  func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  // MARK: Work

  func open() throws -> Pipeline {
    let clock = clock
    let log = PipelineLog(Diagnostics(format: .text), isQuiet: true)
    // A program that another test starts may hold what we have open for a moment.
    let pipeline = try Pipeline(path("day.yaml"), log: log, waiting: .seconds(20)) { clock.now }
    pipeline.decidesOnExcerpts = decidesOnExcerpts
    return pipeline
  }

  /// Opens it, works and closes it, as a command does.
  func with<Result>(_ work: (Pipeline) throws -> Result) throws -> Result {
    let pipeline = try open()
    let result = try work(pipeline)
    try pipeline.close()
    return result
  }

  @discardableResult
  func run() throws -> SweepReport { try with { try $0.runOnce() } }

  // MARK: What is in the store

  func store() throws -> SQLiteStore { try SQLiteStore(path("state/day.sqlite"), for: .read) }

  /// The rows of a table, by their columns.
  func rows(_ name: String) throws -> [[String: String]] {
    let table = try #require(StateTable.named(name))
    return try store().rows(of: table).map { row in
      Dictionary(uniqueKeysWithValues: zip(table.columns, row.cells))
    }
  }

  /// `4711 100.00`, in the order of the ledger.
  func openItems() throws -> [String] {
    try rows("open_items").map { "\($0["document_number"] ?? "") \($0["open_amount"] ?? "")" }
  }

  /// `4711 payment 100.00`, in the order of booking.
  func applications() throws -> [String] {
    try rows("applications").map {
      "\($0["document_number"] ?? "") \($0["kind"] ?? "") \($0["amount"] ?? "")"
    }
  }

  /// `unidentified_payer 77.00`, those that wait.
  func exceptions() throws -> [String] {
    try rows("exceptions").map { "\($0["type"] ?? "") \($0["amount"] ?? "")" }
  }

  func alerts() throws -> [String] {
    try rows("alerts").map { "\($0["kind"] ?? "") \($0["account"] ?? "")" }
  }

  func payment(_ place: Int = 0) throws -> PaymentID {
    let receipts = try rows("receipts")
    return PaymentID(try #require(receipts.dropFirst(place).first?["payment_id"]))
  }

  /// All that there is of money and items, whatever the order of the rows.
  func books() throws -> [String] {
    let store = try store()
    return try ["open_items", "cleared_items", "receipts", "exceptions", "disputes", "allowances"]
      .flatMap { name in
        let table = try #require(StateTable.named(name))
        return try store.rows(of: table).map { row in
          // Since when an exception waits is no part of what waits.
          let cells = name == "exceptions" ? row.cells.dropLast() : row.cells[...]
          return "\(name): \(cells.joined(separator: "|"))"
        }
      }.sorted()
  }

  /// Everything that can be checked of the store holds; what does not, by name.
  func broken() throws -> [String] {
    try StoreVerification.checks(of: path("day.yaml")).filter { !$0.holds }
      .map { "\($0.name): \($0.faults)" }
  }
}
