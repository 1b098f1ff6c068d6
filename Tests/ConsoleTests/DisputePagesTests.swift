import Enquiry
import Foundation
import HTTPTypes
import Money
import Receivables
import Testing

@testable import Console

extension Browser {
  /// Sends a form with a file in it, as a browser does.
  func upload(
    _ path: String, _ content: String, named name: String, type: String = "text/plain",
    csrf token: String? = nil
  ) async throws -> Answer {
    let boundary = "----quittance"
    let body = [
      "--\(boundary)", "Content-Disposition: form-data; name=\"csrf\"", "", token ?? csrf,
      "--\(boundary)",
      "Content-Disposition: form-data; name=\"file\"; filename=\"\(name)\"",
      "Content-Type: \(type)", "", content, "--\(boundary)--", "",
    ].joined(separator: "\r\n")
    return try await ask(
      .post, path, body: body, type: "multipart/form-data; boundary=\(boundary)")
  }
}

/// The disputes of `samples`: what customers reported, and what fell short on the day.
@Suite("The disputes desk")
struct DisputePagesTests {
  /// Reported by C2004, 220.00 USD, open.
  private static let reported = "/disputes/D-2026-017"

  private func dispute(_ console: TemporaryConsole, _ id: String = "D-2026-017") throws
    -> DisputeLine
  {
    try #require(try console.office.followed().dispute(id))
  }

  private func history(_ console: TemporaryConsole) throws -> [String] {
    try console.office.followed().history(ofDispute: "D-2026-017").map {
      "\($0.actor): \($0.words)"
    }
  }

  // MARK: The queue

  @Test func `the queue shows what is not resolved, the most valuable first`() async throws {
    let console = try TemporaryConsole()
    let lines = try console.office.followed().disputes(Self.waiting()).lines
    try await console.with { stranger in
      let page = try await stranger.signedIn("viewer").get("/disputes")
      #expect(page.status == 200)
      let places = lines.compactMap { page.text.range(of: "/disputes/\($0.id)\"")?.lowerBound }
      #expect(places.count == lines.count && lines.count > 4)
      #expect(places == places.sorted())
      #expect(page.text.contains("<svg") && page.text.contains("In dispute by reason, EUR"))
    }
  }

  private static func waiting() -> DisputeLine.Filter {
    var filter = DisputeLine.Filter()
    filter.isWaiting = true
    return filter
  }

