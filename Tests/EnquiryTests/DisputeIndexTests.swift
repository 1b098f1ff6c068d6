import Foundation
import Money
import Pipeline
import Receivables
import Reconciliation
import Store
import Testing

@testable import Enquiry

/// A pipeline with three disputes, and the index beside its store.
private final class DisputeDesk {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("disputes-\(UUID().uuidString)")
    for (name, text) in Self.files {
      let file = folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    try with { _ = try $0.runOnce() }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private static let files = [
    "day.yaml": """
    name: day
    store: state/day.sqlite
    inboxes: [{ folder: inbox }]
    ledger: { folder: ledger }

    """,
    "inbox/.keep": "",
    "ledger/customers.csv": "customer_id,name\nC1,Meier Bau GmbH\nC2,Schulze AG\n",
    "ledger/open_items.csv": """
    customer_id,document_number,document_type,document_date,due_date,currency,original_amount,open_amount
    C1,4711,invoice,2026-02-01,2026-03-01,EUR,100.00,100.00
    C1,4712,invoice,2026-02-02,2026-03-02,EUR,100.00,100.00
    C2,4721,invoice,2026-02-03,2026-03-03,EUR,250.00,250.00

    """,
    "ledger/disputes.csv": """
    dispute_id,customer_id,document_number,amount,currency,reason_code,origin,status,opened_on,payment_id,explanation
    D-1,C1,4711,15.00,EUR,QTY-SHORT,customer_reported,open,2026-02-12,,
    D-2,C1,4712,20.00,EUR,BILL-PRICE,customer_reported,open,2026-02-20,,
    D-3,C2,4721,30.00,EUR,QTY-SHORT,customer_reported,open,2026-02-21,,

    """,
  ]

  private var store: String { folder.appendingPathComponent("state/day.sqlite").path }

  func with<Result>(_ work: (Pipeline) throws -> Result) throws -> Result {
    let pipeline = try Pipeline(
      folder.appendingPathComponent("day.yaml").path,
      log: PipelineLog(Diagnostics(format: .text), isQuiet: true), waiting: .seconds(20)
    ) { Moment(seconds: 1_773_216_000) }
    let result = try work(pipeline)
    try pipeline.close()
    return result
  }

  /// An index of this name, with all that was committed.
  func index(_ name: String = "desk") throws -> DeskIndex {
    let index = try DeskIndex(folder.appendingPathComponent(name).path, store: store)
    try index.follow()
    return index
  }
}

@Suite("Disputes, found and counted")
struct DisputeIndexTests {
  private func ids(_ index: DeskIndex, _ edit: (inout DisputeLine.Filter) -> Void) throws
    -> [String]
  {
    var filter = DisputeLine.Filter()
    edit(&filter)
    let lines = try index.disputes(filter).lines.map(\.id)
    #expect(try index.disputeCount(filter) == lines.count)
    return lines
  }

  @Test func `disputes are found by owner, stage and what is overdue`() throws {
    let desk = try DisputeDesk()
    let day = try #require(CalendarDate(iso: "2026-03-10"))
    try desk.with { pipeline in
      try pipeline.assign("D-1", to: "bob", by: "alice")
      try pipeline.setDue("D-1", on: day, by: "alice")
      _ = try pipeline.review("D-2", by: "alice")
    }

    let index = try desk.index()

    #expect(try ids(index) { _ in } == ["D-3", "D-2", "D-1"])
    #expect(try ids(index) { $0.owner = .person("bob") } == ["D-1"])
    #expect(try ids(index) { $0.owner = .nobody } == ["D-3", "D-2"])
    #expect(try ids(index) { $0.stage = .underReview } == ["D-2"])
    #expect(try ids(index) { $0.stage = .open } == ["D-3", "D-1"])
    #expect(try ids(index) { $0.dueBefore = day } == [])
    #expect(try ids(index) { $0.dueBefore = day.advanced(byDays: 1) } == ["D-1"])
    #expect(try index.disputeOwners().map { "\($0.owner) \($0.count)" } == ["bob 1"])
  }

  @Test func `what is resolved waits no more and is not overdue`() throws {
    let desk = try DisputeDesk()
    let day = try #require(CalendarDate(iso: "2026-03-10"))
    try desk.with { pipeline in
      try pipeline.setDue("D-3", on: day, by: "alice")
      _ = try pipeline.decide([.dispute("D-3", .deny(note: ""))], by: "alice")
    }

    let index = try desk.index()

    #expect(try ids(index) { $0.isWaiting = true } == ["D-2", "D-1"])
    #expect(try ids(index) { $0.dueBefore = day.advanced(byDays: 9) } == [])
    #expect(try ids(index) { $0.status = .resolved } == ["D-3"])
  }

