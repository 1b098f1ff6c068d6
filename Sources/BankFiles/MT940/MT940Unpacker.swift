import Money
import Receivables

/// Makes the transaction of an entry from its lines: the only place where their bytes become text.
struct MT940Unpacker: TransactionUnpacker {
  let file: String
  let statementID: String
  let account: String
  let currency: Currency
  let isInterim: Bool
  /// The day of the opening balance, for entries whose value date is none.
  let near: CalendarDate?
  let codePage: CodePage

  func transaction(
    _ packed: PackedTransaction, _ record: UnsafeRawBufferPointer
  ) -> BankTransaction {
    let bytes = record.bindMemory(to: UInt8.self).span
    let content = packed.fields.range(0)
    do throws(MT940EntryLine.Refusal) {
      let line = try MT940EntryLine(
        bytes.extracting(content), digits: currency.minorDigits, near: near)
      return transaction(line, bytes, content, line: Int(packed.line))
    } catch {
      preconditionFailure("an entry that is none was packed, line \(packed.line)")
    }
  }

  /// - Parameters:
  ///   - entry: the `:61:`, its ranges those of the bytes in `content`.
  ///   - record: all lines of the entry, parted by line feeds.
  ///   - number: the file's line of the `:61:`.
  func transaction(
    _ entry: MT940EntryLine, _ record: Span<UInt8>, _ content: Range<Int>, line number: Int
  ) -> BankTransaction {
    let text = MT940Text(record, codePage)
    func inRecord(_ range: Range<Int>) -> Range<Int> {
      (range.lowerBound + content.lowerBound)..<(range.upperBound + content.lowerBound)
    }
    func fieldText(_ range: Range<Int>) -> String {
      text.line(MT940Detail.copy(record, inRecord(range))[...])
    }
    let detail = MT940Detail(record, supplementary: inRecord(entry.supplementary))
    let type = fieldText(entry.type)
    let code = MT940Code(
      type: type, businessCode: detail.businessCode, account: account, currency: currency)
    var made = BankTransaction(
      position: FilePosition(file: file, line: number), statementID: statementID, account: account,
      bookingDate: entry.bookingDate, valueDate: entry.valueDate,
      amount: Money(minorUnits: entry.amount.units, currency),
      direction: entry.isCredit ? .credit : .debit, status: entry.isExpected ? .pending : .booked,
      isReversal: entry.isReversal)
    made.classification = code.classification(
      isReversal: entry.isReversal, isReturned: detail.isReturned, isCredit: entry.isCredit,
      isZero: entry.amount.units == 0)
    made.bankCode = code.text
    let customer = MT940Reference.meaning(fieldText(entry.customerReference))
    let bank = MT940Reference.meaning(fieldText(entry.bankReference))
    fillReferences(&made, detail, text, customer: customer, bank: bank)
    if type.hasSuffix("CHK"), MT940Reference.isNumber(customer) { made.checkNumber = customer }
    fillParties(&made, detail, text)
    made.paymentReference = detail.first(.paymentReference).map(text.compact)
    made.text = detail.pieces.filter { $0.part == .text }.flatMap {
      text.lines(detail.values[$0.range])
    }
    made.bankText = detail.pieces.filter { $0.part == .bankText }
      .flatMap { text.lines(detail.values[$0.range]) }.joined(separator: "\n")
    made.charges = detail.first(.charges).flatMap(money)
    if let original = detail.first(.original).flatMap(money), original != made.amount {
      made.instructed = original
    }
    if made.classification == .return {
      made.returnReason = detail.first(.returnReason).map(text.line)
    }
    made.lacksDetails = code.isCollective
    if code.isCollective {
      made.batch = [detail.first(.batchReference).map(text.reference) ?? "", bank, customer]
        .first { !$0.isEmpty }
    }
    made.record = ":61:"
    made.raw = text.raw(record)
    return made
  }

  /// By the contract: the end-to-end id, the bank's own reference, the customer's.
  private func fillReferences(
    _ made: inout BankTransaction, _ detail: MT940Detail, _ text: MT940Text, customer: String,
    bank: String
  ) {
    let endToEnd = MT940Reference.meaning(
      detail.first(.endToEndID).map(text.reference) ?? "")
    made.endToEndID = endToEnd.isEmpty ? nil : endToEnd
    made.bankReference = [endToEnd, bank, customer].first { !$0.isEmpty } ?? ""
    let further = detail.pieces
      .filter { $0.part == .batchReference || $0.part == .reference || $0.part == .endToEndID }
      .map { MT940Reference.meaning(text.reference(detail.values[$0.range])) }
    for reference in [bank, customer] + further
    where !reference.isEmpty && reference != made.bankReference
      && !made.references.contains(reference)
    {
      made.references.append(reference)
    }
    // What an interim report says may be preliminary.
    if !isInterim, MT940Reference.isPlausiblyUnique(bank) { made.uniqueReferences = [bank] }
  }

  /// The other party pays where money comes in; what comes back had been paid by it.
  private func fillParties(
    _ made: inout BankTransaction, _ detail: MT940Detail, _ text: MT940Text
  ) {
    guard made.direction == .credit || made.classification == .return else { return }
    var parts: [MT940Detail.Part] = [.ultimate, .orderer, .name]
    if made.direction == .debit { parts.append(.beneficiary) }
    for part in parts where made.payer.name.isEmpty {
      made.payer.name = detail.first(part).map(text.name) ?? ""
    }
    made.payer.account = detail.first(.account).map(text.compact) ?? ""
    let routing = detail.first(.routingNumber).map(text.compact) ?? ""
    let isIBAN = IBAN.hasShape(Array(made.payer.account.utf8)[...])
    if !isIBAN, !made.payer.account.isEmpty, MT940Reference.isNumber(routing) {
      made.payer.routingNumber = routing
    }
  }

  /// `EUR1,50`, or `1,50` in the account's currency; nil where it is no such amount.
  private func money(_ bytes: ArraySlice<UInt8>) -> Money? {
    let bytes = bytes.filter { $0 > 0x20 }
    let code = bytes.prefix(while: MT940Tag.isCapital)
    guard
      let currency = code.isEmpty
        ? currency : Currency(String(decoding: code, as: UTF8.self))
    else { return nil }
    let figures = Array(bytes.dropFirst(code.count).prefix(while: MT940Amount.isPart))
    guard let amount = try? MT940Amount(figures.span, digits: currency.minorDigits) else {
      return nil
    }
    return Money(minorUnits: amount.units, currency)
  }
}
