import LedgerFiles
public import Receivables
import Settings
import Store

/// What became of a receipt in a pipeline, by the run and by people.
public struct PaymentHistory: Sendable {
  /// The line of `decisions.jsonl`; nil where no run decided it.
  public let decision: [UInt8]?
  /// What happened since, as lines for people.
  public let lines: [String]

  /// - Throws: `StoreError`, `FileSystemError`, `Diagnosed`.
  public init(_ payment: PaymentID, of path: String) throws {
    let settings = try PipelineFiles.settings(path)
    let store = try SQLiteStore(PipelinePlaces(settings, at: path).store, for: .read)
    let events = try store.events(about: payment.text)
    decision = events.first { $0.kind == .receiptDecided }.map { EventBody.facts($0.body) }
    var lines: [String] = []
    let since = events.filter { $0.kind != .receiptDecided && $0.kind != .rows }
    if !since.isEmpty {
      lines += ["", "Since then"]
      for event in since.reversed() {
        lines.append(
          "  \(event.recordedAt)  \(event.actor)  \(event.kind.rawValue)  "
            + String(decoding: EventBody.facts(event.body), as: UTF8.self))
      }
    }
    let standing = try store.rows(
      of: StateTable.named("applications") ?? .facts, where: "payment_id", is: payment.text)
    if decision == nil || !since.isEmpty, !standing.isEmpty {
      lines += ["", "Every line of it in the ledger"]
      for row in standing {
        let cells = row.cells
        guard cells.count > 12 else { continue }
        lines.append(
          "  \(cells[6]) of \(cells[4]): \(cells[7]) \(cells[8]) \(cells[9]), \(cells[11])")
      }
    }
    let waiting = try store.rows(of: .exceptions, where: "payment_id", is: payment.text)
    if !since.isEmpty {
      lines += ["", waiting.isEmpty ? "Nothing of it waits for a person." : "Waiting for a person"]
      lines += waiting.map { row in
        let cells = row.cells
        return "  \(cells[0]): \(cells[6]), \(cells[7]) \(cells[8]): \(cells[9])"
      }
    }
    self.lines = lines
    try store.close()
  }
}
