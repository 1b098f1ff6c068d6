import Foundation
import LedgerFiles
import Receivables
import Reconciliation
import Store

extension Pipeline {
  /// What the log says of earlier receipts, and the ledger does not.
  var knowledge: EarlierKnowledge {
    let store = store
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
        (try store.fact(Self.partsFact(sum)) ?? "").split(separator: " ").map {
          PaymentID(String($0))
        }
      })
  }

  /// The rows that keep which receipts a sum was booked as: the sum itself may come again.
  func keeping(_ sums: [CompletedSum]) throws -> [RowChange] {
    try sums.map { sum in
      let name = Self.partsFact(sum.payment)
      let cells = [name, sum.parts.map(\.text).joined(separator: " ")]
      return try store.fact(name) == nil
        ? StateTable.facts.adding(cells) : StateTable.facts.changing(cells)
    }
  }

  private static func partsFact(_ sum: PaymentID) -> String { "parts:" + sum.text }
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
