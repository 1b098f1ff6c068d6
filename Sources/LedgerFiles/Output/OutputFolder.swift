public import Reconciliation

/// The output folder of a run: which files it has and what stands in them.
public enum OutputFolder {
  /// A file that is made when its bytes are asked for: together they are larger than the run itself.
  public struct File: Sendable {
    /// Inside the folder.
    public var path: String
    public var bytes: @Sendable () -> [UInt8]

    public init(path: String, bytes: @escaping @Sendable () -> [UInt8]) {
      self.path = path
      self.bytes = bytes
    }
  }

  /// All files, none of them made yet.
  ///
  /// - Parameters:
  ///   - folder: the ledger folder that the run began with; its unknown columns live on.
  ///   - report: makes `report.html`.
  ///   - timings: what took how long, in milliseconds.
  ///   - more: what modules that know more than this one put beside them.
  public static func files(
    for outcome: RunOutcome, folder: LedgerFolder, version: String,
    timings: [(name: String, milliseconds: Int)], more: [File] = [],
    report: @escaping @Sendable () -> [UInt8]
  ) -> [File] {
    var updated = folder
    updated.ledger = outcome.ledger
    let ledger = updated
    // The largest first: the others are made beside it.
    return [
      File(path: DecisionsFile.name) { DecisionsFile.bytes(outcome) },
      File(path: "report.html", bytes: report),
      File(path: "journal.ledger") { LedgerJournal.bytes(outcome.journal) },
    ]
      + LedgerFolder.fileNames.map { name in
        File(path: "ledger/" + name) { ledger.bytes(of: name) }
      } + [
        File(path: "applications.csv") { ApplicationsFile.bytes(outcome.applications) },
        File(path: "exceptions.csv") { ExceptionsFile.bytes(outcome.exceptions) },
        File(path: "disputes.csv") { DisputesFile.bytes(outcome.disputes) },
        File(path: "summary.json") {
          SummaryFile.bytes(outcome.summary, version: version, timings: timings)
        },
      ] + more
  }
}
