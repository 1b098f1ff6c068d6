import Receivables

/// The three envelopes of X12, interchange, group and set, and what is known in each so far.
///
/// - Source: ASC X12.5 (`ISA`, `IEA`) and X12.6 (`GS`, `GE`, `ST`, `SE`): a trailer repeats the
///   header's control number and counts what it encloses.
struct X12Envelopes {
  /// So many checks that hold are kept for the end; those that do not, all.
  private static let checksMax = 3_000
  private static let kindsMax = 8

  struct Interchange {
    var control: String
    var place: FilePosition
    var version: String
    var isTest = false
    var groups = 0
    var numbers = X12ControlNumbers()
  }

  struct Group {
    var control: String
    var place: FilePosition
    var facts: X12GroupFacts
    var sets = 0
    var numbers = X12ControlNumbers()
  }

  struct TransactionSet {
    var kind: String
    var control: String
    var place: FilePosition
    /// `ST` and `SE` included.
    var segments = 1
  }

  var interchange: Interchange?
  var group: Group?
  var openSet: TransactionSet?
  /// What reads the open set; both nil where it is skipped.
  var order: X12PaymentOrder?
  var lockbox: X12LockboxSet?
  var problems: X12Problems
  let habits: BankHabits
  var format: BankFileFormat?
  var version = ""
  var interchanges = X12ControlNumbers()
  var ids = X12StatementIDs()
  private(set) var hasBegun = false
  private var kinds: [String] = []
  private var checks: [ControlCheck] = []

  init(file: String, habits: BankHabits) {
    problems = X12Problems(file: file)
    self.habits = habits
  }

  var file: String { problems.file }

  mutating func take(
    _ segment: X12Segment, into events: inout BankFileBatch
  ) throws(BankFileError) {
    hasBegun = true
    if openSet != nil { openSet?.segments += 1 }
    switch segment.id {
    case "ISA": try beginInterchange(segment, into: &events)
    case "GS": try beginGroup(segment, into: &events)
    case "ST": try beginSet(segment, into: &events)
    case "SE": try endSet(segment, into: &events)
    case "GE": try endGroup(segment, into: &events)
    case "IEA": try endInterchange(segment, into: &events)
    // Acknowledgements of interchanges stand between the envelopes.
    case "TA1", "TA3", "ISB", "ISE": break
    default: try takeContent(segment, into: &events)
    }
    try problems.expectFewErrors(at: segment)
  }

  private mutating func takeContent(
    _ segment: X12Segment, into events: inout BankFileBatch
  ) throws(BankFileError) {
    if !segment.hasIdentifier {
      return problems.report(
        .error, .unknownRecord, segment,
        "the segment begins with '\(segment.id.prefix(20))', which names none",
        "two or three capitals; ask for the file again", into: &events)
    }
    guard openSet != nil else {
      return problems.report(
        .error, interchange == nil ? .trailingContent : .missingRecord, segment,
        "the segment \(segment.id) stands outside a set", "ST before it", into: &events)
    }
    try order?.take(segment, &problems, into: &events)
    try lockbox?.take(segment, ids: &ids, &problems, into: &events)
  }

  /// - Throws: `truncated` where a trailer is missing: nobody knows what else is. `unknownFormat`
  ///   where no set was for us.
  func finish() throws(BankFileError) -> BankFileSummary {
    guard hasBegun else {
      throw BankFileError(
        code: .emptyFile, position: FilePosition(file: file), problem: "the file is empty",
        expected: "an X12 interchange")
    }
    let open: (place: FilePosition, what: String, trailer: String)? =
      if let openSet {
        (openSet.place, "set \(openSet.control)", "SE, GE and IEA")
      } else if let group {
        (group.place, "group \(group.control)", "GE and IEA")
      } else if let interchange {
        (interchange.place, "interchange \(interchange.control)", "IEA")
      } else {
        nil
      }
    if let open {
      throw BankFileError(
        code: .truncated, position: open.place,
        problem: "the file ends inside the \(open.what) that begins here",
        expected: "\(open.trailer); fetch the file again")
    }
    guard let format else {
      throw BankFileError(
        code: .unknownFormat, position: FilePosition(file: file),
        problem: kinds.isEmpty
          ? "the file has no set" : "the file has sets \(kinds.joined(separator: ", "))",
        expected: "a set 820 or 823")
    }
    return BankFileSummary(format: format, version: version, checks: checks)
  }

  mutating func keep(_ check: ControlCheck) {
    if check.verdict == .holds, checks.count >= Self.checksMax { return }
    checks.append(check)
  }

  /// Remembers a kind of set that is not read here, for the message that there is no other.
  mutating func note(kind: String) {
    if kinds.count < Self.kindsMax, !kinds.contains(kind) { kinds.append(kind) }
  }
}
