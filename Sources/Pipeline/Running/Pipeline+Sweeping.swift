import Durable
import Settings

extension Pipeline {
  /// Takes all that lies complete in the inboxes, once: what `run` does.
  ///
  /// A file that changed a moment ago is looked at again until it kept still or half a minute is
  /// over; what is not complete then stays where it is.
  public func runOnce() throws -> SweepReport {
    try requireInboxes()
    try recover()
    try synchroniseLedger()
    try finishOutbox()
    var seen = try lookIntoInboxes(patient: false)
    let begun = MonotonicClock.now()
    while seen.hasFresh, MonotonicClock.now() - begun < .seconds(30) {
      Pause.sleep(.milliseconds(100))
      seen = try lookIntoInboxes(patient: false)
    }
    var report = try take(seen, patient: false)
    report.sourceExitCode = sourceExitCode
    try sendNotices(within: .seconds(120))
    if let outboxFailure { throw outboxFailure }
    return report
  }

  /// One look of the daemon: takes what is complete by now.
  public func sweep() throws -> SweepReport {
    try synchroniseLedger()
    try finishOutbox()
    let report = try take(try lookIntoInboxes(patient: true), patient: true)
    try sendNotices(within: .seconds(5))
    return report
  }

  /// What a look into the inboxes found.
  struct Seen {
    /// Complete files: inbox and arrival.
    var complete: [(inbox: Int, arrival: Arrival)] = []
    /// What is to be moved away unread.
    var refused: [(inbox: Int, name: FileName, facts: FileFacts?, refusal: Refusal)] = []
    var waiting: [String] = []
    /// A file may become complete by waiting a little.
    var hasFresh = false
  }

  /// - Parameter patient: whether a later look will come: if not, a file that has not changed for
  ///   long enough by the clock on the wall is taken at the first.
  func lookIntoInboxes(patient: Bool) throws -> Seen {
    var seen = Seen()
    for (index, settings) in settings.inboxes.enumerated() {
      var listing = try Durable.Inbox(
        places.folder(of: settings), settings.listingRules, in: system
      ).list()
      listing.candidates.removeAll { candidate in
        settings.pattern(for: String(decoding: candidate.name.bytes, as: UTF8.self)) == nil
      }
      noteOddities(listing, inbox: index, &seen)
      for arrival in arrivals[index].look(listing, at: MonotonicClock.now()) {
        switch arrival.state {
        case .complete: seen.complete.append((index, arrival))
        case .waiting where !patient && isStill(arrival, settings):
          if arrival.facts.size == 0 {
            if settings.take == .move { refuse(arrival, .empty, inbox: index, &seen) }
          } else {
            var complete = arrival
            complete.state = .complete(.stable)
            seen.complete.append((index, complete))
          }
        case .waiting:
          seen.waiting.append(arrival.name.display)
          if settings.completeness != .marker { seen.hasFresh = true }
        case .incomplete(let late):
          if late.isToBeQuarantined, settings.take == .move {
            refuse(arrival, late, inbox: index, &seen)
          } else {
            seen.waiting.append(arrival.name.display)
            tellOnce(
              "late", "\(settings.folder)/\(arrival.name.display) is \(late.explanation)",
              key: "\(settings.folder)/\(arrival.name.display) \(late.rawValue)")
          }
        }
      }
    }
    return seen
  }

  private func isStill(_ arrival: Arrival, _ settings: Settings.Inbox) -> Bool {
    guard settings.completeness != .marker, arrival.facts.links == 1 else { return false }
    let age = clock().seconds - arrival.facts.modified.seconds
    return age > settings.settle.milliseconds / 1000
  }

  private func refuse(
    _ arrival: Arrival, _ late: Arrival.Late, inbox: Int, _ seen: inout Seen
  ) {
    seen.refused.append(
      (
        inbox, arrival.name, arrival.facts,
        Refusal(
          code: late.rawValue, reason: "the file is \(late.explanation)")
      ))
  }

  private func noteOddities(_ listing: InboxListing, inbox: Int, _ seen: inout Seen) {
    let folder = settings.inboxes[inbox].folder
    for oddity in listing.oddities {
      if oddity.reason.isToBeQuarantined, settings.inboxes[inbox].take == .move {
        seen.refused.append(
          (
            inbox, oddity.name, oddity.facts,
            Refusal(code: "oddity", reason: "it is \(oddity.reason.explanation)")
          ))
      } else {
        tellOnce(
          "oddity", "\(folder)/\(oddity.name.display) is \(oddity.reason.explanation)",
          key: "\(folder)/\(oddity.name.display)")
      }
    }
  }

  /// Says a thing once, however often it is seen.
  func tellOnce(
    _ event: String, _ message: String, key: String, level: PipelineLog.Level = .warning
  ) {
    if toldOddities.insert("\(event) \(key)").inserted {
      log.say(event, message, level: level)
    }
  }
}
