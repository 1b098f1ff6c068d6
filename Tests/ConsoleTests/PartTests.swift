import Enquiry
import HTTPTypes
import Testing

@testable import Console

/// What the script asks for while somebody works, and what it is told where that cannot be given.
@Suite("Parts of a page")
struct PartTests {
  @Test(arguments: [
    (HTTPRequest.Method.get, "/items?open=1&q=INV"), (.get, "/"), (.get, "/no-such-page"),
    (.post, "/review/E-0000000000000000-1/decide"), (.post, "/review/E-0000000000000000-1/keep"),
  ])
  func `who is signed out is told so, and not led where a part was wanted`(
    method: HTTPRequest.Method, path: String
  ) async throws {
    let console = try TemporaryConsole()

    let answer = try await console.with { stranger in
      try await stranger.ask(
        method, path, body: method == .post ? "verb=lines&weigh=1" : nil,
        headers: [("X-Part", "1")])
    }

    #expect(answer.status == 401)
    #expect(answer.location == "")
    #expect(!answer.text.contains("<form"))
  }

  @Test func `what comes to is told outside of what is replaced`() async throws {
    let console = try TemporaryConsole()
    let waiting = try #require(try console.office.followed().exceptions().lines.first)

    let page = try await console.with { stranger in
      try await stranger.signedIn("clerk").get("/review/\(waiting.id)").text
    }

    let board = try #require(page.firstRange(of: "<div id=\"board\">"))
    let left = try #require(page.firstRange(of: "<output id=\"left\" aria-live=\"polite\""))
    let within = page[board.upperBound..<left.lowerBound]
    #expect(within.matches(of: /<div/).count + 1 == within.matches(of: /<\/div>/).count)
  }
}
