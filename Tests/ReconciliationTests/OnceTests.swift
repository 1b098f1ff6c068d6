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

  @Test func `an equal payment in another interim report is asked about, in one file a repeat`()
    throws
  {
    let world = try World(.item("4711", "100.00"), .item("4712", "100.00"))
    func report(_ name: String, _ id: String, _ document: String) throws -> TakenFile {
      try World.file(
        name, [.receipt("100.00", document, account: "DE11")], format: "mt942", statement: id)
    }
    var both = try report("a.sta", "R1", "4711")
    both.statements += try report("a.sta", "R2", "4712").statements

    let apart = try world.reconciling(files: [
      report("a.sta", "R1", "4711"), report("b.sta", "R2", "4712"),
    ])
    let together = try world.reconciling(files: [both])

    #expect(apart.lines == ["4711 payment 100.00"])
    #expect(apart.told == ["duplicate_payment 100.00"])
    #expect(together.lines == ["4711 payment 100.00"])
    #expect(together.summary.repeats == 1)
  }

  @Test func `what an interim report told of is taken once, and the statement's twin is new`()
    throws
  {
    let world = try World(.item("4711", "100.00"), .item("4712", "100.00"))
    let day = [
      try BankTransaction.receipt("100.00", "4711", account: "DE11"),
      try BankTransaction.receipt("100.00", "4712", account: "DE11", line: 2),
    ]

    let outcome = try world.reconciling(files: [
      World.file("noon.sta", [day[0]], format: "mt942", statement: "R1"),
      World.file("day.sta", day, format: "mt940"),
    ])

    #expect(outcome.lines == ["4711 payment 100.00", "4712 payment 100.00"])
    #expect(outcome.summary.repeats == 1)
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

  @Test(arguments: ["lockbox", "x12.823"])
  func `a lockbox deposit whose cheques are there is no receipt`(format: String) throws {
    let world = try World(.item("4711", "1000.00 USD"))
    var deposit = try BankTransaction.receipt("1000.00 USD", from: "LOCKBOX")
    deposit.bankCode = "115"
    var cheque = try BankTransaction.receipt("1000.00 USD", "4711")
    cheque.account = "0012345"
    var boxes = try World.file("box.txt", [cheque], format: format)
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

  @Test func `the same cheques in a lockbox file and in a set 823 are taken once`() throws {
    let world = try World(.item("4711", "1000.00 USD"))
    let (_, boxes) = try depositAndBoxes(deposit: "1000.00 USD", text: "")
    var again = boxes
    again.name = "box.edi"
    again.format = "x12.823"

    let outcome = try world.reconciling(files: [boxes, again])

    #expect(outcome.lines == ["4711 payment 1000.00"])
    #expect(outcome.told.isEmpty)
  }

  @Test func `a deposit on a statement that comes twice is there once`() throws {
    let world = try World(.item("4711", "1000.00 USD"))
    let (deposit, boxes) = try depositAndBoxes(deposit: "1000.00 USD", text: "LOCKBOX 0012345")

    let outcome = try world.reconciling(files: [
      World.file("day.bai", [deposit], format: "bai2"),
      World.file("again.bai", [deposit], format: "bai2"), boxes,
    ])

    #expect(outcome.lines == ["4711 payment 1000.00"])
    #expect(outcome.told.isEmpty)
  }

  @Test func `a deposit of another sum is told, one of another box stays a receipt`() throws {
    let world = try World(.item("4711", "1000.00 USD"))
    let (off, boxes) = try depositAndBoxes(deposit: "999.00 USD", text: "LOCKBOX 12345")
    let (other, _) = try depositAndBoxes(deposit: "5000.00 USD", text: "LOCKBOX 99999")

    let told = try world.reconciling(files: [
      World.file("day.bai", [off], format: "bai2"), boxes,
    ])
    let left = try world.reconciling(files: [
      World.file("day.bai", [other], format: "bai2"), boxes,
    ])

    #expect(told.deposits.map(\.verdict) == [.off])
    #expect(told.told.isEmpty)
    #expect(left.told == ["unidentified_payer 5000.00"])
  }

  @Test func `a deposit whose cheques came in an earlier run is no receipt`() throws {
    var world = try World(.item("4711", "600.00 USD"), .item("4712", "400.00 USD"))
    var (deposit, boxes) = try depositAndBoxes(deposit: "1000.00 USD", text: "LOCKBOX 12345")
    var cheques = [
      try BankTransaction.receipt("600.00 USD", "4711", reference: "1-2-9001"),
      try BankTransaction.receipt("400.00 USD", "4712", line: 2, reference: "1-3-9002"),
    ]
    for index in cheques.indices { cheques[index].account = "0012345" }
    boxes.statements[0].transactions = cheques
    world.ledger = try world.reconciling(files: [boxes]).ledger

    let sameDay = try world.reconciling(files: [
      World.file("day.bai", [deposit], format: "bai2")
    ])
    deposit.bookingDate = try .reading("2026-03-12")
    let later = try world.reconciling(files: [World.file("day.bai", [deposit], format: "bai2")])

    #expect(sameDay.told.isEmpty && sameDay.ledger == world.ledger)
    #expect(later.told == ["duplicate_payment 1000.00"])
  }

  private func depositAndBoxes(
    deposit: String, text: String
  ) throws -> (deposit: BankTransaction, boxes: TakenFile) {
    var credit = try BankTransaction.receipt(deposit, text)
    credit.bankCode = "115"
    var cheque = try BankTransaction.receipt("1000.00 USD", "4711", reference: "1-2-9001")
    cheque.account = "0012345"
    var boxes = try World.file("box.txt", [cheque], format: "lockbox")
    boxes.statements[0].statement.bookedCredits = [
      BankStatement.CurrencyTotal(count: 1, amount: try .reading("1000.00 USD"))
    ]
    return (credit, boxes)
  }

  // MARK: Sums and their details

  private func lump(_ amount: String, _ unique: String, line: Int = 1) throws -> BankTransaction {
    var lump = try BankTransaction.receipt(amount, line: line, reference: unique)
    lump.lacksDetails = true
    lump.uniqueReferences = [unique]
    return lump
  }

  private func details(_ batch: String) throws -> TakenFile {
    var one = try BankTransaction.receipt("100.00", "4711", account: "DE11", reference: "E1")
    var other = try BankTransaction.receipt(
      "250.00", "4712", account: "DE11", line: 2, reference: "E2")
    one.batch = batch
    other.batch = batch
    return try World.file("details.xml", [one, other], format: "camt.054")
  }

  @Test func `a sum whose details a notification brings is taken once, however often it comes`()
    throws
  {
    let world = try World(.item("4711", "100.00"), .item("4712", "250.00"))
    let sum = try World.file("day.xml", [lump("350.00", "SUM-1")])
    let again = try World.file("again.xml", [lump("350.00", "SUM-1")])

    let outcome = try world.reconciling(files: [sum, again, details("SUM-1")])

    #expect(outcome.lines == ["4711 payment 100.00", "4712 payment 250.00"])
    #expect(outcome.told.isEmpty)
  }

  @Test func `a sum beside an equal one with details is not swallowed by them`() throws {
    let world = try World(.item("4711", "100.00"), .item("4712", "250.00"))
    var bare = try lump("350.00", "OTHER-1", line: 3)
    bare.text = ["no details"]
    var detailed = try details("SUM-1")
    for index in detailed.statements[0].transactions.indices {
      detailed.statements[0].transactions[index].uniqueReferences = ["SUM-1"]
    }

    let outcome = try world.reconciling(files: [
      World.file("day.xml", [bare]), detailed,
    ])

    #expect(outcome.told == ["unidentified_payer 350.00"])
  }

  @Test func `a sum that an earlier run seems to have taken piece by piece is left to a person`()
    throws
  {
    var world = try World(.item("4711", "100.00"), .item("4712", "250.00"))
    world.ledger = try world.reconciling(files: [details("SUM-1")]).ledger

    let outcome = try world.reconciling(files: [
      World.file("day.xml", [lump("350.00", "SUM-1")])
    ])

    #expect(outcome.told == ["duplicate_payment 350.00"] && outcome.lines.isEmpty)
  }

  // MARK: What the bank's own references say

  @Test
  func `a running number is no proof of another movement: the bank's reference is of the same`()
    throws
  {
    let world = try World(.item("4711", "100.00"), .item("4712", "100.00"))
    var first = try World.file("a.xml", [unique("SV-1")], format: "camt.052")
    first.statements[0].statement.sequence = "1"
    var second = try World.file("b.xml", [unique("SV-1")], format: "camt.052", statement: "S2")
    second.statements[0].statement.sequence = "2"

    let outcome = try world.reconciling(files: [first, second])

    #expect(outcome.lines == ["4711 payment 100.00"])
    #expect(outcome.summary.repeats == 1)
  }

  @Test func `equal payments under two references of the bank are two, in whatever statements`()
    throws
  {
    let world = try World(.item("4711", "100.00"), .item("4712", "100.00"))
    var other = try unique("SV-2")
    other.text = ["4712"]

    let outcome = try world.reconciling(files: [
      World.file("a.xml", [unique("SV-1")], opening: "0.00", closing: "100.00"),
      World.file("b.xml", [other], opening: "0.00", closing: "100.00"),
    ])

    #expect(outcome.lines.sorted() == ["4711 payment 100.00", "4712 payment 100.00"])
  }

  private func unique(_ reference: String) throws -> BankTransaction {
    var receipt = try BankTransaction.receipt("100.00", "4711", account: "DE11", reference: "E2E-1")
    receipt.uniqueReferences = [reference]
    return receipt
  }

  @Test func `a return gives back what a deduction took of an allowance`() throws {
    var world = try World(.item("4711", "1000.00"))
    world.ledger.allowances = [
      Allowance(id: "A1", customer: "C1", reasonCode: "PROMO", amount: try .reading("100.00"))
    ]

    let outcome = try world.reconciling(
      .receipt("900.00", "4711", account: "DE11", reference: "E2E-1"),
      .comeback("900.00", reference: "E2E-1"))

    #expect(outcome.lines.suffix(2) == ["4711 reversal -900.00", "4711 reversal -100.00"])
    #expect(outcome.ledger.allowances.map(\.used.decimal) == ["0.00"])
  }

  @Test func `a return whose history does not fit the ledger books nothing, and says so`() throws {
    var world = try World(.item("4711", "1000.00"))
    let first = try world.reconciling(
      .receipt("1000.00", "4711", account: "DE11", reference: "E2E-1"))
    world.ledger = first.ledger
    world.ledger.clearedItems = []

    let outcome = try world.reconciling(.comeback("1000.00", reference: "E2E-1"))

    #expect(outcome.lines.isEmpty)
    #expect(outcome.exceptions.first?.message.contains("not in the ledger as it was") == true)
  }

  // MARK: Order, pages and lost history

  @Test func `receipts of one line are taken in their order`() throws {
    let world = try World(.item("4711", "100.00"))

    let outcome = try world.reconciling(
      (1...4).map { number in
        try BankTransaction.receipt("100.00", "4711", account: "DE11", reference: "E\(5 - number)")
      })

    #expect(outcome.applications.first?.bankReference == "E4")
    #expect(
      outcome.exceptions.map(\.type) == [.duplicatePayment, .duplicatePayment, .duplicatePayment])
  }

  @Test func `pages of one statement go on from each other`() throws {
    let world = try World(.item("4711", "100.00"), .item("4712", "100.00"))
    var pages = [
      try World.file("p1.xml", [.receipt("100.00", "4711", account: "DE11")]),
      try World.file("p2.xml", [.receipt("100.00", "4712", account: "DE11")]),
    ]
    for index in pages.indices {
      pages[index].statements[0].statement.sequence = "7"
      pages[index].statements[0].statement.page = index + 1
    }

    let outcome = try world.reconciling(files: pages)

    #expect(outcome.lines.sorted() == ["4711 payment 100.00", "4712 payment 100.00"])
  }

  @Test func `the names of the files change nothing`() throws {
    let world = try World(.item("4711", "100.00"))
    func files(_ names: [String]) throws -> [TakenFile] {
      var files = [
        try World.file(names[0], [.receipt("100.00", "4711 A", account: "DE11", reference: "A")]),
        try World.file(
          names[1], [.receipt("100.00", "4711 B", account: "DE11", reference: "B")], statement: "S2"
        ),
        try World.file(
          names[2], [.receipt("100.00", "4711 C", account: "DE11", reference: "C")], statement: "S3"
        ),
      ]
      files[0].statements[0].statement.sequence = "2"
      files[1].statements[0].statement.sequence = "1"
      return files
    }

    let first = try world.reconciling(files: files(["a", "b", "c"]))
    let second = try world.reconciling(files: files(["c", "a", "b"]))

    #expect(first.applications.map(\.bankReference) == second.applications.map(\.bankReference))
    #expect(first.applications.first?.bankReference == "B")
  }

  @Test func `a credit on account tells of its receipt where the receipts are lost`() throws {
    var world = try World(.item("4711", "100.00"))
    world.ledger.customers[0].unreferencedPolicy = .onAccount
    let receipt = try BankTransaction.receipt("70.00", account: "DE11", reference: "E1")
    world.ledger = try world.reconciling(receipt).ledger
    world.ledger.receipts = []

    let outcome = try world.reconciling(receipt)

    #expect(outcome.lines.isEmpty && outcome.summary.repeats == 1)
  }

  @Test func `a return of one customer undoes nothing of another's`() throws {
    var world = try World(.item("4711", "100.00"))
    world.ledger = try world.reconciling(
      .receipt("100.00", "4711", account: "DE11", reference: "E2E-2025-8001")
    ).ledger

    let byCheque = try world.reconciling(.comeback("100.00", reference: "8001"))
    let byName = try world.reconciling(
      .comeback("100.00", reference: "E2E-2025-8001", name: "Schulze AG"))

    #expect(byCheque.lines.isEmpty && byCheque.told == ["returned_payment 100.00"])
    #expect(byName.lines.isEmpty && byName.told == ["returned_payment 100.00"])
  }

  @Test func `what a return has undone is not undone again, whatever the record says`() throws {
    var world = try World(.item("4711", "100.00"))
    let back = try BankTransaction.comeback("100.00", reference: "E1")
    world.ledger = try world.reconciling(
      .receipt("100.00", "4711", account: "DE11", reference: "E1"), back
    ).ledger
    world.ledger.receipts = world.ledger.receipts.filter(\.amount.isPositive)
    world.ledger.receipts[0].outcome = .applied

    let outcome = try world.reconciling(back)

    #expect(outcome.lines.isEmpty)
    #expect(outcome.open == ["4711 100.00"])
  }

  @Test func `a deduction's item goes with its return, even where the disputes are lost`() throws {
    var world = try World(.item("4711", "100.00"))
    world.ledger = try world.reconciling(
      .receipt("90.00", "4711", account: "DE11", reference: "E1")
    ).ledger
    world.ledger.disputes = []

    let outcome = try world.reconciling(.comeback("90.00", reference: "E1"))

    #expect(outcome.open == ["4711 100.00"])
  }

  @Test func `an announcement that a returned payment had met is open again`() throws {
    var world = try World(.item("4711", "100.00"))
    world.ledger.expectations = [
      Receivables.Expectation(
        id: "X1", customer: "C1", kind: .promise, amount: try .reading("100.00"),
        expectedOn: try .reading("2026-03-10"), document: "4711")
    ]

    let outcome = try world.reconciling(
      .receipt("100.00", "4711", account: "DE11", reference: "E1"),
      .comeback("100.00", reference: "E1"))

    #expect(outcome.ledger.expectations.map(\.status) == [.open])
  }

  @Test func `one instalment meets one announcement`() throws {
    var world = try World(.item("4711", "300.00"))
    world.ledger.expectations = try (1...3).map { month in
      Receivables.Expectation(
        id: "X\(month)", customer: "C1", kind: .instalment, amount: try .reading("100.00"),
        expectedOn: try .reading("2026-0\(month + 2)-10"), document: "4711")
    }

    let outcome = try world.reconciling(.receipt("100.00", "4711", account: "DE11"))

    #expect(outcome.ledger.expectations.map(\.status) == [.met, .open, .open])
  }

  @Test func `pages that come again are the same pages`() throws {
    let world = try World(.item("4711", "100.00"), .item("4712", "100.00"))
    func page(_ number: Int, _ name: String, _ created: String) throws -> TakenFile {
      var file = try World.file(
        name,
        [.receipt("100.00", "471\(number)", account: "DE11", reference: "E\(number)")])
      file.statements[0].statement.sequence = "7"
      file.statements[0].statement.page = number
      file.statements[0].statement.createdAt = created
      return file
    }

    let outcome = try world.reconciling(files: [
      page(1, "a", "2026-03-10T08:00:00"), page(2, "b", "2026-03-10T08:00:00"),
      page(1, "c", "2026-03-10T09:00:00"), page(2, "d", "2026-03-10T09:00:00"),
    ])

    #expect(outcome.lines.sorted() == ["4711 payment 100.00", "4712 payment 100.00"])
    #expect(outcome.summary.repeats == 2)
  }

  @Test func `a returned instalment opens one announcement again, the latest`() throws {
    var world = try World(.item("4711", "300.00"))
    world.ledger.expectations = try (1...3).map { month in
      Receivables.Expectation(
        id: "X\(month)", customer: "C1", kind: .instalment, amount: try .reading("100.00"),
        expectedOn: try .reading("2026-0\(month)-10"), document: "4711")
    }

    let outcome = try world.reconciling(
      .receipt("100.00", "4711", account: "DE11", line: 1, reference: "E1"),
      .receipt("100.00", "4711", account: "DE11", line: 2, reference: "E2"),
      .receipt("100.00", "4711", account: "DE11", line: 3, reference: "E3"),
      .comeback("100.00", reference: "E3"))

    #expect(outcome.ledger.expectations.map(\.status) == [.met, .met, .open])
  }
}
