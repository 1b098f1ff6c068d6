/// Something that a role lets a person do, and that an API token can be limited to.
public enum Permission: String, Hashable, Sendable, CaseIterable, Codable {
  /// Every page that shows: receipts, items, disputes, files, reports.
  case see
  /// Book a decision, claim an exception for review, write notes at a dispute.
  case decide
  /// Approve or refuse what another person proposed.
  case approve
  /// Undo a decision or a receipt.
  case undo
  /// Undo everything that a file brought.
  case undoFile
  /// Give a file in quarantine another try.
  case retryFile
  /// Attach documents.
  case attach
  /// Try rules on past days; nothing is booked by it.
  case manageRules
  /// Add people, change their roles and passwords, disable them, revoke tokens of others.
  case managePeople
  /// Make and revoke API tokens of one's own.
  case useTokens
  /// Read what was refused to whom, and who changed people and tokens.
  case seeAudit
}
