import Money
import Receivables
import Testing

@testable import Console
@testable import Enquiry

/// What is proposed for a document that is chosen makes the whole balance.
@Suite("Proposed lines")
struct LineProposalTests {
  private static func item(_ number: String, _ open: String) throws -> ItemLine {
    let money = try Money(parsing: open, in: .eur)
    let day = try #require(CalendarDate(iso: "2026-03-01"))
    return ItemLine(
      customer: "C1", customerName: "", number: DocumentNumber(number),
      type: money.isPositive ? .invoice : .creditMemo, documentDate: day, dueDate: day,
      original: money, open: money, isOpen: true, purchaseOrder: "", paymentReference: "",
      discountDate: nil, discount: nil, entityID: "")
  }

  /// `INV payment 800.00` for each line that stands after the documents were chosen one by one.
  private func lines(
    _ available: String, _ documents: [(String, String)], hasPayer: Bool = true
  ) throws -> (lines: [String], balance: LineBalance) {
    let items = try documents.map { try Self.item($0.0, $0.1) }
    let money = try Money(parsing: available, in: .eur)
    var written: [WrittenLine] = []
    for item in items {
      var proposal = LineProposal(written, of: money, hasPayer: hasPayer) { document in
        items.first { ItemList.written($0) == document }
      }
      proposal.choose(item)
      written = proposal.lines
    }
    return (
      written.map { line in
        [String(line.document.dropFirst(3)), line.kind, line.amount].filter { !$0.isEmpty }
          .joined(separator: " ")
      }, LineBalance(written, of: money)
    )
  }

  @Test func `an invoice takes what it needs, and no more than is left`() throws {
    let (lines, balance) = try lines("1000.00", [("A", "700.00"), ("B", "500.00")])

    #expect(lines == ["A payment 700.00", "B payment 300.00"])
    #expect(balance.holds)
    #expect(balance.words == "Nothing is left.")
  }

  @Test func `a credit memo goes with the invoice that was chosen before it`() throws {
    let (lines, balance) = try lines("800.00", [("INV", "1000.00"), ("CM", "-200.00")])

    #expect(lines == ["INV payment 800.00", "INV credit 200.00", "CM credit -200.00"])
    #expect(balance.holds)
  }

  @Test func `an invoice goes with the credit memo that was chosen before it`() throws {
    let (lines, balance) = try lines("800.00", [("CM", "-200.00"), ("INV", "1000.00")])

    #expect(lines == ["CM credit -200.00", "INV payment 800.00", "INV credit 200.00"])
    #expect(balance.holds)
  }

