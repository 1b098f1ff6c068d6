import Receivables

/// Reads CSV files of bank lines, by a layout that says what their columns are.
///
/// A statement is a run of lines of one account and currency, a transaction one line. What is wrong
/// with a line is an error of that line, and the others go on. The first `samplingMax` bytes are held
/// back to choose among several layouts; memory is else that of one record, whatever the length of
/// the file.
///
/// - Source: RFC 4180 for the form; the columns are the bank's own.
public struct CSVStatementReader: BankFileReader {
  /// So many bytes of a file decide about its layout.
  static let samplingMax = 1 << 16

  private let file: String
  private let layouts: [CSVStatementLayout]
  private let habits: BankHabits
  private var sample: [UInt8] = []
  private var scanner: CSVRecordScanner?
  private var machine: CSVStatementMachine?

  /// - Parameter habits: what balances that disagree mean, by the layout's id and the account.
  public init(file: String, layouts: [CSVStatementLayout], habits: BankHabits = BankHabits()) {
    self.file = file
    self.layouts = layouts
    self.habits = habits
  }

  public mutating func consume(
    _ bytes: Span<UInt8>, into events: inout BankFileBatch
  ) throws(BankFileError) {
    var offset = 0
    if machine == nil {
      offset = min(bytes.count, Self.samplingMax - sample.count)
      bytes.extracting(0..<offset).withUnsafeBufferPointer { sample.append(contentsOf: $0) }
      guard sample.count == Self.samplingMax else { return }
      try choose(into: &events)
    }
    try read(bytes, from: &offset, into: &events)
  }

  public mutating func finish(into events: inout BankFileBatch) throws(BankFileError) {
    if machine == nil { try choose(into: &events) }
    if try scanner?.takeRest() == true, let record = scanner?.record {
      try machine?.take(record, into: &events)
    }
    guard let summary = try machine?.finish(into: &events) else { return }
    events.append(.fileEnds(summary))
  }

  private mutating func choose(into events: inout BankFileBatch) throws(BankFileError) {
    guard !sample.isEmpty else {
      throw BankFileError(
        code: .emptyFile, position: FilePosition(file: file), problem: "the file is empty",
        expected: "a CSV file")
    }
    if sample.starts(with: [0xFF, 0xFE]) || sample.starts(with: [0xFE, 0xFF]) {
      throw BankFileError(
        code: .badEncoding, position: FilePosition(file: file, line: 1),
        problem: "the file is UTF-16", expected: "UTF-8 or Windows-1252; save it as such")
    }
    let held = sample.starts(with: [0xEF, 0xBB, 0xBF]) ? sample.dropFirst(3) : sample[...]
    sample = []
    let layout = try CSVLayoutChoice(layouts).only(for: held, file: file)
    scanner = CSVRecordScanner(layout: layout, file: file)
    machine = CSVStatementMachine(file: file, layout: layout, habits: habits)
    let bytes = Array(held)
    var offset = 0
    try read(bytes.span, from: &offset, into: &events)
  }

  private mutating func read(
    _ bytes: Span<UInt8>, from offset: inout Int, into events: inout BankFileBatch
  ) throws(BankFileError) {
    while try scanner?.take(from: bytes, at: &offset) == true {
      guard let record = scanner?.record else { break }
      try machine?.take(record, into: &events)
    }
  }
}
