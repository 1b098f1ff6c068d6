import Foundation
import Testing

@testable import Store

@Suite("Who may use the store, and how")
struct StoreAccessTests {
  private let place: TemporaryStore

  init() throws { place = try TemporaryStore() }

  private func code(_ body: () throws -> Void) -> StoreError.Code? {
    do {
      try body()
      return nil
    } catch {
      return (error as? StoreError)?.code
    }
  }

  @Test("A commit is on the disk before it is acknowledged: SQLite syncs FULL, new store or old")
  func synchronous() throws {
    for _ in 1...2 {
      let store = try place.open()
      #expect(try store.synchronousLevel() == 2)
      try store.close()
    }
  }

  /// A commit of more than the log keeps.
  private func commitLargely(_ store: SQLiteStore) throws {
    let text = String(repeating: "a gap ", count: 400)
    try store.commit(.now()) { log in
      try log.event(
        NewEvent(
          .alertRaised, subject: "A", rows: (0..<1_000).map { alert("A\($0)", text) }))
    }
  }

  private func logBytes() throws -> UInt64 {
    try FileManager.default.attributesOfItem(atPath: place.path + "-wal")[.size] as? UInt64 ?? 0
  }

  @Test("The log of a large batch is not left to whoever opens the store next")
  func logOfALargeBatch() throws {
    let store = try place.open()
    try commitLargely(store)
    #expect(try logBytes() > SQLiteStore.logBytesKept)

    try store.close()

    #expect(try logBytes() == 0)
    #expect(try SQLiteStore(place.path, for: .read).count(of: .alerts) == 1_000)
  }

  @Test("A reader keeps the log, and sees what he saw; closing does not wait for him")
  func logWithAReader() throws {
    let store = try place.open()
    let reader = try SQLiteStore(place.path, for: .read)

    let seen = try reader.snapshot { snapshot in
      let before = try snapshot.lastSequence()
      try commitLargely(store)
      try store.close()
      return (before, try snapshot.lastSequence())
    }

    #expect(seen.0 == 0 && seen.1 == 0)
    let next = try place.open()
    #expect(try next.count(of: .alerts) == 1_000)
    try next.close()
    #expect(try logBytes() == 0)
  }

  @Test("A claim belongs to one owner, until its lease is over")
  func zombie() throws {
    let store = try place.open()
    let claims = try store.claim(
      [("inbox", "day.xml")], owner: "one", now: "2026-03-10T18:00:00Z",
      leaseUntil: "2026-03-10T18:01:00Z"
    ) { "\($0)-\($1)" }
    #expect(claims.map(\.workName) == ["1-day.xml"])
    var late = CommitTerms.now(claims: claims)
    late.recordedAt = "2026-03-10T18:01:00Z"
    #expect(code { try store.commit(late) { _ in } } == .leaseLost)
    _ = try store.renew(claims, owner: "two", leaseUntil: "2026-03-10T19:00:00Z")
    #expect(code { try store.commit(.now(claims: claims)) { _ in } } == .leaseLost)
  }

  @Test("A claim's number is above that of every file, in whatever order a batch wrote them")
  func claimNumbers() throws {
    let store = try place.open()
    try store.commit(.now()) { log in
      try log.event(
        NewEvent(
          .batchBooked, subject: "000001",
          rows: ["F6", "F4", "F5"].map {
            StateTable.files.adding([
              $0, "day.xml", "inbox", "", "1", "camt.053", "1", "1", "taken", "000001", "", "",
            ])
          }))
    }
    let claims = try store.claim(
      [("inbox", "next.xml")], owner: "one", now: "2026-03-10T18:00:00Z",
      leaseUntil: "2026-03-10T18:01:00Z"
    ) { "\($0)-\($1)" }
    #expect(claims.map(\.id) == [7])
  }

  @Test("A commit settles the claims that it was made for")
  func settledClaim() throws {
    let store = try place.open()
    let claims = try store.claim(
      [("inbox", "day.xml")], owner: "one", now: "2026-03-10T18:00:00Z",
      leaseUntil: "2026-03-10T18:01:00Z"
    ) { "\($0)-\($1)" }
    try store.commit(.now(claims: claims)) { _ in }
    #expect(try store.claims() == [])
  }

  @Test("The outbox keeps its order and goes only when it is done")
  func outbox() throws {
    let store = try place.open()
    var terms = CommitTerms.now()
    terms.outbox = [
      OutboxItem(kind: "publish", subject: "B1", body: []),
      OutboxItem(kind: "archive", subject: "F1", body: Array("{}".utf8)),
    ]
    try store.commit(terms) { _ in }
    let items = try store.outbox()
    #expect(items.map(\.kind) == ["publish", "archive"])
    try store.postpone(items[1], until: "2026-03-10T19:00:00Z")
    try store.settle([items[0]])
    #expect(try store.outbox().map(\.tries) == [1])
  }

  @Test("A reader sees what was committed and makes no store where there is none")
  func reader() throws {
    #expect(code { _ = try SQLiteStore(place.path, for: .read) } == .missing)
    let store = try place.open()
    try store.commit(.now()) {
      try $0.event(NewEvent(.alertRaised, subject: "A1", rows: [alert("A1")]))
    }
    let reader = try SQLiteStore(place.path, for: .read)
    #expect(try reader.count(of: .alerts) == 1)
    #expect(code { try reader.put([OutboxItem(kind: "x", subject: "", body: [])]) } != nil)
  }

  @Test("A file that is no store, or a later one, is refused and left alone")
  func strangers() throws {
    try Data("not a database at all, but long enough to be read as one".utf8)
      .write(to: URL(fileURLWithPath: place.path))
    #expect(code { _ = try place.open() } == .notAStore)
    try FileManager.default.removeItem(atPath: place.path)
    try place.run("CREATE TABLE theirs(x)")
    #expect(code { _ = try place.open() } == .notAStore)
    try FileManager.default.removeItem(atPath: place.path)
    try place.open().close()
    try place.run("PRAGMA user_version = 99")
    #expect(code { _ = try place.open() } == .tooNew)
  }

  @Test("A copy made while the store is open has all that was committed")
  func copy() throws {
    let store = try place.open()
    try store.commit(.now()) {
      try $0.event(NewEvent(.alertRaised, subject: "A1", rows: [alert("A1")]))
    }
    let target = place.folder.appendingPathComponent("copy.sqlite").path
    try store.copy(to: target)
    let copy = try SQLiteStore(target, for: .read)
    #expect(try copy.digest() == store.digest())
    #expect(try copy.checkChain().holds)
  }
}