  @Test func `filters find mine, nobody's, what is under review and what is overdue`() async throws
  {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      _ = try await clerk.post(Self.reported + "/owner", [("owner", "clerk")])
      _ = try await clerk.post(Self.reported + "/due", [("due", "2026-03-10")])
      _ = try await clerk.post(Self.reported + "/step", [("step", "review")])

      for query in ["owner=mine", "owner=%40clerk", "overdue=1", "status=under_review"] {
        let page = try await clerk.get("/disputes?" + query)
        #expect(page.text.contains("<h2>1 dispute</h2>"), "\(query)")
        #expect(page.text.contains("\(Self.reported)\""), "\(query)")
      }
      for query in ["owner=nobody", "status=resolved", "status=open", "reason=05"] {
        let page = try await clerk.get("/disputes?" + query)
        #expect(!page.text.contains("\(Self.reported)\""), "\(query)")
      }
      let others = try await stranger.signedIn("supervisor").get("/disputes?owner=mine")
      #expect(others.text.contains("<h2>0 disputes</h2>"))
    }
  }

  @Test(arguments: [
    "status=nonsense", "owner=nonsense", "order=nonsense", "owner=%40%3Cscript%3E",
    "customer=%22%3E%3Cscript%3E", "reason=%3Cscript%3E",
  ])
  func `a filter that is none harms nothing`(query: String) async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let page = try await stranger.signedIn("viewer").get("/disputes?" + query)
      #expect(page.status == 200)
      #expect(!page.text.contains("<script>"))
    }
  }

  // MARK: The case

  @Test func `the page of a short payment has its invoice, deduction and receipt`() async throws {
    let console = try TemporaryConsole()
    let lines = try console.office.followed().disputes(Self.waiting()).lines
    let short = try #require(
      lines.first { $0.origin == .shortPayment && $0.openedOn.description == "2026-03-10" })
    try await console.with { stranger in
      let page = try await stranger.signedIn("viewer").get("/disputes/" + short.id)
      #expect(page.status == 200)
      #expect(page.text.contains("/items/\(short.customer)/\(short.document)"))
      #expect(page.text.contains("\(short.document)-D1"))
      #expect(page.text.contains("What the bank sent"))
      #expect(page.text.contains("The bank’s own lines") || page.text.contains("own lines"))
    }
  }

  @Test func `who may only look finds no form`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let page = try await stranger.signedIn("viewer").get(Self.reported)
      #expect(page.status == 200)
      #expect(!page.text.contains("action=\"\(Self.reported)"))
    }
  }

  @Test func `a dispute that is none is not there`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      #expect(try await clerk.get("/disputes/D-9").status == 404)
      for path in ["step", "merge", "owner", "due"] {
        let answer = try await clerk.post(
          "/disputes/D-9/" + path,
          [("step", "note"), ("note", "x"), ("into", "D-8"), ("owner", "clerk")])
        #expect(answer.status == 404, "\(path)")
      }
      let sent = try await clerk.upload("/disputes/D-9/attachments", "x", named: "x.txt")
      #expect(sent.status == 404)
    }
  }

  // MARK: Steps

  @Test func `under review, then denied: it is resolved, and due again`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")

      let review = try await clerk.post(
        Self.reported + "/step", [("step", "review"), ("note", "asked the carrier")])
      #expect(review.status == 303 && review.location.hasPrefix(Self.reported + "?done=N"))
      var page = try await clerk.get(review.location)
      #expect(page.text.contains("under review") && page.text.contains("asked the carrier"))

      let denied = try await clerk.post(Self.reported + "/step", [("step", "deny")])
      page = try await clerk.get(denied.location)
      #expect(page.text.contains("denied: due again"))
      #expect(page.text.contains("value=\"reopen\"") && !page.text.contains("value=\"deny\""))
    }
    #expect(try dispute(console).ending == .deny)
  }

  @Test func `approved, what is in dispute is credited`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      let answer = try await clerk.post(Self.reported + "/step", [("step", "approve")])
      #expect(answer.status == 303)
      #expect(try await clerk.get(answer.location).text.contains("approved: credited"))
    }
    #expect(try dispute(console).status == .resolved)
  }

  @Test func `undone from its page, it is as it was, and one is back there`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      let answer = try await clerk.post(Self.reported + "/step", [("step", "resolve")])
      let decision = String(answer.location.drop { $0 != "=" }.dropFirst())

      let undone = try await clerk.post(
        "/decisions/\(decision)/undo", [("then", Self.reported)])

      #expect(undone.location.hasPrefix(Self.reported + "?done="))
    }
    #expect(try dispute(console).status == .open)
  }

  @Test func `a step that cannot be is told on the page`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      let reopened = try await clerk.post(Self.reported + "/step", [("step", "reopen")])
      #expect(reopened.status == 409)
      #expect(
        reopened.text.contains("expected a resolved one") && reopened.text.contains("Dispute"))
      for step in ["", "note", "nonsense"] {
        let answer = try await clerk.post(Self.reported + "/step", [("step", step)])
        #expect(answer.status == 422, "\(step)")
      }
    }
    #expect(try history(console) == [])
  }

  @Test func `asked for, a second pair of eyes comes first`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      let answer = try await clerk.post(
        Self.reported + "/step", [("step", "approve"), ("eyes", "1")])
      #expect(answer.location.contains("done=Q"))
      let page = try await clerk.get(answer.location)
      #expect(page.text.contains("waits for a second person"))
    }
    #expect(try dispute(console).status == .open)
  }

  @Test func `merged, each of the two points to the other, and reopened they are parted`()
    async throws
  {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      let page = try await clerk.get(Self.reported)
      #expect(page.text.contains("value=\"D-2026-014\""))

      let merged = try await clerk.post(Self.reported + "/merge", [("into", "D-2026-014")])
      #expect(merged.status == 303)
      #expect(
        try await clerk.get(Self.reported).text.contains("merged into D-2026-014"))
      #expect(try await clerk.get("/disputes/D-2026-014").text.contains(Self.reported + "\""))

      _ = try await clerk.post(Self.reported + "/step", [("step", "reopen")])
    }
    let dispute = try dispute(console)
    #expect(dispute.status == .open && dispute.mergedInto.isEmpty)
  }

  @Test func `a dispute of another customer cannot be merged into`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      let page = try await clerk.get(Self.reported)
      #expect(!page.text.contains("value=\"D-2026-011\""))
      let answer = try await clerk.post(Self.reported + "/merge", [("into", "D-2026-011")])
      #expect(answer.status == 422 && answer.text.contains("same customer"))
      let none = try await clerk.post(Self.reported + "/merge")
      #expect(none.status == 422)
    }
    #expect(try history(console) == [])
  }

  // MARK: Owner and day

  @Test func `a dispute is taken, given and given up`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      #expect(try await clerk.get(Self.reported).text.contains("Take it"))
      _ = try await clerk.post(Self.reported + "/owner", [("owner", ""), ("take", "1")])
      #expect(try dispute(console).owner == "clerk")
      for owner in ["supervisor", ""] {
        let answer = try await clerk.post(Self.reported + "/owner", [("owner", owner)])
        #expect(answer.location == Self.reported + "?told=owner")
        #expect(try dispute(console).owner == owner)
      }
    }
    #expect(
      try history(console) == [
        "clerk: owner: nobody (before: supervisor)", "clerk: owner: supervisor (before: clerk)",
        "clerk: owner: clerk",
      ])
  }

  @Test(arguments: ["nobody-we-know", "viewer", "admin", "<script>"])
  func `nobody owns a dispute who cannot decide it`(owner: String) async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      let answer = try await clerk.post(Self.reported + "/owner", [("owner", owner)])
      #expect(answer.status == 422 && !answer.text.contains("<script>"))
    }
    #expect(try dispute(console).owner.isEmpty)
  }

  @Test func `a day is set and taken away, and what is over is marked`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      _ = try await clerk.post(Self.reported + "/due", [("due", "2026-03-10")])
      #expect(try await clerk.get(Self.reported).text.contains("2026-03-10, overdue"))
      _ = try await clerk.post(Self.reported + "/due", [("due", "2026-03-11")])
      #expect(!(try await clerk.get(Self.reported).text.contains("overdue")))
      _ = try await clerk.post(Self.reported + "/due", [("due", "")])
      #expect(try dispute(console).dueOn == nil)
      for day in ["2026-02-30", "tomorrow", "10.03.2026"] {
        let answer = try await clerk.post(Self.reported + "/due", [("due", day)])
        #expect(answer.status == 422, "\(day)")
      }
    }
  }

  // MARK: Attachments

  @Test func `attached, listed, downloaded and removed`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      let sent = try await clerk.upload(
        Self.reported + "/attachments", "proof of delivery", named: "proof.txt")
      #expect(sent.location == Self.reported + "?told=attached")
      let id = try #require(
        try console.office.followed().attachments(ofDispute: "D-2026-017").first?.id)
      #expect(try await clerk.get(Self.reported).text.contains("proof.txt"))

      let file = try await clerk.get(Self.reported + "/attachments/" + id)
      #expect(file.status == 200 && file.text == "proof of delivery")

      let removed = try await clerk.post(Self.reported + "/attachments/\(id)/remove")
      #expect(removed.location == Self.reported + "?told=removed")
      #expect(try await clerk.get(Self.reported + "/attachments/" + id).status == 404)
      let again = try await clerk.post(Self.reported + "/attachments/\(id)/remove")
      #expect(again.status == 409)
    }
    #expect(
      try history(console) == ["clerk: removed proof.txt", "clerk: attached proof.txt"])
  }

  @Test func `a page that was attached is only ever downloaded`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      _ = try await clerk.upload(
        Self.reported + "/attachments", "<script>alert(document.cookie)</script>",
        named: "evil\"; x=\".html", type: "text/html")
      let id = try #require(
        try console.office.followed().attachments(ofDispute: "D-2026-017").first?.id)
      let file = try await clerk.get(Self.reported + "/attachments/" + id)
      #expect(file.headers[.contentType] == "application/octet-stream")
      #expect(file.headers[.contentDisposition]?.hasPrefix("attachment; filename=\"evil") == true)
      let sniffing = try #require(HTTPField.Name("X-Content-Type-Options"))
      #expect(file.headers[sniffing] == "nosniff")
      let page = try await clerk.get(Self.reported)
      #expect(!page.text.contains("<script>alert"))
    }
  }

  @Test func `an attachment is found in its own dispute alone`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      _ = try await clerk.upload(Self.reported + "/attachments", "x", named: "x.txt")
      let id = try #require(
        try console.office.followed().attachments(ofDispute: "D-2026-017").first?.id)
      for path in ["/disputes/D-2026-014/attachments/" + id, Self.reported + "/attachments/A0"] {
        #expect(try await clerk.get(path).status == 404)
        #expect(try await clerk.post(path + "/remove").status == 404)
      }
    }
  }

  @Test func `the same file twice is told on the page`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      _ = try await clerk.upload(Self.reported + "/attachments", "x", named: "x.txt")
      let again = try await clerk.upload(Self.reported + "/attachments", "x", named: "y.txt")
      #expect(again.status == 409 && again.text.contains("expected another document"))
    }
  }

  @Test func `what is no upload attaches nothing`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      let path = Self.reported + "/attachments"
      #expect(try await clerk.post(path).status == 422)
      #expect(try await clerk.upload(path, "", named: "empty.txt").status == 422)
      #expect(try await clerk.upload(path, "x", named: "").status == 422)
      #expect(try await clerk.upload(path, "x", named: "x", csrf: "guess").status == 403)
      for (body, type) in [
        ("not multipart", "multipart/form-data; boundary=b"), ("x", "multipart/form-data"),
        (
          "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\ncut",
          "multipart/form-data; boundary=b"
        ),
      ] {
        #expect(try await clerk.ask(.post, path, body: body, type: type).status == 400, "\(body)")
      }
      let viewer = try await stranger.signedIn("viewer")
      #expect(try await viewer.upload(path, "x", named: "x.txt").status == 403)
    }
    #expect(try console.office.followed().attachments(ofDispute: "D-2026-017") == [])
  }

  @Test func `more than may be attached is not taken`() async throws {
    let console = try TemporaryConsole()
    try await console.with { stranger in
      let clerk = try await stranger.signedIn("clerk")
      let large = String(repeating: "A", count: 12 << 20)
      let answer = try await clerk.upload(Self.reported + "/attachments", large, named: "a.txt")
      #expect(answer.status == 413)
      // Elsewhere a form of this size is none either.
      let form = String(repeating: "A", count: 1 << 15)
      #expect(try await clerk.post(Self.reported + "/step", [("note", form)]).status == 413)
    }
    #expect(try history(console) == [])
  }
}
