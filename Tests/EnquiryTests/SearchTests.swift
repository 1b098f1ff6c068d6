import Foundation
import Money
import Receivables
import Reconciliation
import Testing

@testable import Enquiry
@testable import Pipeline

@Suite("One box for everything")
struct SearchTests {
  private func targets(_ text: String, _ index: DeskIndex) throws -> [SearchHit.Target] {
    try index.search(text).map(\.target)
  }

  @Test func `documents are found by their numbers, digits, orders and references`() throws {
    let index = try TemporaryDesk.booked().index()
    let key = DocumentKey("C1", "INV-2026-4711")

    for text in [
      "INV-2026-4711", "inv20264711", "INV 2026 4711", "4711", "471", "2026-4711", "PO-77", "po77",
      "RF18 5390 0754 7034", "RF18539", "Meier 4711",
    ] {
      #expect(try targets(text, index).contains(.item(key)), "\(text)")
    }
    let exact = try #require(try index.search("inv-2026-4711").first)
    #expect(exact.target == .item(key))
    #expect(exact.isExact)
    #expect(exact.title == "INV-2026-4711")
    #expect(exact.line == "Meier Bau GmbH, cleared, 100.00 EUR, due 2026-03-01")
  }

  @Test func `every kind of hit is found`() throws {
    let index = try TemporaryDesk.booked().index()
    let receipt = try #require(
      try index.receipts().lines.first { $0.amount.minorUnits == 700 })
    let exception = try #require(try index.exceptions(of: receipt.payment).first)
    let dispute = try #require(try index.disputes().lines.first)
    let table: [(String, SearchHit.Target)] = [
      ("meier", .customer("C1")), ("söhne", .customer("C2")), ("SOHNE", .customer("C2")),
      ("C2", .customer("C2")), ("DE02 1203 0000 0000 2020 51", .customer("C1")),
      ("unbekannt", .receipt(receipt.payment)), ("Zoe", .receipt(receipt.payment)),
      ("zoë ün", .receipt(receipt.payment)), ("7.00", .receipt(receipt.payment)),
      ("7,00 EUR", .receipt(receipt.payment)), (receipt.payment.text, .receipt(receipt.payment)),
      (receipt.payment.text.lowercased(), .receipt(receipt.payment)),
      (exception.id, .exception(exception.id)), (dispute.id, .dispute(dispute.id)),
      ("day.xml", .file("F1")), ("F1", .file("F1")),
    ]

    for (text, target) in table { #expect(try targets(text, index).contains(target), "\(text)") }
    #expect(try index.search(receipt.payment.text).first?.isExact == true)
    #expect(try targets("250.00", index).contains(.item(DocumentKey("C2", "INV-2026-4721"))))
    #expect(try targets("20.00", index).contains(.item(DocumentKey("C2", "INV-2026-4721-D1"))))
  }

  @Test(arguments: [
    "", " ", "\"", "\"\"\"", "*", "a*", "NEAR(", "a AND", "OR", "NOT x", "name:x", "-", "^a", "{",
    "(",
    "'; DROP TABLE items; --", "\u{0}", "%", "_", "\\", "a\"b", "🙂", "𝕏", "\u{202E}abc",
    "99999999999999999999999.99", "-0", "1e9", "1.2.3,4,5", ",", ".", "'", "+", "col : x", "İ",
    String(repeating: "a ", count: 5000), String(repeating: "9", count: 5000),
    String(repeating: "\"", count: 999), "\u{FFFF}", "a\nb",
  ])
  func `no text is syntax`(text: String) throws {
    let index = try TemporaryDesk.booked().index()

    _ = try index.search(text)
    _ = try index.items(ItemSearch(text: text))
    _ = try index.items(ItemSearch(text: text, customer: "C1", isClearedToo: true))
    _ = try index.exceptions(.init(payerName: text))
    #expect(try index.receipts().lines.count == 3)
  }

  @Test func `a search within a customer finds its items alone`() throws {
    let index = try TemporaryDesk.booked().index()
    let eur100 = Money(minorUnits: 10_000, .eur)

    #expect(
      try index.items(ItemSearch(text: "47", customer: "C1")).map(\.number) == ["INV-2026-4712"])
    #expect(
      try index.items(ItemSearch(text: "47", customer: "C1", isClearedToo: true)).count == 2)
    #expect(try index.items(ItemSearch(amount: eur100)).map(\.number) == ["INV-2026-4712"])
    #expect(try index.items(ItemSearch(amount: eur100, customer: "C2")).isEmpty)
    #expect(try index.items(ItemSearch(text: "4712", amount: eur100)).count == 1)
    #expect(try index.items(ItemSearch(customer: "C2")).count == 1)
    #expect(try index.items(ItemSearch()).isEmpty)
    #expect(try index.items(ItemSearch(text: "schulze")).map(\.number) == ["INV-2026-4721-D1"])
  }

  @Test func `an item that is paid and opened again is found once, as it is`() throws {
    let desk = try TemporaryDesk.booked()
    let index = try desk.index()
    #expect(try index.items(ItemSearch(text: "4711")).isEmpty)
    let paid = try #require(try index.receipts(of: "C1").lines.first?.payment)

    try desk.with { _ = try $0.decide([.undoReceipt(paid, reason: "no")], by: "alice") }
    try index.follow()

    #expect(try index.items(ItemSearch(text: "4711")).count == 1)
    #expect(try index.search("INV-2026-4711").filter(\.isExact).count == 1)
  }

  @Test(arguments: [
    ("1,234.56", ["1234.56"]), ("1.234,56", ["1234.56"]), ("1234.56", ["1234.56"]),
    ("1234,56", ["1234.56"]), ("1234", ["1234"]), ("1.234", ["1234", "1.234"]),
    ("1.234.567", ["1234567"]), ("1.234.567,8", ["1234567.8"]), ("-12,50", ["-12.50"]),
    ("EUR 12,50", ["12.50"]), ("12.50 eur", ["12.50"]), ("€12", ["12"]), ("1 234,50", ["1234.50"]),
    ("1'234.50", ["1234.50"]), (".5", ["0.5"]), ("5.", ["5"]),
  ])
  func `an amount is read as somebody types it`(text: String, decimals: [String]) {
    #expect(TypedAmount(text)?.decimals == decimals)
  }

  @Test(arguments: [
    "", "abc", "12a", "1.2.3", "1,2,3", "1.23.456", "12-3", "EUR", "--1", "1,2.3,4",
  ])
  func `what is no amount is none`(text: String) {
    #expect(TypedAmount(text) == nil)
  }

  @Test(arguments: [
    ("INV-2026-004711", ["inv2026004711", "2026004711", "004711", "4711"]),
    ("4711", ["4711"]), ("RE4711", ["re4711", "4711"]), ("00123", ["00123", "123"]),
    ("A/B", ["ab"]), ("--", []), ("Ä-12", ["ä12"]), ("PO 77-X", ["po77x", "77x"]),
  ])
  func `a document is found from each place where a clerk begins to read`(
    text: String, codes: [String]
  ) {
    #expect(SearchCode.codes(of: text) == codes)
  }
}
