import Money
import Receivables

/// What our bookings did to the items where two ledgers do not agree by themselves.
struct OurBookings {
  /// What the lines of one payment did to an item: they are posted together.
  struct Step: Hashable {
    var payment: PaymentID
    /// What they took off the open amount.
    var amount: Int128
  }

  /// The lines that make `-D<n>` items, and those that may undo them, of one root document.
  private struct Deductions {
    var made: [Application] = []
    var reversals: [Application] = []
  }

  private var steps: [DocumentKey: [Step]] = [:]
  private var deductions: [DocumentKey: Deductions] = [:]

  /// One look at each line.
  init(_ applications: [Application], on items: [OpenItem]) {
    guard !applications.isEmpty, !items.isEmpty else { return }
    let keys = Set(items.map(\.key))
    let roots = Set(
      items.lazy.filter { $0.type == .deduction }
        .map { DocumentKey($0.customer, Self.root(of: $0.number)) })
    for line in applications {
      if keys.contains(line.documentKey) {
        add(Step(payment: line.payment, amount: Int128(line.amount.minorUnits)), line.documentKey)
      }
      guard !roots.isEmpty, line.kind == .deduction || line.kind == .reversal else { continue }
      let root = DocumentKey(line.customer, Self.root(of: line.document))
      guard roots.contains(root) else { continue }
      if line.kind == .deduction {
        deductions[root, default: Deductions()].made.append(line)
      } else {
        deductions[root, default: Deductions()].reversals.append(line)
      }
    }
    for item in items where item.type == .deduction { addUndoing(of: item) }
  }

  /// What our payments did to an item, in their order.
  func on(_ item: OpenItem) -> [Step] { steps[item.key] ?? [] }

  /// The item is of our making: money on account, numbered by its payment, or what a deduction of
  /// ours left.
  func hasMade(_ item: OpenItem) -> Bool {
    switch item.type {
    case .onAccount: on(item).contains { $0.payment.text == item.number.text }
    case .deduction: !makings(of: item).isEmpty
    case .invoice, .debitMemo, .creditMemo: false
    }
  }

  private mutating func add(_ step: Step, _ key: DocumentKey) {
    if let last = steps[key]?.indices.last, steps[key]?[last].payment == step.payment {
      steps[key]?[last].amount += step.amount
    } else {
      steps[key, default: []].append(step)
    }
  }

  /// The reversal of a deduction stands on the document that it was taken from, and takes the item
  /// that it made to zero (contract, fine print 16).
  private mutating func addUndoing(of item: OpenItem) {
    let root = DocumentKey(item.customer, Self.root(of: item.number))
    let payments = Set(makings(of: item).map(\.payment))
    for reversal in deductions[root]?.reversals ?? [] {
      guard let undone = reversal.reverses, payments.contains(undone),
        reversal.amount.currency == item.currency,
        Int128(reversal.amount.minorUnits) == -Int128(item.original.minorUnits)
      else { continue }
      add(Step(payment: reversal.payment, amount: Int128(item.original.minorUnits)), item.key)
    }
  }

  private func makings(of item: OpenItem) -> [Application] {
    let root = DocumentKey(item.customer, Self.root(of: item.number))
    guard root.number != item.number else { return [] }
    return deductions[root]?.made.filter { $0.amount == item.original } ?? []
  }

  /// `4711` of `4711-D2`; the number itself where it has no such end.
  private static func root(of number: DocumentNumber) -> DocumentNumber {
    guard let dash = number.text.lastIndex(of: "-") else { return number }
    let end = number.text[number.text.index(after: dash)...].utf8
    guard end.first == UInt8(ascii: "D"), end.count > 1,
      end.dropFirst().allSatisfy({ (0x30...0x39).contains($0) })
    else { return number }
    return DocumentNumber(String(number.text[..<dash]))
  }
}
