import Money
import Receivables

/// How messages begin and end, and what is then held against what.
extension MT940Machine {
  /// Everything above the entries has been read.
  mutating func beginStatement(into events: inout BankFileBatch) {
    guard var open = message else { return }
    if open.account.isEmpty {
      report(
        .error, .missingField, open.line, "the message has no account", "an account (:25:)",
        into: &events)
    }
    if !open.hasOpening, !open.isInterim {
      report(
        .error, .missingField, open.line, "the message has no opening balance",
        "an opening balance (:60F:), or a floor limit (:34F:) of an interim report", into: &events)
    } else if open.currency == nil, !open.hasOpening {
      report(
        .error, .badCurrency, open.line,
        "nothing says the account's currency, so that the decimals of amounts are unknown",
        "a floor limit (:34F:) or an opening balance (:60F:)", into: &events)
    }
    (open.severity, codePage) = withHabits(open)
    let link = chain.link(open)
    if let finding = link.finding {
      let isOff = link.check?.verdict == .off
      report(
        isOff ? open.severity : link.isGap ? .warning : .note,
        isOff ? .balanceMismatch : link.isGap ? .missingRecord : .unusual, open.line, finding,
        isOff
          ? "equal balances; a message may be missing"
          : link.isGap ? "every statement and page; ask the bank for what is missing" : "",
        into: &events)
    }
    if let page = link.page {
      if let stated = open.page {
        report(
          .note, .unusual, open.line,
          "the message calls itself page \(stated), and is page \(page)", "", into: &events)
      }
      open.page = page
    }
    open.chainCheck = link.check
    open.minorDigits = open.currency?.minorDigits ?? 2
    open.hasBegun = true
    message = open
    openStatement = open.statement
    events.append(.statementBegins(open.statement))
  }

  /// - Throws: `truncated`: at the end of the file the last message must be whole.
  func checkIsWhole(isTerminated: Bool) throws(BankFileError) {
    guard let open = message, !open.hasClosing else { return }
    if open.isInterim, isTerminated || !open.stated.isEmpty { return }
    throw BankFileError(
      code: .truncated, position: FilePosition(file: file, line: open.line),
      problem: "the file ends inside the message that begins here",
      expected: open.isInterim
        ? "its totals (:90D:, :90C:) or the line '-' that ends it; ask the bank to send it again"
        : "its closing balance (:62F:); ask the bank to send the file again")
  }

  /// The line that was read last is that of the closing balance.
  var isInClosing: Bool {
    place == .field && (field.tag == .closing || field.tag == .closingPage)
      && !field.bytes.contains(0x0A)
  }

  /// - Throws: `truncated` where the file ends among the figures of the closing balance: what is left
  ///   of them is an amount too, and one that the entries do not make.
  func checkBalanceIsWhole() throws(BankFileError) {
    guard let open = message, let closing = open.closing else { return }
    let decimals = field.firstLine.reversed().prefix(while: MT940Tag.isFigure).count
    let hasComma = field.firstLine.contains(UInt8(ascii: ","))
    guard !hasComma || decimals < open.minorDigits else { return }
    if open.unreadable == 0, let opening = open.opening,
      Int128(opening.amount.minorUnits) + Int128(open.credits.units) - Int128(open.debits.units)
        == Int128(closing.amount.minorUnits)
    {
      return
    }
    throw BankFileError(
      code: .truncated, position: FilePosition(file: file, line: field.number),
      problem: "the file ends inside the closing balance '\(field.shown)'",
      expected: "all of its figures and the line's end; ask the bank to send the file again")
  }

