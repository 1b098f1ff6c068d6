/// Whose open amount counts where the ERP's and ours differ and neither explains the other.
public enum LedgerAuthority: String, Sendable, CaseIterable {
  /// Ours stays, and the difference is reported.
  case ours
  /// The ERP's is taken, and the difference reported.
  case erp
}
