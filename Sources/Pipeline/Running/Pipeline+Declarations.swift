import Books
import LedgerFiles
import Money
import Receivables
import Settings
import Store

/// Beancount takes the declaration of an account or a commodity once: the journals of all batches are
/// one book, read together, and a later one leaves out what an earlier one declared.
extension Pipeline {
  private static let prefix = "declared:"

  /// Of what these entries need: what earlier journals have declared, and the rows that keep what this
  /// one declares.
  func declarations(
    of journal: [JournalEntry]
  ) throws -> (known: BeancountJournal.Declarations, rows: [RowChange]) {
    var known = BeancountJournal.Declarations()
    var rows: [RowChange] = []
    guard settings.exports.contains(where: { $0.kind == .beancount }) else { return (known, rows) }
    var needed = BeancountJournal.Declarations()
    needed.add(journal)
    for currency in needed.currencies.sorted() {
      let name = Self.prefix + currency.code
      if try store.fact(name) != nil {
        known.currencies.insert(currency)
      } else {
        rows.append(StateTable.facts.adding([name, "commodity"]))
      }
    }
    let accounts = needed.accounts.map { (name: BeancountJournal.name($0), account: $0) }
      .sorted { isOrderedByBytes($0.name, $1.name) }
    for (name, account) in accounts {
      if try store.fact(Self.prefix + name) != nil {
        known.accounts.insert(account)
      } else {
        rows.append(StateTable.facts.adding([Self.prefix + name, "account"]))
      }
    }
    return (known, rows)
  }
}
