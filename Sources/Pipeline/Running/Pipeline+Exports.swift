import Durable
import Foundation
import LedgerFiles
import Money
import Receivables
import Reconciliation
import Settings
import Store

extension Pipeline {
  /// Writes everything that the batch is to leave for others beside its place, whole and synced; it
  /// is shown once the batch is committed. Of a decision nothing is written before.
  ///
  /// - Returns: the steps that show it.
  func stageExports(_ batch: Batch) throws -> [OutboxItem] {
    guard let outcome = batch.outcome, !batch.isRepeat else { return [] }
    return try settings.exports.enumerated().filter { _, export in
      // A decision is no run, and must not take the place of a batch's file.
      batch.title == nil || export.kind == .ledgerFolder
        || (export.kind != .outputFolder && export.to.has(.batch))
    }.map { index, export in
      let values = PathTemplate.Values(
        batch: batch.name, date: outcome.summary.asOf, pipeline: settings.name,
        format: export.kind.name)
      let path = export.to.path(values)
      let target = FilePath(places.resolved(path))
      guard let name = target.name else {
        throw FileSystemError(
          code: .cannotCreate, call: "open", path: target.display, errno: 0,
          reason: "the export has no name", remedy: "a path of a file or folder")
      }
      let staging = stagingName(batch.name, index)
      if batch.title != nil {
        var step = OutboxStep(
          parent: PipelinePlaces.parent(of: path), name: name, staged: staging)
        // What a decision costs is what it touches: whoever takes files next writes the ledger.
        if export.kind == .ledgerFolder {
          return step.item(.publishLedger, subject: batch.name)
        }
        step.content = Data(try fileBytes(export.kind, batch, outcome))
        return step.item(.publishBytes, subject: batch.name)
      }
      try system.makeDirectories(target.parent)
      switch export.kind {
      case .outputFolder, .ledgerFolder:
        let staged = StagedFolder(
          batch: staging, in: target.parent, system: system, processID: processID)
        try staged.write(try folderFiles(export.kind, batch, outcome))
        return OutboxStep(
          parent: PipelinePlaces.parent(of: path), name: name, staged: staging
        ).item(.publishFolder, subject: batch.name)
      case .hledger, .beancount, .table:
        let bytes = try fileBytes(export.kind, batch, outcome)
        let staged = target.parent / ".staging-\(staging)"
        // The same temporary name for every process: what a killed one has left is written over.
        try DurableFile(system, processID: 0).replace(staged, bytes)
        return OutboxStep(
          parent: PipelinePlaces.parent(of: path), name: name, staged: ".staging-\(staging)"
        ).item(.publishFile, subject: batch.name)
      }
    }
  }

  /// What is staged is called so: a pipeline may have points in its name, which part it there.
  private func stagingName(_ title: String, _ index: Int) -> String {
    "\(settings.name.split(separator: ".").joined(separator: "_"))-\(title)-\(index)"
  }

  private func folderFiles(
    _ kind: Export.Kind, _ batch: Batch, _ outcome: RunOutcome
  ) throws -> some Sequence<(path: String, bytes: [UInt8])> {
    guard let folder = shape else { return FilesInParallel.ahead([], jobs: 1, Self.made) }
    let reported = batch.results.sorted { one, other in
      let (a, b) = (one.result, other.result)
      return a.name == b.name
        ? isOrderedByBytes(a.digest, b.digest) : isOrderedByBytes(a.name, b.name)
    }.map(\.reported)
    let history = kind == .outputFolder ? try earlierBatches() : []
    var files = OutputFolder.files(
      for: outcome, folder: folder, version: ProgramVersion.text, timings: [],
      more: kind == .outputFolder ? [try .workbook(outcome)] : []
    ) {
      ReportPage.bytes(
        outcome, files: reported, history: history, version: ProgramVersion.text)
    }
    if kind == .ledgerFolder {
      files = files.filter { $0.path.hasPrefix("ledger/") }
        .map { file in
          OutputFolder.File(path: String(file.path.dropFirst("ledger/".count)), bytes: file.bytes)
        }
    }
    return FilesInParallel.ahead(files, jobs: settings.jobs ?? Processors.count, Self.made)
  }

  @Sendable
  private static func made(_ file: OutputFolder.File) -> (path: String, bytes: [UInt8]) {
    (path: file.path, bytes: file.bytes())
  }

  private func fileBytes(
    _ kind: Export.Kind, _ batch: Batch, _ outcome: RunOutcome
  ) throws -> [UInt8] {
    switch kind {
    case .hledger: return LedgerJournal.bytes(outcome.journal)
    case .beancount:
      return BeancountJournal.bytes(
        outcome.journal, declared: try declarations(of: outcome.journal).known)
    case .table(let table):
      return table.bytes(
        applications: outcome.applications, exceptions: outcome.exceptions,
        disputes: outcome.disputes, receipts: batch.changes.receipts.added)
    case .outputFolder, .ledgerFolder: return []
    }
  }
}

extension Pipeline {
  /// Writes the ledger as the store has it, and shows it.
  func publishLedger(_ step: OutboxStep, as name: FileName, in parent: FilePath) throws {
    let files = try store.ledgerFiles().sorted { isOrderedByBytes($0.key, $1.key) }
    try system.makeDirectories(parent)
    let folder = StagedFolder(
      batch: step.staged, in: parent, system: system, processID: processID)
    try folder.write(files.map { (path: $0.key, bytes: $0.value) })
    try folder.publish(as: name)
  }

  /// The steps that show the ledger anew where its source changed it, and no batch did.
  func stageLedgers(under title: String) -> [OutboxItem] {
    settings.exports.enumerated().compactMap { index, export in
      // With a batch in its name it is that batch's, and stays as it was.
      guard export.kind == .ledgerFolder, !export.to.has(.batch) else { return nil }
      let values = PathTemplate.Values(
        batch: title, date: clock().day, pipeline: settings.name, format: export.kind.name)
      let path = export.to.path(values)
      guard let name = FilePath(places.resolved(path)).name else { return nil }
      return OutboxStep(
        parent: PipelinePlaces.parent(of: path), name: name,
        staged: stagingName(title, index)
      ).item(.publishLedger, subject: title)
    }
  }

  /// The steps that show what a decision, or days decided anew, leave for others.
  func stageExports(
    decision: String, _ outcome: RunOutcome, _ changes: LedgerChanges
  ) throws -> [OutboxItem] {
    var batch = Batch(number: 0, results: [], files: [])
    batch.title = decision
    batch.outcome = outcome
    batch.changes = changes
    return try stageExports(batch)
  }
}

extension Export.Kind {
  /// A folder, which has the whole ledger in it.
  var isFolder: Bool {
    switch self {
    case .outputFolder, .ledgerFolder: true
    case .hledger, .beancount, .table: false
    }
  }
}

extension ReadItem {
  /// What the report says of the file, under its own name.
  var reported: ReportedFile {
    var reported = result.reported
    if let refusal {
      reported.isUsed = false
      if reported.problems.isEmpty {
        reported.problems = ["\(result.name): error: \(refusal.reason) (\(refusal.code))"]
      }
    }
    return reported
  }
}
