import Foundation
import GRDB

/// A file that is being worked on: nobody else touches it until the lease is over.
public struct FileClaim: Hashable, Sendable {
  public var id: Int64
  /// The inbox that it came into, as the pipeline names it.
  public var inbox: String
  /// Its name there.
  public var name: String
  /// Its name in the work folder.
  public var workName: String
  public var owner: String
  /// UTC, as `2026-03-10T18:00:00Z`.
  public var leaseUntil: String

  public init(
    id: Int64, inbox: String, name: String, workName: String, owner: String, leaseUntil: String
  ) {
    self.id = id
    self.inbox = inbox
    self.name = name
    self.workName = workName
    self.owner = owner
    self.leaseUntil = leaseUntil
  }
}

/// Something that is to be done outside once it is committed, again and again until it is done.
public struct OutboxItem: Hashable, Sendable {
  public var id: Int64
  public var kind: String
  public var subject: String
  /// One JSON object.
  public var body: [UInt8]
  public var tries: Int
  /// UTC; not before then.
  public var nextTryAt: String

  public init(
    id: Int64 = 0, kind: String, subject: String, body: [UInt8], tries: Int = 0,
    nextTryAt: String = ""
  ) {
    self.id = id
    self.kind = kind
    self.subject = subject
    self.body = body
    self.tries = tries
    self.nextTryAt = nextTryAt
  }
}

/// Under what a commit is made.
public struct CommitTerms: Sendable {
  /// Who does it.
  public var actor: String
  /// Now, UTC.
  public var recordedAt: String
  /// Claims that it settles: they must still be ours.
  public var claims: [FileClaim]
  /// What is to be done outside afterwards.
  public var outbox: [OutboxItem]

  public init(
    actor: String, recordedAt: String, claims: [FileClaim] = [], outbox: [OutboxItem] = []
  ) {
    self.actor = actor
    self.recordedAt = recordedAt
    self.claims = claims
    self.outbox = outbox
  }
}

extension SQLiteStore {
  /// Writes events with all that they change, and settles claims, as one: all of it or nothing.
  ///
  /// - Returns: the numbers of the events; nil where none was written.
  /// - Throws: `StoreError`; nothing is then written. After `inputOutput` the store must be closed
  ///   and opened again: what the disk has is not known (plan, finding 8). What `write` throws is
  ///   wrapped likewise.
  @discardableResult
  public func commit(
    _ terms: CommitTerms, _ write: (LogWriter) throws -> Void
  ) throws(StoreError) -> ClosedRange<Int64>? {
    try Self.storeErrors(path) {
      try queue.write { db in
        try Self.requireLeases(terms, db)
        let log = try LogWriter(db, actor: terms.actor, recordedAt: terms.recordedAt)
        try write(log)
        try log.end()
        for claim in terms.claims {
          try db.execute(sql: "DELETE FROM claims WHERE claim_id = ?", arguments: [claim.id])
        }
        for item in terms.outbox { try Self.insert(item, db) }
        return log.written
      }
    }
  }

  /// A zombie, whose lease is over, commits nothing.
  private static func requireLeases(_ terms: CommitTerms, _ db: Database) throws {
    for claim in terms.claims {
      let lease = try String.fetchOne(
        db, sql: "SELECT lease_until FROM claims WHERE claim_id = ? AND owner = ?",
        arguments: [claim.id, claim.owner])
      guard let lease, lease > terms.recordedAt else {
        throw StoreError(
          code: .leaseLost,
          problem: lease == nil
            ? "the claim on \(claim.name) is gone"
            : "the claim on \(claim.name) ended at \(lease ?? "")",
          remedy: "the file to be claimed again; run it again")
      }
    }
  }

  private static func insert(_ item: OutboxItem, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO outbox(kind, subject, body, tries, next_try_at) VALUES (?, ?, ?, ?, ?)
        """,
      arguments: [
        item.kind, item.subject, Data(item.body), item.tries, item.nextTryAt,
      ])
  }

  // MARK: Work in hand

  /// Claims files: from now on they are ours until the leases are over.
  ///
  /// - Parameter name: makes the name in the work folder out of the claim's number.
  public func claim(
    _ files: [(inbox: String, name: String)], owner: String, now: String, leaseUntil: String,
    workName: (Int64, String) -> String
  ) throws(StoreError) -> [FileClaim] {
    try Self.storeErrors(path) {
      try queue.write { db in
        var next =
          1
          + max(
            try Int64.fetchOne(db, sql: "SELECT max(claim_id) FROM claims") ?? 0,
            try Self.lastFile(db))
        var claims: [FileClaim] = []
        for file in files {
          let claim = FileClaim(
            id: next, inbox: file.inbox, name: file.name, workName: workName(next, file.name),
            owner: owner, leaseUntil: leaseUntil)
          try db.execute(
            sql: "INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?, ?)",
            arguments: [
              claim.id, claim.inbox, claim.name, claim.workName, owner, leaseUntil, now,
            ])
          claims.append(claim)
          next += 1
        }
        return claims
      }
    }
  }

  /// The highest number that a file of the state has; the last row need not have it, since a batch
  /// writes its bad files first.
  private static func lastFile(_ db: Database) throws -> Int64 {
    try Int64.fetchOne(db, sql: "SELECT max(CAST(substr(key, 2) AS INTEGER)) FROM files") ?? 0
  }

  /// Takes over or prolongs claims.
  public func renew(
    _ claims: [FileClaim], owner: String, leaseUntil: String
  ) throws(StoreError) -> [FileClaim] {
    try Self.storeErrors(path) {
      try queue.write { db in
        try claims.map { claim in
          try db.execute(
            sql: "UPDATE claims SET owner = ?, lease_until = ? WHERE claim_id = ?",
            arguments: [owner, leaseUntil, claim.id])
          var renewed = claim
          renewed.owner = owner
          renewed.leaseUntil = leaseUntil
          return renewed
        }
      }
    }
  }

  /// Gives up claims whose files are not in the work folder.
  public func release(_ claims: [FileClaim]) throws(StoreError) {
    if claims.isEmpty { return }
    try Self.storeErrors(path) {
      try queue.write { db in
        for claim in claims {
          try db.execute(sql: "DELETE FROM claims WHERE claim_id = ?", arguments: [claim.id])
        }
      }
    }
  }

  /// Something of the outbox is done.
  public func settle(_ items: [OutboxItem]) throws(StoreError) {
    if items.isEmpty { return }
    try Self.storeErrors(path) {
      try queue.write { db in
        for item in items {
          try db.execute(sql: "DELETE FROM outbox WHERE outbox_id = ?", arguments: [item.id])
        }
      }
    }
  }

  /// Something of the outbox failed, and is tried again later.
  public func postpone(_ item: OutboxItem, until next: String) throws(StoreError) {
    try Self.storeErrors(path) {
      try queue.write { db in
        try db.execute(
          sql: "UPDATE outbox SET tries = tries + 1, next_try_at = ? WHERE outbox_id = ?",
          arguments: [next, item.id])
      }
    }
  }

  /// Puts something into the outbox.
  public func put(_ items: [OutboxItem]) throws(StoreError) {
    if items.isEmpty { return }
    try Self.storeErrors(path) {
      try queue.write { db in
        for item in items { try Self.insert(item, db) }
      }
    }
  }
}
