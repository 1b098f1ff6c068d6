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
  private let digits: Int
  private let isGerman: Bool

  init(
    file: String, statementID: String, account: String, currency: Currency, isInterim: Bool,
    near: CalendarDate?, codePage: CodePage
  ) {
    self.file = file
    self.statementID = statementID
    self.account = account
    self.currency = currency
    self.isInterim = isInterim
    self.near = near
    self.codePage = codePage
    digits = currency.minorDigits
    isGerman = MT940Code.isGerman(account: account, currency: currency)
  }

  func transaction(
    _ packed: PackedTransaction, _ record: UnsafeRawBufferPointer
  ) -> BankTransaction {
    let bytes = record.bindMemory(to: UInt8.self)
    // Entries that were taken quickly still have their carriage returns.
    if ByteSearch.first(0x0D, in: bytes, from: 0) < bytes.count {
      let lines = Self.withoutReturns(bytes)
      return transaction(packed, lines.span)
    }
    return transaction(packed, bytes.span)
  }

  private func transaction(_ packed: PackedTransaction, _ record: Span<UInt8>) -> BankTransaction {
    let content = 4..<Self.endOfEntryField(record)
    do throws(MT940EntryLine.Refusal) {
      let line = try MT940EntryLine(
        record.extracting(content), digits: digits, near: near)
      return transaction(line, record, content, line: Int(packed.line))
    } catch {
      assertionFailure("an entry that is none was packed, line \(packed.line)")
      var bare = packed.bare(file: file, statementID: statementID, account: account)
      bare.raw = MT940Text(record, codePage).raw(record)
      return bare
    }
  }

  private static func withoutReturns(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var lines: [UInt8] = []
    lines.reserveCapacity(bytes.count)
    var start = 0
    while start < bytes.count {
      let end = ByteSearch.first(0x0D, in: bytes, from: start)
      lines.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<end]))
      start = end + 1
    }
    return lines
  }

  /// Where the `:61:` with its supplementary lines ends.
  private static func endOfEntryField(_ record: Span<UInt8>) -> Int {
    for index in 0..<record.count where record[index] == 0x0A {
      let next = MT940Tag.begins(record.extracting((index + 1)..<record.count))
      if next?.tag == .detail || next?.tag == .block { return index }
    }
    return record.count
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
      type: type, businessCode: detail.businessCode, isGerman: isGerman)
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
    var bankText: [String] = []
    for piece in detail.pieces {
      if piece.part == .text { text.appendLines(detail.values[piece.range], to: &made.text) }
      if piece.part == .bankText { text.appendLines(detail.values[piece.range], to: &bankText) }
    }
    made.bankText = bankText.count == 1 ? bankText[0] : bankText.joined(separator: "\n")
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
    made.bankReference = !endToEnd.isEmpty ? endToEnd : !bank.isEmpty ? bank : customer
    func add(_ reference: String) {
      guard !reference.isEmpty, reference != made.bankReference,
        !made.references.contains(reference)
      else { return }
      made.references.append(reference)
    }
    add(bank)
    add(customer)
    for piece in detail.pieces {
      switch piece.part {
      case .batchReference, .reference, .endToEndID:
        add(MT940Reference.meaning(text.reference(detail.values[piece.range])))
      default: break
      }
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
    guard !made.payer.account.isEmpty, let routing = detail.first(.routingNumber).map(text.compact),
      MT940Reference.isNumber(routing), !IBAN.hasShape(Array(made.payer.account.utf8)[...])
    else { return }
    made.payer.routingNumber = routing
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
