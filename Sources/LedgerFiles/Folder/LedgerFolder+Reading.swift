public import Receivables

extension LedgerFolder {
  /// Reads a ledger folder from its files' bytes.
  ///
  /// - Parameter files: bytes by file name (`customers.csv`); names that are not ours are ignored.
  ///   `customers.csv` and `open_items.csv` must be there, the others count as empty.
  /// - Parameter others: customers that are known from elsewhere. With them the folder tells only
  ///   what changed, and no file must be there.
  /// - Throws: everything that is wrong, not only the first of it.
  public static func read(
    files: [String: [UInt8]], beside others: Set<CustomerID>? = nil
  ) throws(LedgerFolderErrors) -> LedgerFolder {
    var reading = LedgerFolderReading(files: files, others: others)
    reading.readAll()
    guard reading.total == 0 else {
      let kept = reading.errors.prefix(LedgerFolderErrors.keptMax)
      throw LedgerFolderErrors(errors: Array(kept), total: reading.total)
    }
    return reading.folder
  }
}

/// One reading of a folder: file after file, each knowing the customers and keys of those before.
struct LedgerFolderReading {
  var folder = LedgerFolder(ledger: Ledger())
  var errors: [LedgerFileError] = []
  var total = 0
  /// The lines of the customers, by id, of every row that has one: a customer with a bad cell
  /// is still a known customer to its items.
  var customers: [CustomerID: Int] = [:]
  /// Customers that are known from elsewhere; nil where this folder is all there is.
  let others: Set<CustomerID>?
  private let files: [String: [UInt8]]

  init(files: [String: [UInt8]], others: Set<CustomerID>?) {
    self.files = files
    self.others = others
  }

  mutating func readAll() {
    if others == nil {
      requireFile(.customers)
      requireFile(.openItems)
    }
    readCustomers(table(.customers))
    readAccounts(table(.accounts))
    readAliases(table(.aliases))
    readItems(open: table(.openItems), cleared: table(.clearedItems))
    readAllowances(table(.allowances))
    readDisputes(table(.disputes))
    readExpectations(table(.expectations))
    readApplications(table(.applications))
    readReceipts(table(.receipts))
  }

  /// Takes over what a file's reader found wrong.
  mutating func finish(_ reader: LedgerTableReader) {
    errors += reader.problems.sorted
    total += reader.problems.total
  }

  private func table(_ table: LedgerTable) -> LedgerTableReader {
    LedgerTableReader(table, bytes: files[table.file])
  }

  private mutating func requireFile(_ table: LedgerTable) {
    guard files[table.file] == nil else { return }
    total += 1
    errors.append(
      LedgerFileError(
        code: .missingFile, position: FilePosition(file: table.file, line: 1),
        problem: "the file is missing",
        expected: "a ledger folder with customers.csv and open_items.csv"))
  }
}

extension LedgerTableReader {
  /// A customer of `customers.csv`; one that is not there is noted.
  mutating func customer(
    _ column: Column, among customers: [CustomerID: Int], or others: Set<CustomerID>?
  ) -> CustomerID? {
    guard let text = mandatory(column) else { return nil }
    return customer(text, column, among: customers, or: others)
  }

  private mutating func customer(
    _ text: String, _ column: Column, among customers: [CustomerID: Int],
    or others: Set<CustomerID>?
  ) -> CustomerID? {
    let customer = CustomerID(text)
    if customers[customer] == nil, others?.contains(customer) != true {
      note(
        .unknownCustomer, column, "\(column.name) \(quoted(text)) is unknown",
        expected: "a customer of customers.csv")
    }
    return customer
  }

  /// Notes a key that an earlier row has.
  mutating func claim<Key: Hashable>(
    _ key: Key, shown: String, _ column: Column, in lines: inout [Key: Int], of file: String? = nil
  ) {
    guard let earlier = lines.updateValue(line, forKey: key) else { return }
    note(
      .duplicateKey, column, "\(column.name) \(quoted(shown)) is there already",
      expected: "it once; the first is in line \(earlier)\(file.map { " of " + $0 } ?? "")")
    lines[key] = earlier
  }
}
