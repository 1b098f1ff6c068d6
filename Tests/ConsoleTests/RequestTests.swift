import Access
import Foundation
import HTTPTypes
import Pipeline
import Testing

@testable import Console

/// Requests as somebody sends them who wants in, or wants to break something.
@Suite("Hostile requests")
struct RequestTests {
  @Test func `a form without the session's token changes nothing`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      var clerk = try await stranger.signedIn("clerk")
      let other = try await stranger.signedIn("supervisor")
      for token in ["", "guess", other.csrf] {
        clerk.csrf = token
        let answer = try await clerk.post("/sign-out")
        #expect(answer.status == 403, "\(token)")
      }
      #expect(try await clerk.get("/").status == 200)
    }
  }

  @Test(arguments: [
    ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"),
    ("Origin", "https://evil.example"), ("Origin", "null"),
  ])
  func `a form from another site changes nothing`(header: String, value: String) async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      let answer = try await clerk.ask(
        .post, "/sign-out", body: Browser.encoded([("csrf", clerk.csrf)]),
        headers: [(header, value)])
      #expect(answer.status == 403)
      // The sign-in has no session yet, and is guarded all the same.
      let signIn = try await stranger.ask(
        .post, "/sign-in", body: "name=clerk&password=x", headers: [(header, value)])
      #expect(signIn.status == 403)
    }
  }

  @Test(arguments: ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", ""])
  func `a name that is not ours is not answered`(host: String) {
    let terms = ServingTerms(hosts: ServingTerms.local, isSecure: false)
    #expect(!terms.isOurs(host: host))
  }

  @Test(arguments: ["localhost", "localhost:8080", "127.0.0.1:80", "[::1]:8080", "LOCALHOST"])
  func `a name that is ours is answered`(host: String) {
    let terms = ServingTerms(hosts: ServingTerms.local, isSecure: false)
    #expect(terms.isOurs(host: host))
  }

  @Test(arguments: [
    "//evil.example", "/\\evil.example", "https://evil.example", "", "evil", "/\nSet-Cookie: a=b",
    "/a b", "javascript:alert(1)",
  ])
  func `nobody is led elsewhere after the sign-in`(place: String) async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let answer = try await stranger.ask(
        .post, "/sign-in",
        body: Browser.encoded([
          ("name", "clerk"), ("password", TemporaryConsole.password(of: "clerk")), ("then", place),
        ]))
      #expect(answer.status == 303 && answer.location == "/")
    }
  }

  @Test func `a session's name is another one after the sign-in`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      var browser = stranger
      browser.cookie = "quittance=chosen-by-somebody-else"
      let signedIn = try await browser.signedIn("clerk")
      #expect(signedIn.cookie != browser.cookie)
      #expect(try await browser.get("/review").status == 303)
      let answer = try await stranger.ask(
        .post, "/sign-in",
        body: Browser.encoded([
          ("name", "clerk"), ("password", TemporaryConsole.password(of: "clerk")),
        ]))
      #expect(answer.headers[.setCookie]?.contains("HttpOnly; SameSite=Lax") == true)
    }
  }

  @Test func `wrong passwords lock the name, and sound all alike`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      var texts: Set<String> = []
      for password in 0..<12 {
        let answer = try await stranger.ask(
          .post, "/sign-in",
          body: Browser.encoded([("name", "clerk"), ("password", "wrong number \(password)")]))
        #expect(answer.status == 401)
        texts.insert(answer.text)
      }
      let right = try await stranger.ask(
        .post, "/sign-in",
        body: Browser.encoded([
          ("name", "clerk"), ("password", TemporaryConsole.password(of: "clerk")),
        ]))
      #expect(right.status == 401)
      texts.insert(right.text)
      #expect(texts.count == 1)
    }
    #expect(try console.access.denials(last: 20).contains { $0.why.hasPrefix("locked") })
  }

  @Test func `a body beyond what a form has is not read`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      let answer = try await clerk.post(
        "/sign-out", [("more", String(repeating: "x", count: 1 << 13))])
      #expect(answer.status == 413)
      let open = try await stranger.ask(
        .post, "/sign-in", body: String(repeating: "x", count: 1 << 20))
      #expect(open.status == 413)
    }
  }

  @Test(arguments: ["/%", "/%zz", "/review?type=%", "/a%00b", "/%FF", "/review?x=%FF"])
  func `an address that is none is refused`(path: String) async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      #expect(try await clerk.get(path).status == 400)
    }
  }

  @Test func `every answer is strict with browsers`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      for path in ["/", "/sign-in", "/nothing", "/assets/icon.svg", "/files/F1/bytes"] {
        let answer = try await clerk.get(path)
        let policy = answer.headers[.init("Content-Security-Policy")!] ?? ""
        #expect(policy.contains("default-src 'none'"), "\(path)")
        #expect(!policy.contains("unsafe"), "\(path)")
        #expect(answer.headers[.init("X-Content-Type-Options")!] == "nosniff", "\(path)")
        #expect(answer.headers[.init("X-Frame-Options")!] == "DENY", "\(path)")
        #expect(answer.headers[.server] == nil, "\(path)")
      }
      #expect(try await clerk.get("/").headers[.cacheControl] == "no-store")
    }
  }

  @Test func `no page has a script or a style in it`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      for path in ["/", "/review", "/customers", "/receipts", "/files/F1", "/decisions", "/me"] {
        let page = try await clerk.get(path).text
        #expect(!page.contains(/<script(?! src="\/assets\/)/), "\(path)")
        #expect(!page.contains(/<style| style="| on[a-z]+="/), "\(path)")
      }
    }
  }

  @Test func `too many requests are sent away, and told when to come again`() async throws {
    let console = try TemporaryConsole(
      limits: RequestLimits(perMinute: 30_000, strangersPerMinute: 50))
    try await console.with { stranger in
      var statuses: Set<Int> = []
      for _ in 0..<30 { statuses.insert(try await stranger.get("/sign-in").status) }
      #expect(statuses == [200, 429])
    }
  }
}

@Suite("What the program is made with")
struct LicenceTests {
  @Test func `every package that it is built from is listed with its licence`() throws {
    let file = TemporaryConsole.root.appendingPathComponent("Package.resolved")
    let resolved = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
    let pins = try #require(resolved["pins"] as? [[String: Any]])
    // Only resolved for Hummingbird's own tests and options: nothing of it is built in.
    let unused: Set = ["async-http-client", "swift-configuration"]
    let names = Set(pins.compactMap { $0["identity"] as? String }).subtracting(unused)
    let listed = Set(LicencesPage.libraries.map(\.name))
    #expect(names.subtracting(listed) == [])
  }
}
