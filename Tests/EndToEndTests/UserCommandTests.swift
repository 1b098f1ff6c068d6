import Foundation
import Testing

/// `quittance user` through the built program.
@Suite struct UserCommandTests {
  /// The first line of a file is a password; nothing has run here yet.
  private func place() throws -> PipelinePlace {
    let place = try PipelinePlace(more: "store: state/day.sqlite")
    try place.folder.write("a river of grey stones\n", to: "password")
    return place
  }

  private func user(_ place: PipelinePlace, _ arguments: String...) throws -> Program.Result {
    try Program.run(["user", "day.yaml"] + arguments, in: place.folder.url)
  }

  private func add(
    _ place: PipelinePlace, _ name: String, _ role: String
  ) throws -> Program.Result {
    try user(place, "add", name, "--role", role, "--password-file", "password")
  }

  @Test func `somebody is added, made something else, disabled and let in again`() throws {
    let place = try place()

    let results = [
      try add(place, "alice", "clerk"), try add(place, "bob", "viewer"),
      try user(place, "role", "alice", "supervisor"), try user(place, "disable", "bob"),
      try user(place, "list"), try user(place, "enable", "bob"), try user(place, "list"),
    ]

    #expect(results.allSatisfy { $0.status == 0 && $0.errors == "" }, "\(results)")
    let told = results.map {
      $0.output.replacing(/\d{4}-\d\d-\d\d/, with: "DAY")
    }
    #expect(
      told == [
        "alice is added as clerk\n", "bob is added as viewer\n", "alice is supervisor now\n",
        "bob is disabled; all sessions are ended\n",
        "alice  supervisor            since DAY  password of DAY\n"
          + "bob    viewer      disabled  since DAY  password of DAY\n",
        "bob is let in again\n",
        "alice  supervisor  since DAY  password of DAY\n"
          + "bob    viewer      since DAY  password of DAY\n",
      ])
  }

  @Test func `the file's owner alone can read it, and no password is in it`() throws {
    let place = try place()
    _ = try add(place, "alice", "clerk")

    let file = place.folder / "state/day.sqlite.access.sqlite"
    let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
    let bytes = try Data(contentsOf: file)

    #expect(mode as? Int == 0o600)
    #expect(bytes.range(of: Data("$scrypt$ln=17,r=8,p=1$".utf8)) != nil)
    #expect(bytes.range(of: Data("a river of grey stones".utf8)) == nil)
  }

  @Test func `a password comes from standard input, without its line end`() throws {
    let place = try place()

    let result = try Program.shell(
      "printf 'another long one\\r\\n' | $Q user day.yaml add alice --role admin"
        + " && printf 'short' | $Q user day.yaml password alice", in: place.folder.url)

    #expect(result.output == "alice is added as admin\n")
    #expect(result.status == 64)
    #expect(
      result.errorLines == [
        "day.yaml:1: error: the password has 5 bytes; expected 10 to 256 bytes that nobody would "
          + "try first (passwordUnusable)"
      ])
  }

  @Test func `at a terminal it is asked for twice, and what is typed is not shown`() throws {
    let place = try place()
    let script = """
      import os, pty, sys
      child, terminal = pty.fork()
      if child == 0:
          os.execv(sys.argv[1], [sys.argv[1], "user", "day.yaml", "add", sys.argv[2], "--role", "clerk"])
      shown, answers = b"", [a.encode() for a in sys.argv[3:]]
      while True:
          try: piece = os.read(terminal, 1024)
          except OSError: break
          if not piece: break
          shown += piece
          if piece.endswith(b": ") and answers: os.write(terminal, answers.pop(0))
      status = os.waitpid(child, 0)[1]
      sys.stdout.write(shown.decode().replace("\\r\\n", "\\n"))
      sys.exit(os.waitstatus_to_exitcode(status))
      """
    try place.folder.write(script, to: "type.py")
    func typed(_ name: String, _ keys: [String]) throws -> Program.Result {
      try Program.other(
        "sh", "-c",
        "cd '\(place.folder.url.path)' && exec python3 type.py '\(Program.executable.path)' \(name) "
          + keys.map { "'\($0)'" }.joined(separator: " "))
    }

    let right = try typed("alice", ["a river of greX\u{7F}y stones\r", "a river of grey stones\r"])
    let unequal = try typed("bob", ["a river of grey stones\r", "a river of gray stones\r"])
    let interrupted = try typed("carol", ["a river\u{3}"])
    let people = try user(place, "list")

    #expect(
      right.output == "Password for alice: \nThe same again: \nalice is added as clerk\n",
      "\(right)")
    #expect(right.status == 0)
    #expect(unequal.status == 64)
    #expect(unequal.output.contains("the two passwords are not the same"))
    #expect(!unequal.output.contains("river"))
    #expect(interrupted.status == 130 && interrupted.output == "Password for carol: \n")
    #expect(people.output.split(separator: "\n").count == 1)
  }

  @Test func `a token is printed once, listed without its text, and revoked`() throws {
    let place = try place()
    _ = try add(place, "alice", "clerk")

    let made = try user(
      place, "token", "alice", "--name", "bi tool", "--scope", "see", "--scope", "decide")
    let listed = try user(place, "tokens", "alice")
    let revoked = try user(place, "revoke", "1")
    let after = try user(place, "tokens", "alice")
    let beyond = try user(place, "token", "alice", "--name", "x", "--scope", "approve")

    #expect(made.output.wholeMatch(of: /qt_[A-Za-z0-9_-]{43}\n/) != nil, "\(made)")
    #expect(
      listed.output.replacing(/\d{4}-\d\d-\d\d/, with: "DAY")
        == "1  until DAY  decide,see  never used  bi tool\n")
    #expect(revoked.output == "token 1 is revoked\n")
    #expect(after.output.hasPrefix("1  revoked "))
    #expect(beyond.status == 64)
    #expect(
      beyond.errorLines == [
        "day.yaml:1: error: a clerk has not the scope approve; expected some of attach decide see "
          + "undo useTokens (tokenUnusable)"
      ])
  }

  @Test(arguments: [
    (["dance"], "The value 'dance' is invalid"), (["add", "alice"], "add needs --role"),
    (["add", "--role", "clerk"], "add needs NAME"), (["list", "alice"], "list has no NAME"),
    (["role", "alice"], "role needs ROLE"), (["role", "alice", "owner"], "'owner' is invalid"),
    (["disable", "alice", "--role", "clerk"], "disable has no --role"),
    (["token", "alice", "--name", "x"], "token needs --scope"),
    (["token", "alice", "--scope", "see"], "token needs --name"),
    (["token", "alice", "--name", "x", "--scope", "all"], "'all' is invalid"),
    (["token", "alice", "--name", "x", "--scope", "see", "--days", "367"], "expected 1 to 366"),
    (["list", "--days", "3"], "list has no --days"), (["revoke"], "revoke needs ID"),
    (["list", "--password-file", "password"], "list has no --password-file"),
    (["list", "--by", ""], "--by is the name of a person"),
  ])
  func `wrong usage is 64 and says why`(arguments: [String], told: String) throws {
    let place = try place()

    let result = try Program.run(["user", "day.yaml"] + arguments, in: place.folder.url)

    #expect(result.status == 64)
    #expect(result.errors.contains(told), "\(result.errors)")
    #expect(!place.has("state/day.sqlite.access.sqlite"))
  }

  @Test func `before anybody is added there is nobody: 66`() throws {
    let place = try place()

    let result = try user(place, "list")

    #expect(result.status == 66)
    #expect(
      result.errorLines == [
        "day.yaml:1: error: there is no access file at ./state/day.sqlite.access.sqlite; expected "
          + "somebody to be added with `quittance user` (missing)"
      ])
  }

  @Test func `names and numbers of nobody are 64, a file of others is 65`() throws {
    let place = try place()
    _ = try add(place, "alice", "clerk")

    let results = [
      try add(place, "ALICE", "clerk"), try add(place, "a b", "clerk"),
      try user(place, "password", "Alice", "--password-file", "password"),
      try user(place, "revoke", "7"), try user(place, "revoke", "seven"),
    ]
    try place.folder.write("not a database", to: "state/day.sqlite.access.sqlite")
    let foreign = try user(place, "list")

    #expect(results.map(\.status) == [64, 64, 64, 64, 64])
    for (result, told) in zip(
      results, ["(nameTaken)", "(nameUnusable)", "(personUnknown)", "(tokenUnknown)", "'seven'"])
    {
      #expect(result.errors.contains(told), "\(result.errors)")
    }
    #expect(foreign.status == 65 && foreign.errors.contains("(notAnAccessFile)"))
  }

  @Test func `several processes add people at the same moment`() throws {
    let place = try place()

    let result = try Program.shell(
      """
      printf '%s\\n' a b c d e f | xargs -P 6 -I NAME \
        $Q user day.yaml add NAME --role viewer --password-file password
      $Q user day.yaml list
      """, in: place.folder.url)

    #expect(result.errors == "")
    #expect(
      result.output.split(separator: "\n").suffix(6).map { $0.prefix(1) }
        == ["a", "b", "c", "d", "e", "f"])
  }
}
