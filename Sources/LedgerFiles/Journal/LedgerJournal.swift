public import Books
import Money
import Receivables

/// `journal.ledger`: the postings of a run as plain text that `hledger` and `ledger` read.
///
/// Every account and commodity is declared before the first entry, so that strict checks pass too.
public enum LedgerJournal {
  /// The journal, entries and postings in the order given.
  public static func bytes(_ entries: [JournalEntry]) -> [UInt8] {
    var currencies: Set<Currency> = []
    var accounts: Set<JournalAccount> = []
    for posting in entries.lazy.flatMap(\.postings) {
      currencies.insert(posting.amount.currency)
      accounts.insert(posting.account)
    }
    var text = Array("; Postings of one run; amounts are exact, debits positive.\n".utf8)
    for currency in currencies.sorted() {
      text += Array("\ncommodity \(currency.code)\n".utf8)
      // Without decimals no format suits both programs: the one asks for a point, the other
      // does not read it.
      if currency.minorDigits > 0 {
        let example = Money(minorUnits: 1_000_000, currency)
        text += Array("  format \(example)\n".utf8)
      }
    }
    let names = accounts.map(name).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    if !names.isEmpty { text.append(UInt8(ascii: "\n")) }
    for name in names { text += Array("account \(name)\n".utf8) }
    for entry in entries { append(entry, to: &text) }
    return text
  }

  /// The name of an account; different accounts have different names.
  public static func name(_ account: JournalAccount) -> String {
    switch account {
    case .bank(let number): "assets:bank:\(JournalText.accountPart(number))"
    case .receivables(let customer):
      "assets:receivables:\(JournalText.accountPart(customer.text))"
    case .disputed(let customer):
      "assets:receivables:\(JournalText.accountPart(customer.text)):disputed"
    case .withholdingTax: "assets:withholding tax"
    case .unappliedCash: "liabilities:unapplied cash"
    case .discounts: "expenses:discounts"
    case .writeOffs: "expenses:write-offs"
    case .bankCharges: "expenses:bank charges"
    case .deductions(let reason): "expenses:deductions:\(JournalText.accountPart(reason))"
    }
  }

  private static func append(_ entry: JournalEntry, to text: inout [UInt8]) {
    let code = JournalText.accountPart(entry.payment.text)
    let description = JournalText.description(entry.description)
    text += Array("\n\(entry.date) (\(code))".utf8)
    if !description.isEmpty { text += Array(" \(description)".utf8) }
    text.append(UInt8(ascii: "\n"))
    for posting in entry.postings {
      text += Array("    \(name(posting.account))  \(posting.amount)\n".utf8)
    }
  }
}
