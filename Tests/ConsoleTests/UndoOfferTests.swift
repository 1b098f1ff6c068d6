import Enquiry
import HTTPTypes
import Pipeline
import Testing

@testable import Console

/// Undoing is offered to whoever may do it, and to nobody else.
@Suite("Undoing is offered")
struct UndoOfferTests {
  @Test(arguments: ["/decisions", "/review?done="])
  func `what is about a whole file is not offered to who may not undo files`(
    page: String
  ) async throws {
    let console = try TemporaryConsole()
    let report = try await console.office.decide {
      try $0.undo(file: "F1", by: "supervisor", note: "wrong company")
    }
    let address = page.hasSuffix("=") ? page + report.name : page

    let (clerk, supervisor) = try await console.with { stranger in
      (
        try await stranger.signedIn("clerk").get(address).text,
        try await stranger.signedIn("supervisor").get(address).text
      )
    }

    let form = "action=\"/decisions/\(report.name)/undo\""
    #expect(clerk.contains("/decisions/\(report.name)"))
    #expect(!clerk.contains(form))
    #expect(supervisor.contains(form))
  }
}
