import Crypto
import Durable
import Foundation
import LedgerFiles
import Receivables
import Reconciliation
import Settings
import Store

extension Pipeline {
  /// The name of the fact that says which source was read last.
  static let sourceFact = "ledger_source"

  /// Reads the ledger's source where it is new or changed, and keeps what came of it.
  func synchroniseLedger() throws {
    if shape == nil {
      let files = try store.ledgerFiles()
      if !files.isEmpty { try hold(try readStored(files)) }
    }
    let source = LedgerSourceInput(places)
    guard shape != nil else {
      let stamp = try source.stamp()
      try load(try source.read(beside: nil), try source.digest())
      sourceStamp = stamp
      return
    }
    do {
      try takeChanges(of: source)
    } catch let diagnosed as Diagnosed {
      try warn(of: diagnosed)
    } catch let error as FileSystemError where error.call != "fsync" {
      try warn(of: Diagnosed(diagnostics: [Diagnostic(error, path: places.ledger)]))
    }
  }

  /// Takes what changed in the source, once it kept still: an export that is being written is not
  /// read by half.
  private func takeChanges(of source: LedgerSourceInput) throws {
    let stamp = try source.stamp()
    if stamp == sourceStamp { return }
    let digest = try source.digest()
    let known = try store.fact(Self.sourceFact)
    if known != digest {
      let isStill = try clock().seconds - source.lastChange() >= Self.sourceSettleSeconds
      if !isStill, seenStamp != stamp {
        // The next look tells whether it is still being written.
        seenStamp = stamp
        if !isPatient {
          Pause.sleep(.seconds(Self.sourceSettleSeconds))
          try takeChanges(of: source)
        }
        return
      }
      let theirs = try source.read(beside: try knownCustomers())
      guard try source.stamp() == stamp else { return }
      try compare(theirs, digest, isNew: known == nil)
    }
    sourceStamp = stamp
    try closeSourceAlert()
  }

  /// For so long the source must not have changed, in seconds.
  private static let sourceSettleSeconds: Int64 = 2

  /// The name of the alert that the source cannot be read.
  private static let sourceAlert = "ledger:source"

  /// How the names of alerts begin that say where the two ledgers differ.
  private static let differenceAlert = "ledger:differences/"

  /// The source cannot be read: the ledger that we have goes on, and a person is told once.
  private func warn(of diagnosed: Diagnosed) throws {
    let stamp = (try? LedgerSourceInput(places).stamp()) ?? ""
    if isSourceBad, stamp == badStamp { return }
    isSourceBad = true
    badStamp = stamp
    for diagnostic in diagnosed.diagnostics { log.tell(diagnostic) }
    sourceExitCode = diagnosed.exitCode
    guard try store.row(of: .alerts, key: [Self.sourceAlert]) == nil else { return }
    let first = diagnosed.diagnostics.first?.text ?? "it cannot be read"
    try raise([
      PipelineAlert(
        id: Self.sourceAlert, kind: "ledger", account: "", file: settings.ledger.folder,
        message: "the ledger's source cannot be read, the one before counts: \(first)")
    ])
  }

  private func closeSourceAlert() throws {
    isSourceBad = false
    guard try store.row(of: .alerts, key: [Self.sourceAlert]) != nil else { return }
    try closeAlert(Self.sourceAlert, by: Self.ownActor, note: "it can be read again")
  }

  private func knownCustomers() throws -> Set<CustomerID>? {
    settings.ledger.mode == .snapshot
      ? nil : Set(try ledgerFolder().ledger.customers.map(\.id))
  }

  /// Keeps a ledger ready to be reconciled.
  func hold(_ folder: LedgerFolder) throws {
    engine = try engineOf(folder.ledger)
    shape = folder
    shape?.ledger = Ledger()
  }

  func engineOf(
    _ ledger: Ledger, under others: RuleBook? = nil
  ) throws -> ReconciliationEngine {
    try ReconciliationEngine(
      ledger: ledger, rules: others ?? rules,
      reading: .sideBySide(jobs: settings.jobs ?? Processors.count))
  }

  /// The ledger as it is now.
  func ledgerFolder() throws -> LedgerFolder {
    guard var folder = shape, let engine else {
      throw StoreError(
        code: .missing, problem: "no ledger was loaded into \(places.store)",
        remedy: "the pipeline's ledger folder with customers.csv and open_items.csv")
    }
    folder.ledger = engine.ledger
    return folder
  }

  /// The ledger as the store has it, read anew.
  func storedLedger() throws -> LedgerFolder { try readStored(try store.ledgerFiles()) }

