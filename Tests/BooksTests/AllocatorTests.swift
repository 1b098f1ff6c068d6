import Books
import Money
import Receivables
import TestSupport
import Testing

/// A decision becomes lines, items, disputes and postings; one that would break the books does not.
@Suite struct AllocatorTests {
  private func ledger(_ items: OpenItem...) throws -> WorkingLedger {
    var ledger = Ledger()
    ledger.customers = [Customer(id: "C1", name: "Meier Bau GmbH")]
    ledger.openItems = items
    return try WorkingLedger(ledger)
  }

  private func receipt(_ amount: String) throws -> ReceiptToBook {
    ReceiptToBook(
      payment: "P0123456789abcdef", bankReference: "E2E-1", sourceFile: "day.xml", account: "DE01",
      bookingDate: try .reading("2026-03-10"), amount: try .reading(amount), description: "Meier")
  }

  private func clearing(
    _ document: String?, _ kind: ApplicationKind, _ amount: String,
    _ treatment: Decision.DeductionTreatment? = nil, reason: String = ""
  ) throws -> Decision.Clearing {
    Decision.Clearing(
      item: document.map { DocumentKey("C1", DocumentNumber($0)) }, kind: kind,
      amount: try .reading(amount), reasonCode: reason, treatment: treatment)
  }

  private func postings(_ booked: BookedReceipt) -> [String] {
    (booked.entry?.postings ?? []).map { "\($0.account) \($0.amount.decimal)" }
  }

  @Test func `payment and discount clear an item, and the postings sum to zero`() throws {
    var ledger = try ledger(.item("4711", "1000.00"))
    let decision = Decision(
      clearings: [
        try clearing("4711", .payment, "980.00"), try clearing("4711", .discount, "20.00"),
      ], payer: "C1")

    let booked = try Allocator.book(decision, for: receipt("980.00"), in: &ledger)

    #expect(ledger.openAmount(of: 0) == 0)
    #expect(
      postings(booked) == [
        "bank(account: \"DE01\") 980.00", "receivables(C1) -1000.00", "discounts 20.00",
      ])
    #expect(booked.record?.outcome == .applied)
  }

  @Test func `a disputed deduction leaves an item and a dispute, numbered by the root`() throws {
    var ledger = try ledger(
      .item("4711-D1", "100.00", type: .deduction), .item("4711", "500.00", original: "1000.00"))
    let decision = Decision(
      clearings: [
        try clearing("4711-D1", .payment, "60.00"),
        try clearing("4711-D1", .deduction, "40.00", .openDispute),
      ], payer: "C1")

    let booked = try Allocator.book(decision, for: receipt("60.00"), in: &ledger)

    let made = try #require(booked.made.first)
    #expect(ledger.items[made].number == "4711-D2")
    #expect(ledger.items[made].open.decimal == "40.00")
    #expect(ledger.disputes.map(\.document) == ["4711"])
    #expect(ledger.disputes.map(\.reasonCode) == ["UNEXPLAINED"])
  }

  @Test func `an agreed deduction books to its reason and leaves nothing`() throws {
    var ledger = try ledger(.item("4711", "1000.00"))
    let decision = Decision(
      clearings: [
        try clearing("4711", .payment, "950.00"),
        try clearing("4711", .deduction, "50.00", .agreed, reason: "FREIGHT"),
      ], payer: "C1")

    let booked = try Allocator.book(decision, for: receipt("950.00"), in: &ledger)

    #expect(booked.made.isEmpty && ledger.disputes.isEmpty)
    #expect(postings(booked).last == "deductions(reasonCode: \"FREIGHT\") 50.00")
  }

  @Test func `what is left of a receipt lies in unapplied cash`() throws {
    var ledger = try ledger(.item("4711", "1000.00"))
    let decision = Decision(
      notices: [
        Decision.Notice(type: .noMatch, amount: try .reading("70.00"), message: "nothing fits")
      ], payer: "C1")

    let booked = try Allocator.book(decision, for: receipt("70.00"), in: &ledger)

    #expect(booked.unapplied.decimal == "70.00")
    #expect(postings(booked) == ["bank(account: \"DE01\") 70.00", "unappliedCash -70.00"])
    #expect(booked.exceptions.map(\.id) == ["E-0123456789abcdef-1"])
  }

  @Test func `money on account is a credit of the payer, numbered by the payment`() throws {
    var ledger = try ledger(.item("4711", "1000.00"))
    let decision = Decision(
      clearings: [try clearing(nil, .onAccount, "70.00")], payer: "C1")

    let booked = try Allocator.book(decision, for: receipt("70.00"), in: &ledger)

    let made = try #require(booked.made.first)
    #expect(ledger.items[made].number == "P0123456789abcdef")
    #expect(ledger.items[made].open.decimal == "-70.00")
  }

  @Test(arguments: [
    ("4711", ApplicationKind.payment, "1000.01", "1000.01"),  // beyond the item
    ("4711", .payment, "900.00", "800.00"),  // beyond the receipt
    ("4711", .payment, "-1.00", "1.00"),  // a payment that takes
    ("4711", .credit, "10.00", "10.00"),  // a credit without its other side
    ("4712", .payment, "10.00", "10.00"),  // an item that is not there
    ("4711", .reversal, "10.00", "10.00"),  // no clearing at all
  ])
  func `a decision that would break the books is thrown`(
    document: String, kind: ApplicationKind, amount: String, received: String
  ) throws {
    var ledger = try ledger(.item("4711", "1000.00"))
    let decision = Decision(clearings: [try clearing(document, kind, amount)], payer: "C1")

    #expect(throws: UnsoundDecision.self) {
      try Allocator.book(decision, for: receipt(received), in: &ledger)
    }
  }
}
