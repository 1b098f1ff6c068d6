import TestSupport
import Testing

@testable import Access

@Suite struct SignInTests {
  private let place: TemporaryAccess
  private let start = TemporaryAccess.start

  init() throws { place = try TemporaryAccess() }

  @Test func `the right name with the right password is let in`() throws {
    let file = try place.openWithAlice()

    let new = try file.signIn(name: "alice", password: rightPassword, from: "10.0.0.1", at: start)

    #expect(new.session.person == "alice" && new.session.role == .clerk)
    #expect(new.session.expiresAt == start + 1800)
    #expect(try file.session(token: new.token, at: start) == new.session)
  }

  @Test func `who is not let in reads the same, whatever the reason, and the audit knows it`()
    throws
  {
    let file = try place.openWithAlice()
    try file.addPerson(name: "bob", role: .clerk, password: rightPassword, by: "root", at: start)
    try file.setDisabled(of: "bob", to: true, by: "root", at: start)
    for _ in 1...5 { _ = file.refusal("carol", from: "10.9.9.9", at: start) }

    let refusals: [AccessRefusal] = [
      ("alice", wrongPassword, "10.0.0.1"), ("nobody", rightPassword, "10.0.0.2"),
      ("Alice", rightPassword, "10.0.0.2"), ("bob", rightPassword, "10.0.0.3"),
      ("bob", wrongPassword, "10.0.0.3"), ("carol", rightPassword, "10.0.0.4"),
      ("alice", rightPassword, "10.9.9.9"), ("", "", "10.0.0.4"), ("a\0b", "", "10.0.0.4"),
    ].compactMap { name, password, address in
      #expect(throws: AccessRefusal.self) {
        try file.signIn(name: name, password: password, from: address, at: start)
      }
    }

    #expect(
      refusals.map(\.code) == [
        .wrongPassword, .unknownName, .unknownName, .disabled, .wrongPassword, .lockedName,
        .lockedAddress, .unknownName, .unknownName,
      ])
    #expect(
      Set(refusals.map(\.text)) == [
        "This name with this password is not let in, or was tried too often; try again later."
      ])
  }

  @Test func `a new password ends what the old one opened`() throws {
    let file = try place.openWithAlice()
    let old = try file.signIn(name: "alice", password: rightPassword, from: "10.0.0.1", at: start)

    try file.setPassword(of: "alice", to: "another long one", by: "alice", at: start + 1)

    #expect(try file.session(token: old.token, at: start + 1) == nil)
    #expect(file.refusal("alice", rightPassword, at: start + 1) == .wrongPassword)
    #expect(file.refusal("alice", "another long one", at: start + 1) == nil)
    #expect(try file.person(named: "alice")?.passwordChangedAt == start + 1)
  }

  @Test func `a password is confirmed without a session, and counts as if to sign in`() throws {
    let file = try place.openWithAlice()

    try file.confirm(name: "alice", password: rightPassword, from: "10.0.0.1", at: start)
    for _ in 1...5 {
      #expect(throws: AccessRefusal.self) {
        try file.confirm(name: "alice", password: wrongPassword, from: "10.0.0.1", at: start)
      }
    }

    #expect(try place.run("SELECT count(*) FROM sessions") == "0\n")
    #expect(file.refusal("alice", rightPassword, from: "10.0.0.2", at: start) == .lockedName)
  }

  @Test func `a hash that cannot be read lets nobody in`() throws {
    let file = try place.openWithAlice()
    try place.run("UPDATE people SET password_hash = 'plain'")

    let refusal = #expect(throws: AccessRefusal.self) {
      try file.signIn(name: "alice", password: "plain", from: "10.0.0.1", at: start)
    }

    #expect(refusal?.code == .unavailable)
    #expect(refusal?.cause?.code == .damaged)
  }
}
