import Crypto
public import LedgerFiles

/// One thing that happened, as the log keeps it: never changed, never removed.
public struct StoredEvent: Hashable, Sendable {
  /// From 1, without a gap.
  public var sequence: Int64
  /// When it was written down, UTC, as `2026-03-10T18:00:00Z`.
  public var recordedAt: String
  /// Who did it: a person, or `quittance`.
  public var actor: String
  public var kind: EventKind
  /// What it is about: a payment, a file, a batch.
  public var subject: String
  public var body: EventBody.Bytes
  public var hash: [UInt8]

  public init(
    sequence: Int64, recordedAt: String, actor: String, kind: EventKind, subject: String,
    body: EventBody.Bytes, hash: [UInt8]
  ) {
    self.sequence = sequence
    self.recordedAt = recordedAt
    self.actor = actor
    self.kind = kind
    self.subject = subject
    self.body = body
    self.hash = hash
  }

  /// What the log's first link is chained to.
  public static let noHash = [UInt8](repeating: 0, count: 32)

  /// The hash that chains an event to the one before: SHA-256 over the earlier hash and all fields,
  /// each behind its length (plan, I11).
  static func hash(
    after previous: [UInt8], sequence: Int64, recordedAt: String, actor: String, kind: String,
    subject: String, body: [UInt8]
  ) -> [UInt8] {
    var hash = SHA256()
    hash.update(data: previous)
    var head: [UInt8] = []
    append(UInt64(bitPattern: sequence), to: &head)
    for field in [recordedAt, actor, kind, subject] {
      append(UInt64(field.utf8.count), to: &head)
      head += field.utf8
    }
    append(UInt64(body.count), to: &head)
    hash.update(data: head)
    hash.update(data: body)
    return Array(hash.finalize())
  }

  /// The hash that it should have behind another.
  func hash(after previous: [UInt8]) -> [UInt8] {
    Self.hash(
      after: previous, sequence: sequence, recordedAt: recordedAt, actor: actor,
      kind: kind.rawValue, subject: subject, body: body)
  }

  private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
  }
}

/// What can happen; names never change their meaning.
public enum EventKind: String, Hashable, Sendable, CaseIterable {
  /// The ledger came from its source for the first time, or changed there.
  case ledgerLoaded = "ledger.loaded"
  case ledgerCompared = "ledger.compared"
  /// Files were read, decided and booked as one.
  case batchBooked = "batch.booked"
  /// One receipt of a batch: the line of `decisions.jsonl`.
  case receiptDecided = "receipt.decided"
  /// A file that cannot be used.
  case fileQuarantined = "file.quarantined"
  /// A person decided something.
  case personDecided = "person.decided"
  case proposalMade = "proposal.made"
  case proposalClosed = "proposal.closed"
  case undone = "undone"
  /// Receipts of some days were decided anew.
  case daysRedecided = "days.redecided"
  case alertRaised = "alert.raised"
  case alertClosed = "alert.closed"
  /// Somebody arranged something about a dispute: its owner, its due date, an attachment removed.
  case caseChanged = "case.changed"
  case attachmentAdded = "attachment.added"
  /// Somebody gave a file of the quarantine another try.
  case fileRetried = "file.retried"
  /// More rows of the event before: no event grows without bounds.
  case rows = "rows"
}

/// An event that is to be written.
public struct NewEvent: Sendable {
  public var kind: EventKind
  public var subject: String
  /// One JSON object.
  public var facts: [UInt8]
  /// What it changes in the state, in order.
  public var rows: [RowChange]

  public init(
    _ kind: EventKind, subject: String, facts: [UInt8] = Array("{}".utf8), rows: [RowChange] = []
  ) {
    self.kind = kind
    self.subject = subject
    self.facts = facts
    self.rows = rows
  }
}
