import Money
import Receivables

/// Reads the lines of a lockbox file by one layout.
struct LockboxMachine {
  private static let warningsMax = 1_000
  static let batchChecksMax = 1_000
  /// So many remittance lines of one check are kept.
  static let overflowsMax = 10_000

  struct Batch {
    var number: String
    var line: Int
    var items = LockboxItems()
    var checks = 0
    var amount: Int64 = 0
  }

  struct Box {
    var statement: BankStatement
    var number: String
    var date: CalendarDate?
    /// The day as its header has it.
    var dateBytes: [UInt8] = []
    var batchNumbers: Set<String> = []
    var checks = 0
    /// What the batch totals state: one bad batch then is one error.
    var declared: Int64 = 0
    var amount: Int64 = 0
  }

  /// A check that waits for its remittance lines.
  struct PendingCheck {
    var transaction: BankTransaction
    var batch: String
    var item: String
    var isCounted: Bool
    var sequence: Int?
    var paid: Int64 = 0
    var sawLast = false
    var overflows = 0
  }

  let file: String
  let layout: LockboxLayout
  let habits: BankHabits
  let columns: LockboxColumns
  let quickColumns: LockboxQuickColumns?
  var currency: Currency { columns.currency }
  private(set) var irregularAmounts = 0
  var box: Box?
  /// The batch of events knows how to unpack the checks of the lockbox that is open.
  var isUnpackable = false
  var batch: Batch?
  var pending: PendingCheck?
  var created = ""
  /// The bank that made the file, as its header says.
  var origin = ""
  var records = 0
  /// Sum of the lockbox totals, for layouts whose trailer states one.
  var fileAmount: Int64 = 0
  var hasHeader = false
  var hasTrailer = false
  var boxIDs: Set<String> = []
  /// Destination, origin, day and time of the file headers before.
  var headers: Set<[String]> = []
  var checks: [ControlCheck] = []
  private var warnings = 0

  init(file: String, layout: LockboxLayout, habits: BankHabits = BankHabits()) {
    self.file = file
    self.habits = habits
    self.layout = layout
    columns = LockboxColumns(layout)
    quickColumns = LockboxQuickColumns(layout, columns)
  }

  mutating func read(
    _ line: [UInt8], number: Int, into events: inout BankFileBatch
  ) throws(BankFileError) {
    guard let type = line.first else { return }
    let place = FilePosition(file: file, line: number, column: 1)
    try refuseBinary(line, place)
    if hasTrailer, type != UInt8(ascii: "1") {
      return report(
        .error, .trailingContent, place, "a record follows the file trailer",
        "nothing, or record 1",
        into: &events)
    }
    records += 1
    guard let recordLayout = layout.records[type] else {
      return report(
        .error, .unknownRecord, place, "the record type '\(TextDecoding.text([type]))' is unknown",
        "1, 2, 4, 5, 6, 7, 8 or 9", into: &events)
    }
    let record = LockboxRecord(bytes: line, layout: recordLayout, place: place)
    if !hasHeader, recordLayout.kind != .fileHeader, layout.records[UInt8(ascii: "1")] != nil {
      hasHeader = true
      report(
        .error, .missingRecord, place, "the file does not begin with record 1", "a file header",
        into: &events)
    }
    if recordLayout.kind != .overflow { try closeCheck(into: &events) }
    if line.count > layout.recordLength {
      report(
        .warning, .badRecord, place, "the record has \(line.count) columns",
        "at most \(layout.recordLength)", into: &events)
    }
    switch recordLayout.kind {
    case .fileHeader: beginFile(record, into: &events)
    case .serviceHeader: break
    case .header: takeHeader(record, into: &events)
    case .check: try takeCheck(record, into: &events)
    case .overflow: try takeOverflow(record, into: &events)
    case .batchTotal: try endBatch(record, into: &events)
    case .lockboxTotal: try endBox(record, into: &events)
    case .fileTrailer: endFile(record, into: &events)
    }
  }

  /// - Throws: `truncated` where totals are missing at the end, `emptyFile`.
  mutating func finish(
    into events: inout BankFileBatch
  ) throws(BankFileError) -> BankFileSummary {
    guard records > 0 else {
      throw BankFileError(
        code: .emptyFile, position: FilePosition(file: file), problem: "the file is empty",
        expected: "a lockbox file")
    }
    if hasTrailers, !hasTrailer {
      throw BankFileError(
        code: .truncated, position: FilePosition(file: file, line: box?.statement.line),
        problem: box == nil
          ? "the file ends without its trailer"
          : "the file ends inside the lockbox that begins here",
        expected: "records 7, 8 and 9; ask the bank to send the file again")
    }
    // A layout without totals ends with its last check.
    try closeCheck(into: &events)
    closeBox(into: &events)
    return BankFileSummary(format: .lockbox, version: layout.id, checks: checks)
  }

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

  /// An amount in minor units; nil where it is blank or, with an error told, no number.
  mutating func amount(
    _ field: LockboxLayout.Field?, _ name: String, _ record: LockboxRecord,
    into events: inout BankFileBatch
  ) -> Int64? {
    if record.isIrregular(field) { irregularAmounts += 1 }
    let bytes = record.bytes(field)
    do {
      return try WholeNumber.read(bytes, signAllowed: false)
    } catch {
      var place = record.place
      place.column = field?.columns.lowerBound
      report(
        .error, .badAmount, place, "the \(name) is '\(TextDecoding.text(bytes))'",
        "digits, two of them decimals", into: &events)
      return nil
    }
  }

  /// The layouts' files end with record 9.
  var hasTrailers: Bool { layout.records.values.contains { $0.kind == .fileTrailer } }

  /// The sum, or an error that the file is beyond what can be counted.
  func sum(_ one: Int64, _ other: Int64, _ record: FilePosition) throws(BankFileError) -> Int64 {
    do {
      return try one.addingChecked(other)
    } catch {
      throw BankFileError(
        code: .badAmount, position: record,
        problem: "the amounts sum up beyond what can be counted",
        expected: "amounts of this world")
    }
  }

  /// What checks have from the lockbox that is open.
  var context: LockboxContext {
    LockboxContext(
      file: file, statementID: box?.statement.id ?? "", lockbox: box?.number ?? "",
      date: box?.date)
  }

  func money(_ minorUnits: Int64) -> Money { Money(minorUnits: minorUnits, currency) }

  private func refuseBinary(_ line: [UInt8], _ place: FilePosition) throws(BankFileError) {
    let isEBCDIC = (line.first ?? 0) >= 0xF0
    guard isEBCDIC || line.contains(where: { $0 < 0x20 && $0 != 0x09 }) else { return }
    throw BankFileError(
      code: .badEncoding, position: place,
      problem: isEBCDIC
        ? "the file looks like EBCDIC" : "a control character stands in the record",
      expected: "ASCII text; convert the file from its code page (IBM 037, say)")
  }
}
