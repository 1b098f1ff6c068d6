import LedgerFiles
import Store
import Testing

@Suite("The store as of one moment")
struct SnapshotTests {
  private struct Enough: Error {}
  private let place: TemporaryStore

  init() throws { place = try TemporaryStore() }

  private func add(_ id: String, _ store: SQLiteStore) throws {
    try store.commit(.now()) {
      try $0.event(NewEvent(.alertRaised, subject: id, rows: [alert(id)]))
    }
  }

  @Test func `rows and events come one by one, in their order`() throws {
    let store = try place.open()
    for id in ["A2", "A1", "A3"] { try add(id, store) }
    try store.commit(.now()) { try $0.event(NewEvent(.undone, subject: "N1")) }

    var rows: [String] = []
    var events: [String] = []
    var undone: [Int64] = []
    var first: [String] = []
    try store.snapshot { snapshot in
      try snapshot.eachRow(of: .alerts) { rows.append($0.cells[0]) }
      try snapshot.eachEvent(after: 1) { events.append($0.subject) }
      try snapshot.eachEvent(after: 0, of: [.undone, .batchBooked]) { undone.append($0.sequence) }
      try snapshot.eachEvent(after: 0, countMax: 2) { first.append($0.subject) }
    }

    #expect(rows == ["A2", "A1", "A3"])
    #expect(events == ["A1", "A3", "N1"])
    #expect(undone == [4])
    #expect(first == ["A2", "A1"])
  }

  @Test func `what is committed meanwhile is not seen`() throws {
    let writer = try place.open()
    try add("A1", writer)
    let reader = try SQLiteStore(place.path, for: .read)

    let seen = try reader.snapshot { snapshot in
      let before = try snapshot.lastSequence()
      try add("A2", writer)
      var rows = 0
      try snapshot.eachRow(of: .alerts) { _ in rows += 1 }
      return (before, try snapshot.lastSequence(), rows)
    }

    #expect(seen == (1, 1, 1))
    #expect(try reader.lastSequence() == 2)
  }

  @Test func `an event's hash is that of the event, and of none there is none`() throws {
    let store = try place.open()
    try add("A1", store)

    let hashes = try store.snapshot { (try $0.hash(of: 1), try $0.hash(of: 2)) }

    #expect(hashes.0 == (try store.events(1...1).first?.hash))
    #expect(hashes.1 == nil)
  }

  @Test func `what the reader throws comes out as it is, and the store goes on`() throws {
    let store = try place.open()
    try add("A1", store)

    #expect(throws: Enough.self) {
      try store.snapshot { try $0.eachRow(of: .alerts) { _ in throw Enough() } }
    }
    try add("A2", store)
    #expect(try store.lastSequence() == 2)
  }
}
