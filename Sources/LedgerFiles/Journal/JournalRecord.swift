public import Books
import Money
import Receivables

/// A journal entry as the cells of one record, and back: how a store keeps the journal.
public enum JournalRecord {
  /// Date, payment, description and the postings, which are a record of their own: account, amount
  /// and currency, again and again.
  public static func cells(_ entry: JournalEntry) -> [String] {
    let postings = entry.postings.flatMap { posting in
      [text(posting.account), posting.amount.decimal, posting.amount.currency.code]
    }
    return [
      entry.date.description, entry.payment.text, entry.description, CSVRecord.text(postings),
    ]
  }

  /// The entry of such cells; nil where they are none.
  public static func entry(_ cells: [String]) -> JournalEntry? {
    guard cells.count >= 4, let date = CalendarDate(iso: cells[0]),
      let parts = CSVRecord.cells(cells[3])
    else { return nil }
    var postings: [Posting] = []
    if parts != [""] {
      guard parts.count % 3 == 0 else { return nil }
      for place in stride(from: 0, to: parts.count, by: 3) {
        guard let account = account(parts[place]), let currency = Currency(parts[place + 2]),
          let amount = try? Money(parsing: parts[place + 1], in: currency)
        else { return nil }
        postings.append(Posting(account, amount))
      }
    }
    return JournalEntry(
      date: date, payment: PaymentID(cells[1]), description: cells[2], postings: postings)
  }

  private static func text(_ account: JournalAccount) -> String {
    switch account {
    case .bank(let number): "bank:" + number
    case .receivables(let customer): "receivables:" + customer.text
    case .disputed(let customer): "disputed:" + customer.text
    case .deductions(let reason): "deductions:" + reason
    case .withholdingTax: "withholding_tax"
    case .unappliedCash: "unapplied_cash"
    case .discounts: "discounts"
    case .writeOffs: "write_offs"
    case .bankCharges: "bank_charges"
    }
  }

  private static func account(_ text: String) -> JournalAccount? {
    guard let colon = text.firstIndex(of: ":") else {
      switch text {
      case "withholding_tax": return .withholdingTax
      case "unapplied_cash": return .unappliedCash
      case "discounts": return .discounts
      case "write_offs": return .writeOffs
      case "bank_charges": return .bankCharges
      default: return nil
      }
    }
    let name = String(text[text.index(after: colon)...])
    switch text[..<colon] {
    case "bank": return .bank(account: name)
    case "receivables": return .receivables(CustomerID(name))
    case "disputed": return .disputed(CustomerID(name))
    case "deductions": return .deductions(reasonCode: name)
    default: return nil
    }
  }
}
