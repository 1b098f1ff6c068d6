import Foundation
import Money
import Receivables
import Reconciliation
import Store
import TestSupport
import Testing

@testable import Pipeline

@Suite("Whatever was booked can be undone, and the undoing too")
struct UndoTests {
  /// A full payment, a short one that opens a dispute, and one of nobody known.
  private func booked() throws -> TemporaryPipeline {
    let place = try TemporaryPipeline()
    try place.drop(
      BankFile(entries: [
        .init(amount: "100.00", text: "RE 4711", reference: "E1"),
        .init(amount: "230.00", text: "RE 4721", name: "Schulze AG", reference: "E2"),
        .init(amount: "7.00", text: "?", name: "Nobody", reference: "E3"),
      ]))
    try place.run()
    return place
  }

  private func decision(_ report: DeskReport) throws -> String {
    guard case .booked(let decision, _) = report else {
      Issue.record("\(report)")
      return ""
    }
    return decision
  }

  private func refusal(_ work: () throws -> Void) -> String? {
    do {
      try work()
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// The rows of open items, whatever their order.
  private func open(_ place: TemporaryPipeline) throws -> [String] {
    try place.openItems().sorted()
  }

  @Test("A file: its items are open again; undone again, all of it is as it was")
  func file() throws {
    let place = try booked()
    let books = try place.books()

    let undo = try place.with {
      try decision($0.undo(file: "day.xml", by: "alice", note: "wrong company"))
    }
    #expect(try open(place) == ["4711 100.00", "4712 100.00", "4721 250.00"])
    #expect(try place.exceptions() == [])
    #expect(try place.rows("files").map { $0["state"] } == ["undone"])
    #expect(Set(try place.rows("receipts").map { $0["outcome"] }) == ["returned"])
    #expect(try place.broken() == [])

    try place.with { _ = try $0.undo(decision: undo, by: "alice", note: "it was right") }
    #expect(try place.books() == books)
    #expect(try place.rows("files").map { $0["state"] } == ["taken"])
    #expect(try place.broken() == [])
  }

  @Test("A file by its number; one that is undone, or not there, is refused")
  func fileNames() throws {
    let place = try booked()
    try place.with { pipeline in
      let nobody = refusal { _ = try pipeline.undo(file: "other.xml", by: "alice", note: "") }
      #expect(
        nobody == "no file other.xml was taken; expected the number of one, such as F3 (refused)")

      _ = try pipeline.undo(file: "F1", by: "alice", note: "")
      let twice = refusal { _ = try pipeline.undo(file: "F1", by: "alice", note: "") }
      #expect(
        twice == "day.xml is undone; expected a file that was taken and stands (refused)")
    }
  }

