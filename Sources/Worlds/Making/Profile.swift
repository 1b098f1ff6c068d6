/// How tidy the payers of a world are.
public enum Profile: String, CaseIterable, Sendable {
  /// Mostly exact references.
  case clean
  /// What a company of the middle sees.
  case typical
  /// Many messy ones.
  case hard
}
