/// What the page says of one bank file of the run.
public struct ReportedFile: Hashable, Sendable {
  /// Without its folder.
  public var name: String
  /// As the contract names it: `camt.053`, `bai2`, `lockbox`.
  public var format: String
  /// As the file declares it, or a layout's name; empty where there is none.
  public var version: String
  public var statements: Int
  public var transactions: Int
  public var checks: [ReportedCheck]
  /// Full error lines, as on standard error.
  public var problems: [String]
  /// `false`: the file was refused, and none of its transactions was used.
  public var isUsed: Bool

  public init(
    name: String, format: String, version: String = "", statements: Int = 0,
    transactions: Int = 0, checks: [ReportedCheck] = [], problems: [String] = [],
    isUsed: Bool = true
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
