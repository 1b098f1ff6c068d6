public import Reconciliation

/// The output folder of a run: which files it has and what stands in them.
public enum OutputFolder {
  /// All files, by their path inside the folder.
  ///
  /// - Parameters:
  ///   - folder: the ledger folder that the run began with; its unknown columns live on.
  ///   - report: `report.html`.
  ///   - timings: what took how long, in milliseconds.
  public static func files(
    for outcome: RunOutcome, folder: LedgerFolder, report: [UInt8], version: String,
    timings: [(name: String, milliseconds: Int)]
  ) -> [(path: String, bytes: [UInt8])] {
    var updated = folder
    updated.ledger = outcome.ledger
    var files = updated.write().map { (path: "ledger/" + $0.name, bytes: $0.bytes) }
    files.append(("applications.csv", ApplicationsFile.bytes(outcome.applications)))
    files.append(("exceptions.csv", ExceptionsFile.bytes(outcome.exceptions)))
    files.append(("disputes.csv", DisputesFile.bytes(outcome.disputes)))
    files.append(("journal.ledger", LedgerJournal.bytes(outcome.journal)))
    files.append(("report.html", report))
    files.append((DecisionsFile.name, DecisionsFile.bytes(outcome)))
    files.append(
      ("summary.json", SummaryFile.bytes(outcome.summary, version: version, timings: timings)))
    return files
  }
}
