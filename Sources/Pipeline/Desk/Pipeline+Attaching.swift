import Durable
import LedgerFiles
import Store

extension Pipeline {
  /// Attaches a document to a dispute: its bytes are on the disk before the log names them.
  ///
  /// - Parameters:
  ///   - bytes: at most `AttachmentFolder.bytesMax`; what they are is never looked at.
  ///   - name: as somebody calls it, kept without path and control characters.
  ///   - type: the media type as stated, for people to read.
  /// - Returns: what the attachment is called from now on: `A42`, after the number of its event.
  /// - Throws: `CaseError`, `DeskRefusal`, `FileSystemError`, `StoreError`; nothing is then attached.
  @discardableResult
  public func attach(
    _ bytes: [UInt8], named name: String, type: String = "", to dispute: String, by actor: String,
    note: String = ""
  ) throws -> String {
    try openDesk(to: actor)
    _ = try disputeCase(dispute)
    let shown = AttachmentName.cleaned(name)
    guard !bytes.isEmpty else {
      throw CaseError(
        .attachmentEmpty, "\(shown) is empty", expected: "a file with something in it")
    }
    guard bytes.count <= AttachmentFolder.bytesMax else {
      throw CaseError(
        .attachmentTooLarge, "\(shown) has \(bytes.count) bytes",
        expected: "at most \(AttachmentFolder.bytesMax)")
    }
    let held = try store.rows(of: .attachments, where: "dispute_id", is: dispute).map(\.cells)
    guard held.count < AttachmentFolder.countMax else {
      throw CaseError(
        .tooManyAttachments, "dispute \(dispute) has \(held.count) attachments, those removed too",
        expected: "at most \(AttachmentFolder.countMax)")
    }
    let digest = AttachmentFolder.digest(of: bytes)
    if let same = held.first(where: { $0[5] == digest && $0[8].isEmpty }) {
      throw CaseError(
        .alreadyAttached, "\(shown) is attached to \(dispute) as \(same[0]), \(same[2])",
        expected: "another document")
    }
    _ = try AttachmentFolder(places).keep(bytes, in: system, processID: processID)
    let id = "A\(try store.lastSequence() + 1)"
    let now = clock().description
    var told = CaseNote()
    told.attachment = id
    told.name = shown
    told.bytes = bytes.count
    told.digest = digest
    told.note = note
    let row = StateTable.attachments.adding([
      id, dispute, shown, AttachmentName.type(type), "\(bytes.count)", digest, actor, now, "",
    ])
    try store.commit(CommitTerms(actor: actor, recordedAt: now)) { log in
      try log.event(NewEvent(.attachmentAdded, subject: dispute, facts: told.facts, rows: [row]))
    }
    log.say("dispute", "\(dispute): \(actor) \(told.words)")
    return id
  }

  /// Takes an attachment out of its dispute: its row is marked, its bytes stay.
  ///
  /// - Throws: `CaseError` (`attachmentUnknown`, `alreadyRemoved`), `DeskRefusal`, `StoreError`.
  public func removeAttachment(_ id: String, by actor: String, note: String = "") throws {
    try openDesk(to: actor)
    guard var cells = try store.row(of: .attachments, key: [id])?.cells, cells.count > 8 else {
      throw CaseError(
        .attachmentUnknown, "there is no attachment \(id)", expected: "one such as A42")
    }
    guard cells[8].isEmpty else {
      throw CaseError(
        .alreadyRemoved, "\(cells[2]) was removed at \(cells[8])",
        expected: "an attachment that is there")
    }
    let now = clock().description
    cells[8] = now
    var told = CaseNote()
    told.attachment = id
    told.name = cells[2]
    told.isRemoved = true
    told.note = note
    let (row, dispute) = (StateTable.attachments.changing(cells), cells[1])
    try store.commit(CommitTerms(actor: actor, recordedAt: now)) { log in
      try log.event(NewEvent(.caseChanged, subject: dispute, facts: told.facts, rows: [row]))
    }
    log.say("dispute", "\(dispute): \(actor) \(told.words)")
  }
}
