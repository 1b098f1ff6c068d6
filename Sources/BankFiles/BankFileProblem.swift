public import Receivables

/// Something about a bank file that is not as it should be, though reading goes on.
///
/// An `error` makes the money of the file uncertain: `reconcile` then uses none of it. A `warning`
/// is wrong but harmless, a `note` is unusual.
public struct BankFileProblem: Hashable, Sendable {
  public enum Severity: String, Sendable { case error, warning, note }

  public var severity: Severity
  public var code: BankFileError.Code
  public var position: FilePosition
  /// What is wrong, with the value found.
  public var problem: String
  /// What would have been right, and how to get there; empty for a note.
  public var expected: String

  public init(
    severity: Severity, code: BankFileError.Code, position: FilePosition, problem: String,
    expected: String = ""
  ) {
    self.severity = severity
    self.code = code
    self.position = position
    self.problem = problem
    self.expected = expected
  }
}

/// Why a bank file cannot be used at all.
public struct BankFileError: PlacedError, Hashable, Sendable {
  /// Stable names of what can be wrong; they never change their meaning.
  public enum Code: String, Sendable, CaseIterable {
    case emptyFile, unknownFormat, ambiguousFormat, truncated, notXML, notWellFormed
    case doctypeForbidden, limitExceeded, badEncoding, notCamt, trailingContent
    case controlTotalMismatch, countMismatch, balanceMismatch
    case badAmount, badCurrency, badDate, badDirection, unknownStatus, unknownRecord, badRecord
    case missingRecord, missingField, unknownTypeCode, duplicateElement, detailsMismatch
    case unusual
  }

  public var code: Code
  public var position: FilePosition
  /// What is wrong, with the value found.
  public var problem: String
  /// What would have been right, and how to get there.
  public var expected: String

  public init(code: Code, position: FilePosition, problem: String, expected: String) {
    self.code = code
    self.position = position
    self.problem = problem
    self.expected = expected
  }
}

extension BankFileProblem: CustomStringConvertible {
  public var description: String {
    let remedy = expected.isEmpty ? "" : "; expected \(expected)"
    return "\(position): \(severity.rawValue): \(problem)\(remedy) (\(code.rawValue))"
  }
}
