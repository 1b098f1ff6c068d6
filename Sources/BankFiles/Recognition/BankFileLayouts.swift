/// The layouts by which files are read that have no standard of their own.
public struct BankFileLayouts: Hashable, Sendable {
  public var lockbox: [LockboxLayout]
  /// The user's own: without one no CSV is read.
  public var csv: [CSVStatementLayout]

  public init(
    lockbox: [LockboxLayout] = LockboxLayout.shipped, csv: [CSVStatementLayout] = []
  ) {
    self.lockbox = lockbox
    self.csv = csv
  }
}
