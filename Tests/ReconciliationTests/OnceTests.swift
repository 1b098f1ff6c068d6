import Money
import Receivables
import Reconciliation
import TestSupport
import Testing

/// Steps 1 and 2: what is known already, and what came back.
@Suite struct OnceTests {
  @Test func `the identity of a payment is the contract's example`() throws {
    let id = PaymentIdentity.id(
      fingerprint: "DE89370400440532013000|2026-03-10|C|980.00|EUR|E2E-4711", ordinal: 1)

    #expect(id == "P5847222919a10ce2")
  }

  @Test func `the updated ledger and the same file book nothing new`() throws {
    var world = try World(.item("4711", "1000.00"), .item("4712", "1000.00"))
    let day = [
      try BankTransaction.receipt("1000.00", "RE 4711", account: "DE11"),
      try BankTransaction.receipt("77.00", from: "Nobody", line: 2),
    ]

    let first = try world.reconciling(day)
    world.ledger = first.ledger
    let second = try world.reconciling(day)

    #expect(second.lines.isEmpty && second.told.isEmpty)
    #expect(second.summary.repeats == 2)
    #expect(second.ledger == first.ledger)
  }

  @Test func `twins in one statement are two, a second file with them is none`() throws {
    let world = try World(.item("4711", "100.00"), .item("4712", "100.00"))
    let day = [
      try BankTransaction.receipt("100.00", "4711", account: "DE11"),
      try BankTransaction.receipt("100.00", "4712", account: "DE11", line: 2),
    ]

    let outcome = try world.reconciling(files: [
      World.file("a.xml", day, opening: "0.00", closing: "200.00"),
      World.file("b.xml", day, opening: "0.00", closing: "200.00"),
    ])

    #expect(outcome.lines == ["4711 payment 100.00", "4712 payment 100.00"])
    #expect(outcome.summary.repeats == 2)
  }

  @Test func `an equal payment in a statement that continues the first is a twin`() throws {
    let world = try World(.item("4711", "100.00"), .item("4712", "100.00"))

    let outcome = try world.reconciling(files: [
      World.file(
        "a.xml", [.receipt("100.00", "4711", account: "DE11")], opening: "0.00",
        closing: "100.00"),
      World.file(
        "b.xml", [.receipt("100.00", "4712", account: "DE11")], statement: "S2",
        opening: "100.00", closing: "200.00"),
    ])

    #expect(outcome.lines == ["4711 payment 100.00", "4712 payment 100.00"])
  }

  @Test func `where nothing tells a repeat from a twin, a person is asked`() throws {
    let world = try World(.item("4711", "100.00"), .item("4712", "100.00"))

    let outcome = try world.reconciling(files: [
      World.file("a.xml", [.receipt("100.00", "4711", account: "DE11")]),
      World.file("b.xml", [.receipt("100.00", "4712", account: "DE11")], statement: "S2"),
    ])

    #expect(outcome.lines == ["4711 payment 100.00"])
    #expect(outcome.told == ["duplicate_payment 100.00"])
  }

  @Test func `the order of files does not matter`() throws {
    let world = try World(.item("4711", "100.00"))
    let files = [
      try World.file(
        "a.xml", [.receipt("100.00", "4711", account: "DE11", on: "2026-03-11")], opening: "50.00",
        closing: "150.00"),
      try World.file(
        "b.xml", [.receipt("50.00", "4711", account: "DE11", on: "2026-03-10")], statement: "S0",
        opening: "0.00", closing: "50.00"),
    ]

    let one = try world.reconciling(files: files)
    let other = try world.reconciling(files: files.reversed())

    #expect(one == other)
  }

  @Test func `a return opens the items again`() throws {
    var world = try World(.item("4711", "1000.00", discount: "20.00", until: "2026-03-10"))

    let first = try world.reconciling(
      .receipt("980.00", "4711", account: "DE11", reference: "E2E-1"))
    world.ledger = first.ledger
    let second = try world.reconciling(.comeback("980.00", reference: "E2E-1"))

    #expect(second.lines == ["4711 reversal -980.00", "4711 reversal -20.00"])
    #expect(second.told == ["returned_payment 980.00"])
    #expect(second.open == ["4711 1000.00"])
    #expect(second.ledger.receipts.map(\.outcome) == [.returned, .returned])
    #expect(second.applications.first?.reverses == first.decided.first?.payment)
  }

  @Test func `a return in the same run takes a disputed deduction with it`() throws {
    let world = try World(.item("4711", "1000.00"))

    let outcome = try world.reconciling(
      .receipt("900.00", "4711", account: "DE11", reference: "E2E-1"),
      .comeback("900.00", reference: "E2E-1"))

    #expect(
      outcome.lines == [
        "4711 payment 900.00", "4711 deduction 100.00", "4711 reversal -900.00",
        "4711 reversal -100.00",
      ])
    #expect(outcome.open == ["4711 1000.00"])
    #expect(outcome.disputes.map(\.status) == [.resolved])
  }

  @Test func `a return is found by payer and amount if only one receipt fits`() throws {
    let world = try World(.item("4711", "1000.00"))

    let outcome = try world.reconciling(
      .receipt("1000.00", "4711", account: "DE11", reference: "E2E-1"),
      .comeback("1000.00", name: "Meier Bau"))

    #expect(outcome.lines == ["4711 payment 1000.00", "4711 reversal -1000.00"])
  }

  @Test func `a return of another amount books nothing`() throws {
    let world = try World(.item("4711", "1000.00"))

    let outcome = try world.reconciling(
      .receipt("1000.00", "4711", account: "DE11", reference: "E2E-1"),
      .comeback("990.00", reference: "E2E-1"))

    #expect(outcome.lines == ["4711 payment 1000.00"])
    #expect(outcome.told == ["returned_payment 990.00"])
  }

  @Test func `a transfer of our own that came back touches nothing`() throws {
    let world = try World(.item("4711", "1000.00"))
    var credit = try BankTransaction.receipt("500.00", account: "DE11")
    credit.isReversal = true
    credit.classification = .return

    let outcome = try world.reconciling(credit)

    #expect(outcome.told == ["returned_payment 500.00"])
    #expect(outcome.ledger == world.ledger)
    #expect(outcome.journal.isEmpty)
  }

  @Test func `pending, informational and foreign credits leave no trace`() throws {
    let world = try World(.item("4711", "1000.00"))
    var pending = try BankTransaction.receipt("1000.00", "4711")
    pending.status = .pending
    var interest = try BankTransaction.receipt("1000.00", "4711", line: 2)
    interest.classification = .interest

    let outcome = try world.reconciling(pending, interest)

    #expect(outcome.ledger == world.ledger && outcome.told.isEmpty)
  }

  @Test func `a lockbox deposit whose cheques are there is no receipt`() throws {
    let world = try World(.item("4711", "1000.00 USD"))
    var deposit = try BankTransaction.receipt("1000.00 USD", from: "LOCKBOX")
    deposit.bankCode = "115"
    var cheque = try BankTransaction.receipt("1000.00 USD", "4711")
    cheque.account = "0012345"
    var boxes = try World.file("box.txt", [cheque], format: "lockbox")
    boxes.statements[0].statement.bookedCredits = [
      BankStatement.CurrencyTotal(count: 1, amount: try .reading("1000.00 USD"))
    ]

    let outcome = try world.reconciling(files: [
      World.file("day.bai", [deposit], format: "bai2"), boxes,
    ])

    #expect(outcome.lines == ["4711 payment 1000.00"])
    #expect(outcome.told.isEmpty)
    #expect(outcome.deposits.map(\.verdict) == [.holds])
  }
}
