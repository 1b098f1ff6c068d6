import Money
import Receivables

extension LedgerFolderReading {
  /// Open and cleared items: one list of unknown columns, one set of keys.
  mutating func readItems(open: LedgerTableReader, cleared: LedgerTableReader) {
    let known = Set(open.unknown)
    let columns = open.unknown + cleared.unknown.filter { !known.contains($0) }
    folder.columns.items = columns
    var lines: [DocumentKey: Int] = [:]
    folder.ledger.openItems = readItems(open, of: columns, isCleared: false, lines: &lines)
    var clearedLines = lines
    folder.ledger.clearedItems = readItems(
      cleared, of: columns, isCleared: true, lines: &clearedLines)
  }

  private mutating func readItems(
    _ table: LedgerTableReader, of columns: [String], isCleared: Bool,
    lines: inout [DocumentKey: Int]
  ) -> [OpenItem] {
    var rows = table
    let (owner, number) = (rows.column("customer_id"), rows.column("document_number"))
    let type = rows.column("document_type")
    let (documentDate, dueDate) = (rows.column("document_date"), rows.column("due_date"))
    let currencyCode = rows.column("currency")
    let (originalAmount, openAmount) = (rows.column("original_amount"), rows.column("open_amount"))
    let (order, reference) = (rows.column("purchase_order"), rows.column("payment_reference"))
    let (discountDate, discount) = (rows.column("discount_date"), rows.column("discount_amount"))
    let entity = rows.column("entity_id")
    // Where each column of the common list stands among this file's own unknown ones.
    let places = columns.map { rows.unknown.firstIndex(of: $0) }
    let openLines = isCleared ? lines : [:]

    var items: [OpenItem] = []
    while rows.next() {
      let customer = rows.customer(owner, among: customers, or: others)
      let numberText = rows.mandatory(number)
      if let customer, let numberText {
        let key = DocumentKey(customer, DocumentNumber(numberText))
        rows.claim(
          key, shown: numberText, number, in: &lines,
          of: openLines[key] == nil ? nil : LedgerTable.openItems.file)
      }
      let documentType = rows.choice(type, DocumentType.self)
      let documentDay = rows.date(documentDate)
      let dueDay = rows.optionalDate(dueDate)
      let currency = rows.currency(currencyCode)
      let original = rows.money(originalAmount, currency)
      let open = rows.money(openAmount, currency)
      if let original, let open {
        rows.check(open, of: original, openAmount, isCleared: isCleared)
      }
      let discountDay = rows.optionalDate(discountDate)
      let fullDiscount = rows.optionalMoney(discount, currency)
      guard rows.isRowSound, let customer, let numberText, let documentType, let documentDay,
        let original, let open
      else { continue }
      let cells = rows.carried()
      items.append(
        OpenItem(
          customer: customer, number: DocumentNumber(numberText), type: documentType,
          documentDate: documentDay, dueDate: dueDay, original: original, open: open,
          purchaseOrder: rows.text(order), paymentReference: rows.text(reference),
          discountDate: discountDay, discount: fullDiscount, entityID: rows.text(entity),
          carried: places.map { $0.map { cells[$0] } ?? "" }))
    }
    finish(rows)
    return items
  }
}

extension LedgerTableReader {
  /// Notes an open amount that cannot be what is left of the original one.
  fileprivate mutating func check(
    _ open: Money, of original: Money, _ column: Column, isCleared: Bool
  ) {
    if isCleared {
      guard open.isZero else {
        note(
          .clearedNotZero, column, "open_amount of a cleared item is \(open)",
          expected: "0; an item that is still open belongs into open_items.csv")
        return
      }
    } else if open.isZero {
      note(
        .zeroOpenAmount, column, "open_amount is 0",
        expected: "an amount; an item without one belongs into cleared_items.csv")
    } else if !open.hasSameSign(as: original)
      || open.minorUnits.magnitude > original.minorUnits.magnitude
    {
      note(
        .beyondOriginal, column, "open_amount \(open) is beyond the original \(original)",
        expected: original.isNegative ? "\(original) to 0" : "0 to \(original)")
    }
  }
}
