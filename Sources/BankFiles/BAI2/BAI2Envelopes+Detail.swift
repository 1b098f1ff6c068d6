import Money
import Receivables

extension BAI2Envelopes {
  mutating func takeDetail(
    _ record: BAI2LogicalRecord, into events: inout BankFileBatch
  ) throws(BankFileError) {
    count(record)
    guard openAccount != nil, let group = openGroup else {
      return reportNesting(
        record, "a movement stands outside an account", "an account (03)", into: &events)
    }
    var fields = BAI2DetailFields(record)
    let typeBytes = fields.take()
    let type = BAI2TypeCode(typeBytes)
    let amount = amount(fields.take(), type, record, into: &events)
    var valueDate: CalendarDate?
    let fundsBytes = fields.take()
    var bankReference = ""
    switch BAI2Funds.read(fundsBytes, from: &fields) {
    case .read(let date):
      valueDate = date
      bankReference = TextDecoding.text(fields.take())
    case .missing:
      report(
        .error, .badRecord, place(record),
        "the funds type '\(TextDecoding.text(fundsBytes))' is unknown, so that the references are "
          + "doubtful", "0, 1, 2, S, V, D or Z", into: &events)
      bankReference = TextDecoding.text(fields.take())
    case .refused(let problem):
      report(
        .error, .badRecord, place(record), problem + ", so that the references are doubtful",
        "0, 1, 2, S, V, D or Z and its fields", into: &events)
      bankReference = TextDecoding.text(fields.take())
    }
    let customerReference = TextDecoding.text(fields.take())
    let text = text(fields.takeText(), record, into: &events)
    addToTotals(amount ?? 0, type)
    guard let currency = openAccount?.statement.currency else { return }
    let side = side(of: type, typeBytes, amount, record, into: &events)
    var units = Money(minorUnits: amount ?? 0, currency)
    var direction = side ?? .credit
    if units.isNegative {
      units.minorUnits = -units.minorUnits  // at most 18 digits, so it has a positive twin
      direction = direction == .credit ? .debit : .credit
    }
    var transaction = BankTransaction(
      position: place(record), statementID: openAccount?.statement.id ?? "",
      account: openAccount?.statement.account ?? "", bookingDate: group.asOf,
      valueDate: valueDate, amount: units, direction: direction)
    transaction.position.column = nil
    transaction.status = side == nil || amount == nil ? .information : group.status
    transaction.classification =
      side == nil || (amount ?? 0) < 0 ? .other : type?.classification ?? .other
    transaction.bankCode = TextDecoding.text(typeBytes)
    transaction.bankReference = bankReference.isEmpty ? customerReference : bankReference
    if !bankReference.isEmpty, !customerReference.isEmpty {
      transaction.references = [customerReference]
    }
    if let type, [395, 474, 475].contains(type.number), !customerReference.isEmpty {
      transaction.checkNumber = customerReference
    }
    if direction == .credit { transaction.payer.name = BAI2Tags.payerName(in: text) }
    transaction.endToEndID = BAI2Tags.endToEndID(in: text)
    transaction.text = text
    try addToStatement(transaction, record)
    events.append(.transaction(transaction))
  }

  private mutating func amount(
    _ bytes: ArraySlice<UInt8>, _ type: BAI2TypeCode?, _ record: BAI2LogicalRecord,
    into events: inout BankFileBatch
  ) -> Int64? {
    do {
      let amount = try WholeNumber.read(bytes)
      if let amount, amount < 0 {
        report(
          .warning, .badAmount, place(record), "the movement's amount is negative: \(amount)",
          "no sign: the type code tells the side", into: &events)
      }
      return amount
    } catch {
      let shown = TextDecoding.text(bytes.prefix(40))
      report(
        .error, .badAmount, place(record),
        error == .notANumber
          ? "the movement's amount is '\(shown)'"
          : "the movement's amount has more than \(WholeNumber.digitsMax) digits: '\(shown)'",
        "a whole number of minor units", into: &events)
    }
    return nil
  }

  /// Credit or debit by the type code; nil where nobody knows, or where no money moved.
  private mutating func side(
    of type: BAI2TypeCode?, _ bytes: ArraySlice<UInt8>, _ amount: Int64?,
    _ record: BAI2LogicalRecord, into events: inout BankFileBatch
  ) -> BankTransaction.Direction? {
    guard let type else {
      report(
        .error, .unknownTypeCode, place(record),
        "the movement's type code is '\(TextDecoding.text(bytes))'", "three digits", into: &events)
      return nil
    }
    if type.isMessage { return nil }
    if type.isStatus || type.isSummary {
      report(
        .warning, .unknownTypeCode, place(record),
        "\(type.text) is the code of a summary, not of a movement", "it in a 03 record",
        into: &events)
    }
    if type.direction == nil {
      report(
        .warning, .unknownTypeCode, place(record),
        "the type code \(type.text) is the bank's own: credit or debit is unknown",
        "a code of the standard; the movement is listed as information only", into: &events)
    }
    return type.direction
  }

  private mutating func text(
    _ lines: [ArraySlice<UInt8>], _ record: BAI2LogicalRecord, into events: inout BankFileBatch
  ) -> [String] {
    if let first = lines.first?.first, first == UInt8(ascii: ",") || first == UInt8(ascii: "/") {
      report(
        .warning, .badRecord, place(record),
        "the text begins with '\(TextDecoding.text([first]))'", "text", into: &events)
    }
    var isFallback = false
    let text = lines.map { line in
      let decoded = TextDecoding.decode(line)
      isFallback = isFallback || decoded.isFallback
      return decoded.text
    }
    if isFallback {
      report(
        .warning, .badEncoding, place(record), "the text is not UTF-8; it is read as Windows-1252",
        "ASCII", into: &events)
    }
    return text
  }

  private mutating func addToTotals(_ amount: Int64, _ type: BAI2TypeCode?) {
    switch type?.direction {
    case .credit: openAccount?.total.credits += Int128(amount)
    case .debit: openAccount?.total.debits += Int128(amount)
    case nil: openAccount?.total.others += Int128(amount)
    }
  }

  private mutating func addToStatement(
    _ transaction: BankTransaction, _ record: BAI2LogicalRecord
  ) throws(BankFileError) {
    openAccount?.statement.transactions += 1
    guard transaction.status == .booked else {
      openAccount?.statement.information += 1
      return
    }
    do {
      if transaction.direction == .credit {
        try openAccount?.statement.bookedCredits.count(transaction.amount)
      } else {
        try openAccount?.statement.bookedDebits.count(transaction.amount)
      }
    } catch {
      throw BankFileError(
        code: .badAmount, position: place(record),
        problem: "the account's movements sum up beyond what can be counted",
        expected: "amounts of this world")
    }
  }
}
