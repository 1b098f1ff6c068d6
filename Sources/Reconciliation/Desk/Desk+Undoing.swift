import Books
import Money
import Receivables

/// Undoing what was booked of a receipt, by whomever.
extension Desk {
  /// Undoes all that stands of a receipt.
  ///
  /// - Parameter tells: people are told of the cash that is unapplied again.
  mutating func undo(
    _ payment: PaymentID, because reason: String, tells: Bool
  ) throws(DeskError) {
    try requireOnBooks(payment)
    let standing = standing(of: payment)
    guard !standing.isEmpty else {
      throw DeskError(
        .nothingToUndo, "nothing of receipt \(payment) is booked", expected: "an applied receipt")
    }
    let left = try unapplied(of: payment)
    try undo(standing, of: payment, cashLeaves: false)
    try setOutcome(of: payment)
    // What was said of the bookings is past; the money has to be decided again.
    exceptions.removeAll { $0.payment == payment && !$0.type.leavesCashUnapplied }
    if tells {
      try tellOfCash(payment, before: left, undone: standing, because: reason)
    }
  }

  /// Takes a receipt, or a return, off the books, with what was booked of it.
  mutating func takeOffBooks(_ payment: PaymentID) throws(DeskError) {
    var record = try record(payment)
    if record.amount.isNegative {
      try takeOffReturn(payment)
    } else {
      try requireOnBooks(payment)
      try undo(standing(of: payment), of: payment, cashLeaves: true)
      record.outcome = .returned
      records[payment] = record
    }
    exceptions.removeAll { $0.payment == payment }
  }

  private mutating func undo(
    _ standing: [Application], of payment: PaymentID, cashLeaves: Bool
  ) throws(DeskError) {
    let receipt = try receipt(payment)
    guard let used = Reversal.usedSince(standing, in: ledger),
      Reversal.canUndo(standing, of: receipt.amount, in: ledger)
    else {
      throw DeskError(
        .usedSince,
        "what receipt \(payment) was applied to is not in the ledger as it was",
        expected: "its items, with room for what comes back")
    }
    if let key = used.first { throw usedSince(key, "receipt \(payment)") }
    let gone = standing.filter { $0.kind == .credit && $0.amount.isNegative }.map(\.documentKey)
      .filter { key in
        let maker = key.number.onAccountPayment
        return input.ledger.receipts.contains { $0.payment == maker && $0.outcome == .returned }
      }
    let day = input.day
    let booked = try booking {
      try Reversal.undo(
        standing, of: receipt, goneCredits: Set(gone), on: day, cashLeaves: cashLeaves,
        in: &ledger)
    }
    undone += standing
    self.booked += booked.applications.filter { $0.reverses != payment }
    add(booked)
    ExpectationUpdate.undo(try record(payment), standing, in: &ledger)
  }

  /// The return was none: what it undid stands again.
  mutating func takeOffReturn(_ payment: PaymentID) throws(DeskError) {
    var comeback = try receipt(payment)
    comeback.amount = try booking { try comeback.amount.magnitude() }
    let reversals = effectiveReversals(of: payment)
    var again: [Application] = []
    for reversal in reversals {
      guard let original = original(of: reversal) else {
        throw DeskError(
          .usedSince, "what return \(payment) undid of \(reversal.document) is not in the history",
          expected: "the applications of the receipt that came back")
      }
      again.append(original)
    }
    let day = input.day
    let booked: BookedReceipt
    do {
      booked = try booking {
        try Reversal.takeBack(again, undoneBy: comeback, on: day, in: &ledger)
      }
    } catch {
      guard error.code == .unsound else { throw error }
      let paid = unique(again.map(\.document.text)).joined(separator: ", ")
      throw DeskError(
        .usedSince, "what return \(payment) opened again (\(paid)) was paid otherwise since",
        expected: "room for what had been applied; undo that first",
        first: payers(of: again.map(\.documentKey), except: again.map(\.payment)))
    }
    add(booked)
    self.booked += booked.applications
    var returned = unique(reversals.compactMap(\.reverses))
    if returned.isEmpty { returned = receiptWithoutLines(returnedBy: try record(payment)) }
    records[payment] = .some(nil)
    for returned in returned {
      guard var record = records[returned] ?? nil, record.outcome == .returned else { continue }
      record.outcome = .unapplied
      records[returned] = record
      try setOutcome(of: returned)
    }
  }

