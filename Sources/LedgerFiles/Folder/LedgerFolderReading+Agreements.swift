import Money
import Receivables

extension LedgerFolderReading {
  mutating func readAllowances(_ table: LedgerTableReader) {
    var rows = table
    folder.columns.allowances = rows.unknown
    let (id, owner) = (rows.column("allowance_id"), rows.column("customer_id"))
    let (reason, amount) = (rows.column("reason_code"), rows.column("amount"))
    let (currencyCode, document) = (rows.column("currency"), rows.column("document_number"))
    let (from, to) = (rows.column("valid_from"), rows.column("valid_to"))
    let usedAmount = rows.column("used_amount")
    var lines: [String: Int] = [:]
    while rows.next() {
      let idText = rows.mandatory(id)
      if let idText { rows.claim(idText, shown: idText, id, in: &lines) }
      let customer = rows.customer(owner, among: customers, or: others)
      let currency = rows.currency(currencyCode)
      let agreed = rows.amountNotNegative(amount, currency)
      let validFrom = rows.optionalDate(from)
      let validTo = rows.optionalDate(to)
      let used = rows.optionalMoney(usedAmount, currency)
      if let used, let agreed, used.isNegative || used.minorUnits > agreed.minorUnits {
        rows.note(
          .badAmount, usedAmount, "used_amount \(used) is not within the amount",
          expected: "0 to \(agreed)")
      }
      guard rows.isRowSound, let idText, let customer, let agreed else { continue }
      let allowance = Allowance(
        id: idText, customer: customer, reasonCode: rows.text(reason), amount: agreed,
        document: rows.document(document), validFrom: validFrom, validTo: validTo, used: used,
        carried: rows.carried())
      folder.spellings.note(
        rows.text(usedAmount), for: allowance.used.decimal, column: usedAmount.name, row: idText)
      folder.ledger.allowances.append(allowance)
    }
    finish(rows)
  }

  mutating func readDisputes(_ table: LedgerTableReader) {
    var rows = table
    folder.columns.disputes = rows.unknown
    let (id, owner) = (rows.column("dispute_id"), rows.column("customer_id"))
    let (document, amount) = (rows.column("document_number"), rows.column("amount"))
    let (currencyCode, reason) = (rows.column("currency"), rows.column("reason_code"))
    let (origin, status) = (rows.column("origin"), rows.column("status"))
    let (openedOn, payment) = (rows.column("opened_on"), rows.column("payment_id"))
    let explanation = rows.column("explanation")
    var lines: [String: Int] = [:]
    while rows.next() {
      let idText = rows.mandatory(id)
      if let idText { rows.claim(idText, shown: idText, id, in: &lines) }
      let customer = rows.customer(owner, among: customers, or: others)
      let number = rows.mandatory(document)
      let disputed = rows.amountNotNegative(amount, rows.currency(currencyCode))
      let source = rows.choice(origin, Dispute.Origin.self)
      let state = rows.choice(status, Dispute.Status.self)
      let opened = rows.date(openedOn)
      guard rows.isRowSound, let idText, let customer, let number, let disputed, let source,
        let state, let opened
      else { continue }
      folder.ledger.disputes.append(
        Dispute(
          id: idText, customer: customer, document: DocumentNumber(number), amount: disputed,
          reasonCode: rows.text(reason), origin: source, status: state, openedOn: opened,
          payment: rows.payment(payment), explanation: rows.text(explanation),
          carried: rows.carried()))
    }
    finish(rows)
  }

  mutating func readExpectations(_ table: LedgerTableReader) {
    var rows = table
    folder.columns.expectations = rows.unknown
    let (id, owner) = (rows.column("expectation_id"), rows.column("customer_id"))
    let (kind, amount) = (rows.column("kind"), rows.column("amount"))
    let (currencyCode, expectedOn) = (rows.column("currency"), rows.column("expected_on"))
    let (document, reference) = (rows.column("document_number"), rows.column("payment_reference"))
    let status = rows.column("status")
    var lines: [String: Int] = [:]
    while rows.next() {
      let idText = rows.mandatory(id)
      if let idText { rows.claim(idText, shown: idText, id, in: &lines) }
      let customer = rows.customer(owner, among: customers, or: others)
      let announced = rows.choice(kind, Expectation.Kind.self)
      let expected = rows.amountNotNegative(amount, rows.currency(currencyCode))
      let day = rows.date(expectedOn)
      let state = rows.choice(status, blank: Expectation.Status.open)
      guard rows.isRowSound, let idText, let customer, let announced, let expected, let day,
        let state
      else { continue }
      folder.spellings.note(
        rows.text(status), for: state.rawValue, column: "expectation status", row: idText)
      folder.ledger.expectations.append(
        Expectation(
          id: idText, customer: customer, kind: announced, amount: expected, expectedOn: day,
          document: rows.document(document), paymentReference: rows.text(reference),
          status: state, carried: rows.carried()))
    }
    finish(rows)
  }
}
