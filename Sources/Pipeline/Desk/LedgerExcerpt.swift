import LedgerFiles
import Receivables
import Reconciliation
import Store

/// The part of the stored ledger that decisions are about, as `DeskInput.ledger` says what that is:
/// a person's decision on a ledger of millions of items reads some hundreds of them.
struct LedgerExcerpt {
  private let store: SQLiteStore
  private var payments: Set<String>
  private var customers: Set<String>
  /// Payers and names are looked up among all that are known.
  private var needsAllPayers = false
  /// What is cleared, and what was ever applied to it, is left out: nothing of it is suggested.
  var hasOpenAlone = false

  /// - Parameter more: receipts that are concerned beside those that the actions name.
  init(
    about actions: [DeskAction], and more: Set<PaymentID> = [], in store: SQLiteStore
  ) throws {
    self.store = store
    payments = Set((actions.flatMap(\.payments) + more).map(\.text))
    customers = Set(actions.flatMap(\.customers).map(\.text))
    for action in actions {
      switch action {
      case .dispute(let id, let step):
        var concerned = [id]
        if case .merge(let other, _) = step { concerned.append(other) }
        for id in concerned {
          guard let cells = try store.row(of: Self.table("disputes"), key: [id])?.cells,
            cells.count > 9
          else { continue }
          customers.insert(cells[1])
          if !cells[9].isEmpty { payments.insert(cells[9]) }
        }
      case .settle(let id, _):
        guard let cells = try store.row(of: .exceptions, key: [id])?.cells, cells.count > 5 else {
          continue
        }
        payments.insert(cells[1])
        if !cells[5].isEmpty { customers.insert(cells[5]) }
      case .takeOffBooks(let payment, _): try includeReceipt(returnedBy: payment)
      case .undo(let trace):
        needsAllPayers = true
        for payment in trace.payments { try includeReceipt(returnedBy: payment) }
      case .learnAccount, .learnAlias: needsAllPayers = true
      default: continue
      }
    }
  }

  /// A return of what was never applied: no line names its receipt, only their amounts meet.
  private mutating func includeReceipt(returnedBy payment: PaymentID) throws {
    let receipts = Self.table("receipts")
    guard let cells = try store.row(of: receipts, key: [payment.text])?.cells, cells.count > 6,
      cells[4].hasPrefix("-")
    else { return }
    for row in try store.rows(of: receipts, where: "outcome", is: "returned").map(\.cells)
    where row.count > 6 && row[4] == cells[4].dropFirst() && row[5] == cells[5] {
      payments.insert(row[0])
    }
  }

  /// Takes in whoever has an open document of one of these numbers.
  mutating func include(ownersOf numbers: [String]) throws {
    let rows = try store.rows(
      of: Self.table("open_items"), where: "document_number", isAnyOf: numbers)
    customers.formUnion(rows.compactMap(\.cells.first))
  }

  mutating func include(_ customer: CustomerID) { customers.insert(customer.text) }

  /// Reads it.
  ///
  /// - Throws: `StoreError`; where no ledger was loaded, with `missing`.
  mutating func folder() throws -> LedgerFolder {
    let applications = Self.table("applications")
    var lines: [StateRow] = []
    // A return is about the receipts that it undid, and they about it.
    var known = 0
    while known < payments.count {
      known = payments.count
      let sorted = payments.sorted()
      lines = try store.rows(of: applications, where: "payment_id", isAnyOf: sorted)
      lines += try store.rows(of: applications, where: "reverses", isAnyOf: sorted)
      for cells in lines.map(\.cells) where cells.count > 13 {
        payments.insert(cells[0])
        if !cells[13].isEmpty { payments.insert(cells[13]) }
        customers.formUnion([cells[4], cells[5]].filter { !$0.isEmpty })
      }
    }
    var rows: [String: [StateRow]] = [:]
    let owners = customers.sorted()
    let customerRows = try store.rows(
      of: Self.table("customers"), where: "key", isAnyOf: owners.map { CSVRecord.text([$0]) })
    rows["customers"] = customerRows
    let tables = ["open_items", "cleared_items", "allowances", "disputes", "expectations"]
    for name in tables where !hasOpenAlone || name != "cleared_items" {
      rows[name] = try store.rows(of: Self.table(name), where: "customer_id", isAnyOf: owners)
    }
    for name in ["customer_accounts", "customer_aliases"] {
      let table = Self.table(name)
      rows[name] =
        needsAllPayers
        ? try store.rows(of: table)
        : try owners.flatMap { try store.rows(of: table, keyBeginningWith: $0) }
    }
    let documents = Set(
      ["open_items", "cleared_items"].flatMap { rows[$0] ?? [] }.map(\.cells)
        .filter { $0.count > 1 }.map { $0[1] })
    let onDocuments = try store.rows(
      of: applications, where: "document_number", isAnyOf: hasOpenAlone ? [] : documents.sorted()
    ).filter { row in
      let cells = row.cells
      return cells.count > 4 && customers.contains(cells[4])
    }
    rows["applications"] = try inOrder(onDocuments, and: lines)
    let receipts = Set(
      (rows["applications"] ?? []).map(\.cells).flatMap { cells in
        cells.count > 13 ? [cells[0], cells[13]] : []
      }
    ).union(payments)
    rows["receipts"] = try store.rows(
      of: Self.table("receipts"), where: "key",
      isAnyOf: receipts.sorted().map { CSVRecord.text([$0]) })
    return try read(rows, customerRows)
  }

  /// Lines of both kinds, each once, in the order of the ledger. (Lines may be alike, so that only
  /// their table tells how many there are.)
  private func inOrder(_ some: [StateRow], and others: [StateRow]) throws -> [StateRow] {
    let applications = Self.table("applications")
    let wanted = Set(some + others)
    let payments = Set(wanted.compactMap(\.cells.first))
    return try store.rows(
      of: applications, where: "payment_id", isAnyOf: payments.sorted()
    ).filter { wanted.contains($0) }
  }

  private func read(
    _ rows: [String: [StateRow]], _ customers: [StateRow]
  ) throws -> LedgerFolder {
    var files: [String: [UInt8]] = [:]
    for table in StateTable.ledger {
      files[table.name + ".csv"] = try store.ledgerFile(of: table, rows[table.name] ?? [])
    }
    guard files["customers.csv"] != nil else {
      throw StoreError(
        code: .missing, problem: "no ledger was loaded into \(store.path)",
        remedy: "the pipeline's ledger folder with customers.csv and open_items.csv")
    }
    // Parents that are not concerned, and whoever an account belongs to, are customers all the same.
    var others = Set(customers.map(\.cells).compactMap { $0.count > 2 ? $0[2] : nil })
    for name in ["customer_accounts", "customer_aliases"] {
      others.formUnion((rows[name] ?? []).compactMap(\.cells.first))
    }
    do throws(LedgerFolderErrors) {
      return try LedgerFolder.read(files: files, beside: Set(others.map { CustomerID($0) }))
    } catch {
      throw StoreError(
        code: .damaged,
        problem: "the ledger in \(store.path) is not as it was written: "
          + (error.errors.first.map { "\($0)" } ?? ""),
        remedy: "a whole store; restore a copy of it")
    }
  }

  private static func table(_ name: String) -> StateTable { StateTable.named(name) ?? .facts }
}
