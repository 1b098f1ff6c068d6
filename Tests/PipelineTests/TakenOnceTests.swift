import Foundation
import TestSupport
import Testing

@testable import Pipeline

@Suite("However often a file is delivered, it is booked once")
struct TakenOnceTests {
  private static let day = BankFile(
    entries: [
      .init(amount: "100.00", text: "RE 4711", reference: "E1"),
      .init(amount: "250.00", text: "RE 4721", name: "Schulze AG", reference: "E2"),
    ], opening: "0.00", closing: "350.00")

  /// A delivery that brings nothing new.
  struct Again: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var name = "day.xml"
    var inbox = "inbox"
    var text = TakenOnceTests.day.text
  }

  private static let deliveries = [
    Again(testDescription: "same name"), Again(testDescription: "other name", name: "again.xml"),
    Again(testDescription: "other inbox", inbox: "inbox2"),
    Again(
      testDescription: "other line ends",
      text: day.text.replacingOccurrences(of: "\n", with: "\r\n")),
    Again(
      testDescription: "indented",
      text: day.text.replacingOccurrences(of: "<Ntry>", with: "\n    <Ntry>")),
    Again(
      testDescription: "new message",
      text: day.text.replacingOccurrences(of: "<MsgId>M1<", with: "<MsgId>M2<")
        .replacingOccurrences(of: "T20:00:00", with: "T21:00:00")),
  ]

  private func place() throws -> TemporaryPipeline {
    let place = try TemporaryPipeline()
    try place.write(
      try place.text("day.yaml").replacingOccurrences(
        of: "inboxes:\n", with: "inboxes:\n  - { folder: inbox2 }\n"), to: "day.yaml")
    try FileManager.default.createDirectory(
      atPath: place.path("inbox2"), withIntermediateDirectories: false)
    return place
  }

  @Test("In a later run", arguments: deliveries)
  func laterRun(again: Again) throws {
    let place = try place()
    try place.drop(Self.day)
    try place.run()
    let books = try place.books()

    try place.drop(again.text, as: again.name, into: again.inbox)
    let report = try place.run()

    #expect(report.exitCode == 0 && report.batch == nil)
    #expect(try place.books() == books)
    #expect(try place.applications() == ["4711 payment 100.00", "4721 payment 250.00"])
    #expect(place.files("archive").count == 2 && place.files("inbox") == [])
    #expect(try place.rows("statements").count == 1)
    #expect(try place.alerts() == [])
    #expect(try place.broken() == [])
  }

  @Test("In the same run", arguments: deliveries.dropFirst())
  func sameRun(again: Again) throws {
    let place = try place()
    try place.drop(Self.day)
    try place.drop(
      again.text, as: again.inbox == "inbox" ? "again.xml" : again.name, into: again.inbox)

    let report = try place.run()

    #expect(report.batch == "000001" && report.taken.count == 2)
    #expect(try place.applications() == ["4711 payment 100.00", "4721 payment 250.00"])
    #expect(try place.rows("statements").count == 1)
    #expect(try place.broken() == [])
  }

  @Test("Cut short, then whole: the piece goes to quarantine, the whole is booked")
  func cutShort() throws {
    let place = try place()
    try place.drop(String(Self.day.text.prefix(900)))
    let first = try place.run()
    try place.drop(Self.day)

    let second = try place.run()

    #expect(first.exitCode == 65 && second.exitCode == 0)
    #expect(try place.applications() == ["4711 payment 100.00", "4721 payment 250.00"])
    #expect(try place.rows("files").map { $0["state"] } == ["quarantined", "taken"])
  }

  @Test("From a folder that is copied from, files stay, and are taken again once they change")
  func copies() throws {
    let place = try TemporaryPipeline(inbox: "take: copy")
    try place.drop(.paying("4711", "100.00"))
    let first = try place.run()
    let second = try place.run()
    try place.drop(.paying("4712", "100.00", id: "S2"))

    let third = try place.run()

    #expect(first.taken == ["day.xml"] && second.taken == [] && third.taken == ["day.xml"])
    #expect(place.files("inbox") == ["day.xml"])
    #expect(try place.openItems() == ["4721 250.00"])
    #expect(place.files("archive").count == 2)
  }

  @Test("A copied file that cannot be used is told once, not at every run")
  func badCopy() throws {
    let place = try TemporaryPipeline(inbox: "take: copy")
    try place.drop("no bank's file")
    let first = try place.run()

    let second = try place.run()

    #expect(first.exitCode == 65 && second.exitCode == 0)
    #expect(try place.rows("files").count == 1)
  }

  @Test("An end-of-day statement that repeats the interim report books what is new in it")
  func interimReport() throws {
    let place = try TemporaryPipeline()
    let interim = BankFile(entries: [Self.day.entries[0]], id: "I1").text
      .replacingOccurrences(of: "camt.053", with: "camt.052")
      .replacingOccurrences(of: "BkToCstmrStmt", with: "BkToCstmrAcctRpt")
      .replacingOccurrences(of: "<Stmt>", with: "<Rpt>")
      .replacingOccurrences(of: "</Stmt>", with: "</Rpt>")
    try place.drop(interim, as: "interim.xml")
    try place.run()
    try place.drop(Self.day)

    try place.run()

    #expect(try place.applications() == ["4711 payment 100.00", "4721 payment 250.00"])
  }
}
