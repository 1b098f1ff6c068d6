import Money
import Receivables

/// The three envelopes of BAI2, file, group and account, and what is known in each so far.
struct BAI2Envelopes {
  /// So many warnings and notes are told; errors all.
  static let warningsMax = 1_000
  /// So many checks of groups are kept for the end.
  static let checksMax = 3_000

  /// Physical records, by the ways in which banks count them.
  struct RecordCount {
    var all = 0
    var withoutContinuations = 0
    var withoutSummaryContinuations = 0

    mutating func add(_ other: RecordCount) {
      all += other.all
      withoutContinuations += other.withoutContinuations
      withoutSummaryContinuations += other.withoutSummaryContinuations
    }

    mutating func add(_ record: BAI2LogicalRecord) {
      all += record.coded
      withoutContinuations += 1
      withoutSummaryContinuations += record.code == .account ? 1 : record.coded
    }
  }

  struct File {
    var id = ""
    var sender = ""
    var created = ""
    var lacksVersion = false
    var line = 0
    var groups = 0
    /// What the trailers of the groups state, and what was read.
    var declared: Int128 = 0
    var computed: Int128 = 0
    var records = RecordCount()
    var currency: Currency?
    var hasOneCurrency = true
  }

  struct Group {
    var ordinal: Int
    var originator = ""
    var asOf: CalendarDate?
    /// As written; empty where the accounts say it themselves.
    var currencyCode = ""
    /// An account of it was taken to be in US dollars, and that has been told.
    var assumesDollars = false
    var status: BankTransaction.Status = .booked
    var line: Int
    var accounts = 0
    var declared: Int128 = 0
    var computed: Int128 = 0
    var records = RecordCount()
    var currency: Currency?
    var hasOneCurrency = true
  }

  struct Account {
    var statement: BankStatement
    var summary: BAI2Summary
    var total = BAI2HashTotal()
    var records = RecordCount()
    /// Items of deposits and the like, which the total has too.
    var parts = (credits: Int128(0), debits: Int128(0))
    var creditCount = 0
    var debitCount = 0
  }

  let file: String
  let habits: BankHabits
  private(set) var hasBegun = false
  var openFile: File?
  var openGroup: Group?
  var openAccount: Account?
  /// Groups count on where several files lie in one, so that statements have different ids.
  var groupOrdinal = 0
  var version = ""
  var checks: [ControlCheck] = []
  private var headers: Set<[String]> = []
  private var warnings = 0

  init(file: String, habits: BankHabits) {
    self.file = file
    self.habits = habits
  }

  mutating func take(
    _ record: BAI2LogicalRecord, into events: inout BankFileBatch
  ) throws(BankFileError) {
    hasBegun = true
    if record.code != .detail { reportMissingSlash(record, into: &events) }
    switch record.code {
    case .fileHeader: beginFile(record, into: &events)
    case .groupHeader: beginGroup(record, into: &events)
    case .account: try beginAccount(record, into: &events)
    case .detail: try takeDetail(record, into: &events)
    case .accountTrailer: endAccount(record, into: &events)
    case .groupTrailer: endGroup(record, into: &events)
    case .fileTrailer: endFile(record, into: &events)
    case .continuation: break
    }
  }

  /// - Throws: `truncated` where a trailer is missing: nobody knows what else is.
  func finish() throws(BankFileError) -> BankFileSummary {
    guard hasBegun else {
      throw BankFileError(
        code: .emptyFile, position: FilePosition(file: file), problem: "the file is empty",
        expected: "a BAI2 file")
    }
    let missing: (trailer: String, of: String, line: Int)? =
      if let openAccount {
        ("account trailer (49)", "account", openAccount.statement.line)
      } else if let openGroup {
        ("group trailer (98)", "group", openGroup.line)
      } else if let openFile {
        ("file trailer (99)", "file", openFile.line)
      } else {
        nil
      }
    if let missing {
      throw BankFileError(
        code: .truncated, position: FilePosition(file: file, line: missing.line),
        problem: "the file ends inside the \(missing.of) that begins here",
        expected: "its \(missing.trailer); ask the bank to send the file again")
    }
    return BankFileSummary(format: .bai2, version: version, checks: checks)
  }

  /// Tells a problem; of warnings and notes only the first thousand.
  mutating func report(
    _ severity: BankFileProblem.Severity, _ code: BankFileError.Code, _ place: FilePosition,
    _ problem: String, _ expected: String, into events: inout BankFileBatch
  ) {
    if severity != .error {
      warnings += 1
      guard warnings <= Self.warningsMax else { return }
    }
    events.append(
      .problem(
        BankFileProblem(
          severity: severity, code: code, position: place, problem: problem, expected: expected)))
  }

  func place(_ record: BAI2LogicalRecord) -> FilePosition {
    FilePosition(file: file, line: record.line, column: record.column)
  }

  /// Counts one record in every envelope that is open.
  mutating func count(_ record: BAI2LogicalRecord) {
    openFile?.records.add(record)
    openGroup?.records.add(record)
    openAccount?.records.add(record)
  }

  private mutating func reportMissingSlash(
    _ record: BAI2LogicalRecord, into events: inout BankFileBatch
  ) {
    guard record.bytes.last != UInt8(ascii: "/") else { return }
    report(
      .warning, .badRecord, place(record), "the \(record.code.rawValue) record ends without '/'",
      "a slash at its end", into: &events)
  }

  /// - Returns: `false` where a file of the same sender, receiver, day and id came before.
  mutating func remember(header: [String]) -> Bool {
    headers.count >= 10_000 || headers.insert(header).inserted
  }
}
