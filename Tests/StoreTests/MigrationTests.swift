import Foundation
import LedgerFiles
import Testing

@testable import Store

/// Stores as past releases wrote them, one file each; every new version of the schema adds one.
@Suite("Stores of past releases")
struct MigrationTests {
  private let place: TemporaryStore

  init() throws { place = try TemporaryStore() }

  private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures")

  static let releases = [1]

  /// Puts the store of a release where the test works.
  private func lay(_ version: Int) throws {
    try FileManager.default.copyItem(
      at: Self.fixtures.appendingPathComponent("version-\(version).sqlite"),
      to: URL(fileURLWithPath: place.path))
  }

  private func version() throws -> Int64 {
    try SQLiteStore(place.path, for: .read).schemaVersion()
  }

  @Test func `there is a store of every past release`() throws {
    let held = try FileManager.default.contentsOfDirectory(atPath: Self.fixtures.path)
    #expect(held.sorted() == Self.releases.map { "version-\($0).sqlite" })
    #expect(Int64(Self.releases.count) == StoreSchema.version - 1)
  }

  @Test(arguments: releases)
  func `a store of a past release is read as it is, what it lacks being empty`(
    release: Int
  ) throws {
    try lay(release)

    let reader = try SQLiteStore(place.path, for: .read)

    for table in StateTable.all where table.since > release {
      #expect(try reader.rows(of: table) == [], "\(table.name)")
      #expect(try reader.count(of: table) == 0)
      #expect(try reader.rows(of: table, where: "key", is: "D-1") == [])
      #expect(try reader.lastRows(of: table, count: 1) == [])
      #expect(try reader.rows(of: table, where: "key", isAnyOf: ["D-1"]) == [])
      try reader.snapshot { snapshot in
        try snapshot.eachRow(of: table) { Issue.record("\($0)") }
      }
    }
    #expect(try reader.checkChain().holds)
    #expect(try reader.checkReplay().filter { !$0.holds } == [])
    #expect(try version() == Int64(release))
  }

  @Test(arguments: releases)
  func `opened for writing it is of this release, its state and its log as they were`(
    release: Int
  ) throws {
    try lay(release)
    let before = try SQLiteStore(place.path, for: .read)
    let (state, last) = (try before.digest(), try before.lastSequence())
    try before.close()

    let store = try place.open()

    #expect(try store.digest() == state && store.lastSequence() == last)
    #expect(try store.checkChain().holds)
    #expect(try store.checkReplay().filter { !$0.holds } == [])
    #expect(try store.checkFile().holds)
    #expect(try version() == StoreSchema.version)
  }

  @Test func `what a release of version 1 knew is all there`() throws {
    try lay(1)

    let store = try place.open()

    #expect(
      try store.events(1...9).map(\.kind.rawValue) == [
        "ledger.loaded", "batch.booked", "receipt.decided", "receipt.decided", "person.decided",
        "person.decided", "person.decided", "file.quarantined", "person.decided",
      ])
    let disputes = try #require(StateTable.named("disputes"))
    #expect(
      try store.rows(of: disputes).map { "\($0.cells[0]) \($0.cells[7]) \($0.cells[10])" } == [
        "D-1 open asked the carrier", "D-2 resolved price list",
        "D-ac8a473b8d23af4a-1 open ",
      ])
  }

  @Test func `a reader that had it open sees the new tables once they are there`() throws {
    try lay(1)
    let reader = try SQLiteStore(place.path, for: .read)
    #expect(try reader.count(of: .cases) == 0)

    let store = try place.open()
    try store.commit(.now()) { log in
      try log.event(
        NewEvent(
          .caseChanged, subject: "D-1",
          rows: [StateTable.cases.adding(["D-1", "bob", "", "open", ""])]))
    }

    #expect(try reader.rows(of: .cases).map(\.record) == ["D-1,bob,,open,"])
    #expect(try store.checkReplay().filter { !$0.holds } == [])
  }

  @Test func `where a table cannot be made the store stays as it was`() throws {
    try lay(1)
    // The last of the new tables stands in the way: the one before it must not be left behind.
    try place.run("CREATE TABLE attachments(x)")

    #expect(throws: StoreError.self) { _ = try place.open() }

    #expect(try version() == 1)
    // It could not be made if it were there.
    try place.run("CREATE TABLE cases(x)")
  }
}
