import BankFiles

/// A reader to be fuzzed: how it is made, by the way that the program takes and by its own.
public struct ReadingTarget: Sendable {
  /// Names the folders of its seeds and findings, and its dictionary.
  public let name: String
  let blanks: MeaninglessBlanks?
  let recordLengthMax: Int
  private let format: BankFileFormat?
  private let direct: (@Sendable (_ file: String, BankFileLayouts) -> any BankFileReader)?
  /// Another way to read the format, which has to tell the same.
  let other: (@Sendable (_ file: String) -> any BankFileReader)?

  /// - Parameters:
  ///   - format: what the file is said to be; nil to have it recognised.
  ///   - blanks: where a file may be stretched; nil for nowhere.
  ///   - recordLengthMax: the columns that errors may name, where a record may be cut short.
  ///   - direct: the format's own reader. The reader that recognises holds the beginning of a file
  ///     back and so never sees how a small one was cut; this one does.
  init(
    _ name: String, _ format: BankFileFormat? = nil, blanks: MeaninglessBlanks? = nil,
    recordLengthMax: Int = 0,
    direct: (@Sendable (_ file: String, BankFileLayouts) -> any BankFileReader)? = nil,
    other: (@Sendable (_ file: String) -> any BankFileReader)? = nil
  ) {
    self.name = name
    self.blanks = blanks
    self.recordLengthMax = recordLengthMax
    self.format = format
    self.direct = direct
    self.other = other
  }

  /// Everything that is fuzzed: a new reader is one line here and a folder of seeds.
  public static let all = [
    ReadingTarget(
      "camt", .camt053, blanks: .behindXMLDeclaration,
      direct: { file, _ in CamtReader(file: file) },
      other: { file in CamtReader(file: file, habits: BankHabits(), readsPlain: false) }),
    ReadingTarget("bai2", .bai2, blanks: .atEndOfFirstLine) { file, _ in BAI2Reader(file: file) },
    ReadingTarget("lockbox", .lockbox, recordLengthMax: 300) {
      LockboxReader(file: $0, layouts: $1.lockbox)
    },
    ReadingTarget("mt940", .mt940) { file, _ in MT940Reader(file: file) },
    ReadingTarget("x12", .x12Payment) { file, _ in X12Reader(file: file) },
    ReadingTarget("csv", .csv) { CSVStatementReader(file: $0, layouts: $1.csv) },
    ReadingTarget("recognise", recordLengthMax: 300),
  ]

  func wholeReader(_ layouts: BankFileLayouts) -> any BankFileReader {
    RecognisingReader(file: Self.file, format: format, layouts: layouts)
  }

  func pieceReader(_ layouts: BankFileLayouts) -> any BankFileReader {
    direct?(Self.file, layouts) ?? wholeReader(layouts)
  }

  /// The name that all positions have to carry.
  static let file = "fuzzed"
}
