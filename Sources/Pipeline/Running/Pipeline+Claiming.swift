import Durable
import Settings
import Store

extension Pipeline {
  func claim(
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
      let place: Durable.Claim?
      do throws(FileSystemError) {
        place =
          inbox.take == .move
          ? try workFolder.claim(
            file.arrival.name, in: folder, facts: file.arrival.facts, token: token)
          : try workFolder.copy(
            file.arrival.name, in: folder, facts: file.arrival.facts, token: token)
      } catch {
        guard inbox.take == .copy, error.call != "fsync" else { throw error }
        tellOnce(
          "unreadable", "\(file.arrival.name.display): \(error.reason)",
          key: file.arrival.name.display)
        lost.append(claim)
        continue
      }
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
  func claimOddities(
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
      let digest: String
      do {
        digest = try Self.digest(of: place, facts, in: system)
      } catch let error as FileSystemError {
        // One that cannot be read holds up none of the others.
        tellOnce("unreadable", "\(place.display): \(error.reason)", key: key)
        continue
      }
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
  ///
  /// - Parameter leavingLedgers: as for `finishOutbox`.
  public func recover(leavingLedgers: Bool = false) throws {
    try finishOutbox(leavingLedgers: leavingLedgers)
  }

  /// Files that lie in the work folder already, claimed by whoever came before us, or by us.
  func heldItems() throws -> [WorkItem] {
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
      var item = WorkItem(claim: claim, place: place, inbox: inbox, name: name)
      noteMarker(of: &item)
      return item
    }
  }

  /// The marker of a file that was claimed before still lies in the inbox: it goes when the file is
  /// booked.
  private func noteMarker(of item: inout WorkItem) {
    guard let index = item.inbox, settings.inboxes[index].take == .move else { return }
    let inbox = settings.inboxes[index]
    for suffix in inbox.listingRules.markers {
      guard let marker = FileName(bytes: item.name.bytes + Array(suffix.utf8)),
        let facts = try? system.facts(of: places.folder(of: inbox) / marker), facts.kind == .file
      else { continue }
      item.marker = marker
      item.hasDigestMarker = suffix == ".sha256"
      if item.hasDigestMarker { return }
    }
  }
}
