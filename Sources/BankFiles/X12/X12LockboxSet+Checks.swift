import Money
import Receivables

extension X12LockboxSet {
  /// A total held against what was read, and whether it is stated and agrees.
  ///
  /// Debits are few; some banks take them off the total, others only add up the credits.
  mutating func totalCheck(
    _ name: String, _ what: String, _ stated: Stated, _ sum: Sum, _ problems: inout X12Problems,
    into events: inout BankFileBatch
  ) -> (check: ControlCheck, agrees: Bool) {
    let currency = deposit?.currency ?? .usd
    func text(_ sum: Int128) -> String {
      Int64(exactly: sum).map { "\(Money(minorUnits: $0, currency))" }
        ?? "more than can be counted"
    }
    let net = sum.credits - sum.debits
    let severity = deposit?.mismatch ?? .error
    func notCheckable(_ note: String) -> (check: ControlCheck, agrees: Bool) {
      let check = ControlCheck(
        name: name, stated: stated.amount?.text ?? "", computed: text(net),
        verdict: .notCheckable, note: note, consequence: severity.rawValue)
      return (check, false)
    }
    guard let amount = stated.amount, !amount.text.isEmpty else {
      return notCheckable("no total is stated")
    }
    let place = FilePosition(file: problems.file, line: amount.line, column: amount.column)
    let total: Int128
    do {
      total = Int128(try X12Value.amount(amount.text, in: currency))
    } catch {
      problems.report(
        .error, .badAmount, place, "the total of \(what) is '\(amount.text.prefix(40))'",
        "a decimal number such as 8900.00", into: &events)
      return notCheckable("the total is no number")
    }
    if sum.isIncomplete { return notCheckable("an amount could not be read") }
    if deposit?.hasOneCurrency == false { return notCheckable("the cheques are of two currencies") }
    let holds = total == net || total == sum.credits
    let check = ControlCheck(
      name: name, stated: text(total), computed: text(total == sum.credits ? total : net),
      verdict: holds ? .holds : .off,
      note: holds && total != net ? "debits are not taken off" : "",
      consequence: severity.rawValue)
    if !holds {
      problems.report(
        severity, .controlTotalMismatch, place,
        "\(what) states \(text(total)), its cheques sum to \(text(net))",
        "equal totals; ask the bank to send the file again", into: &events)
    }
    return (check, holds)
  }

  /// - Parameter isCertain: a total agrees, so that a wrong count is no lost cheque.
  mutating func countCheck(
    _ name: String, _ what: String, _ things: String, _ stated: X12Payment.Amount,
    _ computed: Int, isCertain: Bool, _ problems: inout X12Problems,
    into events: inout BankFileBatch
  ) -> ControlCheck {
    let place = FilePosition(file: problems.file, line: stated.line, column: stated.column)
    let usual = deposit?.mismatch ?? .error
    let severity = usual == .error && isCertain ? .warning : usual
    guard let count = Self.count(stated.text) else {
      problems.report(
        .warning, .missingField, place,
        "the number of \(things) of \(what) is '\(stated.text.prefix(40))'", "a whole number",
        into: &events)
      return ControlCheck(
        name: name, stated: "", computed: String(computed), verdict: .notCheckable,
        note: "no number of \(things) is stated")
    }
    if count != computed {
      problems.report(
        severity, .countMismatch, place,
        "\(what) states \(count) \(things), \(computed) were read",
        "equal counts; ask the bank to send the file again", into: &events)
    }
    return ControlCheck(
      name: name, stated: String(count), computed: String(computed),
      verdict: count == computed ? .holds : .off, consequence: severity.rawValue)
  }

  /// `QTY02` is of type `R`: `2` or `2.` or `2.0`.
  private static func count(_ text: String) -> Int? {
    let parts = Array(text.utf8).split(
      separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.dropFirst().allSatisfy({ $0.allSatisfy { $0 == 0x30 } })
    else { return nil }
    return WholeNumber.count(whole)
  }
}
