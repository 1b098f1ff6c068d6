public import Reconciliation

/// The output folder of a run: which files it has and what stands in them.
public enum OutputFolder {
  /// All files, by their path inside the folder, each made when it is asked for: together they are
  /// larger than the run itself.
  ///
  /// - Parameters:
  ///   - folder: the ledger folder that the run began with; its unknown columns live on.
  ///   - report: `report.html`.
  ///   - timings: what took how long, in milliseconds.
  public static func files(
    for outcome: RunOutcome, folder: LedgerFolder, report: [UInt8], version: String,
    timings: [(name: String, milliseconds: Int)]
  ) -> some Sequence<(path: String, bytes: [UInt8])> {
    var updated = folder
    updated.ledger = outcome.ledger
    let ledger = updated
    var files: [(path: String, make: () -> [UInt8])] = LedgerFolder.fileNames.map { name in
      ("ledger/" + name, { ledger.bytes(of: name) })
    }
    files += [
      ("applications.csv", { ApplicationsFile.bytes(outcome.applications) }),
      ("exceptions.csv", { ExceptionsFile.bytes(outcome.exceptions) }),
      ("disputes.csv", { DisputesFile.bytes(outcome.disputes) }),
      ("journal.ledger", { LedgerJournal.bytes(outcome.journal) }),
      ("report.html", { report }), (DecisionsFile.name, { DecisionsFile.bytes(outcome) }),
      (
        "summary.json",
        { SummaryFile.bytes(outcome.summary, version: version, timings: timings) }
      ),
    ]
    return files.lazy.map { (path: $0.path, bytes: $0.make()) }
  }
}
