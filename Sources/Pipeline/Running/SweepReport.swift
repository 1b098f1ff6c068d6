public import Reconciliation

/// What one look into the inboxes came to.
public struct SweepReport: Sendable {
  /// Names of files that were taken.
  public internal(set) var taken: [String] = []
  /// Files that went to quarantine, with the reason.
  public internal(set) var quarantined: [(name: String, refusal: Refusal)] = []
  /// Files that wait for their end, their marker or the end of the day.
  public internal(set) var waiting: [String] = []
  /// The batch that was booked; nil where there was none.
  public internal(set) var batch: String?
  public internal(set) var outcome: RunOutcome?
  public internal(set) var alerts: [String] = []

  /// 65 where a file could not be used.
  public var exitCode: Int32 {
    quarantined.isEmpty ? sourceExitCode : ExitStatus.invalidInput
  }

  /// What it ends with where the ledger's source could not be read.
  var sourceExitCode: Int32 = 0
}
