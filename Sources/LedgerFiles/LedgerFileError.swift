public import Receivables

/// One thing that is wrong with a file of the ledger folder.
public struct LedgerFileError: PlacedError, Hashable, Sendable {
  /// Stable names of what can be wrong; they never change their meaning.
  public enum Code: String, Sendable, CaseIterable {
    case missingFile, missingColumn, duplicateColumn
    case strayQuote, unclosedQuote, strayReturn, wrongCellCount, badEncoding
    case blankCell, duplicateKey, unknownCustomer, unknownCurrency, unknownValue
    case badAmount, badDate, badPercent, badConfidence
    case zeroOpenAmount, clearedNotZero, beyondOriginal
  }

  public var code: Code
  public var position: FilePosition
  /// What is wrong, with the value found.
  public var problem: String
  /// What would have been right.
  public var expected: String

  public init(code: Code, position: FilePosition, problem: String, expected: String) {
    self.code = code
    self.position = position
    self.problem = problem
    self.expected = expected
  }
}

/// Everything that is wrong with a ledger folder, in the order of files and positions.
public struct LedgerFolderErrors: Error, Hashable, Sendable {
  /// How many are kept; a file that is wrong throughout needs no more to be understood.
  public static let keptMax = 100

  /// The first ones, at most `keptMax`.
  public var errors: [LedgerFileError]
  /// How many there were in all.
  public var total: Int

  public init(errors: [LedgerFileError], total: Int) {
    self.errors = errors
    self.total = total
  }
}

extension LedgerFolderErrors: CustomStringConvertible {
  /// One line each, and one for those that are not shown.
  public var description: String {
    var lines = errors.map(\.description)
    if total > errors.count { lines.append("and \(total - errors.count) more errors") }
    return lines.joined(separator: "\n")
  }
}
