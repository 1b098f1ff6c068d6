import Money
import Receivables

/// The open items as the baselines see them: their own store, so that no routine is shared with what
/// they are measured against.
struct OpenItemStore {
  struct Entry {
    let item: OpenItem
    /// What is left, in minor units; credits are negative.
    var open: Int64
    /// Nothing was ever paid on it.
    var isUntouched: Bool { open == item.original.minorUnits }
  }

  private(set) var entries: [Entry]
  /// Every customer's items, oldest due date first, then by document date and number.
  private var byCustomer: [CustomerID: [Int]] = [:]
  /// Items by what a payer may write of them, upper-cased: number, order, payment reference.
  private var byNumber: [String: [Int]] = [:]
  private var byOrder: [String: [Int]] = [:]
  private var byReference: [String: [Int]] = [:]
  /// Items by the digits of each of the three (Odoo).
  private var byDigits: [String: [Int]] = [:]

  init(_ items: [OpenItem]) {
    entries = items.map { Entry(item: $0, open: $0.open.minorUnits) }
    for (place, item) in items.enumerated() {
      byCustomer[item.customer, default: []].append(place)
      var digits: Set<String> = []
      for (text, table) in [
        (item.number.text, \Self.byNumber), (item.purchaseOrder, \Self.byOrder),
        (item.paymentReference, \Self.byReference),
      ] where !text.isEmpty {
        self[keyPath: table][written(text), default: []].append(place)
        digits.insert(String(text.filter { $0.isASCII && $0.isNumber }))
      }
      for text in digits.sorted() where text.utf8.count >= 4 {
        byDigits[text, default: []].append(place)
      }
    }
    for customer in Array(byCustomer.keys) {
      byCustomer[customer] = byCustomer[customer]?.sorted { Self.isOlder(items[$0], items[$1]) }
    }
  }

  subscript(place: Int) -> Entry { entries[place] }

  /// What the customer has open in this currency, oldest due date first.
  func open(of customer: CustomerID, in currency: Currency) -> [Int] {
    (byCustomer[customer] ?? []).filter { isOpen($0, in: currency) }
  }

  /// The open debits alone.
  func debits(of customer: CustomerID, in currency: Currency) -> [Int] {
    open(of: customer, in: currency).filter { entries[$0].open > 0 }
  }

  /// Open items whose number is exactly this text, letters of either case.
  func numbered(_ text: String, in currency: Currency) -> [Int] {
    (byNumber[written(text)] ?? []).filter { isOpen($0, in: currency) }
  }

  func ordered(_ text: String, in currency: Currency) -> [Int] {
    (byOrder[written(text)] ?? []).filter { isOpen($0, in: currency) }
  }

  func referenced(_ text: String, in currency: Currency) -> [Int] {
    (byReference[written(text)] ?? []).filter { isOpen($0, in: currency) }
  }

  /// Open items one of whose references has just these digits, in this order.
  func withDigits(_ digits: String, in currency: Currency) -> [Int] {
    (byDigits[digits] ?? []).filter { isOpen($0, in: currency) }
  }

  /// The discount that the item still earns on a day, with so many days of grace; 0 for none.
  func discount(of place: Int, on day: CalendarDate, graceDays: Int) -> Int64 {
    let entry = entries[place]
    guard entry.open > 0, entry.isUntouched, let last = entry.item.discountDate,
      let discount = entry.item.discount?.minorUnits, discount > 0,
      day <= last.advanced(byDays: graceDays)
    else { return 0 }
    return min(discount, entry.open)
  }

  /// Books the lines of a verdict.
  mutating func book(_ lines: [Verdict.Line]) {
    for line in lines {
      guard let place = line.item else { continue }
      let before = entries[place].open
      entries[place].open -= line.amount
      precondition(
        entries[place].open == 0 || (entries[place].open < 0) == (before < 0)
          || line.kind == .writeOff || line.kind == .payment,
        "beyond zero: \(entries[place].item.number) \(line)")
    }
  }

  private func isOpen(_ place: Int, in currency: Currency) -> Bool {
    entries[place].open != 0 && entries[place].item.currency == currency
  }

  private static func isOlder(_ a: OpenItem, _ b: OpenItem) -> Bool {
    if a.dueDate != b.dueDate { return a.dueDate < b.dueDate }
    if a.documentDate != b.documentDate { return a.documentDate < b.documentDate }
    return a.number < b.number
  }

  private func written(_ text: String) -> String { text.uppercased() }
}
