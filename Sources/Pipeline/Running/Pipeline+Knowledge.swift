import Foundation
import LedgerFiles
import Receivables
import Reconciliation
import Store

extension Pipeline {
  /// What the log says of earlier receipts, and the ledger does not.
  var knowledge: EarlierKnowledge {
    let (store, reading) = (store, reading)
    let sums = KnownSums(store)
    return EarlierKnowledge(
      references: { payment in
        let lines = try store.beginnings(
          ofEventsAbout: payment.text, .receiptDecided, bytes: MovementReferences.bytesMax)
        for line in lines {
          if let kept = MovementReferences(decision: line) { return kept }
        }
        return nil
      },
      parts: { sum in
        guard try sums.contains(sum) else { return [] }
        let parts = try sums.parts(of: sum)
        // What a person took off the books is not what the sum was booked as any more.
        return try parts.contains { try self.wasTakenOff($0) } ? [] : parts
      },
      account: { try reading.decidedLine($0)?.receipt.account })
  }

  private func wasTakenOff(_ payment: PaymentID) throws -> Bool {
    try !isOnTheBooks(payment) && !isOurs(payment)
  }

  /// What people are told where parts of a sum are taken off the books: the sum is not on them either.
  func alerts(ofSumsWithout payments: [PaymentID], decision: String) throws -> [PipelineAlert] {
    if payments.isEmpty { return [] }
    let gone = Set(payments)
    let sums = KnownSums(store)
    return try sums.all().filter { try !gone.isDisjoint(with: sums.parts(of: $0)) }.map { sum in
      PipelineAlert(
        id: "sum without parts:\(sum.text)/\(decision)", kind: "sum without parts", account: "",
        file: "",
        message:
          "\(decision) took parts of \(sum.text) off the books, and that sum is booked as its "
          + "parts alone: its money is on no books now; undo \(decision) to have it back")
    }
  }

  /// The rows that keep which receipts a sum was booked as: the sum itself may come again.
  func keeping(_ sums: [CompletedSum]) throws -> [RowChange] {
    try sums.compactMap { sum in
      let name = KnownSums.fact(sum.payment)
      let cells = [name, sum.parts.map(\.text).joined(separator: " ")]
      let known = try store.fact(name)
      if known == cells[1] { return nil }
      return known == nil ? StateTable.facts.adding(cells) : StateTable.facts.changing(cells)
    }
  }

}

/// The sums that were booked as their parts: their names are read once, since a day may have a million
/// entries that look like sums.
private final class KnownSums {
  private let store: SQLiteStore
  private var names: Set<String>?
  private static let prefix = "parts:"

  init(_ store: SQLiteStore) { self.store = store }

  static func fact(_ sum: PaymentID) -> String { prefix + sum.text }

  func contains(_ sum: PaymentID) throws -> Bool { try known().contains(Self.fact(sum)) }

  func all() throws -> [PaymentID] {
    try known().sorted().map { PaymentID(String($0.dropFirst(Self.prefix.count))) }
  }

  func parts(of sum: PaymentID) throws -> [PaymentID] {
    (try store.fact(Self.fact(sum)) ?? "").split(separator: " ").map { PaymentID(String($0)) }
  }

  private func known() throws -> Set<String> {
    if let names { return names }
    let found = Set(
      try store.rows(of: .facts).compactMap(\.cells.first).filter { $0.hasPrefix(Self.prefix) })
    names = found
    return found
  }
}

extension MovementReferences {
  /// Within so many bytes of a line they end. Banks give a handful, of 35 characters mostly; those of
  /// one that gave more count as not kept.
  static let bytesMax = 2048

  /// Out of a line of `decisions.jsonl`, which has them near its beginning; nil where it has none.
  ///
  /// A statement that comes again asks for those of all its movements: the line is not read to its
  /// end.
  init?(decision line: [UInt8]) {
    let name = Array(#","references":"#.utf8)
    let start = DecisionsFile.beginning(of: PaymentID("")).count - 1
    guard let comma = line.dropFirst(start).prefix(64).firstIndex(of: UInt8(ascii: ",")),
      line[comma...].starts(with: name)
    else { return nil }
    let value = line[(comma + name.count)...]
    guard let end = value.firstIndex(of: UInt8(ascii: "}")) else { return nil }
    var ends = end
    // A brace in a reference is none that ends it.
    while true {
      if let kept = try? JSONDecoder().decode(Self.self, from: Data(value[...ends])) {
        self = kept
        return
      }
      guard ends < value.endIndex - 1,
        let next = value[(ends + 1)...].firstIndex(of: UInt8(ascii: "}"))
      else { return nil }
      ends = next
    }
  }
}
