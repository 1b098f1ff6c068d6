import Money
import Receivables

/// What the elements of a statement do when they end, and what the statement amounts to.
extension CamtMachine {
  mutating func endOfStatement(
    _ place: CamtPlace, _ text: UnsafeBufferPointer<UInt8>, _ line: Int
  ) {
    switch place {
    case .messageDefinition: messageDefinition = CamtText.string(text)
    case .message: endMessage()
    case .groupHeader: endMessageHeader(line)
    case .messageID: message.hasID = !text.isEmpty
    case .messageCreatedAt: message.hasTime = !text.isEmpty
    case .statement: endStatement(line)
    case .statementID:
      if statement?.hasBegun == true {
        report(
          .warning, .duplicateElement, line, "an Id of the statement stands behind its entries",
          expected: "one Id before them; it is left out")
      } else {
        statement?.take(place, text)
      }
    case .copyIndicator:
      report(.note, .unusual, line, "the statement is marked \(CamtText.string(text))")
    case .accountIBAN, .accountNumber, .servicer, .accountCurrency:
      if statement?.ignoresAccount == false { endOfAccount(place, text, line) }
    case .balance:
      if balance.dateText.isEmpty {
        report(.note, .missingField, line, "balance \(balance.type) has no date")
      }
      statement?.balances.append(balance)
      if statement?.balances.count ?? 0 > Self.balancesMax {
        refuse(
          line, "a statement has more than \(Self.balancesMax) balances",
          "at most \(Self.balancesMax)")
      }
    case .balanceCode: balance.type = CamtText.string(text)
    case .balanceSubtypeCode: balance.subtype = CamtText.string(text)
    case .balanceAmount:
      balance.amount = reading.amount(text, line)
      tellProblemsRead()
      if case .bad(let code, let reason) = balance.amount { report(.warning, code, line, reason) }
    case .balanceDirection:
      balance.direction = CamtText.string(text)
      if !balance.hasKnownDirection {
        report(
          .warning, .badDirection, line, "the balance's CdtDbtInd is '\(balance.direction)'",
          expected: "CRDT or DBIT; the balance is not used")
      }
    case .balanceDate:
      balance.dateText = CamtText.string(text)
      balance.date = CamtText.date(text)
    default: statement?.take(place, text)
    }
  }

  /// A statement of a year with interim balances for each day has some hundreds.
  private static let balancesMax = 10_000

  /// A statement is of one account, and says so before its entries.
  mutating func beginAccount(_ line: Int) {
    if statement?.hasAccount == true {
      statement?.ignoresAccount = true
      report(
        .warning, .duplicateElement, line, "a second Acct; the first counts",
        expected: "one account of a statement")
    } else if statement?.hasBegun == true {
      report(
        .warning, .badRecord, line,
        "the account is named behind entries, which are told without it",
        expected: "Acct before Ntry")
    }
    statement?.hasAccount = true
  }

  private mutating func endOfAccount(
    _ place: CamtPlace, _ text: UnsafeBufferPointer<UInt8>, _ line: Int
  ) {
    switch place {
    case .accountIBAN, .accountNumber:
      let number = CamtText.compact(text)
      let known = statement?.statement.account ?? ""
      let isIBAN = place == .accountIBAN
      if number.isEmpty { break }
      if !known.isEmpty, isIBAN != statement?.hasIBAN {
        report(.note, .unusual, line, "the account has an IBAN and another number; the IBAN counts")
      }
      if known.isEmpty || isIBAN { statement?.setAccount(number) }
      if isIBAN {
        statement?.hasIBAN = true
        // The money stands; whose account it is may be in doubt.
        if !IBAN.isValid(Array(number.utf8)[...]) {
          report(
            .warning, .unusual, line, "the check digits of the account '\(number)' are wrong",
            expected: "an IBAN as of ISO 13616")
        }
      }
    case .servicer: statement?.take(place, text)
    case .accountCurrency:
      statement?.statement.currency = Currency(CamtText.string(text))
      reading.accountCurrency = statement?.statement.currency
    default: break
    }
  }

  mutating func endStatement(_ line: Int) {
    beginStatement()
    guard var closing = statement, let format = message.format else { return }
    closing.flushQuickTotals()
    statement = nil
    let first = closing.statement.line
    if closing.statement.id.isEmpty {
      report(.note, .missingField, first, "the statement has no Id")
    }
    if closing.statement.account.isEmpty {
      report(
        .warning, .missingField, first, "the statement names no account",
        expected: "Acct/Id with an IBAN or another number")
    }
    if let page = Int(closing.pageNumber), page != 1 || !closing.isLastPage {
      closing.statement.page = page
      report(.note, .unusual, first, "the statement is page \(page) of several")
    }
    reportRepeated(closing)
    for balance in closing.balances where balance.direction.isEmpty {
      report(.note, .unusual, first, "balance \(balance.type) has no CdtDbtInd; read as CRDT")
    }
    // Banks leave entries out of balances and miscount summaries: told, and the money stands.
    let severity = habits.mismatch(
      bank: closing.servicer, account: closing.statement.account, usual: .warning)
    for (code, problem) in closing.close(format, severity) {
      report(
        severity, code, first, problem,
        expected: "equal figures; ask the bank if the file is a complete statement")
    }
    reportChain(closing, format, severity)
    events.append(.statementEnds(closing.statement))
  }

  private mutating func reportChain(
    _ closing: CamtStatement, _ format: BankFileFormat, _ severity: BankFileProblem.Severity
  ) {
    guard format == .camt053, let finding = chain.take(closing) else { return }
    let isGap = finding.code == .missingRecord
    report(
      isGap ? .warning : severity, finding.code, closing.statement.line, finding.problem,
      expected: isGap
        ? "every statement and page; ask the bank for what is missing"
        : "equal balances; a statement may be missing")
  }

  private static let keysMax = 10_000

  /// The same statement twice would be booked twice; only a person can tell that it was meant.
  private mutating func reportRepeated(_ closing: CamtStatement) {
    let whole = closing.statement
    guard !whole.id.isEmpty, !whole.account.isEmpty, statementKeys.count < Self.keysMax,
      !statementKeys.insert([whole.account, whole.id, whole.sequence, closing.pageNumber]).inserted
    else { return }
    report(
      .warning, .duplicateElement, whole.line,
      "statement \(whole.id) of account \(whole.account) comes twice in the file",
      expected: "every statement once; ask the bank before its entries are used twice")
  }
}
