public import Receivables

/// What the page says of one bank file of the run.
public struct ReportedFile: Hashable, Sendable {
  public var name: String
  public var format: String
  public var version: String
  public var statements: Int
  public var transactions: Int
  public var checks: [ReportedCheck]
  /// Full error lines, as on standard error.
  public var problems: [String]
  /// false: refused, none of its transactions was used.
  public var isUsed: Bool

  public init(
    name: String, format: String, version: String, statements: Int, transactions: Int,
    checks: [ReportedCheck], problems: [String], isUsed: Bool
  ) {
    self.name = name
    self.format = format
    self.version = version
    self.statements = statements
    self.transactions = transactions
    self.checks = checks
    self.problems = problems
    self.isUsed = isUsed
  }
}

/// A control check and where it belongs.
public struct ReportedCheck: Hashable, Sendable {
  /// Statement and account; empty for the file as a whole.
  public var place: String
  public var check: ControlCheck

  public init(place: String, check: ControlCheck) {
    self.place = place
    self.check = check
  }
}
