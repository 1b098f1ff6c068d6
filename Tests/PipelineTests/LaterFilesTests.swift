import Foundation
import TestSupport
import Testing

@testable import Pipeline

@Suite("What a later file says of an earlier one's money")
struct LaterFilesTests {
  private func numbered(
    _ sequence: Int, _ opening: String, _ closing: String, _ entries: [BankFile.Entry],
    day: String = "2026-03-10"
  ) -> BankFile {
    BankFile(
      entries: entries, id: "S\(sequence)", sequence: sequence, day: day, opening: opening,
      closing: closing)
  }

  /// The same amount, payer and day, and no reference: only the statements tell them apart.
  private func twin(_ document: String) -> BankFile.Entry {
    BankFile.Entry(amount: "100.00", text: "RE \(document)")
  }

  // MARK: Sums and their details

  /// The sum's entry once more, with its two parts.
  private var details: String {
    func part(_ amount: String, _ name: String, _ document: String, _ reference: String) -> String {
      "<TxDtls><Refs><EndToEndId>\(reference)</EndToEndId></Refs><Amt Ccy=\"EUR\">\(amount)</Amt>"
        + "<RltdPties><Dbtr><Pty><Nm>\(name)</Nm></Pty></Dbtr></RltdPties>"
        + "<RmtInf><Ustrd>RE \(document)</Ustrd></RmtInf></TxDtls>"
    }
    return BankFile(entries: sum.entries, id: "N1", isNotification: true).text
      .replacingOccurrences(
        of: "<Btch><NbOfTxs>2</NbOfTxs></Btch>",
        with: part("100.00", "Meier Bau GmbH", "4711", "E1")
          + part("250.00", "Schulze AG", "4721", "E2"))
  }

  private let sum = BankFile(
    entries: [.init(amount: "350.00", text: "", reference: "SUM-1", isSum: true)],
    opening: "0.00", closing: "350.00")

  @Test("A notification that details a sum of an earlier run completes it: its parts are booked")
  func detailsLater() throws {
    let place = try TemporaryPipeline()
    try place.drop(sum)
    try place.run()
    try place.drop(details, as: "details.xml")

    try place.run()

    #expect(try place.applications() == ["4711 payment 100.00", "4721 payment 250.00"])
    #expect(try place.openItems() == ["4712 100.00"])
    #expect(try place.exceptions() == [])
    #expect(try place.broken() == [])
  }

  @Test("A sum whose details were booked in an earlier run is left to a person, and not booked")
  func sumLater() throws {
    let place = try TemporaryPipeline()
    try place.drop(details, as: "details.xml")
    try place.run()
    try place.drop(sum)

    try place.run()

    #expect(try place.applications() == ["4711 payment 100.00", "4721 payment 250.00"])
    #expect(try place.openItems() == ["4712 100.00"])
    #expect(try place.broken() == [])
  }

  // MARK: Twins

  @Test("Two equal payments in statements that follow one another are two, in two runs as in one")
  func twins() throws {
    let first = numbered(1, "0.00", "100.00", [twin("4711")])
    let second = numbered(2, "100.00", "200.00", [twin("4712")])
    let oneRun = try TemporaryPipeline()
    try oneRun.drop(first, as: "1.xml")
    try oneRun.drop(second, as: "2.xml")
    try oneRun.run()
    let place = try TemporaryPipeline()
    try place.drop(first, as: "1.xml")
    try place.run()
    try place.drop(second, as: "2.xml")

    try place.run()

    #expect(try place.applications() == ["4711 payment 100.00", "4712 payment 100.00"])
    #expect(try place.books() == oneRun.books())
    #expect(try place.broken() == [])
  }

  @Test(
    "Both come again, in any order and at once: still two",
    arguments: [["1"], ["2"], ["1", "2"], ["2", "1"], ["2", "2", "1"]])
  func twinsAgain(files: [String]) throws {
    let texts = [
      "1": numbered(1, "0.00", "100.00", [twin("4711")]),
      "2": numbered(2, "100.00", "200.00", [twin("4712")]),
    ]
    let place = try TemporaryPipeline()
    for name in ["1", "2"] {
      try place.drop(try #require(texts[name]), as: "\(name).xml")
      try place.run()
    }
    let books = try place.books()

    for (turn, name) in files.enumerated() {
      try place.drop(try #require(texts[name]), as: "again-\(turn).xml")
      try place.run()
    }

    #expect(try place.books() == books)
  }

  @Test("A bank that calls every file the same changes nothing of that")
  func sameNames() throws {
    let place = try TemporaryPipeline()
    let first = numbered(1, "0.00", "100.00", [twin("4711")])
    let second = numbered(2, "100.00", "200.00", [twin("4712")])
    for file in [first, second, first, second] {
      try place.drop(file)
      try place.run()
    }

    #expect(try place.applications() == ["4711 payment 100.00", "4712 payment 100.00"])
  }

  @Test("A statement that came late between two others has its own twin")
  func between() throws {
    let place = try TemporaryPipeline(
      items: TemporaryPipeline.items + ["C1,4713,invoice,2026-02-04,2026-03-04,EUR,50.00,50.00"])
    let files = [
      numbered(1, "0.00", "50.00", [.init(amount: "50.00", text: "RE 4713", reference: "E1")]),
      numbered(3, "150.00", "250.00", [twin("4712")]),
      numbered(2, "50.00", "150.00", [twin("4711")]),
    ]
    for (number, file) in files.enumerated() {
      try place.drop(file, as: "\(number).xml")
      try place.run()
    }
    let books = try place.books()
    #expect(
      try place.applications() == [
        "4713 payment 50.00", "4712 payment 100.00", "4711 payment 100.00",
      ]
    )

    for (number, file) in files.enumerated() {
      try place.drop(file, as: "again-\(number).xml")
      try place.run()
    }

    #expect(try place.books() == books)
  }

  @Test("A statement that repeats the first and adds a twin books the twin alone")
  func extended() throws {
    let place = try TemporaryPipeline()
    try place.drop(numbered(1, "0.00", "100.00", [twin("4711")]), as: "1.xml")
    try place.run()
    try place.drop(numbered(1, "0.00", "200.00", [twin("4711"), twin("4712")]), as: "1b.xml")

    try place.run()

    #expect(try place.applications() == ["4711 payment 100.00", "4712 payment 100.00"])
  }

  @Test("The same account in another format tells the same money again")
  func otherFormat() throws {
    let place = try TemporaryPipeline()
    try place.drop(numbered(1, "0.00", "100.00", [twin("4711")]), as: "1.xml")
    try place.run()
    var notification = numbered(2, "", "", [twin("4711")])
    notification.opening = nil
    notification.closing = nil
    notification.isNotification = true
    try place.drop(notification, as: "n.xml")

    try place.run()

    #expect(try place.applications() == ["4711 payment 100.00"])
  }
}