  @Test func `a credit memo takes the place of cash, which goes on account`() throws {
    let (lines, balance) = try lines("1000.00", [("INV", "1000.00"), ("CM", "-200.00")])

    #expect(
      lines == [
        "INV payment 800.00", "INV credit 200.00", "CM credit -200.00", "on_account 200.00",
      ])
    #expect(balance.holds)
  }

  @Test func `with nobody to have it on account, the cash stays unapplied`() throws {
    let (lines, balance) = try lines(
      "1000.00", [("INV", "1000.00"), ("CM", "-200.00")], hasPayer: false)

    #expect(lines == ["INV payment 800.00", "INV credit 200.00", "CM credit -200.00"])
    #expect(balance.words == "200.00 EUR is left, and stays unapplied unless a line takes it.")
  }

  @Test func `what went on account is there for the next invoice`() throws {
    let (lines, balance) = try lines(
      "1000.00", [("INV", "1000.00"), ("CM", "-200.00"), ("NEXT", "150.00")])

    #expect(
      lines == [
        "INV payment 800.00", "INV credit 200.00", "CM credit -200.00", "on_account 50.00",
        "NEXT payment 150.00",
      ])
    #expect(balance.holds)
  }

  @Test func `of a credit memo that is larger than what it can reduce, so much is used`() throws {
    let (lines, balance) = try lines("100.00", [("INV", "250.00"), ("CM", "-400.00")])

    #expect(lines == ["INV credit 250.00", "CM credit -250.00", "on_account 100.00"])
    #expect(balance.holds)
  }

  @Test func `two credit memos are used one after the other`() throws {
    let (lines, balance) = try lines(
      "700.00", [("INV", "1000.00"), ("CM", "-200.00"), ("CN", "-100.00")])

    #expect(
      lines == [
        "INV payment 700.00", "INV credit 300.00", "CM credit -200.00", "CN credit -100.00",
      ])
    #expect(balance.holds)
  }

  @Test func `a credit memo alone says how much of it wants a document`() throws {
    let (lines, balance) = try lines("800.00", [("CM", "-200.00")])

    #expect(lines == ["CM credit -200.00"])
    #expect(!balance.holds)
    #expect(balance.words.hasPrefix("200.00 EUR of the credits is not used yet: choose"))
  }

  @Test func `an invoice for which nothing is left shows by how much the receipt falls short`()
    throws
  {
    let (lines, balance) = try lines("700.00", [("A", "700.00"), ("B", "50.00")])

    #expect(lines == ["A payment 700.00", "B payment 50.00"])
    #expect(balance.words == "50.00 EUR more than the receipt has: take less on a line.")
  }

  @Test func `what is written stays, an amount that is no amount too`() throws {
    let (invoice, memo) = (try Self.item("INV", "500.00"), try Self.item("CM", "-200.00"))
    let written = [
      WrittenLine(document: "OTHER", amount: ""), WrittenLine(document: "INV", amount: "soon"),
    ]
    var proposal = LineProposal(
      written, of: try Money(parsing: "500.00", in: .eur), hasPayer: true
    ) { $0 == "INV" ? invoice : nil }

    proposal.choose(memo)

    #expect(proposal.lines.prefix(2) == written[...])
    #expect(proposal.lines.dropFirst(2).map(\.amount) == ["200.00", "-200.00"])
    #expect(proposal.fresh == 3)
  }

  @Test(arguments: ["92233720368547758.07", "-92233720368547758.08"])
  func `amounts at the end of what can be counted are counted all the same`(
    amount: String
  ) throws {
    let (invoice, memo) = (try Self.item("INV", "500.00"), try Self.item("CM", "-200.00"))
    for (kind, document) in [("payment", "INV"), ("credit", "INV"), ("credit", "CM")] {
      var proposal = LineProposal(
        [WrittenLine(document: document, kind: kind, amount: amount)],
        of: try Money(parsing: "500.00", in: .eur), hasPayer: true
      ) { $0 == "INV" ? invoice : $0 == "CM" ? memo : nil }

      proposal.choose(memo)
      proposal.choose(invoice)

      #expect(!LineBalance(proposal.lines, of: .zero(.eur)).words.isEmpty)
    }
  }

  @Test func `what the undoing gives back is there to be taken, of a cleared document too`() throws
  {
    let item = try Self.item("INV", "0.00")
    let money = try Money(parsing: "500.00", in: .eur)
    var anew = LineProposal([], of: money, freeing: [item.key: 300_00], hasPayer: true) { _ in nil }
    let plain = LineProposal([], of: money, hasPayer: true) { _ in nil }

    anew.choose(item)

    #expect(anew.lines.map(\.amount) == ["300.00"])
    #expect(!anew.isCleared(item))
    #expect(plain.isCleared(item))
  }

  @Test func `what the undoing gives back to a credit is used as a credit`() throws {
    let (invoice, memo) = (try Self.item("INV", "500.00"), try Self.item("CM", "-50.00"))
    let written = [WrittenLine(document: "INV", amount: "400.00")]
    var anew = LineProposal(
      written, of: try Money(parsing: "400.00", in: .eur), freeing: [memo.key: -50_00],
      hasPayer: true
    ) { $0 == "INV" ? invoice : nil }

    anew.choose(memo)

    #expect(anew.lines.map(\.amount) == ["400.00", "100.00", "-100.00"])
  }

  @Test func `a document that has its lines already is not taken twice`() throws {
    let (lines, _) = try lines("1000.00", [("A", "700.00"), ("A", "700.00")])

    #expect(lines == ["A payment 700.00"])
  }
}
