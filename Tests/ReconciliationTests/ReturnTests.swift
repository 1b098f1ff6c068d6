import Books
import Money
import Receivables
import Reconciliation
import TestSupport
import Testing

/// Returns of receipts on whose items others have booked since (fine print 9, 16 and 23).
@Suite struct ReturnTests {
  private func paid(
    _ amount: String, _ document: String, on day: String, as reference: String
  ) throws -> BankTransaction {
    try .receipt(
      amount, account: "DE11", on: day, reference: reference,
      documents: [.stated(document, paid: amount)])
  }

  /// 800 of 1000 came, and went back after this much was paid on the deduction.
  private func day(_ later: String) throws -> [BankTransaction] {
    [
      try .receipt("800.00", "4711", account: "DE11", on: "2026-03-03", reference: "E1"),
      try paid(later, "4711-D1", on: "2026-03-05", as: "E2"),
      try .comeback("800.00", reference: "E1", on: "2026-03-08"),
    ]
  }

  private func hasNoExpenses(_ outcome: RunOutcome) -> Bool {
    outcome.journal.flatMap(\.postings).allSatisfy {
      if case .deductions(_) = $0.account { false } else { true }
    }
  }

  @Test func `what was paid on a deduction since stands, and so does what is left of it`() throws {
    let world = try World(.item("4711", "1000.00"))

    let outcome = try world.reconciling(day("50.00"))

    #expect(outcome.lines.last == "4711 reversal -800.00")
    #expect(outcome.open == ["4711 800.00", "4711-D1 150.00"])
    #expect(outcome.disputes.map(\.status) == [.open])
    #expect(outcome.exceptions.last?.message.hasSuffix("200.00 EUR of 4711-D1") == true)
    #expect(hasNoExpenses(outcome))
  }

  @Test func `the same over two runs`() throws {
    var world = try World(.item("4711", "1000.00"))
    let day = try day("50.00")
    world.ledger = try world.reconciling(Array(day.prefix(2))).ledger

    let outcome = try world.reconciling(day[2])

    #expect(outcome.lines == ["4711 reversal -800.00"])
    #expect(outcome.open.sorted() == ["4711 800.00", "4711-D1 150.00"].sorted())
    #expect(hasNoExpenses(outcome))
  }

