public import Money

/// What `quittance generate` was asked for.
public struct WorldPlan: Sendable {
  public var seed: UInt64
  /// Customers that share out the ordinary receipts; scenarios that need one for themselves add it.
  public var customers: Int
  /// Open items at least; each receipt brings what it pays.
  public var items: Int
  /// Receipts and other movements that are judged.
  public var payments: Int
  public var profile: Profile
  /// The last booking day.
  public var asOf: CalendarDate
  /// Shares in permille that replace the profile's, by scenario.
  public var shares: [String: Int]
  /// How many entries a statement has before the next one begins.
  public var statementEntries = 2000

  public init(
    seed: UInt64, customers: Int, items: Int, payments: Int, profile: Profile,
    asOf: CalendarDate, shares: [String: Int] = [:]
  ) {
    self.seed = seed
    self.customers = customers
    self.items = items
    self.payments = payments
    self.profile = profile
    self.asOf = asOf
    self.shares = shares
  }
}

extension WorldPlan {
  /// The names of all scenarios.
  public static var scenarioNames: [String] { Scenario.all.map(\.name) }
}
