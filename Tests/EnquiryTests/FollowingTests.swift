import Foundation
import GRDB
import Receivables
import Reconciliation
import Store
import Synchronization
import TestSupport
import Testing

@testable import Enquiry
@testable import Pipeline

@Suite("The index says what the store says")
struct FollowingTests {
  @Test func `an index that followed is the one that is made at once`() throws {
    let desk = try TemporaryDesk()
    let followed = try DeskIndex(desk.indexPath, store: desk.storePath)
    try desk.run()
    try followed.follow()
    try desk.take(
      BankFile(entries: [
        .init(amount: "100.00", text: "RE INV-2026-4711", reference: "E1"),
        .init(
          amount: "230.00", text: "RE INV-2026-4721", name: "Schulze Söhne AG", reference: "E2"),
      ]))

    try followed.follow()

    #expect(try IndexDump(followed).differences(from: IndexDump(desk.madeAnew())) == [])
  }

  @Test(arguments: SeededGenerator.seeds(6))
  func `after a month of everything both are the same, and every figure is right`(
    seed: UInt64
  ) throws {
    var month = try RandomMonth(seed: seed)
    let followed = try DeskIndex(month.desk.indexPath, store: month.desk.storePath)
    for day in 1...12 {
      try month.live(day: day)
      if seed % 2 == 0 || day % 4 == 0 { try followed.follow() }
    }
    try followed.follow()

    let dump = try IndexDump(followed)

    #expect(try dump.differences(from: IndexDump(month.desk.madeAnew())) == [], "seed \(seed)")
    #expect(dump.tables["figures"] == (try IndexDump.recount(followed)), "seed \(seed)")
    #expect(try month.unapplied() == month.unapplied(followed), "seed \(seed)")
  }

  @Test func `the ledger's source may change, its customers and references too`() throws {
    let desk = try TemporaryDesk()
    try desk.run()
    let followed = try desk.index()
    try desk.write(
      "customer_id,name\nC1,Meier und Sohn\nC2,Schulze Söhne AG\nC3,Neu KG\n",
      to: "ledger/customers.csv")
    try desk.write(
      "customer_id,alias\nC3,Altmann\n", to: "ledger/customer_aliases.csv")
    try desk.write(
      "customer_id,document_number,document_type,document_date,due_date,currency,original_amount,"
        + "open_amount,purchase_order,payment_reference\n"
        + "C1,INV-2026-4711,invoice,2026-02-01,2026-03-01,EUR,100.00,100.00,PO-78,\n"
        + "C3,INV-2026-4799,invoice,2026-02-02,2026-03-02,USD,10.00,10.00,,\n",
      to: "ledger/open_items.csv")
    desk.clock.withLock { $0 += 86_400 * 400 }
    try desk.run()

    try followed.follow()

    #expect(try IndexDump(followed).differences(from: IndexDump(desk.madeAnew())) == [])
    #expect(try followed.customer("C3")?.name == "Neu KG")
    #expect(try followed.items(ItemSearch(text: "PO-78")).map(\.number) == ["INV-2026-4711"])
    #expect(try followed.items(ItemSearch(text: "altmann")).map(\.number) == ["INV-2026-4799"])
  }

  @Test func `with nothing new nothing is done`() throws {
    let desk = try TemporaryDesk.booked()
    let index = try desk.index()
    let before = index.followed

    #expect(try index.follow() == before)
    #expect(before == (try desk.store().lastSequence()))
  }

  @Test func `a file that was deleted, is no database or is of another version is made anew`()
    throws
  {
    let desk = try TemporaryDesk.booked()
    let whole = try IndexDump(desk.index())

    try FileManager.default.removeItem(atPath: desk.indexPath)
    #expect(try IndexDump(desk.index()).differences(from: whole) == [])

    try Data("no database at all, and long enough to be looked at".utf8)
      .write(to: URL(fileURLWithPath: desk.indexPath))
    #expect(try IndexDump(desk.index()).differences(from: whole) == [])

    try DatabaseQueue(path: desk.indexPath).write {
      try $0.execute(sql: "PRAGMA user_version = 99")
    }
    #expect(try IndexDump(desk.index()).differences(from: whole) == [])
  }

  @Test func `an index that is damaged while it is used is made anew when it is followed next`()
    throws
  {
    let desk = try TemporaryDesk.booked()
    let whole = try IndexDump(desk.index())
    do {
      let queue = try DatabaseQueue(path: desk.indexPath)
      try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
      try queue.close()
    }
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: desk.indexPath))
    let size = try file.seekToEnd()
    // Every page but the first, which says what it is.
    for page in 3..<(size / 8192) {
      try file.seek(toOffset: page * 8192)
      try file.write(contentsOf: Data(repeating: 0x5A, count: 4096))
    }
    try file.close()
    let index = try DeskIndex(desk.indexPath, store: desk.storePath)

    #expect(throws: EnquiryError.self) { try index.items(of: "C1") }
    try index.follow()

    #expect(try IndexDump(index).differences(from: whole) == [])
  }

  @Test func `an index of another store is none of ours`() throws {
    let other = try TemporaryDesk()
    try other.run()
    _ = try other.index()
    let desk = try TemporaryDesk.booked()
    try FileManager.default.copyItem(atPath: other.indexPath, toPath: desk.indexPath)

    let index = try desk.index()

    #expect(try index.receipts().lines.count == 3)
  }

  @Test func `a store that was restored from an earlier copy is followed from there`() throws {
    let desk = try TemporaryDesk()
    try desk.run()
    let early = try Data(contentsOf: URL(fileURLWithPath: desk.storePath))
    try desk.take(.paying("INV-2026-4711", "100.00"))
    let index = try desk.index()
    #expect(try index.receipts().lines.count == 1)

    for end in ["-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: desk.storePath + end)
    }
    try FileManager.default.removeItem(atPath: desk.storePath)
    try early.write(to: URL(fileURLWithPath: desk.storePath))

    try index.follow()

    #expect(try index.receipts().lines.count == 0)
    #expect(try desk.index().receipts().lines.count == 0)
  }

  @Test func `an index that is deleted while it is used is made anew when it is followed next`()
    throws
  {
    let desk = try TemporaryDesk.booked()
    let index = try desk.index()
    for end in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: desk.indexPath + end)
    }

    try index.follow()

    #expect(try index.receipts().lines.count == 3)
    #expect(try desk.index().receipts().lines.count == 3)
  }

  @Test func `without a store there is nothing to follow, and nothing to read`() throws {
    let desk = try TemporaryDesk()
    let index = try DeskIndex(desk.indexPath, store: desk.storePath)

    #expect(throws: StoreError.self) { try index.follow() }
    #expect(throws: EnquiryError.self) { try index.receipts() }
    #expect(!index.isMade)
  }

  @Test func `many events are taken in by several transactions`() throws {
    let desk = try TemporaryDesk.booked()
    let index = try desk.index()
    let store = try SQLiteStore(desk.storePath, for: .write)
    try store.commit(CommitTerms(actor: "quittance", recordedAt: "2026-03-11T18:00:00Z")) { log in
      for number in 1...6000 {
        try log.event(
          NewEvent(
            .alertRaised, subject: "A\(number)",
            rows: [StateTable.alerts.adding(["A\(number)", "gap", "DE1", "", "a gap"])]))
      }
    }
    try store.close()

    try index.follow()

    #expect(index.followed == (try desk.store().lastSequence()))
    #expect(try index.alerts().first?.id == "A6000")
    #expect(try index.alerts().first?.at == "2026-03-11T18:00:00Z")
  }
}
