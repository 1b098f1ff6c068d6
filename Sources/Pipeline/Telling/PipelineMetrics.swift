import Reconciliation
import Synchronization

/// What the daemon says of itself to whoever watches it: a page in Prometheus' text format.
///
/// It is written after each sweep and read by the server at any time.
public final class PipelineMetrics: Sendable {
  /// What is counted since the daemon began, and what the last sweep saw.
  struct Figures: Sendable {
    var sweeps = 0
    var failures = 0
    var filesTaken = 0
    var filesQuarantined = 0
    var receipts = 0
    var straightThrough = 0
    var exceptions = 0
    var alerts = 0
    var filesWaiting = 0
    var lastSweepAt: Int64 = 0
    var lastBatchAt: Int64 = 0
    /// The last sweep ended well.
    var isWell = true
  }

  private let figures = Mutex(Figures())
  private let pipeline: String

  init(pipeline: String) { self.pipeline = pipeline }

  func note(_ report: SweepReport, at now: Moment) {
    figures.withLock { figures in
      figures.sweeps += 1
      figures.isWell = true
      figures.lastSweepAt = now.seconds
      figures.filesTaken += report.taken.count
      figures.filesQuarantined += report.quarantined.count
      figures.alerts += report.alerts.count
      figures.filesWaiting = report.waiting.count
      guard report.batch != nil, let outcome = report.outcome else { return }
      figures.lastBatchAt = now.seconds
      figures.receipts += outcome.summary.receipts.count
      figures.straightThrough += outcome.summary.straightThrough
      figures.exceptions += outcome.exceptions.count
    }
  }

  func noteFailure() {
    figures.withLock { figures in
      figures.failures += 1
      figures.isWell = false
    }
  }

  /// Well: the last sweep ended well, and is no older than this.
  public func isWell(at now: Moment, within seconds: Int64) -> Bool {
    figures.withLock { $0.isWell && now.seconds - $0.lastSweepAt <= seconds }
  }

  /// The page.
  public var text: String {
    let now = figures.withLock { $0 }
    var page = ""
    func add(_ name: String, _ kind: String, _ help: String, _ value: Int64) {
      page += """
        # HELP quittance_\(name) \(help)
        # TYPE quittance_\(name) \(kind)
        quittance_\(name){pipeline="\(pipeline)"} \(value)

        """
    }
    add("up", "gauge", "1 where the last sweep ended well.", now.isWell ? 1 : 0)
    add("sweeps_total", "counter", "Looks into the inboxes.", Int64(now.sweeps))
    add("failures_total", "counter", "Sweeps that failed.", Int64(now.failures))
    add("files_taken_total", "counter", "Bank files taken.", Int64(now.filesTaken))
    add(
      "files_quarantined_total", "counter", "Bank files that could not be used.",
      Int64(now.filesQuarantined))
    add("receipts_total", "counter", "Receipts and returns taken.", Int64(now.receipts))
    add(
      "straight_through_total", "counter", "Receipts booked without a person.",
      Int64(now.straightThrough))
    add("exceptions_total", "counter", "Exceptions raised for a person.", Int64(now.exceptions))
    add("alerts_total", "counter", "Alerts raised.", Int64(now.alerts))
    add("files_waiting", "gauge", "Files that are not complete yet.", Int64(now.filesWaiting))
    add(
      "last_sweep_timestamp_seconds", "gauge", "When the last sweep ended.", now.lastSweepAt)
    add(
      "last_batch_timestamp_seconds", "gauge", "When the last batch was booked.", now.lastBatchAt)
    return page
  }
}
