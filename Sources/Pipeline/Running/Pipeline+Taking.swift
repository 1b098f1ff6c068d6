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

  // MARK: Claiming

  private func claim(
    _ complete: [(inbox: Int, arrival: Arrival)], beside held: [WorkItem]
  ) throws -> [WorkItem] {
    // The original of a copy that is still being worked on lies where it lay.
    var wanted = complete.filter { file in
      settings.inboxes[file.inbox].take == .move
        || !held.contains { $0.inbox == file.inbox && $0.name == file.arrival.name }
    }
    try leaveOutKnownCopies(&wanted)
    if wanted.isEmpty { return [] }
    let now = clock()
    let claims = try store.claim(
      wanted.map { (settings.inboxes[$0.inbox].folder, $0.arrival.name.display) }, owner: owner,
      now: now.description, leaseUntil: now.advanced(by: Self.leaseSeconds).description
    ) { id, name in
      "\(Self.token(id, now))-\(FileName(display: name)?.sanitised ?? "file")"
    }
    var items: [WorkItem] = []
    var lost: [FileClaim] = []
    for (claim, file) in zip(claims, wanted) {
      let inbox = settings.inboxes[file.inbox]
      let folder = places.folder(of: inbox)
      let token = Self.token(claim.id, now)
      let place =
        inbox.take == .move
        ? try workFolder.claim(
          file.arrival.name, in: folder, facts: file.arrival.facts, token: token)
        : try workFolder.copy(
          file.arrival.name, in: folder, facts: file.arrival.facts, token: token)
      arrivals[file.inbox].forget(file.arrival.name)
      guard let place else {
        lost.append(claim)
        continue
      }
      var item = WorkItem(claim: claim, place: place, inbox: file.inbox, name: file.arrival.name)
      if case .complete(let sign) = file.arrival.state {
        switch sign {
        case .marker(let marker): item.marker = marker
        case .digest(let marker):
          item.marker = marker
          item.hasDigestMarker = true
        case .closed, .stable: break
        }
      }
      items.append(item)
    }
    // Somebody else was quicker, or the file went.
    try store.release(lost)
    return items
  }

  private static func token(_ id: Int64, _ now: Moment) -> String { "c\(id)-\(now.seconds)" }

  /// Things that cannot be read: a link, a pipe. They get a number of their own, for the record.
  private func claimOddities(
    _ refused: [(inbox: Int, name: FileName, facts: FileFacts?, refusal: Refusal)]
  ) throws -> [(claim: FileClaim, inbox: Int, name: FileName, facts: FileFacts, refusal: Refusal)] {
    let there = refused.compactMap { odd in
      odd.facts.map { (odd.inbox, odd.name, $0, odd.refusal) }
    }
    if there.isEmpty { return [] }
    let now = clock()
    let claims = try store.claim(
      there.map { (settings.inboxes[$0.0].folder, $0.1.display) }, owner: owner,
      now: now.description, leaseUntil: now.advanced(by: Self.leaseSeconds).description
    ) { id, _ in "odd-\(id)" }
    return zip(claims, there).map { ($0, $1.0, $1.1, $1.2, $1.3) }
  }

  /// A file of a folder that is only copied from is known again by what is in it.
  private func leaveOutKnownCopies(
    _ complete: inout [(inbox: Int, arrival: Arrival)]
  ) throws {
    var left: [(inbox: Int, arrival: Arrival)] = []
    for file in complete {
      let inbox = settings.inboxes[file.inbox]
      guard inbox.take == .copy else {
        left.append(file)
        continue
      }
      let place = places.folder(of: inbox) / file.arrival.name
      let facts = file.arrival.facts
      let key =
        "\(place.display) \(facts.size) \(facts.modified.seconds).\(facts.modified.nanoseconds)"
      if knownCopies.contains(key) { continue }
      let digest = try Self.digest(of: place, facts, in: system)
      let name = file.arrival.name.display
      let rows = try store.rows(of: .files, where: "digest", is: digest)
      if rows.contains(where: { $0.cells.count > 2 && $0.cells[1] == name }) {
        knownCopies.insert(key)
      } else {
        left.append(file)
      }
    }
    complete = left
  }

  static func digest(
    of place: FilePath, _ facts: FileFacts?, in system: PosixFileSystem
  ) throws -> String {
    let file = try DigestedFile(place, expecting: facts, limit: .max, in: system)
    return hexadecimal(try file.finish())
  }

  // MARK: Recovering

  /// Completes what an earlier process left: what was committed is shown and moved, what was claimed
  /// is ours now.
  public func recover() throws {
    try finishOutbox()
  }

  /// Files that lie in the work folder already, claimed by whoever came before us, or by us.
  private func heldItems() throws -> [WorkItem] {
    var claims = try store.claims()
    if claims.isEmpty { return [] }
    let lying = Dictionary(
      try workFolder.pending().compactMap { place in place.place.name.map { ($0.display, place) } },
      uniquingKeysWith: { a, _ in a })
    // We hold the lock, so that whoever claimed them is gone: a zombie finds its lease taken over.
    let there = claims.filter { lying[$0.workName] != nil }
    try store.release(claims.filter { lying[$0.workName] == nil })
    claims = try store.renew(
      there, owner: owner, leaseUntil: clock().advanced(by: Self.leaseSeconds).description)
    return claims.compactMap { claim in
      guard let place = lying[claim.workName], let name = FileName(display: claim.name) else {
        return nil
      }
      let text = String(decoding: name.bytes, as: UTF8.self)
      let inbox = settings.inboxes.firstIndex {
        $0.folder == claim.inbox && $0.pattern(for: text) != nil
      }
      return WorkItem(claim: claim, place: place, inbox: inbox, name: name)
    }
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
    let results = FilesInParallel.map(inputs, jobs: jobs) { TakenFiles.read($0, progress) }
    return try zip(items, results).map { item, result in
      var read = ReadItem(item: item, result: result)
      read.refusal = try refusal(of: item, result)
      // What was not read to its end is to be known again all the same.
      if read.result.digest.isEmpty {
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
    let path = item.place.place.display
    if access(path, R_OK) != 0, errno == EACCES { return }
    throw FileSystemError(
      code: .inputOutput, call: "read", path: path, errno: 0, reason: worst.problem,
      remedy: "it to be read by the next run")
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
      let bytes = try InputFile(place.display, in: system).readAll(limit: 4096)
      let stated = DigestMarker(parsing: bytes).map { hexadecimal($0.digest) }
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
