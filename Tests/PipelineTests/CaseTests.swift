import Foundation
import Money
import Receivables
import Reconciliation
import Store
import Testing

@testable import Pipeline

/// Disputes that customers reported: two of C1, one of C2.
private func disputed(_ more: String = "") throws -> TemporaryPipeline {
  let place = try TemporaryPipeline(more: more)
  try place.write(
    """
    dispute_id,customer_id,document_number,amount,currency,reason_code,origin,status,opened_on,payment_id,explanation
    D-1,C1,4711,15.00,EUR,QTY-SHORT,customer_reported,open,2026-02-12,,
    D-2,C1,4712,20.00,EUR,BILL-PRICE,customer_reported,open,2026-02-20,,
    D-3,C2,4721,30.00,EUR,QTY-SHORT,customer_reported,open,2026-02-21,,

    """, to: "ledger/disputes.csv")
  try place.run()
  return place
}

private func refusal(_ work: () throws -> Void) -> String? {
  do {
    try work()
    return nil
  } catch {
    return "\(error)"
  }
}

/// Under what it is booked, or waits.
private func name(of report: DeskReport) -> String {
  switch report {
  case .booked(let decision, _): decision
  case .proposed(let proposal): proposal
  }
}

@Suite("What people arrange about disputes")
struct CaseTests {
  private func cases(_ place: TemporaryPipeline) throws -> [String] {
    try place.store().rows(of: .cases).map(\.record)
  }

  @Test func `a dispute becomes somebody's, and the log says who made it so`() throws {
    let place = try disputed()

    try place.with { try $0.assign("D-1", to: "bob", by: "alice", note: "his customer") }

    #expect(try cases(place) == ["D-1,bob,,open,"])
    let event = try #require(try place.store().events(about: "D-1", .caseChanged).first)
    #expect(event.actor == "alice")
    let note = try #require(CaseNote(facts: EventBody.facts(event.body)))
    #expect(note.words == "owner: bob" && note.note == "his customer")
    #expect(try place.broken() == [])
  }

  @Test func `what is so already writes nothing`() throws {
    let place = try disputed()
    try place.with { try $0.assign("D-1", to: "bob", by: "alice") }
    let last = try place.store().lastSequence()

    try place.with { try $0.assign("D-1", to: "bob", by: "carol") }
    try place.with { try $0.setDue("D-1", on: nil, by: "carol") }

    #expect(try place.store().lastSequence() == last)
  }

