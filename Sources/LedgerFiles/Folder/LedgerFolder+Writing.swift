import Money
import Receivables

extension LedgerFolder {
  /// All ten files, in the contract's order of files and columns; columns that are not ours follow.
  public func write() -> [(name: String, bytes: [UInt8])] {
    Self.fileNames.map { (name: $0, bytes: bytes(of: $0)) }
  }

  /// One of the ten files; empty for a name that is none of theirs.
  func bytes(of name: String) -> [UInt8] {
    let table: TableFile? =
      switch name {
      case LedgerTable.customers.file:
        file(.customers, columns.customers, ledger.customers, \.carried, customerCells)
      case LedgerTable.accounts.file:
        file(.accounts, columns.accounts, ledger.accounts, \.carried, accountCells)
      case LedgerTable.aliases.file:
        file(.aliases, columns.aliases, ledger.aliases, \.carried, aliasCells)
      case LedgerTable.openItems.file:
        file(.openItems, columns.items, ledger.openItems, \.carried, itemCells)
      case LedgerTable.allowances.file:
        file(.allowances, columns.allowances, ledger.allowances, \.carried, allowanceCells)
      case LedgerTable.disputes.file:
        DisputesFile.table(ledger.disputes, columns: columns.disputes)
      case LedgerTable.expectations.file:
        file(
          .expectations, columns.expectations, ledger.expectations, \.carried, expectationCells)
      case LedgerTable.clearedItems.file:
        file(.clearedItems, columns.items, ledger.clearedItems, \.carried, itemCells)
      case LedgerTable.applications.file:
        ApplicationsFile.table(
          ledger.applications, columns: columns.applications, spellings: spellings)
      case LedgerTable.receipts.file:
        file(.receipts, columns.receipts, ledger.receipts, \.carried, Self.receiptCells)
      default: nil
      }
    return table?.bytes ?? []
  }

  private func file<Row>(
    _ table: LedgerTable, _ unknown: [String], _ rows: [Row],
    _ carried: @escaping (Row) -> [String],
    _ cells: @escaping (Row) -> [String]
  ) -> TableFile {
    TableFile(table, unknown: unknown, rows: rows.lazy.map { (cells($0), carried($0)) })
  }

  func customerCells(_ customer: Customer) -> [String] {
    let id = customer.id.text
    return [
      id, customer.name, customer.parent?.text ?? "", customer.currency?.code ?? "",
      customer.email,
      spellings.text(
        Self.text(customer.withholdingTax), column: "withholding_tax_percent", row: id),
      spellings.text(
        Self.text(customer.unreferencedPolicy), column: "unreferenced_policy", row: id),
    ]
  }

  func accountCells(_ account: CustomerAccount) -> [String] {
    [account.customer.text, account.iban, account.routingNumber, account.accountNumber]
  }

  func aliasCells(_ alias: CustomerAlias) -> [String] { [alias.customer.text, alias.alias] }

  func itemCells(_ item: OpenItem) -> [String] {
    [
      item.customer.text, item.number.text, item.type.rawValue, item.documentDate.description,
      item.statedDueDate?.description ?? "", item.currency.code, item.original.decimal,
      item.open.decimal, item.purchaseOrder, item.paymentReference,
      item.discountDate?.description ?? "", item.discount?.decimal ?? "", item.entityID,
    ]
  }

  func allowanceCells(_ allowance: Allowance) -> [String] {
    [
      allowance.id, allowance.customer.text, allowance.reasonCode, allowance.amount.decimal,
      allowance.amount.currency.code, allowance.document?.text ?? "",
      allowance.validFrom?.description ?? "", allowance.validTo?.description ?? "",
      spellings.text(allowance.used.decimal, column: "used_amount", row: allowance.id),
    ]
  }

  func expectationCells(_ expectation: Expectation) -> [String] {
    [
      expectation.id, expectation.customer.text, expectation.kind.rawValue,
      expectation.amount.decimal, expectation.amount.currency.code,
      expectation.expectedOn.description, expectation.document?.text ?? "",
      expectation.paymentReference,
      spellings.text(
        expectation.status.rawValue, column: "expectation status", row: expectation.id),
    ]
  }

  static func receiptCells(_ receipt: ReceiptRecord) -> [String] {
    [
      receipt.payment.text, receipt.bankReference, receipt.sourceFile,
      receipt.bookingDate.description, receipt.amount.decimal, receipt.amount.currency.code,
      receipt.outcome.rawValue,
    ]
  }

  /// The rate without its sign of percent, which the column's name has.
  static func text(_ percent: Percent?) -> String {
    percent.map { String($0.description.dropLast()) } ?? ""
  }

  static func text(_ policy: UnreferencedPolicy) -> String { policy.rawValue }
}
