public import Money
public import Receivables

/// What a piece of the tests' notation lacks: always a mistake in the test.
public struct NotationError: Error, CustomStringConvertible {
  public var description: String
}

extension Money {
  /// `1000.00 EUR`; without a currency it is euro.
  public static func reading(_ text: String) throws -> Money {
    let parts = text.split(separator: " ")
    guard let amount = parts.first, let currency = Currency(parts.count > 1 ? parts[1] : "EUR")
    else { throw NotationError(description: "'\(text)' is no amount") }
    return try Money(parsing: String(amount), in: currency)
  }
}

extension CalendarDate {
  public static func reading(_ text: String) throws -> CalendarDate {
    guard let date = CalendarDate(iso: text) else {
      throw NotationError(description: "'\(text)' is no date")
    }
    return date
  }
}

extension OpenItem {
  /// `4711 1000.00 EUR`, with what differs from a plain invoice of 2026-01-10 due on 2026-02-10.
  public static func item(
    _ number: String, _ amount: String, of customer: String = "C1", type: DocumentType? = nil,
    dated: String = "2026-01-10", due: String? = "2026-02-10", original: String? = nil,
    order: String = "", reference: String = "", discount: String? = nil, until: String? = nil
  ) throws -> OpenItem {
    let open = try Money.reading(amount)
    return OpenItem(
      customer: CustomerID(customer), number: DocumentNumber(number),
      type: type ?? (open.isNegative ? .creditMemo : .invoice), documentDate: try .reading(dated),
      dueDate: try due.map(CalendarDate.reading), original: try original.map(Money.reading) ?? open,
      open: open, purchaseOrder: order, paymentReference: reference,
      discountDate: try until.map(CalendarDate.reading),
      discount: try discount.map(Money.reading))
  }
}

extension BankTransaction {
  /// A booked credit of 2026-03-10 from a stranger, with what differs.
  public static func receipt(
    _ amount: String, _ text: String..., from name: String = "", account: String = "",
    on day: String = "2026-03-10", line: Int = 1, reference: String = "",
    payment: String? = nil, documents: [RemittanceDocument] = [], charges: String? = nil,
    instructed: String? = nil
  ) throws -> BankTransaction {
    var transaction = BankTransaction(
      position: FilePosition(file: "day.xml", line: line), statementID: "S1", account: "DE01",
      bookingDate: try .reading(day), amount: try .reading(amount), direction: .credit,
      bankCode: "PMNT/RCDT/ESCT", bankReference: reference,
      payer: Party(name: name, account: account), paymentReference: payment, documents: documents,
      text: text)
    transaction.charges = try charges.map(Money.reading)
    transaction.instructed = try instructed.map(Money.reading)
    return transaction
  }

  /// A booked debit that brings a receipt back.
  public static func comeback(
    _ amount: String, reference: String = "", on day: String = "2026-03-12", name: String = "",
    line: Int = 9
  ) throws -> BankTransaction {
    var transaction = try receipt(amount, from: name, on: day, line: line, reference: reference)
    transaction.direction = .debit
    transaction.isReversal = true
    transaction.classification = .return
    transaction.returnReason = "AC04"
    return transaction
  }
}

extension RemittanceDocument {
  /// `4711`, with the amounts that the payer states.
  public static func stated(
    _ number: String, paid: String? = nil, discount: String? = nil, credit: String? = nil,
    type: String = "CINV", adjustments: [(String, String)] = []
  ) throws -> RemittanceDocument {
    var document = RemittanceDocument(number: number, type: type)
    document.paid = try paid.map(Money.reading)
    document.discount = try discount.map(Money.reading)
    document.credit = try credit.map(Money.reading)
    document.adjustments = try adjustments.map {
      Adjustment(amount: try .reading($0.0), reason: $0.1)
    }
    return document
  }
}