  @Test func `a due day is set, changed and taken away, and a plain case has no row`() throws {
    let place = try disputed()
    let day = try #require(CalendarDate(iso: "2026-04-01"))

    try place.with { try $0.setDue("D-1", on: day, by: "alice") }
    #expect(try cases(place) == ["D-1,,2026-04-01,open,"])
    try place.with { try $0.setDue("D-1", on: day.advanced(byDays: 1), by: "alice") }
    try place.with { try $0.setDue("D-1", on: nil, by: "alice") }

    #expect(try cases(place) == [])
    #expect(
      try place.store().events(about: "D-1", .caseChanged)
        .compactMap { CaseNote(facts: EventBody.facts($0.body))?.words } == [
          "due: no day (before: 2026-04-02)", "due: 2026-04-02 (before: 2026-04-01)",
          "due: 2026-04-01",
        ])
    #expect(try place.broken() == [])
  }

  @Test func `a dispute that is none is told so`() throws {
    let place = try disputed()
    let told = try place.with { pipeline in
      refusal { try pipeline.assign("D-9", to: "bob", by: "alice") }
    }
    #expect(told == "there is no dispute D-9; expected one of disputes.csv (disputeUnknown)")
  }

  @Test func `who is not among the people neither arranges nor owns anything`() throws {
    let place = try disputed("people: { limits: { alice: unlimited } }")
    let told = try place.with { pipeline in
      [
        refusal { try pipeline.assign("D-1", to: "alice", by: "mallory") },
        refusal { try pipeline.assign("D-1", to: "mallory", by: "alice") },
        refusal { _ = try pipeline.attach([1], named: "a", to: "D-1", by: "mallory") },
      ]
    }
    #expect(told.allSatisfy { $0?.contains("mallory is not among the people") == true })
    #expect(try cases(place) == [])
  }

  @Test func `under review is a stage of its own, and a note`() throws {
    let place = try disputed()
    try place.with { _ = try $0.review("D-1", by: "alice", note: "asked the carrier") }
    #expect(try cases(place) == ["D-1,,,under_review,"])
    #expect(try place.rows("disputes").first?["explanation"] == "asked the carrier")
    #expect(try place.rows("disputes").first?["status"] == "open")
  }

  @Test func `a decision ends the review, and undoing it brings it back`() throws {
    let place = try disputed()
    try place.with { _ = try $0.review("D-1", by: "alice") }
    let report = try place.with {
      try $0.decide([.dispute("D-1", .deny(note: "delivered whole"))], by: "alice")
    }
    #expect(try cases(place) == [])

    let decision = name(of: report)
    try place.with { _ = try $0.undo(decision: decision, by: "bob", note: "") }

    #expect(try cases(place) == ["D-1,,,under_review,"])
    #expect(try place.rows("disputes").first?["status"] == "open")
    #expect(try place.broken() == [])
  }

  @Test func `undoing leaves alone what others arranged since`() throws {
    let place = try disputed()
    let report = try place.with { try $0.review("D-1", by: "alice") }
    try place.with { try $0.assign("D-1", to: "bob", by: "carol") }

    let decision = name(of: report)
    try place.with { _ = try $0.undo(decision: decision, by: "alice", note: "") }

    #expect(try cases(place) == ["D-1,bob,,open,"])
  }

  @Test func `merged, a dispute is resolved and points to the other, and no amount moves`() throws {
    let place = try disputed()
    let open = try place.openItems()

    try place.with { _ = try $0.merge("D-1", into: "D-2", by: "alice", note: "one pallet") }

    #expect(try cases(place) == ["D-1,,,open,D-2"])
    let first = try #require(try place.rows("disputes").first)
    #expect(first["status"] == "resolved" && first["explanation"] == "merged into D-2: one pallet")
    #expect(try place.openItems() == open && place.applications() == [])
    #expect(try place.broken() == [])
  }

  @Test func `reopening parts what was merged`() throws {
    let place = try disputed()
    try place.with { _ = try $0.merge("D-1", into: "D-2", by: "alice") }

    try place.with {
      _ = try $0.decide([.dispute("D-1", .reopen(note: "not the same"))], by: "alice")
    }

    #expect(try cases(place) == [])
    #expect(try place.rows("disputes").first?["status"] == "open")
  }

  @Test(arguments: [
    (
      "D-3",
      "dispute D-3 is C2's, D-1 is C1's; expected a dispute of the same customer "
        + "(notOneDispute)"
    ),
    ("D-1", "dispute D-1 cannot be merged into itself; expected another one (notOneDispute)"),
    ("D-9", "there is no dispute D-9; expected one of disputes.csv (disputeUnknown)"),
  ])
  func `what cannot be one dispute is not merged`(other: String, expected: String) throws {
    let place = try disputed()
    let last = try place.store().lastSequence()
    let told = try place.with { pipeline in
      refusal { _ = try pipeline.merge("D-1", into: other, by: "alice") }
    }
    #expect(told == expected)
    #expect(try place.store().lastSequence() == last)
  }

  @Test func `two disputes never point to each other`() throws {
    let place = try disputed()
    try place.with { _ = try $0.merge("D-1", into: "D-2", by: "alice") }
    let reopened = try place.with {
      try $0.decide([.dispute("D-1", .reopen(note: ""))], by: "alice")
    }
    try place.with { _ = try $0.merge("D-2", into: "D-1", by: "alice") }
    let decision = name(of: reopened)

    let told = try place.with { pipeline in
      refusal { _ = try pipeline.undo(decision: decision, by: "alice", note: "") }
    }

    #expect(told?.contains("(usedSince)") == true)
    #expect(try cases(place) == ["D-2,,,open,D-1"])
  }

  @Test func `a merger that waits for a second person is one once they agree`() throws {
    let place = try disputed()
    let report = try place.with {
      try $0.decide(
        [.dispute("D-1", .merge(into: "D-2", note: ""))], by: "alice", needsSecondEyes: true)
    }
    let proposal = name(of: report)
    #expect(try cases(place) == [])

    try place.with { _ = try $0.approve(proposal, by: "bob") }

    #expect(try cases(place) == ["D-1,,,open,D-2"])
  }

  @Test func `a store of version 1 goes on with cases`() throws {
    let place = try TemporaryPipeline(exports: "[]")
    let fixture = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("StoreTests/Fixtures/version-1.sqlite")
    try place.write("", to: "state/none")
    try FileManager.default.copyItem(
      at: fixture, to: URL(fileURLWithPath: place.path("state/day.sqlite")))
    #expect(try place.broken() == [])

    try place.with { try $0.assign("D-1", to: "bob", by: "alice") }
    // What the earlier program decided is undone by this one.
    try place.with { _ = try $0.undo(decision: "N6", by: "alice", note: "") }

    #expect(try cases(place) == ["D-1,bob,,open,"])
    #expect(try place.rows("disputes").map { $0["status"] } == ["open", "open", "open"])
    #expect(try place.broken() == [])
  }

  @Test func `whoever tries a file again is in the log`() throws {
    let place = try disputed()
    try place.drop("broken", as: "bad.xml")
    try place.run()
    let file = try #require(try place.rows("files").last?["file_id"])

    try place.with { try $0.retry(file: file, by: "alice") }

    let event = try #require(try place.store().events(about: file, .fileRetried).first)
    #expect(event.actor == "alice")
    #expect(
      String(decoding: EventBody.facts(event.body), as: UTF8.self)
        == #"{"file":"bad.xml","inbox":"inbox"}"#)
    #expect(try place.broken() == [])
  }
}

