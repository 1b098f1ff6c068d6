import LedgerFiles
public import Receivables

/// A file that is to be scored, or its truth, cannot be read.
public struct ScoreInputError: PlacedError, Hashable {
  public enum Code: String, Sendable { case badCSV, missingColumn, badAmount, badCurrency }

  public var code: Code
  public var position: FilePosition
  public var problem: String
  public var expected: String

  init(code: Code, file: String, line: Int, problem: String, expected: String) {
    self.code = code
    position = FilePosition(file: file, line: line)
    self.problem = problem
    self.expected = expected
  }

  init(_ error: CSVError, file: String) {
    self.init(
      code: .badCSV, file: file, line: error.line, problem: "no CSV: \(error.problem)",
      expected: "RFC 4180 text in UTF-8")
  }
}
