/// The columns of a ledger folder that are not ours, in the order of the input: every row carries
/// its cells of them along.
public struct UnknownColumns: Hashable, Sendable {
  public var customers: [String] = []
  public var accounts: [String] = []
  public var aliases: [String] = []
  /// Of open and of cleared items together, so that an item takes its cells along when it moves.
  public var items: [String] = []
  public var allowances: [String] = []
  public var disputes: [String] = []
  public var expectations: [String] = []
  public var applications: [String] = []
  public var receipts: [String] = []

  public init() {}
}