@Suite("What people attach to disputes")
struct AttachmentTests {
  private let pdf = Array("%PDF-1.4 not really".utf8)

  @Test func `bytes are kept under their digest, the name beside them`() throws {
    let place = try disputed()

    let id = try place.with {
      try $0.attach(pdf, named: "photo.pdf", type: "application/pdf", to: "D-1", by: "alice")
    }

    let row = try #require(try place.rows("attachments").first)
    #expect(row["attachment_id"] == id && row["name"] == "photo.pdf" && row["by"] == "alice")
    #expect(row["type"] == "application/pdf" && row["bytes"] == "19" && row["removed"] == "")
    let digest = try #require(row["digest"])
    #expect(try place.bytes("state/attachments/" + digest) == pdf)
    #expect(place.files("state/attachments") == [digest])
    #expect(try place.broken() == [])
  }

  @Test(arguments: [
    ("../../etc/passwd", "passwd"), ("C:\\Users\\me\\evil.html", "evil.html"),
    ("a\u{0}b\nc\u{202E}fdp.exe", "abcfdp.exe"), ("...", "attachment"), ("", "attachment"),
    ("..", "attachment"), (".bashrc", "bashrc"), ("<script>alert(1)</script>", "script>"),
    ("<b>\"x\"&.txt", "<b>\"x\"&.txt"), ("  Rechnung März.pdf ", "Rechnung März.pdf"),
    ("/", "attachment"),
    (String(repeating: "ä", count: 150) + ".pdf", String(repeating: "ä", count: 98) + ".pdf"),
  ])
  func `a name is a name, whatever it was to be`(given: String, kept: String) {
    #expect(AttachmentName.cleaned(given) == kept)
  }

  @Test(arguments: [
    ("application/pdf", "application/pdf"), ("Text/HTML; charset=utf-8", "text/html"),
    ("", "application/octet-stream"), ("text", "application/octet-stream"),
    ("text/<script>", "application/octet-stream"), ("a/b/c", "application/octet-stream"),
    (String(repeating: "a", count: 200) + "/b", "application/octet-stream"),
  ])
  func `a media type is one, or unknown`(stated: String, kept: String) {
    #expect(AttachmentName.type(stated) == kept)
  }

