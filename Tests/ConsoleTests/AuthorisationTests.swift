import Access
import HTTPTypes
import Pipeline
import Testing

@testable import Console

/// Every route, for everybody who may ask: the expected answer follows from the table of permissions
/// alone, so that a new route without one is denied, and one with the wrong one is found.
@Suite("Who may ask for what")
struct AuthorisationTests {
  /// What stands in the names of a path: things that are there, that never were, and that mean harm.
  private static let objects = [
    "F1", "N1", "nobody", "C1", "..%2F..%2Fetc%2Fpasswd", "%27%20OR%201%3D1%20--",
    "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
  ]

  private static func address(_ route: Route, _ object: String) -> String {
    route.path.replacing(/\{[a-z]+\}/, with: object)
  }

  @Test func `every route but the open ones asks for a permission`() {
    for route in RouteTable.all {
      #expect((route.kind == .open) == (route.permission == nil), "\(route.method) \(route.path)")
    }
    #expect(
      RouteTable.all.filter { $0.kind == .open }.map(\.path).sorted() == [
        "/assets/{name}", "/sign-in", "/sign-in",
      ])
  }

  @Test func `no two routes are the same`() {
    let names = RouteTable.all.map { "\($0.method) \($0.path)" }
    #expect(Set(names).count == names.count)
  }

  @Test func `whoever may not is told so, and whoever may is answered`() async throws {
    let many = RequestLimits(perMinute: 1_000_000, strangersPerMinute: 1_000_000)
    let console = try TemporaryConsole(limits: many)
    var asked = 0
    for role in Role.allCases {
      let found: (asked: Int, wrong: [String]) = try await console.with { stranger in
        let browser = try await stranger.signedIn(role.rawValue)
        return try await Self.walk(browser, role.permissions, isKnown: true)
      }
      asked += found.asked
      #expect(found.wrong == [], "\(role)")
    }
    for (name, prepare) in Self.principals {
      let found: (asked: Int, wrong: [String]) = try await console.with { stranger in
        let (browser, permissions, isKnown) = try await prepare(stranger)
        return try await Self.walk(browser, permissions, isKnown: isKnown)
      }
      asked += found.asked
      #expect(found.wrong == [], "\(name)")
    }
    #expect(asked >= 2000, "only \(asked) requests")
  }

  private typealias Principal =
    @Sendable (Browser) async throws -> (
      Browser, Set<Permission>, Bool
    )

  /// Those beside people who are signed in.
  private static let principals: [(String, Principal)] = [
    ("anonymous", { ($0, [], false) }),
    (
      "signed out",
      { stranger in
        let browser = try await stranger.signedIn("clerk")
        _ = try await browser.post("/sign-out")
        return (browser, [], false)
      }
    ),
    (
      "disabled meanwhile",
      { stranger in
        let browser = try await stranger.signedIn("supervisor")
        let access = stranger.console.access
        try access.setDisabled(of: "supervisor", to: true, by: "test", at: TemporaryConsole.start)
        return (browser, [], false)
      }
    ),
    (
      "role lowered during the session",
      { stranger in
        let access = stranger.console.access
        try access.setDisabled(of: "supervisor", to: false, by: "test", at: TemporaryConsole.start)
        let browser = try await stranger.signedIn("supervisor")
        try access.setRole(of: "supervisor", to: .viewer, by: "test", at: TemporaryConsole.start)
        return (browser, Role.viewer.permissions, true)
      }
    ),
    (
      "a token that may see",
      { stranger in
        var browser = stranger
        browser.bearer = try stranger.console.access.newToken(
          for: "clerk", name: "see", scopes: [.see], expires: TemporaryConsole.start + 86_400,
          by: "test", at: TemporaryConsole.start)
        return (browser, [.see], true)
      }
    ),
    (
      "a token of a clerk who became a viewer",
      { stranger in
        let program = try stranger.program("clerk")
        let access = stranger.console.access
        try access.setRole(of: "clerk", to: .viewer, by: "test", at: TemporaryConsole.start)
        return (program, Role.viewer.permissions, true)
      }
    ),
    (
      "a token of somebody who was disabled",
      { stranger in
        let program = try stranger.program("clerk")
        let access = stranger.console.access
        try access.setDisabled(of: "clerk", to: true, by: "test", at: TemporaryConsole.start)
        return (program, [], false)
      }
    ),
    (
      "a token that was revoked",
      { stranger in
        let program = try stranger.program("admin")
        let access = stranger.console.access
        for token in try access.tokens(of: "admin") {
          try access.revoke(token.id, by: "test", at: TemporaryConsole.start)
        }
        return (program, [], false)
      }
    ),
    (
      "a token whose time is over",
      { stranger in
        var program = stranger
        program.bearer = try stranger.console.access.newToken(
          for: "admin", name: "short", scopes: [.see], expires: TemporaryConsole.start + 600,
          by: "test", at: TemporaryConsole.start)
        stranger.console.advance(601)
        return (program, [], false)
      }
    ),
    (
      "a token that is none",
      { stranger in
        var browser = stranger
        browser.bearer = "qt_" + String(repeating: "A", count: 43)
        return (browser, [], false)
      }
    ),
    (
      "a session that is none",
      { stranger in
        var browser = stranger
        browser.cookie = "quittance=" + String(repeating: "A", count: 43)
        return (browser, [], false)
      }
    ),
  ]

  /// Asks for everything; signing out comes last, or nothing else would be answered.
  private static func walk(
    _ browser: Browser, _ permissions: Set<Permission>, isKnown: Bool
  ) async throws -> (asked: Int, wrong: [String]) {
    var asked = 0
    var wrong: [String] = []
    for route in RouteTable.all where route.path != "/sign-out" && route.kind != .open {
      let hasNames = route.path.contains("{")
      for object in hasNames ? objects : [objects[0]] {
        let path = address(route, object)
        let answer =
          route.method == .get
          ? try await browser.get(path)
          : route.kind == .api
            ? try await browser.ask(
              route.method, path, body: "{}", type: "application/json",
              headers: [("X-CSRF-Token", browser.csrf)])
            : try await browser.post(path)
        asked += 1
        let may = route.permission.map(permissions.contains) ?? false
        let isRefused =
          isKnown
          ? answer.status == 403 && answer.text.contains("it needs the permission")
          : route.kind == .api
            ? answer.status == 401
            : answer.status == 303 && answer.location.hasPrefix("/sign-in")
        if isRefused == may || answer.status >= 500 {
          wrong.append("\(route.method) \(path): \(answer.status)")
        }
      }
    }
    return (asked, wrong)
  }

  @Test func `every refusal is written down`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let viewer = try await stranger.signedIn("viewer")
      _ = try await viewer.post("/decisions/N1/undo")
    }
    let denial = try #require(try console.access.denials(last: 10).first)
    #expect(
      [denial.who, denial.method, denial.path, denial.why]
        == ["viewer", "POST", "/decisions/N1/undo", "viewer may not undo"])
  }

  @Test func `not there and not yours look alike`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let viewer = try await stranger.signedIn("viewer")
      let one = try await viewer.get("/customers/C999999")
      let other = try await viewer.get("/nothing/like/this")
      #expect([one.status, other.status] == [404, 404])
      #expect(one.text == other.text)
    }
  }
}
