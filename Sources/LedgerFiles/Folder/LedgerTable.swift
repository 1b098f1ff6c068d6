/// A file of the ledger folder: its name and the columns that are ours, in the order of writing.
struct LedgerTable: Sendable {
  let file: String
  let required: [String]
  let optional: [String]

  var columns: [String] { required + optional }

  private init(_ file: String, _ required: String, _ optional: String = "") {
    self.file = file
    self.required = required.split(separator: " ").map(String.init)
    self.optional = optional.split(separator: " ").map(String.init)
  }

  static let customers = LedgerTable(
    "customers.csv", "customer_id name",
    "parent_id currency email withholding_tax_percent unreferenced_policy")
  static let accounts = LedgerTable(
    "customer_accounts.csv", "customer_id", "iban routing_number account_number")
  static let aliases = LedgerTable("customer_aliases.csv", "customer_id alias")
  static let openItems = LedgerTable("open_items.csv", itemColumns, optionalItemColumns)
  static let allowances = LedgerTable(
    "allowances.csv", "allowance_id customer_id reason_code amount currency",
    "document_number valid_from valid_to used_amount")
  static let disputes = LedgerTable(
    "disputes.csv",
    "dispute_id customer_id document_number amount currency reason_code origin status opened_on",
    "payment_id explanation")
  static let expectations = LedgerTable(
    "expectations.csv", "expectation_id customer_id kind amount currency expected_on",
    "document_number payment_reference status")
  static let clearedItems = LedgerTable("cleared_items.csv", itemColumns, optionalItemColumns)
  static let applications = LedgerTable(
    "applications.csv",
    """
    payment_id bank_reference source_file booking_date customer_id payer_id document_number kind \
    amount currency reason_code rule confidence
    """, "reverses")
  static let receipts = LedgerTable(
    "receipts.csv",
    "payment_id bank_reference source_file booking_date amount currency outcome")

  private static let itemColumns = """
    customer_id document_number document_type document_date due_date currency original_amount \
    open_amount
    """
  private static let optionalItemColumns =
    "purchase_order payment_reference discount_date discount_amount entity_id"
}
