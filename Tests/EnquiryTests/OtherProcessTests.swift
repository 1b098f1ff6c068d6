import Foundation
import Receivables
import Store
import Synchronization
import TestSupport
import Testing

@testable import Enquiry
@testable import Pipeline

/// Something that happened, told to others at work.
private final class Flag: Sendable {
  private let state = Mutex(false)

  var isSet: Bool { state.withLock { $0 } }

  func set() { state.withLock { $0 = true } }
}

@Suite("An index that is followed while others work")
struct OtherProcessTests {
  /// Another connection commits, as `watch` in its own process does; we follow and read meanwhile.
  @Test func `following keeps up with commits, and readers always see whole lines`() async throws {
    let desk = try TemporaryDesk.booked()
    let index = try desk.index()
    let path = desk.storePath
    let done = Flag()

    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        let store = try SQLiteStore(path, for: .write)
        for number in 1...200 {
          try store.commit(
            CommitTerms(actor: "quittance", recordedAt: "2026-03-11T18:00:00Z")
          ) { log in
            try log.event(
              NewEvent(
                .alertRaised, subject: "A\(number)",
                rows: [StateTable.alerts.adding(["A\(number)", "gap", "DE1", "", "a gap"])]))
          }
        }
        try store.close()
        done.set()
      }
      for _ in 0..<2 {
        group.addTask {
          var last: Int64 = 0
          while !done.isSet {
            let followed = try index.follow()
            #expect(followed >= last)
            last = followed
          }
        }
      }
      group.addTask {
        while !done.isSet {
          let alerts = try index.alerts()
          // They come in their order, so none is missing between those that are there.
          #expect(alerts.map(\.id) == (0..<alerts.count).map { "A\(alerts.count - $0)" })
        }
      }
      try await group.waitForAll()
    }

    try index.follow()
    #expect(try index.alerts().count == 200)
    #expect(try IndexDump(index).differences(from: IndexDump(desk.madeAnew())) == [])
  }

  @Test func `two who hold the same index follow together`() throws {
    let desk = try TemporaryDesk.booked()
    let one = try desk.index()
    let other = try DeskIndex(desk.indexPath, store: desk.storePath)
    try desk.take(
      .paying("INV-2026-4712", "100.00", id: "S2", day: "2026-03-11"), as: "next.xml")

    try one.follow()
    try other.follow()

    #expect(one.followed == other.followed)
    #expect(try other.receipts().lines.count == 4)
    #expect(try IndexDump(other).differences(from: IndexDump(desk.madeAnew())) == [])
  }
}
