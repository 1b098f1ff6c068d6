import Money
import Receivables

/// What the movements of an account have from the records around them.
struct BAI2AccountContext: Sendable {
  var file: String
  var statement: BankStatement
  var asOf: CalendarDate?
  var status: BankTransaction.Status
}

/// Reads one 16 record with its continuations.
struct BAI2DetailReader {
  struct Problem {
    var severity: BankFileProblem.Severity
    var code: BankFileError.Code
    var problem: String
    var expected: String
  }

  private let record: BAI2LogicalRecord
  private let account: BAI2AccountContext
  /// What the record counts for in control totals.
  private(set) var type: BAI2TypeCode?
  private(set) var amount: Int64 = 0
  private(set) var problems: [Problem] = []

  init(_ record: BAI2LogicalRecord, in account: BAI2AccountContext) {
    self.record = record
    self.account = account
  }

  /// - Returns: nil where the account's currency is unknown, so that there is no amount.
  mutating func read() -> BankTransaction? {
    var fields = BAI2DetailFields(record)
    let typeBytes = fields.take()
    let type = BAI2TypeCode(typeBytes)
    let amount = amount(fields.take(), type)
    var valueDate: CalendarDate?
    let fundsBytes = fields.take()
    switch BAI2Funds.read(fundsBytes, from: &fields) {
    case .read(let date):
      valueDate = date
    case .missing:
      report(
        .error, .badRecord,
        "the funds type '\(TextDecoding.text(fundsBytes))' is unknown, so that the references are "
          + "doubtful", "0, 1, 2, S, V, D or Z")
    case .refused(let problem):
      report(
        .error, .badRecord, problem + ", so that the references are doubtful",
        "0, 1, 2, S, V, D or Z and its fields")
    }
    let bankReference = reference(fields.take())
    let customerReference = reference(fields.take())
    let text = text(fields.takeText())
    self.type = type
    self.amount = amount ?? 0
    guard let currency = account.statement.currency else { return nil }
    let side = side(of: type, typeBytes, amount)
    var units = Money(minorUnits: amount ?? 0, currency)
    var direction = side ?? .credit
    if units.isNegative {
      units.minorUnits = -units.minorUnits  // at most 18 digits, so it has a positive twin
      direction = direction == .credit ? .debit : .credit
    }
    var transaction = BankTransaction(
      position: FilePosition(file: account.file, line: record.line),
      statementID: account.statement.id, account: account.statement.account,
      bookingDate: account.asOf, valueDate: valueDate, amount: units, direction: direction)
    transaction.status =
      side == nil || amount == nil || type?.isPartOfAnother == true ? .information : account.status
    transaction.classification =
      side == nil || (amount ?? 0) < 0 ? .other : type?.classification ?? .other
    transaction.bankCode = TextDecoding.text(typeBytes)
    transaction.bankReference = bankReference.isEmpty ? customerReference : bankReference
    if !bankReference.isEmpty, !customerReference.isEmpty {
      transaction.references = [customerReference]
    }
    if let type, type.namesCheck, !customerReference.isEmpty {
      transaction.checkNumber = customerReference
    }
    let tags = BAI2Tags(text)
    if direction == .credit { transaction.payer.name = tags.payerName ?? "" }
    transaction.endToEndID = tags.endToEndID
    transaction.text = text
    if let doubt = BAI2Addenda.take(from: &transaction) {
      report(
        .warning, .detailsMismatch, "of the remittance in the movement's text, \(doubt)",
        "RMR segments that add up to the movement")
    }
    transaction.record = "16"
    transaction.raw = record.raw
    return transaction
  }

  private mutating func report(
    _ severity: BankFileProblem.Severity, _ code: BankFileError.Code, _ problem: String,
    _ expected: String
  ) {
    problems.append(
      Problem(severity: severity, code: code, problem: problem, expected: expected))
  }

  private mutating func amount(
    _ bytes: ArraySlice<UInt8>, _ type: BAI2TypeCode?,
  ) -> Int64? {
    do {
      let amount = try WholeNumber.read(bytes)
      if let amount, amount < 0 {
        report(
          .warning, .badAmount, "the movement's amount is negative: \(amount)",
          "no sign: the type code tells the side")
      }
      return amount
    } catch {
      let shown = TextDecoding.text(bytes.prefix(40))
      report(
        .error, .badAmount,
        error == .notANumber
          ? "the movement's amount is '\(shown)'"
          : "the movement's amount has more than \(WholeNumber.digitsMax) digits: '\(shown)'",
        "a whole number of minor units")
    }
    return nil
  }

  /// Credit or debit by the type code; nil where nobody knows, or where no money moved.
  private mutating func side(
    of type: BAI2TypeCode?, _ bytes: ArraySlice<UInt8>, _ amount: Int64?
  ) -> BankTransaction.Direction? {
    guard let type else {
      report(
        .error, .unknownTypeCode,
        "the movement's type code is '\(TextDecoding.text(bytes))'", "three digits")
      return nil
    }
    if type.isMessage { return nil }
    if type.isStatus || type.isSummary {
      report(
        .warning, .unknownTypeCode,
        "\(type.text) is the code of a summary, not of a movement", "it in a 03 record")
    }
    if type.direction == nil {
      report(
        .warning, .unknownTypeCode,
        "the type code \(type.text) is the bank's own: credit or debit is unknown",
        "a code of the standard; the movement is listed as information only")
    }
    return type.direction
  }

  private mutating func reference(_ bytes: ArraySlice<UInt8>) -> String {
    let (text, isFallback) = TextDecoding.decode(bytes)
    if isFallback {
      report(
        .warning, .badEncoding, "the reference '\(text)' is not UTF-8; it is read as Windows-1252",
        "ASCII")
    }
    return text
  }

  private mutating func text(
    _ lines: [ArraySlice<UInt8>]
  ) -> [String] {
    if let first = lines.first?.first, first == UInt8(ascii: ",") || first == UInt8(ascii: "/") {
      report(
        .warning, .badRecord,
        "the text begins with '\(TextDecoding.text([first]))'", "text")
    }
    var isFallback = false
    let text = lines.map { line in
      let decoded = TextDecoding.decode(line)
      isFallback = isFallback || decoded.isFallback
      return decoded.text
    }
    if isFallback {
      report(
        .warning, .badEncoding, "the text is not UTF-8; it is read as Windows-1252",
        "ASCII")
    }
    return text
  }
}
