import Durable
import LedgerFiles
import Settings
import Store

extension Pipeline {
  /// Puts a file of the quarantine into its inbox again, whole or not at all, for another try: after
  /// a rule, a layout or a program was mended. What lies in quarantine stays there.
  ///
  /// - Parameter id: as the state calls it (`F3`).
  /// - Throws: `DeskRefusal` for a file that is not in quarantine, or whose inbox is no more;
  ///   `FileSystemError`.
  public func retry(file id: String, by actor: String) throws {
    let cells = try fileRow(id).cells
    guard cells[8] == "quarantined" else {
      throw DeskRefusal(
        .otherState, problem: "\(cells[1]) is \(cells[8])", expected: "a file that is in quarantine"
      )
    }
    guard
      let inbox = settings.inboxes.first(where: {
        $0.folder == cells[2] && $0.pattern(for: cells[1]) != nil
      }), let name = FileName(display: cells[1])
    else {
      throw DeskRefusal(
        .notPossible, problem: "no inbox of \(settings.name) takes \(cells[1]) any more",
        expected: "the inbox that it came into")
    }
    guard
      let archived = ArchivedFile(
        storedAs: cells[10], bytes: Int64(cells[4]) ?? -1, digest: cells[3], in: places),
      let bytes = try archived.bytes(atMost: Self.retriedBytesMax)
    else {
      throw DeskRefusal(
        .otherState,
        problem: "\(cells[1]) no longer lies at \(cells[10]), or is too large to be copied",
        expected: "the quarantine as the pipeline left it")
    }
    guard inbox.take == .move else {
      throw DeskRefusal(
        .notPossible, problem: "\(inbox.folder) is only copied from, and this file is known",
        expected: "the file under another name there")
    }
    let target = places.folder(of: inbox) / name
    let writing = DurableFile(system, processID: processID)
    do throws(FileSystemError) {
      // Whatever lies in the inbox under that name is somebody's newer file.
      try writing.create(target, bytes)
    } catch {
      guard error.code == .outputExists else { throw error }
      throw DeskRefusal(
        .otherState, problem: "\(cells[1]) lies in \(inbox.folder) already",
        expected: "the next sweep to take it")
    }
    if inbox.completeness == .marker, let marker = FileName(display: inbox.marker(of: cells[1])) {
      try writing.replace(places.folder(of: inbox) / marker, [])
    }
    // Only now: the log says what is so. Where that fails the file is in the inbox all the same, and
    // whoever tries again is told that it lies there.
    let (file, facts) = (
      cells[0],
      JSONValue.object([("file", .string(cells[1])), ("inbox", .string(inbox.folder))]).compact
    )
    try store.commit(CommitTerms(actor: actor, recordedAt: clock().description)) { log in
      try log.event(NewEvent(.fileRetried, subject: file, facts: facts))
    }
    log.say("retry", "\(actor) put \(cells[1]) into \(inbox.folder) again")
  }

  private static let retriedBytesMax = 1 << 30
}
