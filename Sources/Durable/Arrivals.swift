/// Tells which files of an inbox are complete, from what a sweep sees and the watcher hints at.
///
/// A pure state machine: the time is an argument, from any clock that is meant to run evenly. One
/// that jumps, backwards or far ahead, delays a file at most, as no step between two looks counts
/// for less than nothing or more than `stepMax`.
public struct Arrivals: Sendable {
  /// A sweep comes every ten seconds or so.
  static let stepMax = Duration.seconds(60)

  public let rules: ArrivalRules
  private var known: [FileName: Watched] = [:]
  /// Files that were closed or moved in since the last look.
  private var closed: Set<FileName> = []
  private var markers: [FileName: [InboxListing.Marker]] = [:]
  /// Kept apart from what is known, since a file that was claimed, read and put back was away.
  private var early: [FileName: Early] = [:]
  /// The time of our own, which only runs forward.
  private var clock = Duration.zero
  private var lastLook: Duration?

  private struct Watched {
    var facts: FileFacts
    var firstSeen: Duration
    /// When these facts were seen first.
    var since: Duration
    /// The facts that it had when its writer was done with it.
    var closedAs: FileFacts?
    /// Markers that were there before the file was: they cannot have meant it.
    var staleMarkers: [InboxListing.Marker]
    /// When the state may change though nothing happens.
    var due: Duration?
  }

  /// What a file was, and which markers it had, when its end was missing.
  private struct Early {
    var facts: FileFacts
    var markers: [InboxListing.Marker]
    /// When these facts were seen first.
    var since: Duration
  }

  public init(_ rules: ArrivalRules) { self.rules = rules }

  /// Takes a hint.
  public mutating func notice(_ event: FolderEvent) {
    switch event {
    case .closed(let name), .movedIn(let name): closed.insert(name)
    // Whether it is still gone, the look says: it may be us who moved it.
    case .created(let name), .removed(let name): closed.remove(name)
    // A file may have been opened anew, and we would not know.
    case .overflow, .folderGone: closed = []
    }
  }

  /// Takes what a sweep saw.
  ///
  /// - Returns: every candidate with its state, in the order of names. What was complete at one look
  ///   and is still there at the next is complete again.
  public mutating func look(_ listing: InboxListing, at now: Duration) -> [Arrival] {
    if let lastLook { clock += min(max(now - lastLook, .zero), Self.stepMax) }
    lastLook = now
    let before = markers
    markers = Dictionary(grouping: listing.markers, by: \.file)
    var seen: [FileName: Watched] = [:]
    var arrivals: [Arrival] = []
    for candidate in listing.candidates {
      let (name, facts) = (candidate.name, candidate.facts)
      var file =
        known[name].flatMap { $0.facts.isSameFile(as: facts) ? $0 : nil }
        ?? Watched(
          facts: facts, firstSeen: clock, since: clock, staleMarkers: before[name] ?? [])
      if !file.facts.isUnchanged(since: facts) || file.facts.links != facts.links {
        file.since = clock
      }
      file.facts = facts
      if closed.contains(name) { file.closedAs = facts }
      if early[name]?.facts.isUnchanged(since: facts) == false { early[name] = nil }
      let (state, due) = state(of: file, early[name], markers[name] ?? [])
      file.due = due
      seen[name] = file
      arrivals.append(
        Arrival(name: name, facts: facts, pattern: candidate.pattern, state: state))
    }
    known = seen
    closed = []
    early = early.filter { seen[$0.key] != nil || clock - $0.value.since < rules.settleMax }
    return arrivals
  }

  /// A file that was complete by all signs was read, and its end was missing: it waits for a change,
  /// or for another marker.
  ///
  /// - Parameter facts: what it was when it was read.
  public mutating func endedEarly(_ name: FileName, facts: FileFacts) {
    var since = clock
    if let before = early[name], before.facts.isUnchanged(since: facts) {
      since = before.since
    } else if let file = known[name], file.facts.isUnchanged(since: facts) {
      since = file.since
    }
    early[name] = Early(facts: facts, markers: markers[name] ?? [], since: since)
    known[name]?.due = since + rules.settleMax
  }

  /// The same for a file that was read where it lies, as the last look saw it.
  public mutating func endedEarly(_ name: FileName) {
    guard let file = known[name] else { return }
    endedEarly(name, facts: file.facts)
  }

  /// A file is no longer ours to watch: claimed, moved away.
  public mutating func forget(_ name: FileName) {
    known[name] = nil
    early[name] = nil
    closed.remove(name)
  }

  /// How long nothing will change by the mere passing of time; nil for ever.
  public func nextLook(after now: Duration) -> Duration? {
    let passed = min(max(now - (lastLook ?? now), .zero), Self.stepMax)
    return known.values.compactMap(\.due).min().map { max($0 - clock - passed, .zero) }
  }

  private func state(
    of file: Watched, _ early: Early?, _ markers: [InboxListing.Marker]
  ) -> (Arrival.State, due: Duration?) {
    let facts = file.facts
    let still = clock - file.since
    func wait(
      until enough: Duration, else late: Arrival.Late
    ) -> (Arrival.State, due: Duration?) {
      still >= enough ? (.incomplete(late), nil) : (.waiting, file.since + enough)
    }
    guard facts.links == 1 else { return wait(until: rules.settleMax, else: .severalLinks) }
    if let early, early.markers == markers {
      return clock - early.since >= rules.settleMax
        ? (.incomplete(.endedEarly), nil) : (.waiting, early.since + rules.settleMax)
    }
    let isStable = still >= rules.settle
    for marker in markers {
      // A marker older than the file was put there for another one, or too soon: it only counts
      // once the file is stable.
      let isOfThisFile =
        marker.facts.modified >= facts.modified
        && !file.staleMarkers.contains(marker)
      if isOfThisFile || isStable { return (.complete(sign(marker)), nil) }
    }
    guard facts.size > 0 else { return wait(until: rules.settleMax, else: .empty) }
    if rules.completion == .marker, markers.isEmpty {
      return wait(until: rules.settleMax, else: .markerMissing)
    }
    if rules.completion != .marker, isStable { return (.complete(.stable), nil) }
    if rules.completion == .closed, file.closedAs?.isUnchanged(since: facts) == true {
      return (.complete(.closed), nil)
    }
    let due = file.since + rules.settle
    if clock - file.firstSeen >= rules.settleMax { return (.incomplete(.growing), due) }
    return (.waiting, min(due, file.firstSeen + rules.settleMax))
  }

  private func sign(_ marker: InboxListing.Marker) -> Arrival.Sign {
    marker.name.bytes.suffix(7).elementsEqual(".sha256".utf8)
      ? .digest(marker.name) : .marker(marker.name)
  }
}
