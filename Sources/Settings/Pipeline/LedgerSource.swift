public import LedgerFiles

/// Where the ERP leaves its ledger, and what that is.
public struct LedgerSource: Hashable, Sendable {
  public enum Mode: String, Sendable, CaseIterable {
    /// Everything that is open: what is not there is cleared or gone.
    case snapshot
    /// What came or changed: what is not there is as it was.
    case delta
  }

  /// A file of the ERP that stands for one of the ledger folder.
  public struct MappedFile: Hashable, Sendable {
    /// Of names in the folder; where several fit, a snapshot is the last one by name, byte by
    /// byte, and a delta all of them in that order.
    public var file: GlobPattern
    public var mapping: LedgerMapping

    public init(file: GlobPattern, mapping: LedgerMapping) {
      self.file = file
      self.mapping = mapping
    }
  }

  public var folder: String
  public var mode = Mode.snapshot
  /// Whose open amount counts where both changed.
  public var authority = LedgerAuthority.ours
  /// In the contract's order of files; those that are not here are read as the contract has them.
  public var files: [MappedFile] = []

  public init(folder: String) { self.folder = folder }
}