  @Test("A file that is undone stays known: delivered again it books nothing, and a person is told")
  func fileAgain() throws {
    let place = try booked()
    let undo = try place.with { try decision($0.undo(file: "F1", by: "alice", note: "")) }
    let books = try place.books()
    let payment = try place.payment()
    try place.drop(BankFile(entries: [.init(amount: "100.00", text: "RE 4711", reference: "E1")]))

    let report = try place.run()

    #expect(try place.books() == books)
    #expect(
      report.alerts == [
        "1 receipts that \(undo) took off the books with day.xml, such as \(payment), came again "
          + "with day.xml: they stay off; undo \(undo) to have them back"
      ])
    #expect(try place.broken() == [])
  }

  /// Statement 48: two payments, of which the bank had the second wrong.
  private func statement(_ second: String, closing: String) -> BankFile {
    BankFile(
      entries: [
        .init(amount: "100.00", text: "RE 4711", reference: "E1"),
        .init(amount: second, text: "RE 4721", name: "Schulze AG", reference: "E2"),
      ], id: "S48", sequence: 48, opening: "0.00", closing: closing)
  }

  private func corrected() throws -> (place: TemporaryPipeline, undo: String) {
    let place = try TemporaryPipeline()
    try place.drop(statement("230.00", closing: "330.00"))
    try place.run()
    let undo = try place.with {
      try decision($0.undo(file: "day.xml", by: "alice", note: "the bank was wrong"))
    }
    try place.drop(statement("250.00", closing: "350.00"), as: "corrected.xml")
    return (place, undo)
  }

  @Test("The bank's corrected statement of a file that was undone is booked whole")
  func correctedAfterUndo() throws {
    let (place, undo) = try corrected()

    let report = try place.run()

    #expect(try open(place) == ["4712 100.00"])
    #expect(
      try place.rows("receipts").map { "\($0["amount"] ?? "") \($0["outcome"] ?? "")" }.sorted()
        == [
          "100.00 applied", "230.00 returned", "250.00 applied",
        ])
    #expect(report.alerts.contains { $0.hasPrefix("1 receipts that \(undo) took off the books") })
    #expect(
      report.alerts.contains { $0.hasSuffix("statement, and they are booked from there") })
    #expect(try place.exceptions() == [])
    #expect(try place.broken() == [])
  }

  @Test("What came back with a corrected statement waits for a person as before, and goes with it")
  func correctedWithException() throws {
    let place = try TemporaryPipeline()
    var statement = BankFile(
      entries: [
        .init(amount: "100.00", text: "RE 4711", reference: "E1"),
        .init(amount: "7.00", text: "?", name: "Nobody", reference: "E2"),
      ], id: "S48", sequence: 48, opening: "0.00", closing: "107.00")
    try place.drop(statement)
    try place.run()
    let waiting = try place.exceptions()
    try place.with { _ = try $0.undo(file: "F1", by: "alice", note: "") }
    statement.entries.append(
      .init(amount: "250.00", text: "RE 4721", name: "Schulze AG", reference: "E3"))
    statement.closing = "357.00"
    try place.drop(statement, as: "corrected.xml")

    try place.run()

    #expect(waiting.count == 1)
    #expect(try place.exceptions() == waiting)
    #expect(try open(place) == ["4712 100.00"])
    try place.with { _ = try $0.undo(file: "F2", by: "alice", note: "") }
    #expect(try open(place) == ["4711 100.00", "4712 100.00", "4721 250.00"])
    #expect(try place.exceptions() == [])
    #expect(try place.broken() == [])
  }

  @Test("Undone, done again and undone once more, a file stays off like one that was undone once")
  func undoneThrice() throws {
    let place = try booked()
    var last = try place.with { try decision($0.undo(file: "F1", by: "alice", note: "")) }
    let undone = try place.books()
    for _ in 1...2 {
      last = try place.with { try decision($0.undo(decision: last, by: "alice", note: "")) }
    }
    try place.drop(BankFile(entries: [.init(amount: "100.00", text: "RE 4711", reference: "E1")]))

    let report = try place.run()

    #expect(try place.books() == undone)
    #expect(
      report.alerts.contains { $0.hasSuffix("they stay off; undo \(last) to have them back") })
    #expect(try place.broken() == [])
  }

  @Test("A corrected statement that comes beside a report of the same receipts is booked once")
  func correctedBesideReport() throws {
    let (place, _) = try corrected()
    var report = statement("250.00", closing: "350.00")
    report.isWithinDay = true
    try place.drop(report, as: "report.xml")

    try place.run()

    #expect(try open(place) == ["4712 100.00"])
    #expect(try place.rows("receipts").count == 3)
    #expect(try place.broken() == [])
  }

  @Test("The same statement under a new number of the bank's message corrects nothing")
  func regenerated() throws {
    let place = try TemporaryPipeline()
    try place.drop(statement("230.00", closing: "330.00"))
    try place.run()
    let undo = try place.with {
      try decision($0.undo(file: "day.xml", by: "alice", note: "wrong company"))
    }
    var again = statement("230.00", closing: "330.00")
    again.id = "S48-2"
    try place.drop(again, as: "again.xml")

    let report = try place.run()

    #expect(try open(place) == ["4711 100.00", "4712 100.00", "4721 250.00"])
    #expect(
      report.alerts.contains { $0.hasSuffix("they stay off; undo \(undo) to have them back") })
    try place.with { _ = try $0.undo(decision: undo, by: "alice", note: "it was right") }
    #expect(try open(place) == ["4712 100.00", "4721-D1 20.00"])
    #expect(try place.alerts().allSatisfy { $0 != "undone " })
    #expect(try place.broken() == [])
  }

  @Test("A return of a file that was undone stays off as its receipts do, and comes back with them")
  func returnOfUndoneFile() throws {
    let place = try TemporaryPipeline()
    let statement = BankFile(
      entries: [
        .init(amount: "100.00", text: "RE 4711", reference: "E1"),
        .init(amount: "100.00", text: "RETURN RE 4711", reference: "E1", isDebit: true),
      ], id: "S48", sequence: 48, opening: "0.00", closing: "0.00"
    ).text.replacing(
      "<CdtDbtInd>DBIT</CdtDbtInd>", with: "<CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd>")
    try place.drop(statement)
    try place.run()
    let books = try place.books()
    let undo = try place.with { try decision($0.undo(file: "F1", by: "alice", note: "")) }
    let undone = try place.books()
    try place.drop(statement + "\n", as: "again.xml")

    try place.run()

    #expect(try place.books() == undone)
    try place.with { _ = try $0.undo(decision: undo, by: "alice", note: "") }
    #expect(try place.books() == books)
    #expect(try place.rows("receipts").count == 2)
    #expect(try place.broken() == [])
  }

  /// Statement 48 with one payment, which the bank had wrong.
  private func wholly(_ amount: String, as name: String, in place: TemporaryPipeline) throws {
    try place.drop(
      BankFile(
        entries: [.init(amount: amount, text: "RE 4721", name: "Schulze AG", reference: "E2")],
        id: "S48", sequence: 48, opening: "0.00", closing: amount), as: name)
    try place.run()
  }

  @Test(
    "Two versions of a statement never stand beside each other, in whatever order they are undone")
  func oneVersion() throws {
    let place = try TemporaryPipeline()
    try wholly("230.00", as: "first.xml", in: place)
    let first = try place.with { try decision($0.undo(file: "F1", by: "alice", note: "")) }
    try wholly("250.00", as: "second.xml", in: place)

    try place.with { pipeline in
      let early = refusal { _ = try pipeline.undo(decision: first, by: "alice", note: "") }
      #expect(early?.contains("undo the file F2 first") == true)
      let second = try decision(pipeline.undo(file: "F2", by: "alice", note: ""))
      _ = try pipeline.undo(decision: first, by: "alice", note: "")
      let late = refusal { _ = try pipeline.undo(decision: second, by: "alice", note: "") }
      #expect(late?.contains("undo the file F1 first") == true)
    }
    #expect(try place.openItems().contains("4721-D1 20.00"))
    #expect(try place.broken() == [])
  }

  @Test("What a proposal undoes is looked at again when it is approved")
  func approvedTooLate() throws {
    let place = try TemporaryPipeline(
      more: "people: { second_eyes_above: 100.00, limits: { alice: unlimited, bob: unlimited } }")
    try wholly("230.00", as: "first.xml", in: place)
    func proposed(_ report: DeskReport) -> String {
      if case .proposed(let id) = report { return id }
      Issue.record("\(report)")
      return ""
    }
    let undo = try place.with { pipeline in
      let id = proposed(try pipeline.undo(file: "F1", by: "alice", note: ""))
      return try decision(pipeline.approve(id, by: "bob"))
    }
    let again = try place.with { proposed(try $0.undo(decision: undo, by: "alice", note: "")) }
    try wholly("250.00", as: "second.xml", in: place)

    let told = try place.with { pipeline in refusal { _ = try pipeline.approve(again, by: "bob") } }

    #expect(told?.contains("undo the file F2 first") == true, "\(told ?? "approved")")
    #expect(try open(place) == ["4711 100.00", "4712 100.00"])
    #expect(try place.broken() == [])
  }

  @Test("What a corrected statement stands in place of comes back only once that is undone")
  func undoneBehindItsCorrection() throws {
    let (place, undo) = try corrected()
    try place.run()
    let books = try place.books()

    let told = try place.with { pipeline in
      refusal { _ = try pipeline.undo(decision: undo, by: "alice", note: "") }
    }

    #expect(
      told?.hasSuffix(
        "came with corrected.xml since, which stands in its place; expected undo the file F2 "
          + "first (refused)") == true)
    #expect(try place.books() == books)
    try place.with { pipeline in
      _ = try pipeline.undo(file: "F2", by: "alice", note: "")
      _ = try pipeline.undo(decision: undo, by: "alice", note: "")
    }
    #expect(try open(place) == ["4712 100.00", "4721-D1 20.00"])
    #expect(try place.broken() == [])
  }

  @Test("A receipt: its item is open, it waits for a person; undone again, it is booked as it was")
  func receipt() throws {
    let place = try booked()
    let books = try place.books()
    let payment = try place.payment()

    let undo = try place.with {
      try decision($0.decide([.undoReceipt(payment, reason: "not theirs")], by: "alice"))
    }
    #expect(try open(place).contains("4711 100.00"))
    #expect(try place.exceptions().count == 3)
    #expect(try place.broken() == [])

    try place.with { _ = try $0.undo(decision: undo, by: "bob", note: "it is") }
    #expect(try place.books() == books)
    #expect(try place.broken() == [])
  }

  @Test("A short payment that is undone takes its deduction and its dispute along")
  func shortPayment() throws {
    let place = try booked()
    let books = try place.books()
    let payment = try place.payment(1)
    #expect(try place.openItems().contains("4721-D1 20.00"))

    let undo = try place.with {
      try decision($0.decide([.undoReceipt(payment, reason: "")], by: "alice"))
    }
    #expect(try open(place) == ["4712 100.00", "4721 250.00"])
    #expect(try place.rows("disputes").allSatisfy { $0["status"] != "open" })

    try place.with { _ = try $0.undo(decision: undo, by: "alice", note: "") }
    #expect(try place.books() == books)
    #expect(try place.broken() == [])
  }

  @Test("A decision, its undoing, and the undoing of that, as often as one likes")
  func decisions() throws {
    let place = try booked()
    let payment = try place.payment(2)
    let before = try place.books()
    let eur = try #require(Currency("EUR"))
    let lines = [
      Decision.Clearing(
        item: DocumentKey("C1", "4712"), kind: .payment, amount: Money(minorUnits: 700, eur),
        reasonCode: "", treatment: nil)
    ]
    var last = try place.with {
      try decision($0.decide([.apply(payment, payer: "C1", lines: lines)], by: "alice"))
    }
    let after = try place.books()
    #expect(try open(place).contains("4712 93.00"))

    for turn in 1...4 {
      last = try place.with { try decision($0.undo(decision: last, by: "alice", note: "")) }
      #expect(try place.books() == (turn % 2 == 1 ? before : after), "turn \(turn)")
      #expect(try place.broken() == [])
    }
  }

  @Test("A decision is undone once")
  func once() throws {
    let place = try booked()
    let payment = try place.payment()
    try place.with { pipeline in
      let first = try decision(pipeline.decide([.undoReceipt(payment, reason: "")], by: "alice"))
      _ = try pipeline.undo(decision: first, by: "alice", note: "")

      let told = refusal { _ = try pipeline.undo(decision: first, by: "alice", note: "") }

      #expect(told == "\(first) is undone already; expected a decision that stands (refused)")
    }
  }

  @Test("What later bookings stand on is not undone: the error says what must be first")
  func usedSince() throws {
    let place = try TemporaryPipeline()
    try place.drop(.paying("4711", "130.00"))
    try place.run()
    let payment = try place.payment()
    let credit = try #require(
      try place.rows("open_items").first { $0["document_type"] == "on_account" })
    let eur = try #require(Currency("EUR"))
    let number = DocumentNumber(credit["document_number"] ?? "")
    let lines = [
      Decision.Clearing(
        item: DocumentKey("C1", number), kind: .credit, amount: Money(minorUnits: -3000, eur),
        reasonCode: "", treatment: nil),
      Decision.Clearing(
        item: DocumentKey("C1", "4712"), kind: .credit, amount: Money(minorUnits: 3000, eur),
        reasonCode: "", treatment: nil),
    ]
    try place.with { pipeline in
      let net = try decision(pipeline.decide([.net(lines: lines)], by: "alice"))
      let books = try place.books()

      let told = refusal {
        _ = try pipeline.decide([.undoReceipt(payment, reason: "")], by: "alice")
      }
      #expect(told?.contains("usedSince") == true)
      #expect(try place.books() == books)

      _ = try pipeline.undo(decision: net, by: "alice", note: "")
      _ = try pipeline.decide([.undoReceipt(payment, reason: "")], by: "alice")
    }
    #expect(try open(place) == ["4711 100.00", "4712 100.00", "4721 250.00"])
    #expect(try place.broken() == [])
  }

  @Test("Nothing is ever taken out of the log, and every journal entry has its reversal")
  func log() throws {
    let place = try booked()
    let before = try place.store().events(1...10_000)
    let entries = try place.rows("journal").count

    try place.with { _ = try $0.undo(file: "F1", by: "alice", note: "") }

    let after = try place.store().events(1...10_000)
    #expect(Array(after.prefix(before.count)) == before)
    #expect(after.count > before.count)
    #expect(try place.rows("journal").count == 2 * entries)
  }

  @Test("Of two files of one name, one batch each, the number says which")
  func sameName() throws {
    let place = try booked()
    try place.drop(.paying("4712", "100.00", id: "S2", day: "2026-03-11"))
    try place.run()
    try place.with { pipeline in
      let told = refusal { _ = try pipeline.undo(file: "day.xml", by: "alice", note: "") }
      #expect(told?.contains("F1 of batch 000001, F2 of batch 000002") == true)

      _ = try pipeline.undo(file: "F2", by: "alice", note: "")
    }

    #expect(try open(place) == ["4712 100.00", "4721-D1 20.00"])
    #expect(try place.rows("files").map { $0["state"] } == ["taken", "undone"])
  }

  @Test("Of two files of one name in one batch, each is undone alone")
  func sameNameSameBatch() throws {
    let place = try TemporaryPipeline()
    try place.write(
      try place.text("day.yaml").replacingOccurrences(
        of: "inboxes:\n", with: "inboxes:\n  - { folder: inbox2 }\n"), to: "day.yaml")
    try place.drop(.paying("4711", "100.00"))
    try place.drop(.paying("4712", "100.00", id: "S2"), into: "inbox2")
    try place.run()
    let files = try place.rows("files")
    let second = try #require(files.first { $0["inbox"] == "inbox" }?["file_id"])

    try place.with { _ = try $0.undo(file: second, by: "alice", note: "") }

    #expect(try open(place) == ["4711 100.00", "4721 250.00"])
  }
}
