public import Receivables

/// What is wrong with a file of settings, `rules.yaml` or a pipeline, and where.
public struct SettingsFileError: PlacedError, Hashable, Sendable {
  /// Stable names of what can be wrong; they never change their meaning.
  public enum Code: String, Sendable, CaseIterable {
    case badYAML, unknownKey, duplicateKey, missingKey, badValue, limitExceeded
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
