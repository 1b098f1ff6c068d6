import BankFiles
import Durable
import Glibc
import LedgerFiles
import Receivables
import Reconciliation
import Settings
import Store

extension Pipeline {
  /// Claims, reads, decides, commits, shows and archives.
  func take(_ seen: Seen, patient: Bool) throws -> SweepReport {
    var report = SweepReport()
    report.waiting = seen.waiting
    let held = try heldItems()
    let items = held + (try claim(seen.complete, beside: held))
    let odd = try claimOddities(seen.refused)
    var read = try readAll(items)
    if patient { try putBackUnfinished(&read, &report) }
    if let day = settings.settleDay {
      try holdBack(until: day, &read, &report)
    }
    guard !read.isEmpty || !odd.isEmpty else {
      try raiseMissingStatements(&report)
      if !report.alerts.isEmpty { try finishOutbox() }
      return report
    }
    try book(read, odd, &report)
    try raiseMissingStatements(&report)
    try finishOutbox()
    return report
  }

  // MARK: Reading

  private func readAll(_ items: [WorkItem]) throws -> [ReadItem] {
    let known = known
    let progress = Progress(isQuiet: true)
    let inputs = items.map { item in
      var input = BankFileInput(
        path: item.place.place.display, name: item.name.display,
        format: Self.onlyFormat(of: item, settings), known: known)
      input.needsDigest = true
      return input
    }
    let jobs = settings.jobs ?? Processors.count
    // What waits for the end of its day was read before.
    let readBefore = heldResults
    let results = FilesInParallel.map(Array(zip(items.map(\.claim.id), inputs)), jobs: jobs) {
      readBefore[$0.0] ?? TakenFiles.read($0.1, progress)
    }
    heldResults = [:]
    return try zip(items, results).map { item, result in
      var read = ReadItem(item: item, result: result)
      read.refusal = try refusal(of: item, result)
      // What was not read to its end is to be known again all the same, if we may read it at all.
      if read.result.digest.isEmpty, !Self.isForbidden(item) {
        read.result.digest = try Self.digest(of: item.place.place, item.place.facts, in: system)
      }
      return read
    }
  }

  private static func pattern(
    of item: WorkItem, _ settings: PipelineSettings
  ) -> Settings.Inbox.Pattern? {
    guard let inbox = item.inbox else { return nil }
    return settings.inboxes[inbox].pattern(for: String(decoding: item.name.bytes, as: UTF8.self))
  }

  /// A format that the inbox names alone helps where the content does not tell.
  private static func onlyFormat(
    of item: WorkItem, _ settings: PipelineSettings
  ) -> BankFileFormat? {
    guard let formats = pattern(of: item, settings)?.formats, formats.count == 1 else { return nil }
    return formats.first
  }

  /// That we could not read a file, for want of descriptors or because of the disk, says nothing
  /// against it: it stays in the work folder, and the next run takes it with the others. Only what
  /// we may not read at all is the sender's to mend.
  private func requireReadable(_ item: WorkItem, _ worst: Diagnostic) throws {
    let codes: [FileSystemError.Code] = [.inputUnreadable, .inputMissing, .inputOutput]
    guard codes.contains(where: { $0.rawValue == worst.code }) else { return }
    if Self.isForbidden(item) { return }
    throw FileSystemError(
      code: .inputOutput, call: "read", path: item.place.place.display, errno: 0,
      reason: worst.problem, remedy: "it to be read by the next run")
  }

  /// Its sender lets us not read it.
  private static func isForbidden(_ item: WorkItem) -> Bool {
    access(item.place.place.display, R_OK) != 0 && errno == EACCES
  }

  private func refusal(of item: WorkItem, _ result: FileResult) throws -> Refusal? {
    let lines = result.diagnostics.filter { $0.severity != "note" }.map { diagnostic in
      var shown = diagnostic
      shown.position.file = item.name.display
      return shown.text
    }
    if let worst = result.diagnostics.first(where: { $0.exitCode != 0 }) {
      try requireReadable(item, worst)
      let place = worst.position.line.map { "line \($0): " } ?? ""
      return Refusal(
        code: worst.code,
        reason: place + worst.problem
          + (worst.expected.isEmpty ? "" : "; expected \(worst.expected)"),
        details: lines)
    }
    if item.hasDigestMarker, let marker = item.marker, let inbox = item.inbox {
      let place = places.folder(of: settings.inboxes[inbox]) / marker
      let bytes = try? DigestedFile(place, expecting: nil, limit: 4096, in: system).read(4096)
      let stated = bytes.flatMap { DigestMarker(parsing: $0) }.map { hexadecimal($0.digest) }
      if stated != result.digest {
        return Refusal(
          code: "digestMismatch",
          reason: "the file's digest is \(result.digest), its marker says \(stated ?? "nothing"); "
            + "expected the same; ask the sender for the file again", details: lines)
      }
    }
    if let formats = Self.pattern(of: item, settings)?.formats, !formats.isEmpty,
      !formats.contains(where: { $0.rawValue == result.format })
    {
      let expected = formats.map(\.rawValue).joined(separator: " or ")
      return Refusal(
        code: "otherFormat",
        reason: "the file is \(result.format), expected \(expected) in this inbox; "
          + "put it into the right one", details: lines)
    }
    return nil
  }

  /// A file that ends early may still be growing: it goes back, and is looked at again.
  private func putBackUnfinished(_ read: inout [ReadItem], _ report: inout SweepReport) throws {
    var left: [ReadItem] = []
    for entry in read {
      guard entry.refusal?.code == "truncated", let index = entry.item.inbox,
        settings.inboxes[index].take == .move, entry.item.marker == nil,
        clock().seconds - entry.item.place.facts.modified.seconds
          < settings.inboxes[index].settleMax.milliseconds / 1000,
        try workFolder.release(
          entry.item.place, to: places.folder(of: settings.inboxes[index]), as: entry.item.name)
      else {
        left.append(entry)
        continue
      }
      try store.release([entry.item.claim])
      arrivals[index].endedEarly(entry.item.name, facts: entry.item.place.facts)
      report.waiting.append(entry.item.name.display)
    }
    read = left
  }
}

/// How many processors there are.
enum Processors {
  static var count: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
