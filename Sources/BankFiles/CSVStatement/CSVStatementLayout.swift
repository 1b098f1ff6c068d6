import Money

/// How one bank writes its CSV: what separates, how numbers and days are written, and which column
/// is what.
///
/// There is no standard for CSV bank lines, so that nothing is guessed: a layout is the user's own,
/// as JSON. `CSVStatementLayout+Parsing.swift` has its keys.
public struct CSVStatementLayout: Hashable, Sendable {
  /// What a column holds, named as `quittance transactions` names it.
  enum Field: String, CaseIterable {
    case bookingDate = "booking_date"
    case valueDate = "value_date"
    /// Signed; or without a sign beside `direction`.
    case amount
    /// Money in and money out in columns of their own.
    case credit, debit
    /// The word that says which way the amount goes.
    case direction
    case currency, account, status
    case payerName = "payer_name"
    case payerAccount = "payer_account"
    case payerRoutingNumber = "payer_routing_number"
    case customerNumber = "customer_number"
    case endToEndID = "end_to_end_id"
    case bankReference = "bank_reference"
    case bankCode = "bank_code"
    case checkNumber = "check_number"
    case balanceAfter = "balance_after"
    case text
  }

  /// Where a column is: by the name in the header line, or by its number from 1.
  enum Column: Hashable, Sendable {
    case name(String)
    case number(Int)
  }

  /// What a word in a cell means, by the cell's column.
  enum Meaning: String, CaseIterable {
    // Of `direction`.
    case credit, debit
    // Of `status`.
    case booked, pending, information
    // Of `bank_code`: what is no customer's payment (contract, steps 0 and 2).
    case `return`, fee, interest, other
  }

  enum Encoding: String, CaseIterable {
    case utf8 = "utf-8"
    case windows1252 = "windows-1252"
  }

  public let id: String
  var delimiter = UInt8(ascii: ",")
  /// nil where cells have no quotes.
  var quote: UInt8? = UInt8(ascii: "\"")
  /// nil for UTF-8, and Windows-1252 in a cell that is none.
  var encoding: Encoding?
  var amounts = CSVAmountForm()
  var dates = CSVDatePattern.iso
  /// The debit column has a minus before every amount.
  var debitsAreNegative = false
  var hasHeader = true
  /// Lines before the header, or before the first record where there is none.
  var linesBefore = 0
  /// Records at the end that are none of the bank's lines: a total, a signature.
  var recordsAfter = 0
  /// The bank does not end its last line, so that a missing end proves nothing.
  var mayLackFinalLineEnd = false
  var currency: Currency?
  var account = ""
  var columns: [Field: Column] = [:]
  /// The columns of `text`, in their order.
  var textColumns: [Column] = []
  /// Words in capitals.
  var words: [Meaning: Set<String>] = [:]

  init(id: String) {
    self.id = id
  }

  /// Every column, for the search in a header.
  var allColumns: [Column] {
    Field.allCases.compactMap { columns[$0] } + textColumns
  }

  /// What the word in a cell means, among these meanings; nil where the layout has no such word.
  func meaning(of word: String, among meanings: [Meaning]) -> Meaning? {
    let word = word.uppercased()
    return meanings.first { words[$0]?.contains(word) == true }
  }
}

extension CSVStatementLayout.Meaning {
  static let directions: [Self] = [.credit, .debit]
  static let statuses: [Self] = [.booked, .pending, .information]
  static let classes: [Self] = [.return, .fee, .interest, .other]
}
