import Money
import Receivables

/// The AutoCash rules (B1, table): each gives the items that the receipt pays wholly, or passes.
///
/// An item's balance is what it has open less the discount that it earns with the days of grace. The
/// Combo Rule of Fusion is left out: its semantics are not established.
enum AutoCashRule: String, CaseIterable {
  case matchPaymentWithInvoice = "match payment with invoice"
  case clearTheAccount = "clear the account"
  case clearPastDueInvoices = "clear past due invoices"
  case clearPastDueByTerm = "clear past due grouped by payment term"
  case applyToTheOldestFirst = "apply to the oldest first"

  static let documentedOrder = allCases

  func items(
    for receipt: Receipt, of customer: CustomerID, _ ledger: OpenItemStore, _ settings: Rules
  ) -> [Int]? {
    let open = ledger.open(of: customer, in: receipt.currency)
    func balance(_ items: [Int]) -> Int64 {
      ledger.sum(items) - ledger.discounts(of: items, on: receipt, settings).values.reduce(0, +)
    }
    func isPastDue(_ item: Int) -> Bool { ledger[item].item.dueDate < receipt.bookingDate }
    // Credits have no due date: they count by their own date (M).
    let credits = open.filter {
      ledger[$0].open < 0 && ledger[$0].item.documentDate <= receipt.bookingDate
    }
    let pastDue = open.filter { ledger[$0].open > 0 && isPastDue($0) }

    switch self {
    case .matchPaymentWithInvoice:
      // The store's order is the tie-break of the page: earliest due date; the lowest id of the
      // payment schedule is the document's date and number here.
      return open.first { ledger[$0].open > 0 && balance([$0]) == receipt.cash }.map { [$0] }
    case .clearTheAccount:
      return open.isEmpty || balance(open) != receipt.cash ? nil : open
    case .clearPastDueInvoices:
      let items = pastDue + credits
      return pastDue.isEmpty || balance(items) != receipt.cash ? nil : items
    case .clearPastDueByTerm:
      // The ledger names no terms: the days from document to due date are the term.
      let groups = Dictionary(grouping: pastDue) {
        ledger[$0].item.dueDate.days(since: ledger[$0].item.documentDate)
      }
      let byOldest = groups.sorted {
        let (a, b) = (ledger[$0.value[0]].item.dueDate, ledger[$1.value[0]].item.dueDate)
        return a == b ? $0.key < $1.key : a < b
      }
      return byOldest.map { $0.value + credits }.first { balance($0) == receipt.cash }
    case .applyToTheOldestFirst:
      // "Apply partial receipts: no": a walk that would end inside an item passes to the next rule.
      var walked: [Int] = []
      var left = receipt.cash
      for item in open {
        walked.append(item)
        left -= balance([item])
        if left == 0 { return walked }
        if left < 0 { return nil }
      }
      return nil
    }
  }
}
