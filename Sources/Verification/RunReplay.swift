import Money
import Receivables

/// The items of a run as they were, receipt by receipt.
struct RunReplay {
  struct Item {
    var document: OpenItem
    /// What is open at this point of the replay.
    var open: Int64
  }

  private(set) var items: [DocumentKey: Item] = [:]
  private var keysOfCustomer: [CustomerID: [DocumentKey]] = [:]
  /// The first move of an item is seen only when its turn comes; before it, this was open.
  private var seen: Set<DocumentKey> = []

  init(_ ledger: Ledger) {
    for document in ledger.openItems + ledger.clearedItems {
      items[document.key] = Item(document: document, open: document.open.minorUnits)
      keysOfCustomer[document.customer, default: []].append(document.key)
    }
  }

  /// Goes back before the run: what was open of an item is what its first move says.
  mutating func goBack(before decision: RecordedDecision) {
    for moved in decision.items where seen.insert(moved.key).inserted {
      if let before = minorUnits(moved.openBefore, moved.currency) {
        items[moved.key]?.open = before
      }
    }
  }

  /// The open items of a customer in a currency, as they are now.
  func openItems(of customer: CustomerID, in currency: String) -> [Item] {
    (keysOfCustomer[customer] ?? []).compactMap { items[$0] }.filter {
      $0.open != 0 && $0.document.currency.code == currency
    }
  }

  mutating func set(_ key: DocumentKey, _ open: Int64) { items[key]?.open = open }
}
