import LedgerFiles
import Store
import Testing

@Suite("The event log")
struct EventLogTests {
  private let place: TemporaryStore

  init() throws { place = try TemporaryStore() }

  @Test("Events are numbered from 1 and chained")
  func chain() throws {
    let store = try place.open()
    for second in 0..<3 {
      try store.commit(.now(second)) { log in
        try log.event(NewEvent(.alertRaised, subject: "A\(second)", rows: [alert("A\(second)")]))
      }
    }
    #expect(try store.events(1...9).map(\.sequence) == [1, 2, 3])
    #expect(try store.checkChain().holds)
    #expect(try store.checkChain(2).looked == "2 events")
  }

  @Test("A clock that is set back does not take the log back: its times never decrease")
  func clockSetBack() throws {
    let store = try place.open()
    for second in [5, 3, 7] {
      try store.commit(.now(second)) { try $0.event(NewEvent(.alertRaised, subject: "A")) }
    }
    #expect(try store.events(1...9).map { $0.recordedAt.suffix(3) } == ["05Z", "05Z", "07Z"])
    #expect(try store.checkChain().holds)
  }

  @Test("An event that somebody changed is found, and named")
  func changedEvent() throws {
    let store = try place.open()
    for id in ["A1", "A2", "A3"] {
      try store.commit(.now()) { try $0.event(NewEvent(.alertRaised, subject: id)) }
    }
    try store.close()
    try place.run(
      "DROP TRIGGER events_never_change; UPDATE events SET actor = 'mallory' WHERE seq = 2")
    let check = try place.open().checkChain()
    #expect(check.faults == ["event 2 is not as it was written"])
  }

  @Test("The log can be neither changed nor cut")
  func triggers() throws {
    let store = try place.open()
    try store.commit(.now()) { try $0.event(NewEvent(.alertRaised, subject: "A1")) }
    try store.close()
    #expect(throws: (any Error).self) { try place.run("UPDATE events SET actor = 'mallory'") }
    #expect(throws: (any Error).self) { try place.run("DELETE FROM events") }
  }

  @Test("The state is what its events make of nothing")
  func replay() throws {
    let store = try place.open()
    try store.commit(.now()) { log in
      try log.event(
        NewEvent(
          .alertRaised, subject: "all",
          rows: [alert("A1"), alert("A2", "two\nlines, \"quoted\""), alert("A3")]))
    }
    try store.commit(.now(1)) { log in
      try log.event(
        NewEvent(
          .alertClosed, subject: "A1",
          rows: [
            StateTable.alerts.removing(["A1"]),
            StateTable.alerts.changing(["A3", "gap", "DE1", "day.xml", "changed"]),
          ]))
    }
    #expect(
      try store.rows(of: .alerts).map { $0.cells[4] } == ["two\nlines, \"quoted\"", "changed"])
    #expect(try store.checkReplay().filter { !$0.holds } == [])
  }

  @Test("A state that was changed behind the log's back is found")
  func tamperedState() throws {
    let store = try place.open()
    try store.commit(.now()) {
      try $0.event(NewEvent(.alertRaised, subject: "A1", rows: [alert("A1")]))
    }
    try store.close()
    try place.run("UPDATE alerts SET record = 'A1,gap,DE1,day.xml,nothing'")
    let broken = try place.open().checkReplay().filter { !$0.holds }
    #expect(broken.map(\.name) == ["alerts is what the events made"])
  }

  @Test("Many rows are spread over events, none of which grows without bounds")
  func manyRows() throws {
    let store = try place.open()
    try store.commit(.now()) { log in
      try log.event(
        NewEvent(.alertRaised, subject: "many", rows: (0..<5000).map { alert("A\($0)") }))
    }
    #expect(try store.events(1...9).map(\.kind) == [.alertRaised, .rows, .rows])
    #expect(try store.count(of: .alerts) == 5000)
    #expect(try store.checkReplay().allSatisfy(\.holds))
  }

  @Test("What fails half-way leaves nothing behind")
  func failure() throws {
    let store = try place.open()
    #expect(throws: StoreError.self) {
      try store.commit(.now()) { log in
        try log.event(NewEvent(.alertRaised, subject: "A1", rows: [alert("A1")]))
        try log.event(
          NewEvent(.alertClosed, subject: "A9", rows: [StateTable.alerts.removing(["A9"])]))
      }
    }
    #expect(try store.lastSequence() == 0)
    #expect(try store.count(of: .alerts) == 0)
  }

  @Test("How events about something begin is read without the rest of them")
  func beginnings() throws {
    let store = try place.open()
    for fact in ["1", "2"] {
      try store.commit(.now()) {
        try $0.event(.receiptDecided, subject: "P1", facts: Array("{\"n\":\(fact)}".utf8))
        try $0.event(.personDecided, subject: "P1", facts: Array("{}".utf8))
      }
    }

    let beginnings = try store.beginnings(ofEventsAbout: "P1", .receiptDecided, bytes: 6)

    #expect(beginnings.map { String(decoding: $0, as: UTF8.self) } == ["{\"n\":2", "{\"n\":1"])
    #expect(try store.beginnings(ofEventsAbout: "P2", .receiptDecided, bytes: 6) == [])
  }
}
