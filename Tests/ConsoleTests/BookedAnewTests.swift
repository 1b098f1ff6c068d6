import Enquiry
import HTTPTypes
import Money
import Receivables
import Testing

@testable import Console

/// A receipt that is booked to the last cent, and wrongly: booked anew in one step.
@Suite("Booking anew")
struct BookedAnewTests {
  private func exception(
    _ type: ExceptionType, _ console: TemporaryConsole,
    where fits: (ExceptionLine) throws -> Bool = { _ in true }
  ) throws -> ExceptionLine {
    let lines = try console.office.followed().exceptions(ExceptionLine.Filter(type: type)).lines
    return try #require(try lines.first(where: fits))
  }

  /// A short payment, and the line by which it paid a document.
  private func short(
    _ console: TemporaryConsole
  ) throws -> (waiting: ExceptionLine, paid: Application) {
    let index = console.office.index
    func payments(_ payment: PaymentID) throws -> [Application] {
      try index.applications(of: payment).map(\.application).filter { $0.kind == .payment }
    }
    let waiting = try exception(.shortPayment, console) {
      try index.receipt($0.payment)?.unapplied.isZero == true && payments($0.payment).count == 1
    }
    return (waiting, try #require(try payments(waiting.payment).first))
  }

  @Test func `a document has what the undoing gives back to it`() async throws {
    let console = try TemporaryConsole()
    let (waiting, paid) = try short(console)
    let index = console.office.index
    let item = try #require(try index.item(paid.documentKey))
    let receipt = try #require(try index.receipt(waiting.payment))

    let page = try await console.with { stranger in
      try await stranger.signedIn("clerk").post(
        "/review/\(waiting.id)/decide",
        [("verb", "lines"), ("reassign", "1"), ("choose", ItemList.written(item))])
    }

    #expect(page.status == 200, "\(page.text)")
    #expect(page.text.contains(" autofocus value=\"\(receipt.amount.decimal)\""))
    #expect(page.text.contains("Nothing is left."))
  }

  @Test func `what is proposed anew can be booked`() async throws {
    let console = try TemporaryConsole()
    let (waiting, paid) = try short(console)
    let index = console.office.index
    let item = try #require(try index.item(paid.documentKey))
    let receipt = try #require(try index.receipt(waiting.payment))

    let answer = try await console.with { stranger in
      try await stranger.signedIn("clerk").post(
        "/review/\(waiting.id)/decide",
        [
          ("verb", "lines"), ("reassign", "1"), ("document", ItemList.written(item)),
          ("kind", "payment"), ("amount", receipt.amount.decimal), ("reason", ""),
        ])
    }

    #expect(answer.status == 303, "\(answer.text)")
  }

  @Test func `nobody is filled in as who paid: that may be what was wrong`() async throws {
    let console = try TemporaryConsole()
    let waiting = try exception(.duplicatePayment, console) { $0.customer != nil }

    let page = try await console.with { stranger in
      try await stranger.signedIn("clerk").get("/review/\(waiting.id)").text
    }

    #expect(page.contains("Wrong customer or document: book it anew"))
    #expect(page.contains("<input name=\"payer\" placeholder=\"customer\" value=\"\">"))
  }

  @Test func `money that went back is not offered to be booked anew`() async throws {
    let console = try TemporaryConsole()
    let index = console.office.index
    let waiting = try exception(.returnedPayment, console) {
      try !index.applications(of: $0.payment).isEmpty
    }

    let page = try await console.with { stranger in
      try await stranger.signedIn("clerk").get("/review/\(waiting.id)").text
    }

    #expect(page.contains("It is dealt with"))
    #expect(!page.contains("book it anew"))
    #expect(!page.contains("name=\"reassign\""))
  }
}
