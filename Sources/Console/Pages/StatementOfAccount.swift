import Enquiry
import LedgerFiles
import Money
import Receivables

/// What a customer owes on a day, document by document, for the customer.
struct StatementOfAccount: Sendable {
  let customer: CustomerLine
  let day: CalendarDate
  let items: [ItemLine]
  /// There are more documents than are on it; the sums are of all of them.
  private(set) var isCut = false

  /// No statement has more documents: nobody reads it.
  static let itemsMax = 100_000

  /// - Parameter itemsMax: so many documents are on it.
  /// - Throws: `EnquiryError`; `Refusal` (404) for a customer who is not there.
  init(
    _ id: CustomerID, _ index: DeskIndex, on day: CalendarDate,
    itemsMax: Int = StatementOfAccount.itemsMax
  ) throws {
    guard let customer = try index.customer(id) else { throw Refusal.notThere }
    self.customer = customer
    self.day = day
    var items: [ItemLine] = []
    var place: String?
    repeat {
      let page = try index.items(
        of: id, after: place, limit: min(1000, itemsMax - items.count))
      items += page.lines
      place = page.next
    } while place != nil && items.count < itemsMax
    self.items = items
    isCut = place != nil
  }

  /// A part of it, where a whole one is too long.
  init(_ customer: CustomerLine, on day: CalendarDate, _ items: [ItemLine]) {
    self.customer = customer
    self.day = day
    self.items = items
  }

  /// The sum in each currency, ordered by its code.
  var sums: [Money] { customer.open.map(\.amount) }

  /// How long a document is past due; what the customer has coming is never late.
  func daysLate(_ item: ItemLine) -> Int {
    item.open.isPositive ? max(0, day.days(since: item.dueDate)) : 0
  }

  /// What is not on it; nil where everything is.
  var rest: String? {
    guard isCut else { return nil }
    let all = customer.open.reduce(0) { $0 + $1.count }
    return "Cut: \(Grouped.number(items.count)) of \(Grouped.number(all)) open documents are here."
  }

  var csv: [UInt8] {
    var csv = CSVWriter()
    csv.row([
      "customer_id", "document_number", "document_type", "document_date", "due_date", "days_late",
      "currency", "original_amount", "open_amount",
    ])
    for item in items {
      csv.row([
        FormulaGuard.guarded(item.customer.text), FormulaGuard.guarded(item.number.text),
        item.type.rawValue, item.documentDate.description, item.dueDate.description,
        String(daysLate(item)),
        item.open.currency.code, item.original.decimal, item.open.decimal,
      ])
    }
    if let rest { csv.row([rest] + Array(repeating: "", count: 8)) }
    return csv.bytes
  }
}