  /// - Parameter isTerminated: a line says that the message ends.
  mutating func endMessage(
    isTerminated: Bool, into events: inout BankFileBatch
  ) throws(BankFileError) {
    try closeFields(into: &events)
    if message?.hasBegun == false { beginStatement(into: &events) }
    place = .between
    isUnpackable = false
    guard let ended = message else { return }
    message = nil
    openStatement = nil
    lastReference = ended.reference
    if !ended.hasClosing, !ended.isInterim {
      report(
        .error, .truncated, ended.line, "the message that begins here has no closing balance",
        "a closing balance (:62F:); ask the bank to send the file again", into: &events)
    }
    if ended.isInterim { hasInterims = true } else { hasStatements = true }
    var statement = ended.statement
    let isPaged = MT940Chain.isPage(ended.opening) || MT940Chain.isPage(ended.closing)
    if isPaged || ended.page ?? 0 > 1 { statement.page = ended.page }
    statement.checks = checks(ended, into: &events)
    if let earlier = chain.remember(ended) {
      report(
        .warning, .duplicateElement, ended.line,
        "the message seems to repeat the one that begins on line \(earlier)",
        "every message once", into: &events)
    }
    events.append(.statementEnds(statement))
  }

  private mutating func checks(
    _ ended: MT940Message, into events: inout BankFileBatch
  ) -> [ControlCheck] {
    var checks: [ControlCheck] = []
    if let check = balanceCheck(ended, into: &events) { checks.append(check) }
    if let check = ended.chainCheck { checks.append(check) }
    for (check, line) in totalChecks(ended) {
      checks.append(check)
      guard check.verdict == .off else { continue }
      report(
        ended.severity, check.name.hasSuffix("count") ? .countMismatch : .controlTotalMismatch,
        line,
        "\(check.name): the message states \(check.stated), its entries give \(check.computed)",
        "equal totals", into: &events)
    }
    for index in checks.indices { checks[index].consequence = ended.severity.rawValue }
    return checks
  }

  /// Where nobody can tell whether the bank or a payer wrote it, an entry is not believed.
  ///
  /// - Parameter off: by how much the entries are more than the closing balance says.
  private mutating func reportDoubts(
    _ doubts: MT940Doubts, off: Int128, into events: inout BankFileBatch
  ) {
    let (line, reason): (Int?, String)
    if let undone = doubts.lineUndone {
      (line, reason) = (undone, "another one there undoes it: both may be")
    } else if let wrong = doubts.line(ofEntryMoving: off) {
      (line, reason) = (wrong, "the closing balance is right without it: it may be")
    } else {
      (line, reason) = (off == 0 ? nil : doubts.bareLine, "no balance speaks for it: it may be")
    }
    guard let line else { return }
    report(
      .error, .badRecord, line,
      "the entry stands in the middle of another one's details, and \(reason) text of a payer",
      "entries behind details that have ended; ask the bank whether it booked it", into: &events)
  }

  /// Opening + credits − debits = closing, page by page.
  private mutating func balanceCheck(
    _ ended: MT940Message, into events: inout BankFileBatch
  ) -> ControlCheck? {
    if ended.isInterim { return nil }
    func notCheckable(_ note: String) -> ControlCheck {
      ControlCheck(
        name: "balance", stated: ended.closing?.amount.description ?? "", computed: "",
        verdict: .notCheckable, note: note)
    }
    guard let opening = ended.opening else { return notCheckable("no opening balance") }
    guard let closing = ended.closing else { return notCheckable("no closing balance") }
    if opening.amount.currency != closing.amount.currency {
      let currencies = "\(opening.amount.currency) and \(closing.amount.currency)"
      report(
        .warning, .badCurrency, ended.closingLine, "the balances are in \(currencies)",
        "one currency", into: &events)
      return notCheckable("balances in \(currencies)")
    }
    if ended.unreadable > 0 {
      return notCheckable("entries that could not be read: \(ended.unreadable)")
    }
    let units =
      Int128(opening.amount.minorUnits) + Int128(ended.credits.units) - Int128(ended.debits.units)
    let holds = units == Int128(closing.amount.minorUnits)
    let computed =
      Int64(exactly: units).map { Money(minorUnits: $0, opening.amount.currency).description }
      ?? "\(units) minor units"
    if !holds {
      report(
        ended.severity, .balanceMismatch, ended.closingLine,
        "the closing balance is \(closing.amount), the opening one with the entries makes "
          + computed, "equal balances; entries may be missing", into: &events)
    }
    reportDoubts(ended.doubts, off: units - Int128(closing.amount.minorUnits), into: &events)
    return ControlCheck(
      name: "balance", stated: closing.amount.description, computed: computed,
      verdict: holds ? .holds : .off)
  }
}
