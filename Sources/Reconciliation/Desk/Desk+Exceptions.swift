import Money
import Receivables

/// What people are told: cash that lies unapplied is in front of somebody, until it is decided.
extension Desk {
  /// Lets the exceptions of a receipt follow its unapplied cash.
  ///
  /// - Parameters:
  ///   - before: what was unapplied before.
  ///   - undone: lines that were undone: their documents are the candidates now.
  mutating func tellOfCash(
    _ payment: PaymentID, before: Money, undone: [Application] = [], because reason: String = ""
  ) throws(DeskError) {
    let left = try unapplied(of: payment)
    guard left.isPositive else {
      exceptions.removeAll { $0.payment == payment && $0.type.leavesCashUnapplied }
      return
    }
    let open = exceptions.indices.filter {
      exceptions[$0].payment == payment && exceptions[$0].type.leavesCashUnapplied
    }
    for index in open {
      if left.minorUnits > before.minorUnits {
        exceptions[index].amount = left
      } else if exceptions[index].amount.minorUnits > left.minorUnits {
        exceptions[index].amount = left
      }
    }
    if open.isEmpty {
      exceptions.append(try notice(of: payment, left, undone, because: reason))
    }
  }

  /// The exception that said it before, or a new one.
  private func notice(
    of payment: PaymentID, _ left: Money, _ undone: [Application], because reason: String
  ) throws(DeskError) -> ReceiptException {
    let told = (input.closedExceptions + input.exceptions).filter { $0.payment == payment }
    if var again = told.last(where: { $0.type.leavesCashUnapplied }) {
      again.amount = left
      return again
    }
    let record = try record(payment)
    // Ids end in a number; what was told before keeps its own.
    let numbers = told.compactMap { $0.id.split(separator: "-").last.flatMap { Int($0) } }
    let line = undone.first
    return ReceiptException(
      id: "E-\(payment.text.dropFirst())-\((numbers.max() ?? 0) + 1)", payment: payment,
      bankReference: record.bankReference, sourceFile: record.sourceFile,
      bookingDate: record.bookingDate, customer: line.map { $0.payer ?? $0.customer },
      type: undone.isEmpty ? .noMatch : .lowConfidence, amount: left,
      message: undone.isEmpty
        ? "\(left) of \(record.amount) is not applied yet"
        : "what was booked was undone by \(input.actor) on \(input.day)"
          + (reason.isEmpty ? "" : ": \(reason)"),
      candidates: unique(undone.filter { $0.kind != .onAccount }.map(\.document)))
  }

  /// The money is nobody's whom we know: it stays where it is, and nobody need look again.
  mutating func setAside(_ payment: PaymentID) throws(DeskError) {
    try requireOnBooks(payment)
    guard try unapplied(of: payment).isPositive else {
      throw DeskError(
        .nothingLeft, "receipt \(payment) is wholly applied",
        expected: "a receipt with unapplied cash")
    }
    let open = exceptions.filter { $0.payment == payment && $0.type.leavesCashUnapplied }
    guard !open.isEmpty else {
      throw DeskError(
        .exceptionUnknown, "receipt \(payment) has no open exception", expected: "one to close")
    }
    exceptions.removeAll { $0.payment == payment && $0.type.leavesCashUnapplied }
  }

  mutating func settle(_ id: String) throws(DeskError) {
    guard let place = exceptions.firstIndex(where: { $0.id == id }) else {
      throw DeskError(
        .exceptionUnknown, "there is no open exception \(id)", expected: "one of exceptions.csv")
    }
    let exception = exceptions[place]
    // A part of a sum that was taken before is told of, but is no receipt.
    let isReceipt = (records[exception.payment] ?? nil) != nil
    if isReceipt, exception.type.leavesCashUnapplied,
      try unapplied(of: exception.payment).isPositive
    {
      throw DeskError(
        .wrongLine, "exception \(id) is about \(exception.amount) that is not applied",
        expected: "apply the money, put it on account, or say that it is not ours")
    }
    exceptions.remove(at: place)
  }

  /// The disputes of a short payment are over: nobody need be told of it any more.
  mutating func settleShortPayment(_ payment: PaymentID?) {
    guard let payment,
      ledger.disputes.allSatisfy({ $0.payment != payment || $0.status == .resolved })
    else { return }
    exceptions.removeAll { $0.payment == payment && $0.type == .shortPayment }
  }

  /// A dispute is open again, and so is what was told of it.
  mutating func tellOfShortPayment(_ payment: PaymentID?) {
    guard let payment,
      !exceptions.contains(where: { $0.payment == payment && $0.type == .shortPayment }),
      let again = input.closedExceptions.last(where: {
        $0.payment == payment && $0.type == .shortPayment
      })
    else { return }
    exceptions.append(again)
  }

  // MARK: Undoing

  /// The exception's amount is what is unapplied of a receipt whose money is here.
  private func followsCash(_ exception: ReceiptException) -> Bool {
    guard let record = records[exception.payment] ?? nil else { return false }
    return exception.type.leavesCashUnapplied && record.outcome != .returned
  }

  /// A decision that moved no money is undone only while its receipts are as it left them.
  func requireUntouched(_ trace: DeskTrace) throws(DeskError) {
    for change in trace.exceptions {
      guard let row = change.before ?? change.after, followsCash(row) else { continue }
      let left = try unapplied(of: row.payment)
      let isOpen = exceptions.contains { $0.id == row.id }
      guard isOpen == (change.after != nil), left == row.amount else {
        throw DeskError(
          .usedSince, "receipt \(row.payment) was decided since: \(left) of it is unapplied",
          expected: "undo that first", first: [row.payment])
      }
    }
  }

  /// Amounts go back by the difference, as far as cash is unapplied: the receipt may have been
  /// decided further.
  mutating func undoExceptions(_ trace: DeskTrace) throws(DeskError) {
    for change in trace.exceptions {
      guard var row = change.before ?? change.after else { continue }
      let place = exceptions.firstIndex { $0.id == row.id }
      var isOpen = change.before != nil
      if followsCash(row) {
        let left = Int128(try unapplied(of: row.payment).minorUnits)
        let now = place.map { Int128(exceptions[$0].amount.minorUnits) } ?? 0
        let step =
          Int128(change.before?.amount.minorUnits ?? 0)
          - Int128(change.after?.amount.minorUnits ?? 0)
        row.amount.minorUnits = Int64(clamping: max(0, min(left, now + step)))
        isOpen = row.amount.isPositive
      }
      switch (place, isOpen) {
      case (let place?, true): exceptions[place] = row
      case (let place?, false): exceptions.remove(at: place)
      case (nil, true): exceptions.append(row)
      case (nil, false): break
      }
    }
  }
}
