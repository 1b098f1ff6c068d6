import Foundation
import Testing

@testable import Access

@Suite("A copy of the access file")
struct CopyTests {
  private let place: TemporaryAccess

  init() throws { place = try TemporaryAccess() }

  @Test func `it has everybody in it, and only its owner can read it`() throws {
    let file = try place.openWithAlice(.supervisor)
    let target = place.folder.appendingPathComponent("copy.access.sqlite").path

    try file.copy(to: target)

    let mode = try FileManager.default.attributesOfItem(atPath: target)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let copy = try AccessFile(
      target, making: false, cost: TemporaryAccess.cheap,
      turn: HashingTurn(atOnce: 2, waitingMax: 64))
    #expect(try copy.person(named: "alice")?.role == .supervisor)
    #expect(copy.refusal("alice", rightPassword, at: TemporaryAccess.start) == nil)
  }

  @Test func `nothing that is there is written over`() throws {
    let file = try place.openWithAlice()
    let target = place.folder.appendingPathComponent("copy.access.sqlite")
    try Data("ours".utf8).write(to: target)

    #expect(code { try file.copy(to: target.path) } == .inputOutput)
    #expect(try Data(contentsOf: target) == Data("ours".utf8))
  }
}