  @Test func `the same bytes are attached to a dispute once, and lie there once`() throws {
    let place = try disputed()
    let id = try place.with { try $0.attach(pdf, named: "a.pdf", to: "D-1", by: "alice") }

    let told = try place.with { pipeline in
      refusal { _ = try pipeline.attach(pdf, named: "b.pdf", to: "D-1", by: "bob") }
    }
    try place.with { _ = try $0.attach(pdf, named: "a.pdf", to: "D-2", by: "alice") }

    #expect(
      told == "b.pdf is attached to D-1 as \(id), a.pdf; expected another document "
        + "(alreadyAttached)")
    #expect(place.files("state/attachments").count == 1)
    #expect(try place.rows("attachments").count == 2)
  }

  @Test func `removed, its row is marked and its bytes stay`() throws {
    let place = try disputed()
    let id = try place.with { try $0.attach(pdf, named: "a.pdf", to: "D-1", by: "alice") }

    try place.with { try $0.removeAttachment(id, by: "bob", note: "wrong customer") }

    #expect(try place.rows("attachments").map { $0["removed"] } == ["2026-03-10T18:00:00Z"])
    #expect(place.files("state/attachments").count == 1)
    let event = try #require(try place.store().events(about: "D-1", .caseChanged).first)
    let note = try #require(CaseNote(facts: EventBody.facts(event.body)))
    #expect(event.actor == "bob" && note.words == "removed a.pdf")
    let told = try place.with { pipeline in
      refusal { try pipeline.removeAttachment(id, by: "bob") }
    }
    #expect(told?.contains("(alreadyRemoved)") == true)
    #expect(try place.broken() == [])
  }

  @Test func `what was removed can be attached again`() throws {
    let place = try disputed()
    let id = try place.with { try $0.attach(pdf, named: "a.pdf", to: "D-1", by: "alice") }
    try place.with { try $0.removeAttachment(id, by: "alice") }
    let again = try place.with { try $0.attach(pdf, named: "a.pdf", to: "D-1", by: "alice") }
    #expect(again != id)
  }

  @Test func `nothing, and more than may be, is not attached`() throws {
    let place = try disputed()
    let large = [UInt8](repeating: 65, count: AttachmentFolder.bytesMax + 1)
    let told = try place.with { pipeline in
      [
        refusal { _ = try pipeline.attach([], named: "none.txt", to: "D-1", by: "alice") },
        refusal { _ = try pipeline.attach(large, named: "large.txt", to: "D-1", by: "alice") },
        refusal { _ = try pipeline.attach(pdf, named: "a.pdf", to: "D-9", by: "alice") },
        refusal { try pipeline.removeAttachment("A99", by: "alice") },
      ]
    }
    #expect(
      told == [
        "none.txt is empty; expected a file with something in it (attachmentEmpty)",
        "large.txt has 10485761 bytes; expected at most 10485760 (attachmentTooLarge)",
        "there is no dispute D-9; expected one of disputes.csv (disputeUnknown)",
        "there is no attachment A99; expected one such as A42 (attachmentUnknown)",
      ])
    #expect(place.files("state/attachments") == [])
  }

  @Test func `a dispute takes a hundred`() throws {
    let place = try disputed()
    let told = try place.with { pipeline in
      for number in 1...100 {
        _ = try pipeline.attach(Array("\(number)".utf8), named: "n", to: "D-1", by: "alice")
      }
      return refusal { _ = try pipeline.attach(pdf, named: "n", to: "D-1", by: "alice") }
    }
    #expect(told?.contains("has 100 attachments") == true)
    #expect(told?.contains("(tooManyAttachments)") == true)
  }

  @Test func `bytes that were changed, or are gone, are found`() throws {
    let place = try disputed()
    try place.with { _ = try $0.attach(pdf, named: "a.pdf", to: "D-1", by: "alice") }
    let name = try #require(place.files("state/attachments").first)
    let folder = try place.with { AttachmentFolder($0.places) }

    try place.write("other", to: "state/attachments/" + name)
    #expect(refusal { _ = try folder.bytes(of: name) }?.contains("has other bytes") == true)
    #expect(try place.broken().joined().contains("has other bytes"))

    try FileManager.default.removeItem(atPath: place.path("state/attachments/" + name))
    #expect(refusal { _ = try folder.bytes(of: name) }?.contains("(attachmentLost)") == true)
  }

  @Test(arguments: ["", "../../day.yaml", "ABC", String(repeating: "Z", count: 64)])
  func `only a digest names bytes`(digest: String) throws {
    let place = try disputed()
    let folder = try place.with { AttachmentFolder($0.places) }
    #expect(refusal { _ = try folder.bytes(of: digest) }?.contains("is no digest") == true)
  }

  @Test func `a link in the place of bytes is not followed`() throws {
    let place = try disputed()
    try place.with { _ = try $0.attach(pdf, named: "a.pdf", to: "D-1", by: "alice") }
    let name = try #require(place.files("state/attachments").first)
    try place.write("%PDF-1.4 not really", to: "elsewhere")
    let file = place.path("state/attachments/" + name)
    try FileManager.default.removeItem(atPath: file)
    try FileManager.default.createSymbolicLink(
      atPath: file, withDestinationPath: place.path("elsewhere"))
    let folder = try place.with { AttachmentFolder($0.places) }
    #expect(refusal { _ = try folder.bytes(of: name) }?.contains("(attachmentLost)") == true)
  }
}