  /// The receipt that a return brought back before anything of it was applied: of its amount, and by
  /// its reference where one has it. No line tells.
  private mutating func receiptWithoutLines(returnedBy comeback: ReceiptRecord) -> [PaymentID] {
    let undone = Set(input.ledger.applications.compactMap(\.reverses))
    let fitting = input.ledger.receipts.filter { receipt in
      let record = records[receipt.payment] ?? receipt
      return record?.outcome == .returned && receipt.amount.isPositive
        && receipt.amount.currency == comeback.amount.currency
        && receipt.amount.minorUnits == -comeback.amount.minorUnits
        && !undone.contains(receipt.payment) && receipt.bookingDate <= comeback.bookingDate
    }
    let named = fitting.filter { $0.bankReference == comeback.bankReference }
    guard let receipt = named.last ?? (fitting.count == 1 ? fitting.first : nil) else { return [] }
    if records[receipt.payment] == nil { remember(receipt) }
    return [receipt.payment]
  }

  /// What a return undid and still does: it may have been taken off the books before, and come again.
  private func effectiveReversals(of payment: PaymentID) -> [Application] {
    func isOf(_ reversal: Application, _ line: Application) -> Bool {
      reversal.reverses == line.payment && reversal.documentKey == line.documentKey
        && reversal.reasonCode == line.reasonCode
        && reversal.amount.currency == line.amount.currency
    }
    var effective: [Application] = []
    var takenBack: [Application] = []
    for line in input.ledger.applications {
      if line.kind == .reversal, line.payment == payment {
        effective.append(line)
      } else if line.kind != .reversal {
        let place = effective.firstIndex {
          isOf($0, line) && Int128($0.amount.minorUnits) == -Int128(line.amount.minorUnits)
        }
        if let place { takenBack.append(effective.remove(at: place)) }
      } else if line.payment == line.reverses,
        let place = takenBack.lastIndex(where: { isOf($0, line) && $0.amount == line.amount })
      {
        effective.append(takenBack.remove(at: place))
      }
    }
    return effective
  }

  /// The line that a return's reversal undid: the last like it.
  private func original(of reversal: Application) -> Application? {
    guard let payment = reversal.reverses else { return nil }
    return input.ledger.applications.last {
      $0.payment == payment && $0.kind != .reversal && $0.documentKey == reversal.documentKey
        && $0.reasonCode == reversal.reasonCode
        && $0.amount.currency == reversal.amount.currency
        && Int128($0.amount.minorUnits) == -Int128(reversal.amount.minorUnits)
    }
  }

  /// Names who stands on an item that would be undone.
  func usedSince(_ key: DocumentKey, _ what: String) -> DeskError {
    let users = payers(of: [key], except: [])
    let open = ledger.itemIndex(key).map { ledger.items[$0].open.description } ?? "nothing"
    return DeskError(
      .usedSince,
      "\(key.number) of \(key.customer), which \(what) made, was used since: \(open) is open",
      expected: users.isEmpty
        ? "the item untouched"
        : "undo \(users.map(\.text).joined(separator: ", ")) first", first: users)
  }

  /// Whose lines stand on these documents.
  private func payers(of keys: [DocumentKey], except payments: [PaymentID]) -> [PaymentID] {
    let onIt = (input.ledger.applications + lines).filter { keys.contains($0.documentKey) }
    return unique(onIt.filter { $0.kind != .reversal && $0.kind != .onAccount }.map(\.payment))
      .filter { user in
        !payments.contains(user)
          && onIt.standing(of: user).contains { $0.kind != .onAccount }
      }
  }
}
