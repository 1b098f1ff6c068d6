import Testing

@testable import Access

@Suite struct TokenTests {
  private let place: TemporaryAccess
  private let start = TemporaryAccess.start

  init() throws { place = try TemporaryAccess() }

  private func token(
    _ file: AccessFile, _ scopes: Set<Permission> = [.see, .decide], name: String = "bi",
    for length: Int64 = 86_400
  ) throws -> String {
    try file.newToken(
      for: "alice", name: name, scopes: scopes, expires: start + length, by: "alice", at: start)
  }

  @Test func `a token may what it was made for`() throws {
    let file = try place.openWithAlice(.supervisor)

    let plain = try token(file)
    let grant = try file.token(plain, at: start)

    #expect(plain.wholeMatch(of: /qt_[A-Za-z0-9_-]{43}/) != nil)
    #expect(grant?.person == "alice" && grant?.name == "bi" && grant?.tokenID == 1)
    #expect(grant?.permissions == [.see, .decide])
    #expect(grant?.may(.approve) == false)
  }

  @Test func `and never more than its person may at the moment`() throws {
    let file = try place.openWithAlice()
    let plain = try token(file)

    try file.setRole(of: "alice", to: .viewer, by: "carol", at: start)
    #expect(try file.token(plain, at: start)?.permissions == [.see])
    try file.setRole(of: "alice", to: .supervisor, by: "carol", at: start)
    #expect(try file.token(plain, at: start)?.permissions == [.see, .decide])
  }

  @Test func `it is not taken once it is over, revoked, or its person disabled`() throws {
    let file = try place.openWithAlice()
    let (plain, other) = (try token(file), try token(file))

    #expect(try file.token(plain, at: start + 86_399) != nil)
    #expect(try file.token(plain, at: start + 86_400) == nil)
    try file.revoke(1, of: "alice", by: "alice", at: start + 1)
    #expect(try file.token(plain, at: start + 1) == nil)
    try file.setDisabled(of: "alice", to: true, by: "carol", at: start + 2)
    #expect(try file.token(other, at: start + 2) == nil)
    try file.setDisabled(of: "alice", to: false, by: "carol", at: start + 3)
    #expect(try file.token(other, at: start + 3) != nil)
  }

  @Test func `it is listed without its text, with its last use to the minute`() throws {
    let file = try place.openWithAlice()
    let plain = try token(file)
    _ = try token(file, [.see], name: "other")
    _ = try file.token(plain, at: start + 100)
    _ = try file.token(plain, at: start + 159)
    try file.revoke(2, by: "carol", at: start + 200)

    let tokens = try file.tokens(of: "alice")

    #expect(tokens.map(\.id) == [2, 1])
    #expect(tokens.map(\.name) == ["other", "bi"])
    #expect(tokens.map(\.usedAt) == [nil, start + 100])
    #expect(tokens.map(\.revokedAt) == [start + 200, nil])
    #expect(tokens.map { $0.isLive(at: start + 300) } == [false, true])
    #expect(tokens[1].scopes == [.see, .decide])
  }

  @Test func `only its person, or whoever may manage people, can revoke it`() throws {
    let file = try place.openWithAlice()
    try file.addPerson(name: "bob", role: .clerk, password: rightPassword, by: "root", at: start)
    let plain = try token(file)

    #expect(code { try file.revoke(1, of: "bob", by: "bob", at: start) } == .tokenUnknown)
    #expect(code { try file.revoke(2, by: "carol", at: start) } == .tokenUnknown)
    #expect(try file.token(plain, at: start) != nil)
    try file.revoke(1, by: "carol", at: start)
    try file.revoke(1, by: "carol", at: start + 9)
    #expect(try file.tokens(of: "alice").map(\.revokedAt) == [start])
  }

  @Test func `a scope that the role has not, no scope, no name and no end are refused`() throws {
    let file = try place.openWithAlice()

    let refused: [AccessError.Code?] = [
      code { _ = try token(file, [.see, .approve]) }, code { _ = try token(file, []) },
      code { _ = try token(file, name: "") }, code { _ = try token(file, name: "a\u{202E}b") },
      code { _ = try token(file, name: String(repeating: "x", count: 65)) },
      code { _ = try token(file, for: 0) }, code { _ = try token(file, for: 367 * 86_400) },
    ]

    #expect(refused.allSatisfy { $0 == .tokenUnusable })
    #expect(try file.tokens(of: "alice") == [])
  }

  @Test func `what is no token is none, nor is a session's`() throws {
    let file = try place.openWithAlice()
    let plain = try token(file)
    let new = try file.signIn(name: "alice", password: rightPassword, from: "10.0.0.1", at: start)

    for wrong in [
      "", "qt_", new.token, "qt_" + new.token, String(plain.dropFirst(3)), plain + "A",
      "QT_" + plain.dropFirst(3),
    ] {
      #expect(try file.token(wrong, at: start) == nil, "\(wrong)")
    }
    #expect(try file.session(token: plain, at: start) == nil)
    #expect(try file.session(token: String(plain.dropFirst(3)), at: start) == nil)
  }
}
