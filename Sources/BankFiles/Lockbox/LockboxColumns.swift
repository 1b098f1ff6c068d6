import Money
import Receivables

/// A layout's fields without their names, for reading by the million.
struct LockboxColumns: Sendable {
  typealias Field = LockboxLayout.Field

  struct Check: Sendable {
    var type: UInt8
    var batch, item, amount, routing, account, checkNumber, depositDate, remitter, memo: Field?
    var customerNumber: Field?
    var invoices: [Field]
  }

  /// One remittance line of an overflow record.
  struct Line: Sendable {
    var invoice, paid, gross, discount, deduction, reason, text, invoiceDate: Field?
    var amounts: [Field] { [paid, gross, discount, deduction].compactMap(\.self) }
  }

  struct Overflow: Sendable {
    var type: UInt8
    var batch, item, sequence, last, memo: Field?
    var lines: [Line]
  }

  /// Where a header or a total says which lockbox it is of, and a total what it is.
  struct Frame: Sendable {
    var type: UInt8
    var lockbox, depositDate, batch, count, amount: Field?

    init(_ type: UInt8, _ fields: [String: Field]) {
      self.type = type
      lockbox = fields["lockbox"]
      depositDate = fields["depositDate"]
      batch = fields["batch"]
      count = fields["count"]
      amount = fields["amount"]
    }
  }

  let check: Check?
  let headers: [Frame]
  let totals: [Frame]
  let overflows: [Overflow]
  let currency: Currency
  /// By the first byte of a line: the layout has such a record.
  let isKnown: [Bool]

  init(_ layout: LockboxLayout) {
    currency = Currency(layout.currencyCode) ?? .usd
    isKnown = (0...255).map { layout.records[UInt8($0)] != nil }
    let records = layout.records.sorted { $0.key < $1.key }
    check = records.first { $0.value.kind == .check }.map { type, record in
      let fields = record.fields
      return Check(
        type: type, batch: fields["batch"], item: fields["item"], amount: fields["amount"],
        routing: fields["routing"], account: fields["account"], checkNumber: fields["checkNumber"],
        depositDate: fields["depositDate"], remitter: fields["remitter"], memo: fields["memo"],
        customerNumber: fields["customerNumber"],
        invoices: (1...8).compactMap { fields["invoice\($0)"] })
    }
    headers = records.filter { $0.value.kind == .header }.map { Frame($0, $1.fields) }
    totals = records.filter { [.batchTotal, .lockboxTotal].contains($0.value.kind) }.map {
      Frame($0, $1.fields)
    }
    overflows = records.filter { $0.value.kind == .overflow }.map { type, record in
      let fields = record.fields
      return Overflow(
        type: type, batch: fields["batch"], item: fields["item"], sequence: fields["sequence"],
        last: fields["last"], memo: fields["memo"], lines: record.lines.map(Line.init))
    }
  }

  /// The columns of overflow records of this type; nil where lines of the type are none.
  @inline(__always)
  func overflow(_ type: UInt8) -> Overflow? {
    for overflow in overflows where overflow.type == type { return overflow }
    return nil
  }
}

extension LockboxColumns.Line {
  init(_ fields: [String: LockboxLayout.Field]) {
    self.init(
      invoice: fields["invoice"], paid: fields["paid"], gross: fields["gross"],
      discount: fields["discount"], deduction: fields["deduction"], reason: fields["reason"],
      text: fields["text"], invoiceDate: fields["invoiceDate"])
  }
}

/// The bytes of one line of a lockbox file, by columns.
struct LockboxLine {
  let bytes: UnsafeBufferPointer<UInt8>

  /// The field without blanks around it; empty where the line is too short or the layout has none.
  @inline(__always)
  func range(_ field: LockboxLayout.Field?) -> Range<Int> {
    guard let field else { return 0..<0 }
    var start = field.columns.lowerBound - 1
    var end = min(field.columns.upperBound, bytes.count)
    while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
    while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    return start < end ? start..<end : 0..<0
  }

  func text(_ field: LockboxLayout.Field?) -> String { text(range(field)) }

  func text(_ range: Range<Int>) -> String {
    range.isEmpty ? "" : TextDecoding.text(UnsafeBufferPointer(rebasing: bytes[range]))
  }

