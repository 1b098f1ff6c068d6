public import Receivables

/// The ERP's ledger beside the one that we hold: what to take from it, and what differs.
///
/// What we booked is ours, what the ERP invoices is theirs. With *h* open here, *e* open in the ERP
/// and *a₁ … aₙ* our payments' bookings on the item in their order:
///
/// | here | in the ERP | kind | what happens |
/// |---|---|---|---|
/// | not | open | `new_item` | taken |
/// | not | cleared | – | nothing |
/// | open *h* | open *e* = *h* | –, or `changed_item` | dates, references, discount … are the ERP's |
/// | open *h* | *e* = *h* + *aₖ* + … + *aₙ* | `not_yet_posted` | ours stays |
/// | open *h*, n = 0 | another *e* | `amount_differs` | the ERP's |
/// | open *h* | another *e* | `amount_differs` | ours stays; the ERP's with `authority: erp` |
/// | open *h* | another currency | `currency_differs` | ours stays |
/// | open *h* after a return | cleared, 0 = *h* + *aₖ* + … + *aₙ* | `not_yet_posted` | ours stays |
/// | open *h*, made by us | not | `ours_alone` | ours stays |
/// | open *h*, n = 0 | cleared, or not in a snapshot | `cleared_in_erp` | cleared |
/// | open *h* | cleared, or not in a snapshot | `cleared_in_erp` | ours stays; cleared with `authority: erp` |
/// | cleared | cleared, or not | – | nothing |
/// | cleared by payments | *e* = *aₖ* + … + *aₙ* | `not_yet_posted` | stays cleared |
/// | cleared by payments | another *e* | `reopened_in_erp` | stays cleared, whoever has the authority |
/// | cleared, n = 0 | open *e* | `reopened_in_erp` | open again |
///
/// An old snapshot thus never opens again what a receipt cleared: it shows the amount from before
/// the receipt, which our bookings explain. The ERP's authority over what we booked on counts in
/// snapshots alone, since a delta may have been written before we booked; what is not in a delta is
/// as it was. A snapshot without most of the items that nothing of ours has moved, or without any, is half a one:
/// they stay, and people are told.
///
/// Customers are the ERP's and never go. Accounts and aliases are gathered, since some of ours were
/// learned. Allowances keep what was used of them here; disputes and expectations are the ERP's until
/// a receipt of ours met them. History is taken once, when there is nothing here yet.
public struct LedgerComparison: Sendable {
  /// What makes the held ledger the one that both agree on.
  public internal(set) var changes = LedgerChanges()
  /// The folder's unknown columns once the changes are made: ours, then new ones of the ERP; rows
  /// of ours have blanks in those.
  public internal(set) var columns: UnknownColumns
  /// In the order of kinds, then of customers and documents.
  public internal(set) var differences: [LedgerDifference] = []

  /// So many items, more than a tenth of all, were cleared in the ERP by nothing of ours; 0 where they
  /// are fewer. They are taken, and somebody should know.
  public internal(set) var manyCleared = 0

  let held: Ledger
  let theirs: Ledger
  let isSnapshot: Bool
  let authority: LedgerAuthority

  /// - Parameter isSnapshot: what is not in the ERP's ledger is no longer open there.
  public init(
    held: LedgerFolder, theirs: LedgerFolder, isSnapshot: Bool,
    authority: LedgerAuthority = .ours
  ) {
    self.held = held.ledger
    self.isSnapshot = isSnapshot
    self.authority = authority
    let carrying = CarriedColumns(held: held.columns, theirs: theirs.columns)
    self.theirs = carrying.moved(theirs.ledger)
    columns = carrying.columns
    compareCustomers()
    compareAgreements()
    compareItems()
    if self.held == Ledger() { takeHistory() }
    sortDifferences()
  }

  private mutating func takeHistory() {
    changes.clearedItems.added = theirs.clearedItems
    changes.applications.added = theirs.applications
    changes.receipts.added = theirs.receipts
  }

  private mutating func sortDifferences() {
    let places = Dictionary(
      uniqueKeysWithValues: LedgerDifference.Kind.allCases.enumerated().map { ($1, $0) })
    func place(_ difference: LedgerDifference) -> (Int, CustomerID, DocumentNumber) {
      (places[difference.kind] ?? 0, difference.customer, difference.document ?? "")
    }
    differences.sort { place($0) < place($1) }
  }
}
