import Money
public import Receivables

/// A decision that a person may accept as it is.
public struct DeskSuggestion: Hashable, Sendable {
  /// How the money fits the documents, the best first.
  public enum Fit: String, Sendable, CaseIterable {
    case exact
    /// Exactly, with the discounts that the receipt was in time for.
    case discount
    case partPayment = "part_payment"
    /// The documents are paid, and something is left.
    case excess
  }

  public var action: DeskAction
  public var fit: Fit
  public var documents: [DocumentKey]
  /// For the person who is to choose.
  public var words: String
}

/// What a person would be suggested for a receipt: the candidates of its exceptions, and where the
/// decision is there, the explanations that lost, as lines that fit what is unapplied.
///
/// The best fit first; of those that fit alike, the order of the evidence.
public func suggestions(
  for payment: PaymentID, decision: Decision?, _ input: DeskInput, rules: RuleBook
) -> [DeskSuggestion] {
  guard let desk = try? Desk(input, concerning: [payment]),
    let left = try? desk.unapplied(of: payment), left.isPositive,
    let record = try? desk.record(payment)
  else { return [] }
  let told = input.exceptions.filter {
    $0.payment == payment && $0.type.leavesCashUnapplied
  }
  var sets: [[DocumentKey]] = []
  for notice in decision?.notices ?? [] { sets.append(notice.candidates) }
  for rejected in decision?.rejected ?? [] { sets.append(rejected.items) }
  for exception in told {
    sets.append(documents(exception, in: desk.ledger))
  }
  sets += sets.flatMap { $0.map { [$0] } }
  let payer = decision?.payer ?? told.lazy.compactMap(\.customer).first
  var seen: Set<Set<DocumentKey>> = []
  let found = sets.filter { !$0.isEmpty && seen.insert(Set($0)).inserted }
    .compactMap { keys in
      Fitting(keys, left, on: record.bookingDate, desk.ledger, rules)?
        .suggestion(payment, payer: payer)
    }
  return DeskSuggestion.Fit.allCases.flatMap { fit in found.filter { $0.fit == fit } }
}

/// An exception names documents without their owner: the customer that it names, or the only one who
/// has an open document of this number.
private func documents(
  _ exception: ReceiptException, in ledger: WorkingLedger
) -> [DocumentKey] {
  exception.candidates.compactMap { number in
    if let customer = exception.customer {
      let key = DocumentKey(customer, number)
      if ledger.itemIndex(key) != nil { return key }
    }
    let open = ledger.items.filter { $0.number == number && !$0.open.isZero }
    return open.count == 1 ? open.first?.key : nil
  }
}

/// Documents and the money that is to fit them.
private struct Fitting {
  var fit: DeskSuggestion.Fit
  var items: [OpenItem]
  var lines: [Decision.Clearing]
  var owed: Money
  var left: Money

  /// nil where one of the documents is not open in this currency, or nothing is owed on them.
  init?(
    _ keys: [DocumentKey], _ left: Money, on day: CalendarDate, _ ledger: WorkingLedger,
    _ rules: RuleBook
  ) {
    let rows = unique(keys).compactMap { ledger.itemIndex($0) }.map { ledger.items[$0] }
    guard rows.count == Set(keys).count,
      rows.allSatisfy({ $0.currency == left.currency && !$0.open.isZero }),
      let sum = try? rows.map(\.open.minorUnits).sumChecked(), sum > 0
    else { return nil }
    items = rows.sorted(by: WorkingLedger.isOrdered)
    owed = Money(minorUnits: sum, left.currency)
    self.left = left
    let discounts = items.map { Self.discount(of: $0, on: day, rules) }
    let withDiscount = sum - discounts.reduce(0, +)
    if sum == left.minorUnits {
      fit = .exact
    } else if withDiscount == left.minorUnits {
      fit = .discount
    } else {
      fit = sum > left.minorUnits ? .partPayment : .excess
    }
    lines = Self.lines(items, fit == .discount ? discounts : nil, cash: left.minorUnits)
  }

  /// What may be taken off an invoice that is paid on this day.
  private static func discount(of item: OpenItem, on day: CalendarDate, _ rules: RuleBook) -> Int64
  {
    guard let discount = item.discount, let last = item.discountDate, discount.isPositive,
      day <= last.advanced(byDays: rules.rules(for: item.customer).discountGraceDays),
      discount.minorUnits < item.open.minorUnits
    else { return 0 }
    return discount.minorUnits
  }

  /// Credits are used against the oldest debits first, and cash pays what they leave, until it ends.
  private static func lines(
    _ items: [OpenItem], _ discounts: [Int64]?, cash: Int64
  ) -> [Decision.Clearing] {
    var (cash, pool) = (cash, Int64(0))
    for item in items where item.open.isNegative { pool -= item.open.minorUnits }
    var lines: [Decision.Clearing] = []
    func add(_ item: OpenItem, _ kind: ApplicationKind, _ amount: Int64) {
      if amount == 0 { return }
      lines.append(
        Decision.Clearing(
          item: item.key, kind: kind, amount: Money(minorUnits: amount, item.currency)))
    }
    for (place, item) in items.enumerated() where item.open.isPositive {
      let discount = discounts.map { $0[place] } ?? 0
      let due = item.open.minorUnits - discount
      let netted = min(pool, due)
      let paid = min(cash, due - netted)
      pool -= netted
      cash -= paid
      add(item, .payment, paid)
      add(item, .credit, netted)
      add(item, .discount, discount)
    }
    for item in items where item.open.isNegative { add(item, .credit, item.open.minorUnits) }
    return lines
  }

  func suggestion(_ payment: PaymentID, payer: CustomerID?) -> DeskSuggestion {
    let numbers = items.map(\.number.text).joined(separator: ", ")
    let words =
      switch fit {
      case .exact: "\(numbers): exactly \(left)"
      case .discount: "\(numbers): \(owed), less the discount exactly \(left)"
      case .partPayment: "\(numbers): \(left) of \(owed)"
      case .excess: "\(numbers): \(owed) of the \(left), the rest stays unapplied"
      }
    return DeskSuggestion(
      action: .apply(payment, payer: payer ?? items.first?.customer, lines: lines), fit: fit,
      documents: items.map(\.key), words: words)
  }
}
