import Testing

@testable import Access

@Suite struct PeopleTests {
  private let place: TemporaryAccess
  private let start = TemporaryAccess.start

  init() throws { place = try TemporaryAccess() }

  @Test func `people are listed by name, with what they are`() throws {
    let file = try place.open()
    for (name, role) in [("carol", Role.admin), ("alice", .clerk), ("Bob", .viewer)] {
      try file.addPerson(name: name, role: role, password: rightPassword, by: "root", at: start)
    }

    let people = try file.people()

    #expect(people.map(\.name) == ["Bob", "alice", "carol"])
    #expect(people.map(\.role) == [.viewer, .clerk, .admin])
    #expect(people.allSatisfy { !$0.isDisabled && $0.createdAt == start })
    #expect(try file.person(named: "alice") == people[1])
    #expect(try file.person(named: "Alice") == nil)
  }

  @Test(arguments: ["a", "a.b_c-d@example.com", "0", String(repeating: "x", count: 64)])
  func `letters, figures and four marks make a name`(name: String) throws {
    let file = try place.open()

    try file.addPerson(name: name, role: .viewer, password: rightPassword, by: "root", at: start)

    #expect(file.refusal(name, rightPassword, at: start) == nil)
  }

  @Test(arguments: [
    "", " ", "a b", "a/b", "a\n", "a\0", "Müller", "аlice", "alice\u{301}", "<b>", "a'--",
    String(repeating: "x", count: 65),
  ])
  func `what is no name is refused`(name: String) throws {
    let file = try place.open()

    let refused = code {
      try file.addPerson(name: name, role: .viewer, password: rightPassword, by: "root", at: start)
    }

    #expect(refused == .nameUnusable)
    #expect(try file.people() == [])
  }

  @Test(arguments: ["alice", "Alice", "ALICE"])
  func `nobody can pass for another by case`(name: String) throws {
    let file = try place.openWithAlice()

    let refused = code {
      try file.addPerson(name: name, role: .admin, password: rightPassword, by: "root", at: start)
    }

    #expect(refused == .nameTaken)
    #expect(try file.people().count == 1)
  }

  @Test func `what nobody is called cannot be changed`() throws {
    let file = try place.openWithAlice()

    #expect(
      code { try file.setRole(of: "Alice", to: .admin, by: "root", at: start) } == .personUnknown)
    #expect(
      code { try file.setPassword(of: "bob", to: rightPassword, by: "root", at: start) }
        == .personUnknown)
    #expect(
      code { try file.setDisabled(of: "bob", to: true, by: "root", at: start) } == .personUnknown)
    #expect(code { try file.endSessions(of: "bob", by: "root", at: start) } == .personUnknown)
    #expect(code { _ = try file.tokens(of: "bob") } == .personUnknown)
  }

  @Test func `an error says what is wrong, what is expected, and its code`() throws {
    let file = try place.openWithAlice()

    let error = #expect(throws: AccessError.self) {
      try file.addPerson(
        name: "ALICE", role: .admin, password: rightPassword, by: "root", at: start)
    }

    #expect(
      error.map { "\($0)" }
        == "the name ALICE is taken by alice; expected a name that differs from all others in more "
        + "than case (nameTaken)")
  }

  @Test func `every change of people and tokens is kept, with who made it`() throws {
    let file = try place.openWithAlice()
    try file.setRole(of: "alice", to: .supervisor, by: "carol", at: start + 1)
    try file.setPassword(of: "alice", to: "another long one", by: "carol", at: start + 2)
    try file.setDisabled(of: "alice", to: true, by: "carol", at: start + 3)
    try file.setDisabled(of: "alice", to: false, by: "carol", at: start + 4)
    try file.endSessions(of: "alice", by: "carol", at: start + 5)
    _ = try file.newToken(
      for: "alice", name: "bi", scopes: [.see], expires: start + 100, by: "alice", at: start + 6)
    try file.revoke(1, by: "carol", at: start + 7)

    let changes = try file.changes(last: 100).reversed().map {
      "\($0.at - start) \($0.by) \($0.kind) \($0.person) \($0.detail)"
    }

    #expect(
      changes == [
        "0 root personAdded alice clerk", "1 carol roleSet alice supervisor",
        "2 carol passwordSet alice ", "3 carol disabled alice ", "4 carol enabled alice ",
        "5 carol sessionsEnded alice ", "6 alice tokenMade alice 1 bi",
        "7 carol tokenRevoked alice 1 bi",
      ])
  }

  @Test func `a change that failed leaves no trace in the list`() throws {
    let file = try place.openWithAlice()

    _ = code { try file.setRole(of: "bob", to: .admin, by: "carol", at: start) }

    #expect(try file.changes(last: 100).count == 1)
  }
}
