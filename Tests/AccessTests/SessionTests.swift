import Foundation
import TestSupport
import Testing

@testable import Access

@Suite struct SessionTests {
  private let place: TemporaryAccess
  private let start = TemporaryAccess.start

  init() throws { place = try TemporaryAccess() }

  private func signIn(_ file: AccessFile, at moment: Int64? = nil) throws -> NewSession {
    try file.signIn(
      name: "alice", password: rightPassword, from: "10.0.0.1", at: moment ?? start)
  }

  @Test func `a session ends after half an hour without a request`() throws {
    let file = try place.openWithAlice()
    let token = try signIn(file).token
    let other = try signIn(file).token

    #expect(try file.session(token: token, at: start + 1799)?.expiresAt == start + 3599)
    #expect(try file.session(token: token, at: start + 3598) != nil)
    #expect(try file.session(token: other, at: start + 1800) == nil)
  }

  @Test func `it is renewed once a minute at most`() throws {
    let file = try place.openWithAlice()
    let token = try signIn(file).token
    let bytes = try place.bytes()

    #expect(try file.session(token: token, at: start + 59)?.expiresAt == start + 1800)
    #expect(try place.bytes() == bytes)
    #expect(try file.session(token: token, at: start + 60)?.expiresAt == start + 1860)
    #expect(try place.bytes() != bytes)
  }

  @Test func `it ends after twelve hours, however busy`() throws {
    let file = try place.openWithAlice()
    let token = try signIn(file).token
    let end = start + 12 * 3600

    for moment in stride(from: start, to: end, by: 1000) {
      #expect(try file.session(token: token, at: moment) != nil)
    }
    #expect(try file.session(token: token, at: end - 1)?.expiresAt == end)
    #expect(try file.session(token: token, at: end) == nil)
  }

  @Test func `a role counts from the next request on`() throws {
    let file = try place.openWithAlice(.supervisor)
    let token = try signIn(file).token
    #expect(try file.session(token: token, at: start)?.may(.approve) == true)

    try file.setRole(of: "alice", to: .viewer, by: "carol", at: start + 1)

    let session = try file.session(token: token, at: start + 1)
    #expect(session?.role == .viewer && session?.permissions == [.see, .useTokens])
  }

  @Test func `who is disabled has no session any more, nor after being let in again`() throws {
    let file = try place.openWithAlice()
    let token = try signIn(file).token

    try file.setDisabled(of: "alice", to: true, by: "carol", at: start)
    #expect(try file.session(token: token, at: start) == nil)
    try file.setDisabled(of: "alice", to: false, by: "carol", at: start)
    #expect(try file.session(token: token, at: start) == nil)
    #expect(file.refusal("alice", rightPassword, at: start) == nil)
  }

  @Test func `to sign out ends one session, to end them ends all`() throws {
    let file = try place.openWithAlice()
    let sessions = try (1...3).map { _ in try signIn(file) }

    try file.signOut(sessions[0].session)
    #expect(
      try sessions.map { try file.session(token: $0.token, at: start) != nil } == [
        false, true, true,
      ])
    try file.endSessions(of: "alice", by: "carol", at: start)
    #expect(try sessions.allSatisfy { try file.session(token: $0.token, at: start) == nil })
  }

  @Test func `nobody can choose the token of a session: each sign-in has its own`() throws {
    let file = try place.openWithAlice()
    let planted = String(repeating: "A", count: 43)
    #expect(try file.session(token: planted, at: start) == nil)

    let (one, other) = (try signIn(file), try signIn(file))

    #expect(one.token != other.token && one.session.id != other.session.id)
    #expect(one.session.csrfToken != other.session.csrfToken)
    #expect(try file.session(token: planted, at: start) == nil)
  }

  @Test(arguments: ["", "A", "%", "' OR 1=1 --", String(repeating: "é", count: 43)])
  func `what is no token is no session`(token: String) throws {
    let file = try place.openWithAlice()
    _ = try signIn(file)

    #expect(try file.session(token: token, at: start) == nil)
  }

  @Test func `a form is right with the token of its session alone`() throws {
    let file = try place.openWithAlice()
    let (one, other) = (try signIn(file), try signIn(file))
    let session = try #require(try file.session(token: one.token, at: start + 100))

    #expect(session.isRight(csrf: one.session.csrfToken))
    #expect(!session.isRight(csrf: other.session.csrfToken))
    #expect(!session.isRight(csrf: one.token))
    #expect(!session.isRight(csrf: ""))
    #expect(!session.isRight(csrf: session.csrfToken + "A"))
    #expect(!session.isRight(csrf: String(session.csrfToken.dropLast())))
  }

  @Test func `tokens are 256 bits of base64url`() throws {
    let file = try place.openWithAlice()
    let new = try signIn(file)

    #expect(new.token.wholeMatch(of: /[A-Za-z0-9_-]{43}/) != nil)
    #expect(new.session.csrfToken.wholeMatch(of: /[A-Za-z0-9_-]{43}/) != nil)
  }

  @Test func `nothing that opens a door is in the file`() throws {
    let file = try place.openWithAlice()
    let new = try signIn(file)
    let token = try file.newToken(
      for: "alice", name: "bi", scopes: [.see], expires: start + 100, by: "alice", at: start)

    let bytes = try place.bytes()

    for secret in [
      new.token, new.session.csrfToken, token, String(token.dropFirst(3)), rightPassword,
    ] {
      #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret)")
    }
    #expect(bytes.range(of: Data(Secret.digest(new.token))) != nil)
    #expect(bytes.range(of: Data("alice".utf8)) != nil)
  }

  @Test func `of too many sessions the one unused for longest ends`() throws {
    let file = try place.openWithAlice()
    let tokens = try (0..<11).map { try signIn(file, at: start + $0).token }

    let alive = try tokens.map { try file.session(token: $0, at: start + 11) != nil }

    #expect(alive == [false] + Array(repeating: true, count: 10))
  }

  @Test(arguments: SeededGenerator.seeds(10))
  func `however it is used, it lives as long as the rule says`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let file = try place.openWithAlice()
    let token = try signIn(file).token
    var (moment, seen) = (start, start)

    for step in 0..<80 {
      moment += Int64(random.pick([0, 1, 59, 60, 61, 900, 1700, 1799, 1800]))
      let isAlive = moment < seen + 1800 && moment < start + 43_200
      let session = try file.session(token: token, at: moment)
      #expect((session != nil) == isAlive, "seed \(seed), step \(step)")
      if isAlive, moment >= seen + 60 { seen = moment }
      if isAlive { #expect(session?.expiresAt == min(seen + 1800, start + 43_200)) }
    }
  }
}
