import Durable
import LedgerFiles
import Money
import Reconciliation
import Settings
import Store

extension Pipeline {
  /// Does what is still to be done outside, in the order in which it was committed.
  ///
  /// What fails stays in the outbox and is tried at every sweep (`outboxFailure` has the first); it
  /// holds up nothing but later steps to the same place. Notices are sent elsewhere.
  ///
  /// - Parameter leavingLedgers: a person waits: exports of the whole ledger are left to whoever takes
  ///   files next.
  /// - Throws: a sync that failed ends it at once, with nothing committed: what the disk has is not
  ///   known then (plan, finding 8).
  func finishOutbox(leavingLedgers: Bool = false) throws {
    outboxFailure = nil
    var blocked: Set<String> = []
    var done: [OutboxItem] = []
    var lost: [(item: OutboxItem, error: FileSystemError)] = []
    var failure: (any Error)?
    let outbox = try store.outbox()
    let last = Self.lastOfEachPlace(outbox)
    for item in outbox {
      guard let kind = OutboxStep.Kind(rawValue: item.kind), let step = OutboxStep(item) else {
        throw StoreError(
          code: .damaged, problem: "the outbox has an entry of the unknown kind \(item.kind)",
          remedy: "a store that this program, or an earlier one, wrote")
      }
      if kind == .notify || (kind == .publishLedger && leavingLedgers) { continue }
      let place = step.place
      if kind == .publishLedger, last[place] != item.id {
        // A later one shows all that this one would.
        done.append(item)
        continue
      }
      if blocked.contains(place) { continue }
      do {
        try perform(kind, step)
        done.append(item)
      } catch let error as FileSystemError where error.call == "fsync" {
        throw error
      } catch let error as FileSystemError
        where error.code == .inputMissing && kind != .correct
      {
        // Gone for good, as in a store that was restored without its folders: nobody can do it any
        // more, and it must not hold up what comes.
        lost.append((item, error))
      } catch {
        blocked.insert(place)
        failure = failure ?? error
      }
    }
    try store.settle(done)
    try giveUp(lost)
    // What a correction booked is to be shown as well.
    if done.contains(where: { $0.kind == OutboxStep.Kind.correct.rawValue }) {
      return try finishOutbox(leavingLedgers: leavingLedgers)
    }
    outboxFailure = failure
  }

  /// The last step that shows something at each place.
  private static func lastOfEachPlace(_ outbox: [OutboxItem]) -> [String: Int64] {
    var last: [String: Int64] = [:]
    for item in outbox {
      guard let kind = OutboxStep.Kind(rawValue: item.kind), let step = OutboxStep(item),
        kind == .publishLedger || kind == .publishFolder
      else { continue }
      last[step.place] = item.id
    }
    return last
  }

  /// Warns of what can never be done outside any more, and leaves it.
  private func giveUp(_ lost: [(item: OutboxItem, error: FileSystemError)]) throws {
    if lost.isEmpty { return }
    let alerts = try lost.map { item, error in
      PipelineAlert(
        id: "lost:\(item.kind)/\(item.subject)/\(item.id)", kind: "lost", account: "",
        file: error.path,
        message: "\(item.kind) of \(item.subject) cannot be done: \(error.reason)")
    }.filter { try store.row(of: .alerts, key: [$0.id]) == nil }
    try raise(alerts)
    try store.settle(lost.map(\.item))
  }

  private func perform(_ kind: OutboxStep.Kind, _ step: OutboxStep) throws {
    let parent = FilePath(places.resolved(step.parent))
    let source = FileName(bytes: step.file).map { FilePath(places.resolved(step.folder)) / $0 }
    let name = FileName(bytes: step.name)
    switch kind {
    case .publishFolder:
      guard let name else { return }
      try StagedFolder(batch: step.staged, in: parent, system: system, processID: processID)
        .publish(as: name)
    case .publishLedger:
      guard let name else { return }
      try publishLedger(step, as: name, in: parent)
    case .publishBytes:
      guard let name, let content = step.content else { return }
      try system.makeDirectories(parent)
      // The same temporary name for every process: what a killed one has left is written over.
      try DurableFile(system, processID: 0).replace(parent / name, Array(content))
    case .publishFile:
      guard let name else { return }
      try publishFile(parent / step.staged, at: parent / name)
    case .archive:
      guard let source else { return }
      _ = try workFolder.archive(
        Durable.Claim(place: source, facts: step.facts),
        as: String(decoding: step.name, as: UTF8.self), in: parent)
    case .quarantine:
      guard let source else { return }
      _ = try workFolder.quarantine(
        source, facts: step.facts,
        as: String(decoding: step.name, as: UTF8.self), in: parent,
        reason: QuarantineReason(text: Array(step.text.utf8), json: Array(step.json.utf8)))
    case .unmark:
      guard let name else { return }
      try workFolder.removeMarker(name, in: parent)
    case .correct: try correct(step)
    case .notify: break
    }
  }

