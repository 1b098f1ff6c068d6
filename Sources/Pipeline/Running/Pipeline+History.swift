import Foundation
import LedgerFiles
import Money
import Store

extension Pipeline {
  /// How far back batches are looked for; a day of the report may have many.
  private static let batchesMax = 500

  /// The batches that were booked last, as far as a report compares itself with them.
  func earlierBatches() throws -> [ReportedBatch] {
    try store.lastRows(of: .batches, count: Self.batchesMax).compactMap { row in
      let cells = row.cells
      guard cells.count >= StateTable.batches.columns.count,
        let day = CalendarDate(iso: cells[1]), let receipts = Int(cells[2]),
        let straightThrough = Int(cells[5]), let exceptions = Int(cells[6])
      else { return nil }
      let booked = try store.events(about: cells[0], .batchBooked).first
      return ReportedBatch(
        asOf: day, receipts: receipts, straightThrough: straightThrough, exceptions: exceptions,
        amounts: booked.flatMap { BatchAmounts.read(EventBody.facts($0.body)) })
    }
  }
}

/// The amounts of a batch among the facts of its event, for the reports of later days.
enum BatchAmounts {
  /// Under which they stand.
  static let key = "amounts"

  static func json(_ amounts: ReportedBatch.Amounts) -> JSONValue {
    .object([
      ("received", json(amounts.received)), ("straight_through", json(amounts.straightThrough)),
      ("unapplied", json(amounts.unapplied)),
      ("disputes_opened", .integer(amounts.disputesOpened)),
      ("disputed", json(amounts.disputed)),
    ])
  }

  /// nil where the event has none: an earlier version of the program wrote it.
  static func read(_ facts: [UInt8]) -> ReportedBatch.Amounts? {
    struct Facts: Decodable {
      struct Amounts: Decodable {
        var received: [String: String]
        var straightThrough: [String: String]
        var unapplied: [String: String]
        var disputesOpened: Int
        var disputed: [String: String]
      }

      var amounts: Amounts?
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard let amounts = (try? decoder.decode(Facts.self, from: Data(facts)))?.amounts else {
      return nil
    }
    return ReportedBatch.Amounts(
      received: money(amounts.received), straightThrough: money(amounts.straightThrough),
      unapplied: money(amounts.unapplied), disputesOpened: amounts.disputesOpened,
      disputed: money(amounts.disputed))
  }

  private static func json(_ amounts: [Money]) -> JSONValue {
    .object(amounts.map { ($0.currency.code, .string($0.decimal)) })
  }

  private static func money(_ amounts: [String: String]) -> [Money] {
    amounts.sorted { $0.key < $1.key }.compactMap { code, amount in
      Currency(code).flatMap { try? Money(parsing: amount, in: $0) }
    }
  }
}