  @Test func `an allowance of another customer, whose document was paid as well, is there again`()
    throws
  {
    var world = try World(
      .item("4711", "100.00", of: "C2", due: "2026-02-01"),
      .item("4712", "900.00", due: "2026-02-10"))
    world.ledger.allowances = [
      Allowance(id: "A1", customer: "C2", reasonCode: "FREIGHT", amount: try .reading("50.00"))
    ]

    let outcome = try world.reconciling(
      .receipt("950.00", "4711 4712", reference: "E1"), .comeback("950.00", reference: "E1"))

    #expect(
      outcome.lines.suffix(3) == [
        "4711 reversal -100.00", "4712 reversal -850.00", "4712 reversal -50.00",
      ])
    #expect(outcome.ledger.allowances.map(\.used.decimal) == ["0.00"])
  }

  @Test func `a deduction that was wholly paid stands`() throws {
    let world = try World(.item("4711", "1000.00"))

    let outcome = try world.reconciling(day("200.00"))

    #expect(outcome.lines.last == "4711 reversal -800.00")
    #expect(outcome.open == ["4711 800.00"])
    #expect(hasNoExpenses(outcome))
  }

  @Test(arguments: ["50.00", "180.00", "200.00"])
  func `when the payment on the deduction comes back as well, all is owed again`(later: String)
    throws
  {
    let world = try World(.item("4711", "1000.00"))

    let outcome = try world.reconciling(
      day(later) + [.comeback(later, reference: "E2", on: "2026-03-09")])

    #expect(outcome.open == ["4711 800.00", "4711-D1 200.00"])
    #expect(outcome.disputes.first?.status == .open)
    #expect(hasNoExpenses(outcome))
  }

  @Test func `when the payment on the deduction came back before, the deduction is undone`() throws
  {
    let world = try World(.item("4711", "1000.00"))
    var day = try day("180.00")
    day.insert(try .comeback("180.00", reference: "E2", on: "2026-03-07"), at: 2)

    let outcome = try world.reconciling(day)

    #expect(outcome.lines.suffix(2) == ["4711 reversal -800.00", "4711 reversal -200.00"])
    #expect(outcome.open == ["4711 1000.00"])
    #expect(outcome.disputes.map(\.status) == [.resolved, .resolved])
  }

  @Test(
    arguments: [
      ["E1"], ["E2"], ["E3"], ["E1", "E2"], ["E2", "E1"], ["E1", "E3"], ["E3", "E1"],
      ["E2", "E3"], ["E3", "E2"], ["E1", "E2", "E3"], ["E1", "E3", "E2"], ["E2", "E1", "E3"],
      ["E2", "E3", "E1"], ["E3", "E1", "E2"], ["E3", "E2", "E1"],
    ], ["6.00", "19.00", "20.00"])
  func `whatever comes back, in whatever order, what did not is all that is paid`(
    back: [String], last: String
  ) throws {
    let amounts = ["E1": "800.00", "E2": "180.00", "E3": last]
    let day =
      [
        try .receipt("800.00", "4711", account: "DE11", on: "2026-03-03", reference: "E1"),
        try paid("180.00", "4711-D1", on: "2026-03-04", as: "E2"),
        try paid(last, "4711-D2", on: "2026-03-05", as: "E3"),
      ]
      + (try back.enumerated().map { place, reference in
        try .comeback(
          #require(amounts[reference]), reference: reference, on: "2026-03-0\(6 + place)")
      })
    var world = try World(.item("4711", "1000.00"))

    let together = try world.reconciling(day)
    for transaction in day { world.ledger = try world.reconciling(transaction).ledger }

    let kept = try amounts.filter { !back.contains($0.key) }
      .reduce(0) { $0 + (try Money.reading($1.value).minorUnits) }
    for ledger in [together.ledger, world.ledger] {
      #expect(ledger.openItems.reduce(0) { $0 + $1.open.minorUnits } == 100_000 - kept)
    }
    #expect(hasNoExpenses(together))
  }

  @Test func `a payment on a deduction comes back with the deduction that it left`() throws {
    let world = try World(.item("4711", "1000.00"))

    let outcome = try world.reconciling(
      .receipt("900.00", "4711", account: "DE11", on: "2026-03-03", reference: "E1"),
      paid("90.00", "4711-D1", on: "2026-03-05", as: "E2"),
      .comeback("90.00", reference: "E2", on: "2026-03-08"))

    #expect(
      outcome.lines.suffix(4) == [
        "4711-D1 payment 90.00", "4711-D1 deduction 10.00", "4711-D1 reversal -90.00",
        "4711-D1 reversal -10.00",
      ])
    #expect(outcome.open == ["4711-D1 100.00"])
    #expect(outcome.disputes.map(\.status) == [.open, .resolved])
  }

  @Test func `a credit on account of which something was used since stands`() throws {
    let world = try World(.item("4711", "1000.00"), .item("4712", "600.00"))
    let first = try BankTransaction.receipt(
      "1100.00", "4711", account: "DE11", on: "2026-03-03", reference: "E1")
    let number = try #require(try world.reconciling(first).decided.first?.payment.text)

    let outcome = try world.reconciling(
      first,
      .receipt(
        "560.00", account: "DE11", on: "2026-03-05", reference: "E2",
        documents: [
          .stated("4712", paid: "600.00"), .stated(number, paid: "40.00", type: "CREN"),
        ]),
      .comeback("1100.00", reference: "E1", on: "2026-03-13"))

    #expect(outcome.lines.last == "4711 reversal -1000.00")
    #expect(outcome.open == ["4711 1000.00", "\(number) -60.00"])
    #expect(outcome.exceptions.last?.message.hasSuffix("100.00 EUR of \(number)") == true)
  }

  /// What stood of the credit when its own receipt came back stands; no more of it comes back.
  @Test(arguments: [(["E1", "E2"], 6_000), (["E2", "E1"], 0)] as [([String], Int64)])
  func `a credit whose money went back does not grow when the receipt that used it comes back`(
    back: [String], standing: Int64
  ) throws {
    var world = try World(.item("4711", "1000.00"), .item("4712", "600.00"))
    let first = try BankTransaction.receipt(
      "1100.00", "4711", account: "DE11", on: "2026-03-03", reference: "E1")
    let number = try #require(try world.reconciling(first).decided.first?.payment.text)
    let day =
      [
        first,
        try .receipt(
          "560.00", account: "DE11", on: "2026-03-05", reference: "E2",
          documents: [
            .stated("4712", paid: "600.00"), .stated(number, paid: "40.00", type: "CREN"),
          ]),
      ]
      + (try back.enumerated().map { place, reference in
        try .comeback(
          reference == "E1" ? "1100.00" : "560.00", reference: reference,
          on: "2026-03-1\(place)")
      })

    let together = try world.reconciling(day)
    for transaction in day { world.ledger = try world.reconciling(transaction).ledger }

    let credits = standing == 0 ? [] : [-standing]
    #expect(
      together.ledger.openItems.map(\.open.minorUnits).sorted() == credits + [60_000, 100_000])
    #expect(world.ledger.openItems.map(\.open.minorUnits).sorted() == credits + [60_000, 100_000])
    let unapplied = together.journal.flatMap(\.postings).filter { $0.account == .unappliedCash }
    #expect(unapplied.reduce(0) { $0 + $1.amount.minorUnits } == standing)
  }

  @Test func `a cheque's number is compared without leading zeros, wherever it stands`() throws {
    var world = try World(.item("4711", "1000.00 USD"))
    var cheque = try BankTransaction.receipt("1000.00 USD", "4711", reference: "1-2-5328206")
    cheque.checkNumber = "0005328206"
    var back = try BankTransaction.comeback("1000.00 USD", reference: "ASR3000005")
    back.references = ["0005328206"]
    let boxes = try World.file("box.txt", [cheque], format: "lockbox")

    let together = try world.reconciling(files: [boxes, World.file("day.bai", [back])])
    world.ledger = try world.reconciling(files: [boxes]).ledger
    let later = try world.reconciling(back)

    #expect(together.lines == ["4711 payment 1000.00", "4711 reversal -1000.00"])
    #expect(later.lines == ["4711 reversal -1000.00"])
  }

  @Test func `a return whose deduction item is lost books nothing`() throws {
    var world = try World(.item("4711", "1000.00"))
    world.ledger = try world.reconciling(day("50.00")[0]).ledger
    world.ledger.openItems = []

    let outcome = try world.reconciling(day("50.00")[2])

    #expect(outcome.lines.isEmpty)
    #expect(outcome.told == ["returned_payment 800.00"])
  }
}
