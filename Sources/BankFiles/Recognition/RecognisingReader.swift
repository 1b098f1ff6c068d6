import Receivables

/// Reads a bank file of any format, told by its content and never by its name.
///
/// The first bytes are held back until there are enough of them to tell; they then go to the
/// format's own reader, as all that follows.
public struct RecognisingReader: BankFileReader {
  /// So many bytes are looked at, from the first that is not blank.
  static let sampleMax = 1 << 16
  /// A file that begins with more blanks than this is taken for an empty one.
  static let blanksMax = 1 << 24

  /// What the file is; nil until enough of it has been seen.
  public private(set) var recognition: BankFileRecognition?
  private let file: String
  private let format: BankFileFormat?
  private let layouts: BankFileLayouts
  private let habits: BankHabits
  private var sample: [UInt8] = []
  /// How many blanks the sample begins with.
  private var blanks = 0
  private var reader: (any BankFileReader)?
  /// The lines of a flat file end with a carriage return alone.
  private var endsWithReturns = false

  /// - Parameter format: what the file is said to be; nil to find out.
  public init(
    file: String, format: BankFileFormat? = nil, layouts: BankFileLayouts = BankFileLayouts(),
    habits: BankHabits = BankHabits()
  ) {
    self.file = file
    self.format = format
    self.layouts = layouts
    self.habits = habits
  }

  /// As its own reader has it, else as it was recognised with certainty.
  public var summarySoFar: BankFileSummary? {
    if let known = reader?.summarySoFar { return known }
    guard reader != nil, recognition?.certainty == "certain", let format = recognition?.format
    else {
      return nil
    }
    return BankFileSummary(format: format, version: "", checks: [])
  }

  public mutating func consume(
    _ bytes: Span<UInt8>, into events: inout BankFileBatch
  ) throws(BankFileError) {
    if reader != nil { return try pass(bytes, into: &events) }
    var taken = 0
    if blanks == sample.count {
      while taken < bytes.count, ContentSample.isBlank(bytes[taken]) { taken += 1 }
      blanks += taken
    }
    taken = min(bytes.count, taken + Self.sampleMax - (sample.count - (blanks - taken)))
    bytes.extracting(0..<taken).withUnsafeBufferPointer { sample.append(contentsOf: $0) }
    guard sample.count - blanks == Self.sampleMax || blanks > Self.blanksMax else { return }
    try decide(into: &events)
    try pass(bytes.extracting(taken..<bytes.count), into: &events)
  }

  private mutating func pass(
    _ bytes: Span<UInt8>, into events: inout BankFileBatch
  ) throws(BankFileError) {
    guard endsWithReturns else { return try reader?.consume(bytes, into: &events) ?? () }
    let lines = bytes.withUnsafeBufferPointer { Self.withLineFeeds(Array($0)) }
    try reader?.consume(lines.span, into: &events)
  }

  private static func withLineFeeds(_ bytes: [UInt8]) -> [UInt8] {
    bytes.map { $0 == 0x0D ? 0x0A : $0 }
  }

  public mutating func finish(into events: inout BankFileBatch) throws(BankFileError) {
    if reader == nil { try decide(into: &events) }
    try reader?.finish(into: &events)
  }

  private mutating func decide(into events: inout BankFileBatch) throws(BankFileError) {
    // Of old systems. A carriage return between line feeds is none of this: it may be in a text.
    let hasReturnsOnly = sample.contains(0x0D) && !sample.contains(0x0A)
    let kind: ContentSample.Kind
    if let format {
      recognition = BankFileRecognition(
        format: format, certainty: "certain", reason: "the caller says so")
      kind = ContentSample.Kind(format)
    } else {
      let lines = hasReturnsOnly ? Self.withLineFeeds(sample) : sample
      let found = try ContentSample(lines, file: file, csvLayouts: layouts.csv).recognise()
      recognition = found.recognition
      kind = found.kind
    }
    reader =
      switch kind {
      case .xml: CamtReader(file: file, habits: habits)
      case .bai2: BAI2Reader(file: file, habits: habits)
      case .mt940:
        MT940Reader(file: file, format: recognition?.format ?? .mt940, habits: habits)
      case .lockbox: LockboxReader(file: file, layouts: layouts.lockbox, habits: habits)
      case .x12: X12Reader(file: file, habits: habits)
      case .csv: CSVStatementReader(file: file, layouts: layouts.csv, habits: habits)
      }
    endsWithReturns = hasReturnsOnly && [.bai2, .mt940, .lockbox].contains(kind)
    if endsWithReturns {
      events.append(
        .problem(
          BankFileProblem(
            severity: .note, code: .unusual, position: FilePosition(file: file, line: 1),
            problem: "the lines end with a carriage return alone", expected: "")))
    }
    let held = sample
    sample = []
    try pass(held.span, into: &events)
  }
}
