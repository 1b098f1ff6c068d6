import Foundation
import Money
import Receivables
import Reconciliation
import Store
import TestSupport
import Testing

@testable import Pipeline

@Suite("People decide, within their limits")
struct DeskTests {
  /// A receipt of nobody known, which would pay 4711.
  private func place(_ more: String = "", amount: String = "100.00") throws -> TemporaryPipeline {
    let place = try TemporaryPipeline(more: more)
    try place.drop(
      BankFile(entries: [
        .init(
          amount: amount, text: "thanks", name: "Unknown Ltd", iban: "DE02120300000000202051",
          reference: "E1")
      ]))
    try place.run()
    return place
  }

  private func paying(
    _ document: DocumentNumber, _ amount: String, _ place: TemporaryPipeline
  ) throws -> DeskAction {
    let eur = try #require(Currency("EUR"))
    return .apply(
      try place.payment(), payer: "C1",
      lines: [
        Decision.Clearing(
          item: DocumentKey("C1", document), kind: .payment,
          amount: try Money(parsing: amount, in: eur), reasonCode: "", treatment: nil)
      ])
  }

  private func refusal(_ work: () throws -> Void) -> String? {
    do {
      try work()
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test("A receipt that waits is applied; its exception goes, and the log says who it was")
  func apply() throws {
    let place = try place()
    let payment = try place.payment()
    #expect(try place.exceptions() == ["unidentified_payer 100.00"])

    let action = try paying("4711", "100.00", place)
    let report = try place.with { try $0.decide([action], by: "alice", note: "by phone") }

    guard case .booked(let decision, let outcomes) = report else {
      Issue.record("\(report)")
      return
    }
    #expect(decision.hasPrefix("N") && outcomes.count == 1)
    #expect(try place.applications() == ["4711 payment 100.00"])
    #expect(try place.exceptions() == [])
    let event = try #require(try place.store().events(about: payment.text, .personDecided).first)
    #expect(event.actor == "alice")
    let history = try PaymentHistory(payment, of: place.path("day.yaml"))
    #expect(history.lines.joined().contains("by phone"))
    #expect(try place.broken() == [])
  }

  @Test("What the books would not hold is refused, and nothing of it is there")
  func tooMuch() throws {
    let place = try place()
    let books = try place.books()
    let events = try place.store().lastSequence()

    let told = try place.with { pipeline in
      let action = try paying("4711", "100.01", place)
      return refusal { _ = try pipeline.decide([action], by: "alice") }
    }

    #expect(told?.contains("moreThan") == true)
    #expect(try place.books() == books && place.store().lastSequence() == events)
  }

  @Test("Several steps are one: where the last cannot be, the first is not")
  func allOrNothing() throws {
    let place = try place()
    let books = try place.books()

    let told = try place.with { pipeline in
      let actions = [
        try paying("4711", "60.00", place), try paying("4712", "60.00", place),
      ]
      return refusal { _ = try pipeline.decide(actions, by: "alice") }
    }

    #expect(told != nil)
    #expect(try place.books() == books)
  }

  @Test("A learned account makes the next receipt of its payer known")
  func learning() throws {
    let place = try place()
    let action = try paying("4711", "100.00", place)
    try place.with { pipeline in
      let payer = try #require(try pipeline.payerAccount(of: try place.payment()))
      #expect(payer.account == "DE02120300000000202051" && payer.name == "Unknown Ltd")
      _ = try pipeline.decide(
        [action, .learnAccount(CustomerAccount(customer: "C1", iban: payer.account))], by: "alice")
    }
    var next = BankFile(
      entries: [
        .init(
          amount: "100.00", text: "thanks", name: "Unknown Ltd", iban: "DE02120300000000202051",
          reference: "E2")
      ], id: "S2", day: "2026-03-11")
    next.sequence = 2
    try place.drop(next, as: "next.xml")

    try place.run()

    #expect(try place.rows("customer_accounts").count == 1)
    let decided = try place.rows("applications").filter { $0["customer_id"] == "C1" }
    #expect(decided.map { $0["document_number"] } == ["4711", "4712"])
    #expect(try place.broken() == [])
  }

  @Test("A suggestion is what could be booked")
  func suggestions() throws {
    let place = try TemporaryPipeline()
    try place.drop(
      BankFile(entries: [.init(amount: "100.00", text: "thanks", reference: "E1")]))
    try place.run()
    let payment = try place.payment()
    #expect(try place.applications() == [])

    let found = try place.with { try $0.suggestions(for: payment) }
    let first = try #require(found.first)
    _ = try place.with { try $0.decide([first.action], by: "alice") }

    #expect(first.fit == .exact)
    #expect(try place.applications().count == 1 && place.exceptions() == [])
  }

  // MARK: Limits

  private static let people = """
    people:
      second_eyes_above: 50.00
      limits: { alice: unlimited, bob: 80.00, carol: 500.00 }
      write_off_max: 10.00
    """

  private func proposed(
    _ pipeline: Pipeline, _ place: TemporaryPipeline, by actor: String = "alice"
  ) throws -> String {
    let report = try pipeline.decide([try paying("4711", "100.00", place)], by: actor)
    guard case .proposed(let id) = report else {
      Issue.record("\(report)")
      return ""
    }
    return id
  }

  @Test("Above the limit for two pairs of eyes it is a proposal, and books nothing")
  func proposal() throws {
    let place = try place(Self.people)
    let books = try place.books()

    let id = try place.with { try proposed($0, place) }

    #expect(id.hasPrefix("Q"))
    #expect(try place.books() == books)
    #expect(try place.rows("proposals").map { $0["actor"] } == ["alice"])
    #expect(try PipelineStatus(place.path("day.yaml"), now: place.clock.now).proposals.count == 1)
  }

  @Test("What could not be booked is not proposed either")
  func impossibleProposal() throws {
    let place = try place(Self.people)
    try place.with { pipeline in
      let told = refusal {
        _ = try pipeline.decide([try paying("4711", "999.00", place)], by: "alice")
      }
      #expect(told?.contains("999.00") == true, "\(told ?? "proposed")")
    }
    #expect(try place.rows("proposals") == [])
  }

  @Test("Nobody approves what they proposed; another person does, and then it is booked once")
  func approval() throws {
    let place = try place(Self.people)
    try place.with { pipeline in
      let id = try proposed(pipeline, place)

      let own = refusal { _ = try pipeline.approve(id, by: "alice") }
      #expect(own?.contains("alice proposed it; another person has to approve it") == true)
      #expect(try place.applications() == [])

      let report = try pipeline.approve(id, by: "carol")
      guard case .booked = report else {
        Issue.record("\(report)")
        return
      }
      let again = refusal { _ = try pipeline.approve(id, by: "carol") }
      #expect(again?.contains("no decision \(id) waits") == true)
    }
    #expect(try place.applications() == ["4711 payment 100.00"])
    #expect(try place.rows("proposals") == [])
    #expect(try place.broken() == [])
  }

  @Test("Who approves needs the limit too")
  func approverLimit() throws {
    let place = try place(Self.people)
    try place.with { pipeline in
      let id = try proposed(pipeline, place)

      let told = refusal { _ = try pipeline.approve(id, by: "bob") }

      #expect(told?.contains("above bob's limit of 80.00 EUR") == true)
    }
    #expect(try place.rows("proposals").count == 1)
  }

  @Test("A proposal that is rejected is gone, and nothing was booked")
  func rejection() throws {
    let place = try place(Self.people)
    try place.with { pipeline in
      let id = try proposed(pipeline, place)
      try pipeline.reject(id, by: "carol", note: "not theirs")
    }

    #expect(try place.rows("proposals") == [] && place.applications() == [])
    #expect(try place.broken() == [])
  }

  @Test("A proposal whose item was paid meanwhile is refused when it is approved, and still waits")
  func overtaken() throws {
    let place = try place(Self.people)
    let id = try place.with { try proposed($0, place) }
    try place.drop(.paying("4711", "100.00", id: "S2", day: "2026-03-11"), as: "next.xml")
    try place.run()
    let books = try place.books()

    let told = try place.with { pipeline in
      refusal { _ = try pipeline.approve(id, by: "carol") }
    }

    #expect(told?.contains("documentNotOpen") == true)
    #expect(try place.books() == books)
    #expect(try place.rows("proposals").count == 1)
  }

  @Test("Above their limit, or without one, people are refused")
  func limits() throws {
    let place = try place(Self.people)
    try place.with { pipeline in
      let action = try paying("4711", "100.00", place)
      let bob = refusal { _ = try pipeline.decide([action], by: "bob") }
      let dave = refusal { _ = try pipeline.decide([action], by: "dave") }

      #expect(bob?.contains("apply of 100.00 EUR is above bob's limit of 80.00 EUR") == true)
      #expect(dave?.contains("dave is not among the people of day") == true)
    }
    #expect(try place.applications() == [])
  }

  @Test("More than the most is written off by nobody; less is, and the books say as what")
  func writeOff() throws {
    let place = try place(Self.people)
    let eur = try #require(Currency("EUR"))
    let key = DocumentKey("C1", "4712")
    try place.with { pipeline in
      let much = refusal {
        _ = try pipeline.decide(
          [.writeOff(key, Money(minorUnits: 1001, eur), reasonCode: "SMALL")], by: "alice")
      }
      #expect(much?.contains("writeOffAboveLimit") == true)
      _ = try pipeline.decide(
        [.writeOff(key, Money(minorUnits: 999, eur), reasonCode: "SMALL")], by: "alice")
    }

    #expect(try place.openItems() == ["4711 100.00", "4712 90.01", "4721 250.00"])
    #expect(try place.applications() == ["4712 write_off 9.99"])
    #expect(try place.broken() == [])
  }
}