  /// Moves a staged file into its place; one that is there already was moved before.
  private func publishFile(_ staged: FilePath, at target: FilePath) throws {
    let (waiting, shown) = try system.attempt(target, .cannotCreate) {
      () throws(SystemCallError) in
      (try system.facts(of: staged), try system.facts(of: target))
    }
    guard waiting != nil else {
      if shown != nil { return }
      throw FileSystemError(
        code: .inputMissing, call: "rename", path: target.display, errno: 2,
        reason: "what should be shown there is gone", remedy: "the export to be made again")
    }
    try system.attempt(target, .cannotCreate) { () throws(SystemCallError) in
      try system.replace(target, with: staged)
    }
    try system.syncDirectory(target.parent)
  }

  // MARK: Where files go

  func archiveFolder(_ batch: Batch, _ format: String) -> String {
    let day = batch.outcome?.summary.asOf ?? clock().day
    let values = PathTemplate.Values(
      batch: batch.name, date: day, pipeline: settings.name, format: format)
    return settings.archive.path(values)
  }

  func quarantineFolder(_ format: String) -> String {
    let values = PathTemplate.Values(
      batch: "", date: clock().day, pipeline: settings.name, format: format)
    return settings.quarantine.path(values)
  }

  /// The steps that a file leaves the work folder by.
  func leaving(_ entry: ReadItem, _ batch: Batch) throws -> [OutboxItem] {
    let item = entry.item
    let name = item.name.sanitised
    let file = item.place.place.name ?? item.name
    var steps: [OutboxItem] = []
    if let refusal = entry.refusal {
      var step = OutboxStep(
        moving: file, in: settings.work, item.place.facts, as: name,
        to: quarantineFolder(entry.result.format))
      let words = try reason(item.name, refusal)
      step.text = words.text
      step.json = String(decoding: words.json, as: UTF8.self)
      steps.append(step.item(.quarantine, subject: item.fileID))
    } else {
      let step = OutboxStep(
        moving: file, in: settings.work, item.place.facts, as: name,
        to: archiveFolder(batch, entry.result.format))
      steps.append(step.item(.archive, subject: item.fileID))
    }
    if let marker = item.marker, let index = item.inbox, settings.inboxes[index].take == .move {
      var step = OutboxStep()
      step.parent = settings.inboxes[index].folder
      step.name = marker.bytes
      steps.append(step.item(.unmark, subject: item.fileID))
    }
    return steps
  }

  func leaving(_ entry: OddItem) throws -> OutboxItem {
    var step = OutboxStep(
      moving: entry.name, in: settings.inboxes[entry.inbox].folder, entry.facts,
      as: entry.name.sanitised, to: quarantineFolder(""))
    let words = try reason(entry.name, entry.refusal)
    step.text = words.text
    step.json = String(decoding: words.json, as: UTF8.self)
    return step.item(.quarantine, subject: "F\(entry.claim.id)")
  }

  /// What a treasurer reads beside a file in quarantine.
  func reason(
    _ name: FileName, _ refusal: Refusal?
  ) throws -> (text: String, json: [UInt8]) {
    let refusal = refusal ?? Refusal(code: "unexpected", reason: "it could not be used")
    var lines = [
      "\(name.display) was not used: nothing of it is booked.", "",
      "Why:  \(visible(refusal.reason))",
      "Code: \(refusal.code)", "",
      "What to do: ask the sender for a right file, or mend this one, and put it into the inbox",
      "again. The other files of the day were not held up by it.",
    ]
    if !refusal.details.isEmpty {
      lines += ["", "All that was found:"] + refusal.details.prefix(200).map { "  " + $0 }
      if refusal.details.count > 200 {
        lines.append("  and \(refusal.details.count - 200) more")
      }
    }
    let json = JSONValue.object([
      ("file", .string(name.display)), ("code", .string(refusal.code)),
      ("reason", .string(refusal.reason)),
      ("details", .list(refusal.details.prefix(200).map { .string($0) })),
    ])
    return (lines.joined(separator: "\n") + "\n", json.compact)
  }
}
