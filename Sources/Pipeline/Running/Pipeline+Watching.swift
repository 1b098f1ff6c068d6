import Durable
import LedgerFiles
import Reconciliation
import Settings
import Store

extension Pipeline {
  /// Takes files as they come, until it is told to stop: what `watch` does.
  ///
  /// inotify only hints; every sweep looks at everything. What fails for a while (a full disk, a
  /// folder that cannot be written) is tried again at the next sweep, with the store opened anew;
  /// what is wrong with our own books ends it.
  ///
  /// - Parameters:
  ///   - serving: answers health and metrics where the pipeline's file has a port for them.
  ///   - swept: hears of every look that took something.
  /// - Throws: what must not be gone on after.
  public func watch(
    serving: (any MetricsServing)? = nil, _ swept: (SweepReport) -> Void = { _ in }
  ) throws {
    try requireInboxes()
    let wakeUp = try WakeUp()
    let watcher = FolderWatcher(
      settings.inboxes.map { places.folder(of: $0) }, wakeUp: wakeUp)
    let termination = try Termination(waking: wakeUp)
    if let degraded = watcher.degraded {
      log.say("watch", "only sweeps notice files: \(degraded)", level: .warning)
    }
    log.say(
      "watch", "\(settings.name) watches \(settings.inboxes.map(\.folder).joined(separator: ", "))")
    let metrics = PipelineMetrics(pipeline: settings.name)
    let stop = serve(metrics, by: serving)
    defer { stop?() }
    isPatient = true
    var needsRecovery = true
    var failures = 0
    while !termination.isRequested {
      do {
        if needsRecovery {
          try recover()
          try synchroniseLedger()
          // What a first return would otherwise have to wait for.
          engine?.prepare()
          needsRecovery = false
        }
        let report = try sweep()
        metrics.note(report, at: clock())
        failures = 0
        if let outboxFailure {
          let diagnostic = Diagnostic(outboxFailure, path: places.store)
          tellOnce("outbox", diagnostic.text, key: diagnostic.text)
        }
        if !report.taken.isEmpty || !report.quarantined.isEmpty || !report.alerts.isEmpty {
          swept(report)
        }
      } catch {
        metrics.noteFailure()
        let diagnostic = Diagnostic(error, path: places.store)
        log.tell(diagnostic)
        // Our own books do not balance, or the store is damaged: nothing may go on.
        if diagnostic.exitCode == ExitStatus.brokenInvariant { throw error }
        // After a failed sync nothing may be gone on with (plan, finding 8).
        if let error = error as? FileSystemError, error.call == "fsync" { throw error }
        try startAnew()
        needsRecovery = true
        failures += 1
        if failures == 1 {
          // Where the store itself fails nobody can be told this way.
          try? store.put(
            notices(.failure, diagnostic.text, .object([("code", .string(diagnostic.code))])))
        }
      }
      try wait(watcher, termination, failures: failures)
    }
    log.say("watch", "\(settings.name) stops")
  }

  /// Takes the store again, and reads it anew where somebody else wrote to it.
  private func takeStoreBack(_ last: Int64?, _ termination: Termination) throws {
    while true {
      do {
        try takeBack(last, waiting: .seconds(3600))
        return
      } catch let error as StoreError {
        // A full disk, say: it is tried again, as everything is.
        guard error.code == .inputOutput, !termination.isRequested else { throw error }
        tellOnce("store", "\(error)", key: "\(error)")
        Pause.sleep(min(.seconds(1), settings.sweep.duration))
      }
    }
  }

  /// After a failure nobody knows what the disk has: the store is opened again and read anew.
  private func startAnew() throws {
    try? store.close()
    do {
      store = try SQLiteStore(places.store, for: .write)
      shape = nil
      engine = nil
      sourceStamp = nil
    } catch {
      log.tell(Diagnostic(error, path: places.store))
    }
  }

  private func serve(
    _ metrics: PipelineMetrics, by serving: (any MetricsServing)?
  ) -> (@Sendable () -> Void)? {
    guard let port = settings.metricsPort.flatMap({ UInt16(exactly: $0) }), port > 0 else {
      return nil
    }
    let log = log
    return serving?.serve(
      metrics, port: port, stale: 30 + 3 * settings.sweep.milliseconds / 1000
    ) { error in
      log.say("metrics", "port \(port) does not answer: \(error)", level: .error)
    }
  }

  /// Waits for something to do. Meanwhile others may work on the store: a person decides, or
  /// somebody runs the pipeline.
  private func wait(
    _ watcher: FolderWatcher, _ termination: Termination, failures: Int
  ) throws {
    let now = MonotonicClock.now()
    var pause = settings.sweep.duration
    for arrival in arrivals {
      if let next = arrival.nextLook(after: now) { pause = min(pause, next) }
    }
    // What failed is not tried again without a pause.
    if failures > 0 {
      pause = max(pause, min(.seconds(1 << min(failures, 6)), settings.sweep.duration))
    }
    let last = lend()
    let woken = watcher.wait(upTo: pause)
    try takeStoreBack(last, termination)
    for noticed in woken.events where arrivals.indices.contains(noticed.folder) {
      arrivals[noticed.folder].notice(noticed.event)
    }
  }
}
