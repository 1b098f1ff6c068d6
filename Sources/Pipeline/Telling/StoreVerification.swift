import Books
import Foundation
import LedgerFiles
import Money
import Receivables
import Settings
public import Store

/// Everything about a store that can be checked from itself.
public enum StoreVerification {
  /// - Throws: `StoreError`, `FileSystemError`, `Diagnosed`.
  public static func checks(of path: String) throws -> [StoreCheck] {
    let settings = try PipelineFiles.settings(path)
    let store = try SQLiteStore(PipelinePlaces(settings, at: path).store, for: .read)
    var checks = [try store.checkFile(), try store.checkChain()]
    checks += try store.checkReplay()
    checks += try books(store)
    checks.append(try attachments(store, AttachmentFolder(PipelinePlaces(settings, at: path))))
    try store.close()
    return checks
  }

  /// What people attached lies where it was put, as it was; those removed too.
  private static func attachments(
    _ store: SQLiteStore, _ folder: AttachmentFolder
  ) throws -> StoreCheck {
    let rows = try store.rows(of: .attachments).map(\.cells).filter { $0.count > 8 }
    var faults: [String] = []
    for cells in rows where faults.count < 5 {
      do throws(CaseError) {
        _ = try folder.bytes(of: cells[5])
      } catch {
        faults.append("\(cells[0]), \(cells[2]): \(error.problem)")
      }
    }
    return StoreCheck(
      name: "every attachment is as it was attached", looked: "\(rows.count) attachments",
      faults: faults)
  }

  /// Money and items, from the state alone (plan, I1, I4, I12).
  private static func books(_ store: SQLiteStore) throws -> [StoreCheck] {
    let ledger: Ledger
    do throws(LedgerFolderErrors) {
      ledger = try LedgerFolder.read(files: try stored(store)).ledger
    } catch {
      return [
        StoreCheck(
          name: "the ledger can be read", looked: "ten tables",
          faults: error.errors.prefix(5).map { "\($0)" })
      ]
    }
    return [try receipts(ledger), try journal(store, ledger), disputes(ledger)]
  }

  private static func stored(
    _ store: SQLiteStore
  ) throws(LedgerFolderErrors) -> [String: [UInt8]] {
    (try? store.ledgerFiles()) ?? [:]
  }

  /// What is applied of a receipt is at most the receipt.
  private static func receipts(_ ledger: Ledger) throws -> StoreCheck {
    var cash: [PaymentID: Int64] = [:]
    for line in ledger.applications {
      switch line.kind {
      case .payment, .onAccount:
        cash[line.payment, default: 0] =
          try (cash[line.payment] ?? 0).addingChecked(line.amount.minorUnits)
      default: break
      }
    }
    let reversed = Set(ledger.applications.compactMap(\.reverses))
    var faults: [String] = []
    for receipt in ledger.receipts where receipt.amount.isPositive {
      let applied = cash[receipt.payment] ?? 0
      // Lines that were undone and booked anew count twice in the history of a receipt.
      let undone = reversed.contains(receipt.payment)
      if !undone, applied > receipt.amount.minorUnits {
        faults.append("\(receipt.payment): more is applied than the \(receipt.amount) that came")
      }
      if receipt.outcome == .unapplied, !undone, applied != 0 {
        faults.append("\(receipt.payment) is unapplied, but something of it is applied")
      }
    }
    return StoreCheck(
      name: "no receipt is applied beyond its amount", looked: "\(ledger.receipts.count) receipts",
      faults: Array(faults.prefix(5)))
  }

  /// Every entry of the journal balances.
  private static func journal(_ store: SQLiteStore, _ ledger: Ledger) throws -> StoreCheck {
    var faults: [String] = []
    let rows = try store.rows(of: .journal)
    for row in rows where faults.count < 5 {
      guard let entry = JournalRecord.entry(row.cells) else {
        faults.append("no journal entry: \(row.record.prefix(80))")
        continue
      }
      var sums: [Currency: Int64] = [:]
      for posting in entry.postings {
        sums[posting.amount.currency] =
          try (sums[posting.amount.currency] ?? 0).addingChecked(posting.amount.minorUnits)
      }
      if sums.values.contains(where: { $0 != 0 }) {
        faults.append("the entry of \(entry.payment), \(entry.date), does not sum to zero")
      }
    }
    return StoreCheck(
      name: "every journal entry sums to zero", looked: "\(rows.count) entries", faults: faults)
  }

  /// Open deduction items and the open disputes of short payments are the same money (I12).
  private static func disputes(_ ledger: Ledger) -> StoreCheck {
    let known = Set(ledger.disputes.map { DocumentKey($0.customer, $0.document) })
    let orphans = ledger.openItems.filter { item in
      guard item.type == .deduction else { return false }
      let number = item.number.text
      guard let mark = number.range(of: "-D", options: .backwards) else { return false }
      return !known.contains(
        DocumentKey(item.customer, DocumentNumber(String(number[..<mark.lowerBound]))))
        && !known.contains(item.key)
    }
    return StoreCheck(
      name: "every deduction of ours has its dispute",
      looked: "\(ledger.openItems.count { $0.type == .deduction }) open deductions",
      faults: orphans.prefix(5).map { "\($0.number) of \($0.customer) has none" })
  }
}
