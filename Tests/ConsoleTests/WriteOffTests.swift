import Enquiry
import HTTPTypes
import Money
import Receivables
import Testing

@testable import Console

/// A part of a document is written off once, however often it is sent.
@Suite("Writing off")
struct WriteOffTests {
  private static let key = DocumentKey("C2009", "INV-70402")

  private func open(_ console: TemporaryConsole) throws -> String? {
    try console.office.followed().item(Self.key)?.open.decimal
  }

  @Test func `a part that is sent twice is written off once`() async throws {
    let console = try TemporaryConsole()

    let (page, first, second) = try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      let path = "/items/C2009/INV-70402"
      let fields = [("amount", "2.00"), ("seen", "900.00")]
      return (
        try await clerk.get(path).text, try await clerk.post(path + "/write-off", fields),
        try await clerk.post(path + "/write-off", fields)
      )
    }

    #expect(page.contains("name=\"seen\" value=\"900.00\""))
    #expect(first.status == 303, "\(first.text)")
    #expect(second.status == 409)
    #expect(second.text.contains("Of INV-70402 898.00 USD is open now, and was 900.00 USD"))
    #expect(try open(console) == "898.00")
  }

  @Test func `a document that was written off meanwhile is a conflict`() async throws {
    let console = try TemporaryConsole()

    let second = try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      let path = "/items/C2009/INV-70402/write-off"
      _ = try await clerk.post(path, [("amount", "900.00"), ("seen", "900.00")])
      return try await clerk.post(path, [("amount", "1.00"), ("seen", "900.00")])
    }

    #expect(second.status == 409)
    #expect(second.text.contains("INV-70402 of C2009 is cleared"))
  }

  @Test func `a program that says what it saw writes off nothing else`() async throws {
    let console = try TemporaryConsole()

    try await console.with { stranger in
      let program = try stranger.program("clerk")
      let path = "/documents/C2009/INV-70402/write-offs"
      let seen = #"{"amount":"2.00","seen":"900.00"}"#
      let first = try await program.api(path, sending: seen)
      let second = try await program.api(path, sending: seen)
      let blind = try await program.api(path, sending: #"{"amount":"2.00"}"#)
      let odd = try await program.api(path, sending: #"{"amount":"2.00","seen":"1.005"}"#)

      #expect([first, second, blind, odd].map(\.status) == [200, 409, 200, 422])
      #expect(try odd.word("parameter") == "seen")
    }
    #expect(try open(console) == "896.00")
  }
}
