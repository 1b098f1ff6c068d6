import Foundation
import Testing

@testable import Access

@Suite struct OpeningTests {
  private let place: TemporaryAccess
  private let start = TemporaryAccess.start

  init() throws { place = try TemporaryAccess() }

  private func mode() throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: place.path)[.posixPermissions] as? Int
  }

  @Test func `it lies beside the store, and its owner alone can read it`() throws {
    #expect(AccessFile.path(besideStore: "/x/day.sqlite") == "/x/day.sqlite.access.sqlite")

    try place.openWithAlice().close()
    #expect(try mode() == 0o600)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: place.path)
    try place.open().close()
    #expect(try mode() == 0o600)
  }

  @Test func `none is made where one must be`() throws {
    #expect(code { _ = try place.open(making: false) } == .missing)
    #expect(!FileManager.default.fileExists(atPath: place.path))
  }

  @Test func `what was committed is there for whoever opens it next`() throws {
    try place.openWithAlice().close()

    #expect(try place.open(making: false).people().map(\.name) == ["alice"])
    #expect(try place.run("PRAGMA journal_mode") == "delete\n")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: place.folder.path).allSatisfy {
        !$0.hasSuffix("-wal")
      })
  }

  @Test func `two have it open at once, and see what the other did`() async throws {
    let (one, other) = (try place.openWithAlice(), try place.open())
    let new = try one.signIn(name: "alice", password: rightPassword, from: "10.0.0.1", at: start)

    #expect(try other.session(token: new.token, at: start) == new.session)
    try other.setDisabled(of: "alice", to: true, by: "root", at: start)
    #expect(try one.session(token: new.token, at: start) == nil)

    let start = start
    let added = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<40 {
        let file = number.isMultiple(of: 2) ? one : other
        group.addTask {
          (try? file.addPerson(
            name: "p\(number / 2)", role: .viewer, password: rightPassword, by: "root", at: start))
            != nil
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(added.filter { $0 }.count == 20)
    #expect(try one.people().count == 21 && other.people().count == 21)
  }

  @Test func `another process writes while it is open`() throws {
    let file = try place.openWithAlice()

    try place.run("UPDATE people SET role = 'admin'")

    #expect(try file.person(named: "alice")?.role == .admin)
  }

  @Test func `two that make it at the same moment make one`() async throws {
    for _ in 0..<10 {
      let place = try TemporaryAccess()
      let opened = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<4 { group.addTask { (try? place.open()) != nil } }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(opened.allSatisfy { $0 })
    }
  }

  @Test func `a file that is none of ours is refused and left alone`() throws {
    let text = Data("not a database at all, but long enough to be read as one".utf8)
    try text.write(to: URL(fileURLWithPath: place.path))
    #expect(code { _ = try place.open() } == .notAnAccessFile)
    #expect(try Data(contentsOf: URL(fileURLWithPath: place.path)) == text)

    try FileManager.default.removeItem(atPath: place.path)
    try place.run("CREATE TABLE theirs(x)")
    let theirs = try Data(contentsOf: URL(fileURLWithPath: place.path))
    #expect(code { _ = try place.open() } == .notAnAccessFile)
    #expect(try Data(contentsOf: URL(fileURLWithPath: place.path)) == theirs)
  }

  @Test func `a folder, and a file of a later version, are refused`() throws {
    try FileManager.default.createDirectory(
      atPath: place.path, withIntermediateDirectories: true)
    #expect(code { _ = try place.open() } == .notAnAccessFile)
    try FileManager.default.removeItem(atPath: place.path)

    try place.open().close()
    try place.run("PRAGMA user_version = 99")
    #expect(code { _ = try place.open() } == .tooNew)
  }

  @Test func `a damaged file is refused`() throws {
    let file = try place.openWithAlice()
    for number in 0..<300 {
      try file.note(
        denial: Denial(
          at: start, who: "x", address: "10.0.0.1", method: "GET", path: "/\(number)", why: "test"))
    }
    try file.close()
    var bytes = try Data(contentsOf: URL(fileURLWithPath: place.path))
    for page in stride(from: 4096, to: bytes.count, by: 4096) {
      bytes.replaceSubrange(page..<(page + 64), with: Data(repeating: 0xEE, count: 64))
    }
    try bytes.write(to: URL(fileURLWithPath: place.path))

    #expect(code { _ = try place.open() } == .damaged)
  }

  @Test func `a role that there is not is damage, and lets nobody do anything`() throws {
    let file = try place.openWithAlice()
    let new = try file.signIn(name: "alice", password: rightPassword, from: "10.0.0.1", at: start)
    try place.run("UPDATE people SET role = 'owner'")

    #expect(code { _ = try file.session(token: new.token, at: start) } == .damaged)
    #expect(code { _ = try file.people() } == .damaged)
    #expect(file.refusal("alice", rightPassword, at: start) == .unavailable)
  }
}