  @Test func `how a dispute ended is known until it is undone or reopened`() throws {
    let desk = try DisputeDesk()
    let steps: [(String, DisputeStep)] = [
      ("D-1", .merge(into: "D-2", note: "")), ("D-2", .approve(note: "")),
      ("D-3", .deny(note: "")),
    ]
    for (id, step) in steps {
      _ = try desk.with { try $0.decide([.dispute(id, step)], by: "alice") }
    }
    let index = try desk.index()
    #expect(
      try ["D-1", "D-2", "D-3"].map { try index.dispute($0)?.ending } == [.merge, .approve, .deny])
    #expect(try index.disputes(mergedInto: "D-2").map(\.id) == ["D-1"])

    _ = try desk.with { try $0.decide([.dispute("D-1", .reopen(note: ""))], by: "alice") }
    let denied = try #require(try index.history(ofDispute: "D-3").first?.decision)
    _ = try desk.with { try $0.undo(decision: denied, by: "bob", note: "") }
    try index.follow()

    #expect(try ["D-1", "D-3"].map { try index.dispute($0)?.ending } == [nil, nil])
    #expect(try index.dispute("D-3")?.status == .open)
  }

  @Test func `the history of a dispute says who did what, the latest first`() throws {
    let desk = try DisputeDesk()
    try desk.with { pipeline in
      try pipeline.assign("D-1", to: "bob", by: "alice", note: "his")
      _ = try pipeline.review("D-1", by: "bob", note: "asked the carrier")
      _ = try pipeline.attach([1], named: "photo.jpg", to: "D-1", by: "bob")
      _ = try pipeline.decide([.dispute("D-1", .deny(note: "whole"))], by: "carol")
    }
    let index = try desk.index()
    let denied = try #require(try index.history(ofDispute: "D-1").first?.decision)
    _ = try desk.with { try $0.undo(decision: denied, by: "alice", note: "wrong one") }
    try index.follow()

    let history = try index.history(ofDispute: "D-1")

    #expect(
      history.map { "\($0.actor) | \($0.words) | \($0.note)" } == [
        "alice | undid \(denied): resolved → open | wrong one",
        "carol | deny: open → resolved | whole", "bob | attached photo.jpg | ",
        "bob | under review | asked the carrier", "alice | owner: bob | his",
      ])
    #expect(history[1].undoneBy == history[0].decision && !history[0].decision.isEmpty)
    #expect(try index.history(ofDispute: "D-2") == [])
  }

  @Test func `attachments are counted until they are removed`() throws {
    let desk = try DisputeDesk()
    let ids = try desk.with { pipeline in
      try ["a", "b"].map {
        try pipeline.attach(Array($0.utf8), named: $0 + ".txt", to: "D-1", by: "alice")
      }
    }
    try desk.with { try $0.removeAttachment(ids[0], by: "bob") }

    let index = try desk.index()

    #expect(try index.dispute("D-1")?.attachments == 1)
    let lines = try index.attachments(ofDispute: "D-1")
    #expect(lines.map(\.name) == ["a.txt", "b.txt"])
    #expect(lines.map(\.removed.isEmpty) == [false, true])
    #expect(try index.attachment(ids[1])?.digest == lines[1].digest)
    #expect(try index.attachment("A999") == nil)
  }

  @Test func `followed event by event or made at once, the index is the same`() throws {
    let desk = try DisputeDesk()
    let followed = try desk.index("followed")
    try desk.with { pipeline in
      try pipeline.assign("D-1", to: "bob", by: "alice")
      _ = try pipeline.review("D-2", by: "alice", note: "looking")
      let id = try pipeline.attach([1], named: "a", to: "D-2", by: "alice")
      try pipeline.removeAttachment(id, by: "bob")
      _ = try pipeline.merge("D-1", into: "D-2", by: "bob")
      try pipeline.assign("D-1", to: "", by: "bob")
    }
    try followed.follow()

    let made = try desk.index("made")

    #expect(try followed.disputes() == made.disputes())
    for id in ["D-1", "D-2", "D-3"] {
      #expect(try followed.history(ofDispute: id) == made.history(ofDispute: id))
      #expect(try followed.attachments(ofDispute: id) == made.attachments(ofDispute: id))
    }
  }
}
