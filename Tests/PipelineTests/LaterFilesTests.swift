import Foundation
import Money
import Receivables
import Reconciliation
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

  @Test("Details of a sum that a person has put on account since are told, and not booked")
  func detailsAfterDecision() throws {
    let place = try TemporaryPipeline()
    try place.drop(sum)
    try place.run()
    let payment = try place.payment()
    try place.with {
      _ = try $0.decide([.putOnAccount(payment, "C1")], by: "alice")
    }
    let books = try place.books()
    try place.drop(details, as: "details.xml")

    let report = try place.run()

    #expect(try place.books() == books)
    #expect(
      report.alerts == [
        "DE89370400440532013000: details.xml brings the parts of \(payment), which somebody had "
          + "applied as one sum before: nothing of them is booked; compare, and reassign the sum if "
          + "they say otherwise"
      ])
    try place.drop(details, as: "again.xml")
    #expect(try place.run().alerts == [])
  }

  @Test("A sum whose details were booked in an earlier run is the same money: nothing is to do")
  func sumLater() throws {
    let place = try TemporaryPipeline()
    try place.drop(details, as: "details.xml")
    try place.run()
    try place.drop(sum)

    try place.run()

    #expect(try place.applications() == ["4711 payment 100.00", "4721 payment 250.00"])
    #expect(try place.openItems() == ["4712 100.00"])
    #expect(try place.rows("receipts").count == 2)
    #expect(try place.exceptions() == [])
    #expect(try place.broken() == [])
  }

  @Test("Of several sums each is known by its own reference, whatever their files brought together")
  func sumsLater() throws {
    let place = try TemporaryPipeline()
    try place.drop(details, as: "details.xml")
    try place.run()
    var both = sum
    both.entries.append(.init(amount: "90.00", text: "", reference: "SUM-2", isSum: true))
    both.closing = "440.00"
    try place.drop(both)

    try place.run()

    #expect(try place.rows("receipts").map { $0["amount"] } == ["100.00", "250.00", "90.00"])
    #expect(try place.broken() == [])
  }

  @Test("Two sums under one reference whose parts came before are both known by all of them")
  func sumsOfOneReference() throws {
    let place = try TemporaryPipeline()
    func part(_ amount: String, _ document: String, _ reference: String) -> BankFile.Entry {
      .init(
        amount: amount, text: "RE \(document)",
        name: document == "4721" ? "Schulze AG" : "Meier Bau GmbH",
        reference: reference, servicerReference: "SUM-1")
    }
    try place.drop(
      BankFile(
        entries: [
          part("100.00", "4711", "E1"), part("250.00", "4721", "E2"), part("100.00", "4712", "E3"),
        ],
        id: "N1", isNotification: true), as: "details.xml")
    try place.run()
    try place.drop(
      BankFile(
        entries: [
          .init(amount: "350.00", text: "", reference: "SUM-1", isSum: true),
          .init(amount: "100.00", text: "", reference: "SUM-1", isSum: true),
        ], opening: "0.00", closing: "450.00"))

    try place.run()

    #expect(try place.rows("receipts").count == 3)
    #expect(try place.exceptions() == [])
    #expect(try place.openItems() == [])
    #expect(try place.broken() == [])
  }

  @Test("The parts of a sum that is off the books are money of their own, for a person")
  func partsOfUndoneSum() throws {
    let place = try TemporaryPipeline()
    try place.drop(sum)
    try place.run()
    try place.with { _ = try $0.undo(file: "F1", by: "alice", note: "") }
    try place.drop(details, as: "details.xml")

    try place.run()

    #expect(try place.exceptions() == ["duplicate_payment 100.00", "duplicate_payment 250.00"])
    #expect(try place.broken() == [])
  }

  @Test("A sum that was known as its parts is missed when they are taken off the books")
  func partsUndone() throws {
    let place = try TemporaryPipeline()
    try place.drop(details, as: "details.xml")
    try place.run()
    try place.drop(sum)
    try place.run()

    try place.with { _ = try $0.undo(file: "F1", by: "alice", note: "") }

    #expect(try place.alerts() == ["sum without parts "])
  }

  @Test("A sum of another amount than its details of an earlier run is left to a person")
  func otherSumLater() throws {
    let place = try TemporaryPipeline()
    try place.drop(details, as: "details.xml")
    try place.run()
    var other = sum
    other.entries[0].amount = "360.00"
    other.closing = "360.00"
    try place.drop(other)

    try place.run()

    #expect(try place.exceptions() == ["duplicate_payment 360.00"])
    #expect(
      try place.rows("exceptions").first?["message"]?.hasPrefix(
        "an earlier run took 2 receipts of 350.00 EUR together under SUM-1") == true)
    #expect(try place.broken() == [])
  }

  /// Parts of the sum as entries of their own, which have its reference.
  private func parts(_ amounts: [(String, String)], under reference: String = "SUM-1") -> BankFile {
    BankFile(
      entries: amounts.enumerated().map { place, part in
        .init(
          amount: part.0, text: "RE \(part.1)",
          name: part.1 == "4721" ? "Schulze AG" : "Meier Bau GmbH", reference: "E\(place)",
          servicerReference: reference)
      }, id: "N1", isNotification: true)
  }

  @Test("Entries under the reference of a sum of an earlier run complete it, where they make it")
  func entriesLater() throws {
    let place = try TemporaryPipeline()
    try place.drop(sum)
    try place.run()
    try place.drop(parts([("100.00", "4711"), ("250.00", "4721")]), as: "parts.xml")

    try place.run()

    #expect(try place.applications() == ["4711 payment 100.00", "4721 payment 250.00"])
    #expect(try place.rows("receipts").map { $0["amount"] } == ["100.00", "250.00"])
    #expect(try place.exceptions() == [])
    #expect(try place.broken() == [])
  }

  @Test("The sum and its entries, each again after they were booked, book nothing")
  func entriesAgain() throws {
    let place = try TemporaryPipeline()
    let parts = parts([("100.00", "4711"), ("250.00", "4721")])
    for file in [sum, parts] {
      try place.drop(file)
      try place.run()
    }
    let books = try place.books()

    for file in [parts, sum, parts] {
      try place.drop(file, as: "again.xml")
      try place.run()
    }

    #expect(try place.books() == books)
    #expect(try place.broken() == [])
  }

  @Test(
    "Entries under the reference of a sum that make another amount are left to a person, who is told",
    arguments: [[("100.00", "4711"), ("200.00", "4721")], [("100.00", "4711")]])
  func entriesOfAnotherAmount(amounts: [(String, String)]) throws {
    let place = try TemporaryPipeline()
    try place.drop(sum)
    try place.run()
    try place.drop(parts(amounts), as: "parts.xml")

    try place.run()

    #expect(try place.applications() == [])
    #expect(
      try place.exceptions().dropFirst() == amounts.map { "duplicate_payment \($0.0)" }[...])
    let message = try #require(try place.rows("exceptions").last?["message"])
    #expect(message.contains("(SUM-1) of 350.00 EUR from day.xml, which an earlier run took"))
    #expect(
      message.contains(
        "what came under SUM-1 makes \(amounts.count == 2 ? "300.00" : "100.00") EUR"))
    #expect(try place.broken() == [])
  }

  @Test("A sum and entries under its reference in one run: the entries are booked")
  func entriesBesides() throws {
    let place = try TemporaryPipeline()
    try place.drop(sum)
    try place.drop(parts([("100.00", "4711"), ("250.00", "4721")]), as: "parts.xml")

    try place.run()

    #expect(try place.applications() == ["4711 payment 100.00", "4721 payment 250.00"])
    #expect(try place.exceptions() == [])
  }

  @Test("A sum that entries under its reference do not make, in one run, is told as such")
  func entriesBesidesOfAnotherAmount() throws {
    let place = try TemporaryPipeline()
    try place.drop(sum)
    try place.drop(parts([("100.00", "4711"), ("200.00", "4721")]), as: "parts.xml")

    try place.run()

    #expect(try place.exceptions().contains("duplicate_payment 350.00"))
    #expect(
      try place.rows("exceptions").contains {
        $0["message"]
          == "what parts.xml brings under SUM-1 makes 300.00 EUR, and this is 350.00 EUR; "
          + "nothing is booked"
      })
  }

  @Test("Entries under another reference than the sum's are movements of their own")
  func entriesUnderAnotherReference() throws {
    let place = try TemporaryPipeline()
    try place.drop(sum)
    try place.run()
    try place.drop(parts([("100.00", "4711"), ("250.00", "4721")], under: "SV-9"), as: "parts.xml")

    try place.run()

    #expect(try place.applications() == ["4711 payment 100.00", "4721 payment 250.00"])
    #expect(try place.exceptions().count == 1)
  }

  // MARK: The bank's own references

  /// One end-to-end reference, which some payers write on everything, under a reference of the bank.
  private func rent(
    _ references: String..., id: String = "R", isNotification: Bool = false
  ) -> BankFile {
    BankFile(
      entries: references.map {
        .init(
          amount: "100.00", text: $0 == "SV-1" ? "RE 4711" : "RE 4712", reference: "RENT",
          servicerReference: $0)
      }, id: id, isNotification: isNotification)
  }

  /// Two of them, in statements that follow one another.
  private func dropTwoRents(at place: TemporaryPipeline) throws {
    try place.drop(numbered(1, "0.00", "100.00", rent("SV-1").entries), as: "SV-1.xml")
    try place.run()
    try place.drop(numbered(2, "100.00", "200.00", rent("SV-2").entries), as: "SV-2.xml")
    try place.run()
  }

  @Test("Equal payments under two references of the bank are two, in two runs as in one")
  func twoReferences() throws {
    let place = try TemporaryPipeline()
    try dropTwoRents(at: place)

    #expect(try place.applications() == ["4711 payment 100.00", "4712 payment 100.00"])
    #expect(try place.exceptions() == [])
    #expect(try place.broken() == [])
  }

  @Test("Under another reference of the bank, where the statements do not tell, a person is asked")
  func anotherReferenceUnclear() throws {
    let place = try TemporaryPipeline()
    try place.drop(rent("SV-1", id: "A"), as: "1.xml")
    try place.run()
    try place.drop(rent("SV-2", id: "B"), as: "2.xml")

    try place.run()

    #expect(try place.applications() == ["4711 payment 100.00"])
    #expect(try place.exceptions().count == 1)
    #expect(try place.broken() == [])
  }

  @Test("A statement that comes again with other references of the bank is the same statement")
  func sameStatementOtherReferences() throws {
    let place = try TemporaryPipeline()
    try place.drop(numbered(1, "0.00", "100.00", rent("SV-1").entries), as: "1.xml")
    try place.run()
    try place.drop(numbered(1, "0.00", "100.00", rent("SV-9").entries), as: "2.xml")

    try place.run()

    #expect(try place.applications() == ["4711 payment 100.00"])
    #expect(try place.exceptions() == [])
  }

  @Test(
    "Told again, alone or together, in any order and by another report, they stay two",
    arguments: [["SV-2"], ["SV-1"], ["SV-2", "SV-1"], ["SV-1", "SV-2"]], [false, true])
  func twoReferencesAgain(references: [String], isNotification: Bool) throws {
    let place = try TemporaryPipeline()
    try dropTwoRents(at: place)
    let books = try place.books()
    var again = rent(isNotification: isNotification)
    again.entries = references.flatMap { rent($0).entries }

    try place.drop(again, as: "again.xml")
    try place.run()

    #expect(try place.books() == books)
  }

  @Test("Of two that are decided again, the one that a person decided keeps its number")
  func decidedAgainBesideAPersons() throws {
    let place = try TemporaryPipeline()
    try place.drop(numbered(2, "100.00", "200.00", rent("SV-1").entries), as: "2.xml")
    try place.run()
    try place.drop(numbered(1, "0.00", "100.00", rent("SV-2").entries), as: "1.xml")
    try place.run()
    #expect(try place.applications() == ["4711 payment 100.00", "4712 payment 100.00"])
    let second = try place.payment(1)
    _ = try place.with { try $0.decide([.undoReceipt(second, reason: "not theirs")], by: "alice") }
    // Another receipt's document comes late, so that the day is booked anew.
    try place.drop(.paying("4799", "77.00", id: "S9"), as: "other.xml")
    try place.run()
    try place.write(
      items: TemporaryPipeline.items + ["C1,4799,invoice,2026-02-04,2026-03-04,EUR,77.00,77.00"])
    try place.run()

    _ = try place.with {
      try $0.redecide(
        from: CalendarDate(iso: "2026-03-10") ?? .init(dayNumber: 0), by: "alice", note: "")
    }

    #expect(
      try place.rows("receipts").map { $0["amount"] ?? "" }.sorted() == [
        "100.00", "100.00", "77.00",
      ])
    #expect(try place.openItems().sorted() == ["4712 100.00", "4721 250.00"])
    #expect(try place.broken() == [])
  }

  @Test("An equal payment without a reference of the bank's stays a repeat")
  func noReference() throws {
    let place = try TemporaryPipeline()
    try place.drop(rent("SV-1"), as: "1.xml")
    try place.run()
    try place.drop(rent(""), as: "2.xml")

    try place.run()

    #expect(try place.applications() == ["4711 payment 100.00"])
    #expect(try place.exceptions() == [])
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