  private func load(_ read: LedgerFolder, _ digest: String) throws {
    let terms = CommitTerms(actor: Self.ownActor, recordedAt: clock().description)
    try store.commit(terms) { log in
      try log.event(
        .ledgerLoaded, subject: "ledger",
        facts: JSONValue.object([
          ("source", .string(settings.ledger.folder)), ("digest", .string(digest)),
          ("customers", .integer(read.ledger.customers.count)),
          ("open_items", .integer(read.ledger.openItems.count)),
        ]).compact)
      try log.row(StateTable.facts.adding([Self.sourceFact, digest]))
      for header in read.headers {
        try log.row(
          StateTable.facts.adding([SQLiteStore.headerFact(header.table), header.record]))
      }
      for row in read.allRows() { try log.row(row) }
    }
    try hold(read)
    log.say(
      "ledger",
      "\(read.ledger.customers.count) customers and \(read.ledger.openItems.count) open items "
        + "from \(settings.ledger.folder)")
  }

  /// The source changed: what it invoices is taken, what we booked stands, and where the two
  /// disagree a report says so.
  private func compare(_ theirs: LedgerFolder, _ digest: String, isNew: Bool) throws {
    let held = try ledgerFolder()
    let isSnapshot = settings.ledger.mode == .snapshot
    let comparison = LedgerComparison(
      held: held, theirs: theirs, isSnapshot: isSnapshot, authority: settings.ledger.authority)
    var after = held
    after.columns = comparison.columns
    after.ledger.apply(comparison.changes)
    let lines = comparison.lines()
    let name = "ledger-differences-\(digest.prefix(12)).csv"
    var outbox: [OutboxItem] = []
    if !comparison.differences.isEmpty {
      let folder = PipelinePlaces.parent(of: settings.store)
      let staged = ".staging-\(name)"
      try DurableFile(system, processID: processID)
        .replace(FilePath(places.resolved(folder)) / staged, comparison.csv)
      if let file = FileName(name) {
        outbox.append(
          OutboxStep(parent: folder, name: file, staged: staged)
            .item(.publishFile, subject: "ledger"))
      }
    }
    let told = try store.rows(of: .alerts).map { $0.cells[0] }
      .filter { $0.hasPrefix(Self.differenceAlert) }
    // The same differences are told once, however often the ERP writes its ledger.
    let current = comparison.alerts(under: Self.differenceAlert, in: name)
    let ended = told.filter { id in !current.contains { $0.id == id } }
    let alerts = try current.filter { try !isKnown($0) }
    outbox += alerts.flatMap { notices(.alert, $0.words, $0.facts) }
    if !comparison.changes.isEmpty {
      outbox += stageLedgers(under: "ledger-\(digest.prefix(12))")
    }
    let terms = CommitTerms(
      actor: Self.ownActor, recordedAt: clock().description, outbox: outbox)
    try store.commit(terms) { log in
      try log.event(
        .ledgerCompared, subject: "ledger",
        facts: JSONValue.object([
          ("source", .string(settings.ledger.folder)), ("digest", .string(digest)),
          ("differences", .integer(comparison.differences.count)),
        ]).compact)
      try log.row(
        isNew
          ? StateTable.facts.adding([Self.sourceFact, digest])
          : StateTable.facts.changing([Self.sourceFact, digest]))
      let headers = Dictionary(
        uniqueKeysWithValues: held.headers.map { ($0.table, $0.record) })
      for header in after.headers where headers[header.table] != header.record {
        try log.row(
          StateTable.facts.changing([SQLiteStore.headerFact(header.table), header.record]))
      }
      for row in after.rows(of: comparison.changes) { try log.row(row) }
      // What this ledger says takes the place of what the one before said.
      for id in ended { try close(id, log) }
      for alert in alerts { try record(alert, log) }
    }
    try hold(after)
    for line in lines { log.say("ledger", line, level: comparison.hasAlerts ? .warning : .info) }
  }

  private func readStored(_ files: [String: [UInt8]]) throws -> LedgerFolder {
    do throws(LedgerFolderErrors) {
      return try LedgerFolder.read(files: files)
    } catch {
      throw StoreError(
        code: .damaged,
        problem: "the ledger in \(places.store) is not as it was written: "
          + (error.errors.first.map { "\($0)" } ?? ""),
        remedy: "a whole store; restore a copy of it")
    }
  }
}

extension LedgerComparison {
  /// What people are told where the two ledgers differ and neither explains the other.
  fileprivate func alerts(under prefix: String, in report: String) -> [PipelineAlert] {
    var alerts: [PipelineAlert] = []
    func add(_ id: String, _ words: String) {
      alerts.append(
        PipelineAlert(
          id: id, kind: "ledger", account: "", file: report,
          message: "the ERP's ledger differs from ours: \(words); see \(report)"))
    }
    let unexplained = differences.filter(\.isAlert)
    if let first = unexplained.first {
      let all = unexplained.map(\.description).joined(separator: "\n")
      add(
        prefix + hexadecimal(SHA256.hash(data: Data(all.utf8))).prefix(12),
        "\(first)" + (unexplained.count > 1 ? ", and \(unexplained.count - 1) more" : ""))
    }
    // It has happened, whatever the next ledger says: a person closes it.
    if manyCleared > 0 {
      add("ledger:cleared/\(report)", "\(manyCleared) items are cleared there by nothing of ours")
    }
    return alerts
  }
}
