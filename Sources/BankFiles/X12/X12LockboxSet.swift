import Money
import Receivables

/// A set 823, lockbox: deposits, which are the statements, with their batches and cheques.
///
/// - Source: ASC X12 823, releases 003040 to 004010: `DEP` loop, in it the `BAT` loops, in them the
///   `BPR` loops.
struct X12LockboxSet {
  /// Totals of so many batches are told as checks; those that are off all.
  static let batchChecksMax = 1_000

  /// What `AMT` and `QTY` state of a deposit or batch.
  struct Stated {
    var amount: X12Payment.Amount?
    var counts: [(qualifier: String, count: X12Payment.Amount)] = []
  }

  /// What was read.
  struct Sum {
    var credits: Int128 = 0
    var debits: Int128 = 0
    var payments = 0
    /// An amount could not be read.
    var isIncomplete = false
  }

  struct Batch {
    var number: String
    var kind: String
    var place: FilePosition
    var stated = Stated()
    var sum = Sum()
  }

  struct Deposit {
    var statement: BankStatement
    var date: CalendarDate?
    var number: String
    /// What a total that disagrees means.
    var mismatch: BankFileProblem.Severity
    /// What its cheques are in that do not say it themselves, if that is known.
    var usualCurrency: Currency?
    var stated = Stated()
    var sum = Sum()
    var batches = 0
    var batchNumbers = X12ControlNumbers()
    var currency: Currency?
    var hasOneCurrency = true
  }

  let group: X12GroupFacts
  let habits: BankHabits
  var deposit: Deposit?
  var batch: Batch?
  private var payment: X12Payment?
  private var deposits = 0

  init(group: X12GroupFacts, habits: BankHabits) {
    self.group = group
    self.habits = habits
  }

  mutating func take(
    _ segment: X12Segment, ids: inout X12StatementIDs, _ problems: inout X12Problems,
    into events: inout BankFileBatch
  ) throws(BankFileError) {
    switch segment.id {
    case "DEP":
      try closeDeposit(&problems, into: &events)
      openDeposit(segment, &ids, &problems, into: &events)
    case "BAT":
      try closePayment(&problems, into: &events)
      closeBatch(&problems, into: &events)
      openBatch(segment, &problems, into: &events)
    case "BPR":
      try closePayment(&problems, into: &events)
      if deposit == nil {
        return problems.report(
          .error, .missingRecord, segment, "a cheque stands outside a deposit", "DEP before it",
          into: &events)
      }
      payment = X12Payment(segment)
      payment?.usualCurrency = deposit?.usualCurrency
    case "BPS":
      problems.report(
        .error, .unknownRecord, segment, "the cheque stands in a BPS, which is not read",
        "BPR, as from release 003010 on", into: &events)
    case "AMT" where payment == nil: takeAmount(segment)
    case "QTY" where payment == nil: takeCount(segment)
    default: try payment?.take(segment, &problems, into: &events)
    }
  }

  private mutating func openDeposit(
    _ segment: X12Segment, _ ids: inout X12StatementIDs, _ problems: inout X12Problems,
    into events: inout BankFileBatch
  ) {
    deposits += 1
    let account = segment.text(1).filter { $0 != " " }
    let date = X12Value.date(segment.element(2))
    if account.isEmpty {
      problems.report(
        .error, .missingField, segment, "the deposit has no lockbox number (DEP01)", "a number",
        into: &events)
    }
    if date == nil {
      problems.report(
        .error, .badDate, segment, "the deposit date (DEP02) is '\(segment.text(2).prefix(40))'",
        "a day as CCYYMMDD or YYMMDD", into: &events)
    }
    var statement = BankStatement(
      id: ids.next("\(account)/\(date?.description ?? "")"), account: account, line: segment.line)
    statement.createdAt = group.created
    statement.periodFrom = date
    statement.periodTo = date
    let number = segment.identifier(4)
    let bank = segment.text(6)
    let sender = bank.isEmpty ? group.sender : bank
    deposit = Deposit(
      statement: statement, date: date, number: number.isEmpty ? String(deposits) : number,
      mismatch: habits.mismatch(bank: sender, account: account, usual: .error),
      usualCurrency: habits.currency(bank: sender, account: account))
    events.append(.statementBegins(statement))
  }

  private mutating func openBatch(
    _ segment: X12Segment, _ problems: inout X12Problems, into events: inout BankFileBatch
  ) {
    guard let depositNumber = deposit?.number else {
      return problems.report(
        .error, .missingRecord, segment, "a batch stands outside a deposit", "DEP before it",
        into: &events)
    }
    let number = segment.identifier(3)
    deposit?.batches += 1
    if !number.isEmpty, deposit?.batchNumbers.isFirst(number) == false {
      problems.report(
        .error, .duplicateElement, segment, "batch \(number) comes twice in the deposit",
        "every batch once", into: &events)
    }
    batch = Batch(
      number: number.isEmpty ? depositNumber : number, kind: segment.identifier(4),
      place: segment.place(in: problems.file))
  }

  /// The standard gives `AMT` of a deposit or batch one meaning, its total, whatever the qualifier.
  private mutating func takeAmount(_ segment: X12Segment) {
    let amount = X12Payment.Amount(
      text: segment.text(2), line: segment.line, column: segment.column)
    if batch != nil {
      if batch?.stated.amount == nil { batch?.stated.amount = amount }
    } else if deposit?.stated.amount == nil {
      deposit?.stated.amount = amount
    }
  }

  /// At most two of a deposit, one of a batch.
  private mutating func takeCount(_ segment: X12Segment) {
    let count = (
      qualifier: segment.text(1),
      count: X12Payment.Amount(text: segment.text(2), line: segment.line, column: segment.column)
    )
    if batch != nil {
      if batch?.stated.counts.isEmpty == true { batch?.stated.counts.append(count) }
    } else if (deposit?.stated.counts.count ?? 2) < 2 {
      deposit?.stated.counts.append(count)
    }
  }

  /// Tells the cheque before, now that all its documents are read.
  mutating func closePayment(
    _ problems: inout X12Problems, into events: inout BankFileBatch
  ) throws(BankFileError) {
    guard var closed = payment else { return }
    payment = nil
    closed.dropEmptyDocuments(&problems, into: &events)
    try tell(closed, &problems, into: &events)
  }
}
