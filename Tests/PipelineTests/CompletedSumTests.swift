import Foundation
import Money
import TestSupport
import Testing

@testable import Pipeline

@Suite("A sum whose parts came is their money, whatever is done with its files")
struct CompletedSumTests {
  private let sum = BankFile(
    entries: [.init(amount: "350.00", text: "", reference: "SUM-1", isSum: true)],
    opening: "0.00", closing: "350.00")

  /// The sum's entry once more, as a batch of two; a notification, or a statement of another report.
  private func details(asNotification: Bool) -> String {
    func part(_ amount: String, _ name: String, _ document: String, _ reference: String) -> String {
      "<TxDtls><Refs><EndToEndId>\(reference)</EndToEndId></Refs><Amt Ccy=\"EUR\">\(amount)</Amt>"
        + "<RltdPties><Dbtr><Pty><Nm>\(name)</Nm></Pty></Dbtr></RltdPties>"
        + "<RmtInf><Ustrd>RE \(document)</Ustrd></RmtInf></TxDtls>"
    }
    return BankFile(entries: sum.entries, id: "N1", isNotification: asNotification).text
      .replacingOccurrences(
        of: "<Btch><NbOfTxs>2</NbOfTxs></Btch>",
        with: part("100.00", "Meier Bau GmbH", "4711", "E1")
          + part("250.00", "Schulze AG", "4721", "E2"))
  }

  private func completed(asNotification: Bool) throws -> TemporaryPipeline {
    let place = try TemporaryPipeline()
    try place.drop(sum, as: "sum.xml")
    try place.run()
    try place.drop(details(asNotification: asNotification), as: "details.xml")
    try place.run()
    #expect(try place.applications() == ["4711 payment 100.00", "4721 payment 250.00"])
    return place
  }

  private func expectPartsAlone(
    _ place: TemporaryPipeline, location: SourceLocation = #_sourceLocation
  ) throws {
    #expect(
      try place.rows("receipts").filter { $0["outcome"] != "returned" }.map { $0["amount"] }.sorted
      {
        ($0 ?? "") < ($1 ?? "")
      } == ["100.00", "250.00"], sourceLocation: location)
    #expect(try place.exceptions() == [], sourceLocation: location)
    #expect(try place.broken() == [], sourceLocation: location)
  }

  @Test("Decided again, it is booked as its parts", arguments: [true, false])
  func decidedAgain(asNotification: Bool) throws {
    let place = try completed(asNotification: asNotification)
    // Another receipt's document comes late, so that the day is booked anew.
    try place.drop(.paying("4799", "77.00", id: "S9"), as: "other.xml")
    try place.run()
    try place.write(
      items: TemporaryPipeline.items + [
        "C1,4799,invoice,2026-02-04,2026-03-04,EUR,77.00,77.00"
      ])
    try place.run()
    let day = try #require(CalendarDate(iso: "2026-03-10"))

    let report = try place.with { try $0.redecide(from: day, by: "alice", note: "") }

    #expect(report.differences.count == 1)
    #expect(
      try place.rows("receipts").filter { $0["outcome"] == "unapplied" }.isEmpty)
    #expect(try place.exceptions() == [])
    #expect(try place.broken() == [])
  }

  @Test("Its file again beside the file of its parts completes it", arguments: [true, false])
  func again(asNotification: Bool) throws {
    let place = try TemporaryPipeline()
    try place.drop(sum, as: "sum.xml")
    try place.run()
    try place.drop(sum, as: "again.xml")
    try place.drop(details(asNotification: asNotification), as: "details.xml")

    try place.run()

    #expect(try place.applications() == ["4711 payment 100.00", "4721 payment 250.00"])
    try expectPartsAlone(place)
  }

  @Test("The sum and a statement with its details in one run are the details")
  func oneRun() throws {
    let place = try TemporaryPipeline()
    try place.drop(sum, as: "sum.xml")
    try place.drop(details(asNotification: false), as: "details.xml")

    try place.run()

    #expect(try place.applications() == ["4711 payment 100.00", "4721 payment 250.00"])
    try expectPartsAlone(place)
  }

  @Test("Details that lie twice under one name in one run are one batch")
  func sameName() throws {
    let place = try TemporaryPipeline(inbox: "take: move }\n  - { folder: inbox2")
    try FileManager.default.createDirectory(
      atPath: place.path("inbox2"), withIntermediateDirectories: true)
    try place.drop(sum, as: "sum.xml")
    try place.run()
    let text = details(asNotification: true)
    try place.drop(text, as: "details.xml")
    try place.drop(text + "\n", as: "details.xml", into: "inbox2")

    try place.run()

    #expect(try place.applications() == ["4711 payment 100.00", "4721 payment 250.00"])
    try expectPartsAlone(place)
  }

  @Test("Where its parts are taken off the books, somebody is told, and its file brings it again")
  func partsUndone() throws {
    let place = try completed(asNotification: true)

    _ = try place.with { try $0.undo(file: "details.xml", by: "alice", note: "wrong file") }

    #expect(try place.alerts() == ["sum without parts "])
    try place.drop(sum, as: "again.xml")
    try place.run()
    #expect(try place.exceptions().count == 1)
    #expect(
      try place.rows("receipts").filter { $0["outcome"] == "unapplied" }.map { $0["amount"] }
        == ["350.00"])
    #expect(try place.broken() == [])
  }
}