  /// An identifier without its leading zeros; `0` where it is nothing but zeros.
  func identifier(_ field: LockboxLayout.Field?) -> String {
    let range = range(field)
    var start = range.lowerBound
    while start < range.upperBound, bytes[start] == 0x30 { start += 1 }
    return start == range.upperBound && !range.isEmpty ? "0" : text(start..<range.upperBound)
  }

  /// Digits alone, at most 18; nil where the field is blank or anything else.
  @inline(__always)
  func number(_ field: LockboxLayout.Field?) -> Int64? {
    let range = range(field)
    var index = range.lowerBound
    while index < range.upperBound, bytes[index] == 0x30 { index += 1 }
    guard !range.isEmpty, range.upperBound - index <= WholeNumber.digitsMax else { return nil }
    var value: Int64 = 0
    while index < range.upperBound {
      let digit = bytes[index] &- 0x30
      guard digit < 10 else { return nil }
      value = value &* 10 &+ Int64(digit)  // at most 18 digits
      index += 1
    }
    return value
  }

  /// A day; nil where the field is blank or zeros, or no day.
  func date(_ field: LockboxLayout.Field?) -> CalendarDate? {
    guard let field else { return nil }
    let range = range(field)
    guard range.count == 6 else { return nil }
    let digits = Array(bytes[range])
    return switch field.datePattern {
    case .yearMonthDay: CalendarDate(yymmdd: digits)
    case .monthDayYear: CalendarDate(yymmdd: digits[4...] + digits[..<4])
    }
  }
}

/// What the checks of a lockbox have from the records around them.
struct LockboxContext: Sendable {
  var file: String
  var statementID: String
  var lockbox: String
  var date: CalendarDate?
}

extension LockboxColumns {
  /// The check as its own record says it, without remittance lines.
  func transaction(
    _ line: LockboxLine, number: Int, in box: LockboxContext
  ) -> BankTransaction? {
    guard let check else { return nil }
    let (batch, item) = (line.identifier(check.batch), line.identifier(check.item))
    let checkNumber = line.identifier(check.checkNumber)
    var transaction = BankTransaction(
      position: FilePosition(file: box.file, line: number), statementID: box.statementID,
      account: box.lockbox, bookingDate: line.date(check.depositDate) ?? box.date,
      amount: Money(minorUnits: line.number(check.amount) ?? 0, currency), direction: .credit)
    transaction.bankReference = "\(batch)-\(item)-\(checkNumber)"
    transaction.batch = batch.isEmpty ? nil : batch
    transaction.checkNumber = checkNumber.isEmpty ? nil : checkNumber
    transaction.payer = Party(
      name: line.text(check.remitter), account: line.identifier(check.account),
      routingNumber: line.text(check.routing), customerNumber: line.text(check.customerNumber))
    let memo = line.text(check.memo)
    if !memo.isEmpty { transaction.text = [memo] }
    for invoice in check.invoices.map(line.text) where !invoice.isEmpty {
      transaction.documents.append(RemittanceDocument(number: invoice))
    }
    transaction.record = String(UnicodeScalar(check.type))
    transaction.raw = line.text(0..<line.bytes.count) + "\n"
    return transaction
  }

  /// Adds the remittance lines of an overflow record to its check.
  func add(_ line: LockboxLine, _ overflow: Overflow, to transaction: inout BankTransaction) {
    transaction.raw += line.text(0..<line.bytes.count) + "\n"
    let memo = line.text(overflow.memo)
    if !memo.isEmpty { transaction.text.append(memo) }
    for columns in overflow.lines {
      func money(_ field: Field?) -> Money? {
        line.number(field).map { Money(minorUnits: $0, currency) }
      }
      let text = line.text(columns.text)
      var document = RemittanceDocument(
        number: line.text(columns.invoice), date: line.date(columns.invoiceDate),
        due: money(columns.gross), paid: money(columns.paid), discount: money(columns.discount))
      if let deduction = money(columns.deduction), !deduction.isZero {
        document.adjustments = [
          RemittanceDocument.Adjustment(
            amount: deduction, reason: line.text(columns.reason), text: text)
        ]
      } else if !text.isEmpty {
        transaction.text.append(text)
      }
      if !document.number.isEmpty || document.paid?.isZero == false
        || !document.adjustments.isEmpty
      {
        transaction.documents.append(document)
      }
    }
  }
}
