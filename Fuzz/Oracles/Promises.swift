import BankFiles
import Money
import Receivables

/// What holds for everything that is told of one file.
struct Promises {
  /// Of warnings and notes; errors all are told.
  private static let warningsMax = 1_000

  /// How many bytes each line has, its end not counted.
  private let lines: [Int]
  private let bytes: Int
  /// A line feed is two bytes then, and where one stands is not known here.
  private let mayBeUTF16: Bool
  /// Of records of fixed columns: a field that one is too short for has its place behind its end.
  private let recordLengthMax: Int
  private var open: BankStatement?
  private var transactions = 0
  /// What was told of the open statement, by direction and currency.
  private var booked: [Booked: Int128] = [:]
  private var movements: [Moved: Int] = [:]
  private var warnings = 0
  private var hasEnded = false

  init(of file: ArraySlice<UInt8>, recordLengthMax: Int = 0) {
    self.recordLengthMax = recordLengthMax
    lines = file.split(separator: 0x0A, omittingEmptySubsequences: false).map(\.count)
    bytes = file.count
    mayBeUTF16 = file.contains(0)
  }

  func check(_ reading: Reading) throws(BrokenPromise) {
    var promises = self
    for told in reading.told { try promises.check(told) }
    if let failure = reading.failure {
      try check(failure.position, of: failure.description)
    } else {
      try require(promises.hasEnded, "the file ends without its last event")
      try require(promises.open == nil, "a statement never ends: \(promises.open?.id ?? "")")
    }
    try require(
      promises.movements == reading.movements
        && reading.transactions == reading.movements.values.reduce(0, +),
      "\(reading.transactions) transactions moved \(reading.movements), "
        + "told were \(promises.movements)")
    try require(
      reading.told.count <= bytes + 16, "\(reading.told.count) events of \(bytes) bytes")
  }

  private mutating func check(_ told: Told) throws(BrokenPromise) {
    try require(!hasEnded, "something follows the end of the file: \(told)")
    switch told {
    case .statementBegins(let statement):
      try require(open == nil, "a statement begins inside another: \(statement)")
      open = statement
      transactions = 0
      booked = [:]
      try check(statement)
    case .transaction(let transaction): try check(transaction)
    case .statementEnds(let statement):
      try require(open != nil, "a statement ends that never began: \(statement)")
      try require(
        statement.transactions == transactions,
        "\(transactions) transactions told of a statement of \(statement.transactions)")
      open = nil
      try check(statement)
      try checkTotals(of: statement)
    case .problem(let problem):
      if problem.severity != .error { warnings += 1 }
      try require(warnings <= Self.warningsMax, "more than \(Self.warningsMax) warnings")
      try check(problem.position, of: problem.description)
      try require(!problem.problem.isEmpty, "a problem without words: \(problem)")
    case .fileEnds: hasEnded = true
    }
  }

  private mutating func check(_ transaction: BankTransaction) throws(BrokenPromise) {
    transactions += 1
    let moved = Moved(
      amount: transaction.amount, direction: transaction.direction, status: transaction.status)
    movements[moved, default: 0] += 1
    guard let open else {
      throw BrokenPromise("a transaction outside of a statement: \(transaction)")
    }
    try require(
      transaction.statementID == open.id,
      "a transaction of '\(transaction.statementID)' inside of '\(open.id)'")
    try require(transaction.amount.minorUnits >= 0, "a negative amount: \(transaction)")
    if transaction.status == .booked {
      let key = Booked(direction: transaction.direction, currency: transaction.amount.currency)
      booked[key, default: 0] += Int128(transaction.amount.minorUnits)
    }
    try check(transaction.position, of: "\(transaction)")
  }

  private func check(_ statement: BankStatement) throws(BrokenPromise) {
    let position = FilePosition(file: ReadingTarget.file, line: statement.line)
    try check(position, of: "\(statement)")
    for total in statement.bookedCredits + statement.bookedDebits {
      try require(
        total.amount.minorUnits >= 0 && total.count > 0, "a total without sense: \(statement)")
    }
  }

  /// No money appears or is lost on the way from the entries to the statement's totals.
  private func checkTotals(of statement: BankStatement) throws(BrokenPromise) {
    var stated: [Booked: Int128] = [:]
    for (direction, totals) in [
      (BankTransaction.Direction.credit, statement.bookedCredits),
      (.debit, statement.bookedDebits),
    ] {
      for total in totals {
        let key = Booked(direction: direction, currency: total.amount.currency)
        stated[key, default: 0] += Int128(total.amount.minorUnits)
      }
    }
    // What is beyond counting is said so elsewhere.
    if booked.values.contains(where: { $0 > Int64.max }) { return }
    // Details may run against their entry, and charges of an entry are a fee beside its details: the
    // totals, which are of entries, then are higher or lower, and what the account gained is the same.
    try require(
      stated == booked || Self.gained(stated) == Self.gained(booked),
      "the totals are \(stated), the transactions sum to \(booked): \(statement)")
  }

  private static func gained(_ sums: [Booked: Int128]) -> [Currency: Int128] {
    var gained: [Currency: Int128] = [:]
    for (key, sum) in sums {
      gained[key.currency, default: 0] += key.direction == .credit ? sum : -sum
    }
    return gained
  }

  /// The place is inside the file, or just behind its end.
  private func check(
    _ position: FilePosition, of what: @autoclosure () -> String
  ) throws(BrokenPromise) {
    try require(position.file == ReadingTarget.file, "another file's name: \(what())")
    guard let line = position.line else {
      return try require(position.column == nil, "a column without a line: \(what())")
    }
    try require((1...lines.count).contains(line), "line \(line) of \(lines.count): \(what())")
    guard let column = position.column else { return }
    let columns = max((mayBeUTF16 ? bytes : lines[line - 1]) + 1, recordLengthMax)
    try require(
      (1...columns).contains(column), "column \(column) of \(columns) in line \(line): \(what())")
  }

  private func require(
    _ holds: Bool, _ message: @autoclosure () -> String
  ) throws(BrokenPromise) {
    if !holds { throw BrokenPromise(message()) }
  }

  private struct Booked: Hashable {
    var direction: BankTransaction.Direction
    var currency: Currency
  }
}
