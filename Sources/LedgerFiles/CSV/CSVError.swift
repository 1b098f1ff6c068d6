/// Why bytes are no RFC 4180 text, and where; line and column count from 1, columns in bytes.
public struct CSVError: Error, Hashable, Sendable {
  public enum Problem: Hashable, Sendable {
    /// A quote inside a cell that is not quoted, or a single one inside a cell that is.
    case strayQuote
    /// A quoted cell that never ends; the position is that of its opening quote.
    case unclosedQuote
    /// A carriage return that no line feed follows, outside of quotes.
    case strayReturn
    case invalidUTF8(byte: UInt8)
    case nul
  }

  public var problem: Problem
  public var line: Int
  public var column: Int

  public init(problem: Problem, line: Int, column: Int) {
    self.problem = problem
    self.line = line
    self.column = column
  }
}
