/// When a file counts as complete.
public struct ArrivalRules: Hashable, Sendable {
  /// What it takes, apart from a marker, which is enough for each of them.
  public enum Completion: String, Hashable, Sendable, CaseIterable {
    /// A marker beside it and nothing else.
    case marker
    /// Its writer has closed it or renamed it into place, as the system told; or else `stable`.
    case closed
    /// Size and time of change are the same over two looks at least `settle` apart.
    case stable
  }

  public var completion: Completion
  /// 2 s on local disks, 60 s on network mounts, where sizes are reported late.
  public var settle: Duration
  /// After this long without a change an incomplete file is given up; after this long with changes
  /// it is reported.
  public var settleMax: Duration

  public init(
    completion: Completion = .closed, settle: Duration = .seconds(2),
    settleMax: Duration = .seconds(15 * 60)
  ) {
    self.completion = completion
    self.settle = settle
    self.settleMax = settleMax
  }
}
