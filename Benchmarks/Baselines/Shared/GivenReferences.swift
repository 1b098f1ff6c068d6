import Money
import Receivables

/// The matching numbers that come with a receipt.
///
/// The pages speak of numbers that a lockbox or a bank transmits; how numbers get out of free text
/// they leave open. Chosen, for all alike: the words of the text between blanks, commas, semicolons
/// and colons, without punctuation at their ends. A word counts as a number only where something
/// open has it, so that a date or a telephone number is no failed reference.
struct GivenReferences {
  struct Stated {
    var number: String
    /// The cash for the document, where the remittance states it.
    var paid: Int64?
    /// What the payer keeps back, with its reason; empty without one.
    var reason = ""
  }

  /// Structured remittance, document by document.
  var stated: [Stated] = []
  /// The payment reference and the words of the free text.
  var words: [String] = []

  init(_ transaction: BankTransaction) {
    for document in transaction.documents {
      let number = document.number.isEmpty ? document.reference : document.number
      guard !number.isEmpty else { continue }
      let amount =
        document.paid ?? document.credit.map { Money(minorUnits: -$0.minorUnits, $0.currency) }
      let isCredit = document.type == "CREN" && (amount?.isPositive ?? false)
      stated.append(
        Stated(
          number: number.trimmed, paid: amount.map { isCredit ? -$0.minorUnits : $0.minorUnits },
          reason: document.adjustments.first?.reason ?? ""))
    }
    if let reference = transaction.paymentReference { words.append(reference.trimmed) }
    var seen = Set(words)
    for line in transaction.text {
      for word in line.split(whereSeparator: { " ,;:\t".contains($0) }) {
        let text = String(word).trimmed
        if !text.isEmpty, seen.insert(text).inserted { words.append(text) }
      }
    }
  }

  /// The open items that the words name by number, else by order, in the text's order.
  ///
  /// - Parameter customer: only this one's; nil for everybody's.
  func named(in ledger: OpenItemStore, of customer: CustomerID?, _ currency: Currency) -> [Int] {
    var found: [Int] = []
    for word in words {
      for item in Self.lookUp(word, in: ledger, of: customer, currency)
      where !found.contains(item) { found.append(item) }
    }
    return found
  }

  /// Transaction number first, then purchase order, then the reference printed for the payment: the
  /// first that gives a hit.
  static func lookUp(
    _ text: String, in ledger: OpenItemStore, of customer: CustomerID?, _ currency: Currency
  ) -> [Int] {
    for look in [OpenItemStore.numbered, OpenItemStore.ordered, OpenItemStore.referenced] {
      let hits = look(ledger)(text, currency).filter {
        customer == nil || ledger[$0].item.customer == customer
      }
      if !hits.isEmpty { return hits }
    }
    return []
  }
}

extension String {
  /// Without punctuation and blanks at its ends.
  fileprivate var trimmed: String {
    var rest = self[...]
    while let first = rest.first, !first.isLetter, !first.isNumber { rest.removeFirst() }
    while let last = rest.last, !last.isLetter, !last.isNumber { rest.removeLast() }
    return String(rest)
  }
}
