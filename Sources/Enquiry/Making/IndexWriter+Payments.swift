import GRDB
import LedgerFiles
import Money
import Receivables
import Store

/// What is known of payments: the receipt, what was decided of it, and what is applied.
extension IndexWriter {
  func receipt(_ change: RowChange) throws {
    if change.kind == .removed {
      let payment = try keyCells(change, 1)[0]
      try forgetReference(of: payment)
      try run(
        """
        UPDATE payments SET is_receipt = 0, bank_reference = '', source_file = '',
          booking_date = '', amount = 0, currency = '', outcome = '' WHERE payment = ?
        """, payment)
      try settle(payment)
      return
    }
    let cells = try cells(change, 7)
    let amount = try amount(cells[4], cells[5], change)
    if change.kind == .changed { try forgetReference(of: cells[0]) }
    try know(payment: cells[0])
    try run(
      """
      UPDATE payments SET is_receipt = 1, bank_reference = ?, source_file = ?, booking_date = ?,
        amount = ?, currency = ?, outcome = ? WHERE payment = ?
      """, cells[1], cells[2], cells[3], amount.minorUnits, cells[5], cells[6], cells[0])
    try learnReference(cells[1], of: cells[0])
    try settle(cells[0])
  }

  /// Makes room for a payment of which something is known for the first time.
  private func know(payment: String) throws {
    try run("INSERT OR IGNORE INTO payments(payment) VALUES (?)", payment)
  }

  private func learnReference(_ reference: String, of payment: String) throws {
    let code = SearchCode.folded(reference)
    if code.isEmpty { return }
    let id = try fetch("SELECT id FROM payments WHERE payment = ?", payment)
    try learn([code], .receiptReference, (id?[0] ?? 0) as Int64)
  }

  private func forgetReference(of payment: String) throws {
    let held = try fetch("SELECT id, bank_reference FROM payments WHERE payment = ?", payment)
    guard let held else { return }
    try forget([SearchCode.folded(held[1])], .receiptReference, held[0])
  }

  // MARK: What is applied

  func application(_ change: RowChange) throws {
    guard change.kind == .added else {
      throw damaged(change, "a line is only ever added")
    }
    let cells = try cells(change, 14)
    let amount = try amount(cells[8], cells[9], change)
    try run(
      """
      INSERT INTO applications(payment, bank_reference, source_file, booking_date, customer, payer,
        document, kind, amount, currency, reason_code, rule, confidence, reverses)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7],
      amount.minorUnits, cells[9], cells[10], cells[11], cells[12], cells[13])
    if isMaking { return }
    try know(payment: cells[0])
    if !cells[5].isEmpty {
      try run("UPDATE payments SET applied_payer = ? WHERE payment = ?", cells[5], cells[0])
    }
    let kind = ApplicationKind(rawValue: cells[7])
    if kind == .payment || kind == .onAccount {
      try run(
        "UPDATE payments SET applied = applied + ? WHERE payment = ?", amount.minorUnits, cells[0])
    }
    if !cells[13].isEmpty {
      try know(payment: cells[13])
      try recountApplied(cells[13])
      try settle(cells[13])
    }
    try settle(cells[0])
  }

  /// What stands applied of a payment of which something was undone, and who paid by that: by the
  /// books' own rule.
  func recountApplied(_ payment: String) throws {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT * FROM applications WHERE payment = ?1
        UNION SELECT * FROM applications WHERE reverses = ?1 AND reverses <> '' ORDER BY id
        """, arguments: [payment])
    let standing = rows.compactMap(ApplicationLine.application).standing(of: PaymentID(payment))
    var cash: Int64 = 0
    for line in standing where line.kind == .payment || line.kind == .onAccount {
      cash = try cash.addingChecked(line.amount.minorUnits)
    }
    let payer = standing.last { $0.payer != nil }?.payer?.text ?? ""
    try run(
      "UPDATE payments SET applied = ?, applied_payer = ? WHERE payment = ?", cash, payer, payment)
  }

  /// Lets follow what is made of several: whose the payment is, and what of it lies unapplied.
  private func settle(_ payment: String) throws {
    if isMaking { return }
    try run(Self.settleAll + " WHERE payment = ?", payment)
  }

  /// A returned receipt has nothing unapplied, nor has a return (as at the desk).
  static let settleAll = """
    UPDATE payments SET
      customer = CASE applied_payer WHEN '' THEN payer ELSE applied_payer END,
      unapplied = CASE WHEN is_receipt = 1 AND outcome <> 'returned' AND amount > applied
        THEN max(0, amount - applied) ELSE 0 END
    """

  // MARK: What was decided

  /// The line of a receipt in `decisions.jsonl`: the last one counts.
  func decided(_ payment: String, _ body: [UInt8]) throws {
    guard let line = DecidedLine(body) else {
      throw StoreError(
        code: .damaged, problem: "what was decided of \(payment) cannot be read",
        remedy: "a line of decisions.jsonl, as this program writes it")
    }
    try know(payment: payment)
    let name = try number(ofPayer: line.payerName)
    try run(
      """
      UPDATE payments SET account = ?, payer_name = ?, payer_account = ?, payer = ?,
        remittance = ?, rule = ?, confidence = ?, was_raised = max(was_raised, ?),
        batch = CASE batch WHEN '' THEN ? ELSE batch END
      WHERE payment = ?
      """, line.account, name, line.payerAccount, line.payer, line.remittance, line.rule,
      line.confidence, line.wasRaised, batch, payment)
    try settle(payment)
    if isMaking { return }
    try run(
      "UPDATE exceptions SET payer_name = ?, payer_key = ? WHERE payment = ?", line.payerName,
      NameKey.of(line.payerName), payment)
  }

  /// A person decided something about it: it did not go straight through.
  func touched(_ payment: String) throws {
    try know(payment: payment)
    try run("UPDATE payments SET was_touched = 1 WHERE payment = ?", payment)
  }

  /// Which of several files of one name it came with.
  func came(_ payment: String, withFile file: String) throws {
    try know(payment: payment)
    try run("UPDATE payments SET file = ? WHERE payment = ? AND file = ''", file, payment)
  }
}
