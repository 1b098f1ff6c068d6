import Receivables
import Reconciliation
import TestSupport
import Testing

/// One entry that two reports tell of, one as a sum and one with its details, in one run and in
/// several.
@Suite struct SumsAndDetailsTests {
  private func world() throws -> World {
    try World(.item("4711", "100.00"), .item("4712", "250.00"))
  }

  private func lump(
    _ amount: String = "350.00", _ text: String = "", reference: String = "SUM-1",
    on day: String = "2026-03-10"
  ) throws -> BankTransaction {
    var lump = try BankTransaction.receipt(
      amount, text, account: text.isEmpty ? "" : "DE11", on: day, reference: reference)
    lump.lacksDetails = true
    lump.uniqueReferences = reference.isEmpty ? [] : [reference]
    return lump
  }

  private func batch(_ name: String? = "SUM-1") throws -> [BankTransaction] {
    var batch = [
      try BankTransaction.receipt("100.00", "4711", account: "DE11", reference: "E1"),
      try BankTransaction.receipt("250.00", "4712", account: "DE11", line: 2, reference: "E2"),
    ]
    for index in batch.indices { batch[index].batch = name }
    return batch
  }

  private func single(_ unique: String = "SV-1") throws -> BankTransaction {
    var single = try BankTransaction.receipt("100.00", "4711", account: "DE11", reference: "E1")
    single.references = [unique]
    single.uniqueReferences = [unique]
    return single
  }

  // MARK: In one run

  @Test(arguments: [("camt.052", "camt.053"), ("camt.053", "camt.052"), ("camt.054", "camt.053")])
  func `whichever report brings the details, the sum of the other is not taken`(
    sum: String, details: String
  ) throws {
    let files = [
      try World.file("sum.xml", [lump()], format: sum),
      try World.file("details.xml", batch(), format: details),
    ]

    let outcome = try world().reconciling(files: files)

    #expect(outcome.lines == ["4711 payment 100.00", "4712 payment 250.00"])
    #expect(outcome.told.isEmpty && outcome.ledger.receipts.count == 2)
  }

  @Test func `an interim report without the payer and the statement with him are one`() throws {
    let bare = try lump("100.00", "4711", reference: "SV-1")

    let outcome = try world().reconciling(files: [
      World.file("noon.xml", [bare], format: "camt.052"), World.file("day.xml", [single()]),
    ])

    #expect(outcome.lines == ["4711 payment 100.00"])
    #expect(outcome.ledger.receipts.map(\.bankReference) == ["E1"])
  }

  @Test func `an interim report's sum of another reference or day is another movement`() throws {
    let outcome = try world().reconciling(files: [
      World.file(
        "noon.xml",
        [lump("100.00", reference: "SV-2"), lump("100.00", reference: "SV-1", on: "2026-03-09")],
        format: "camt.052"),
      World.file("day.xml", [single()]),
    ])

    #expect(outcome.lines == ["4711 payment 100.00"])
    #expect(outcome.ledger.receipts.count == 3)
  }

  @Test func `a sum that two reports tell and a third details is taken once`() throws {
    let outcome = try world().reconciling(files: [
      World.file("noon.xml", [lump()], format: "camt.052"),
      World.file("day.xml", [lump()]),
      World.file("details.xml", batch(), format: "camt.054"),
    ])

    #expect(outcome.lines == ["4711 payment 100.00", "4712 payment 250.00"])
    #expect(outcome.told.isEmpty)
  }

  // MARK: In several runs

  @Test(arguments: ["camt.053", "camt.054"])
  func `details whose sum an earlier run could not apply are told, and the money counts once`(
    format: String
  ) throws {
    var world = try world()
    world.ledger = try world.reconciling(files: [World.file("day.xml", [lump()])]).ledger

    let outcome = try world.reconciling(files: [
      World.file("details.xml", batch(), format: format),
      World.file("again.xml", batch(), format: format),
    ])

    #expect(outcome.lines.isEmpty && outcome.journal.isEmpty)
    #expect(outcome.told == ["duplicate_payment 100.00", "duplicate_payment 250.00"])
    #expect(outcome.exceptions.allSatisfy { $0.message.contains("(SUM-1) of 350.00 EUR") })
    #expect(outcome.ledger == world.ledger)
  }

  @Test func `the sum comes again with its details`() throws {
    var world = try world()
    let day = try World.file("day.xml", [lump()])
    world.ledger = try world.reconciling(files: [day]).ledger

    let outcome = try world.reconciling(files: [
      day, World.file("details.xml", batch(nil), format: "camt.054"),
      World.file("all.xml", batch(), format: "camt.054"),
    ])

    #expect(outcome.lines.isEmpty && outcome.ledger == world.ledger)
  }

  @Test func `the details of what an earlier run applied are a repeat`() throws {
    var world = try world()
    world.ledger = try world.reconciling(
      files: [World.file("day.xml", [lump("100.00", "4711", reference: "SV-1")])]
    ).ledger

    let outcome = try world.reconciling(files: [
      World.file("details.xml", [single()], format: "camt.054")
    ])
    let other = try world.reconciling(files: [
      World.file("details.xml", [single("SV-2")], format: "camt.054")
    ])

    #expect(world.ledger.receipts.map(\.outcome) == [.applied])
    #expect(outcome.ledger == world.ledger && outcome.told.isEmpty)
    #expect(outcome.summary.repeats == 1)
    #expect(other.ledger.receipts.count == 2)
  }

  @Test func `details of a sum without a reference are told, and the money counts once`() throws {
    var world = try world()
    world.ledger = try world.reconciling(
      files: [World.file("day.xml", [lump(reference: "")])]
    ).ledger

    let outcome = try world.reconciling(files: [
      World.file("details.xml", batch(), format: "camt.054")
    ])

    #expect(outcome.told == ["duplicate_payment 100.00", "duplicate_payment 250.00"])
    #expect(outcome.ledger == world.ledger)
  }

  @Test func `details under another reference than the sum's are left to a person`() throws {
    var world = try world()
    world.ledger = try world.reconciling(files: [World.file("day.xml", [lump()])]).ledger
    var other = try batch("OTHER")
    for index in other.indices { other[index].uniqueReferences = ["SV-\(index)"] }

    let unsure = try world.reconciling(files: [
      World.file("details.xml", batch("OTHER"), format: "camt.054")
    ])
    let unlike = try world.reconciling(files: [
      World.file("details.xml", other, format: "camt.054")
    ])

    #expect(unsure.lines.isEmpty && unsure.ledger.receipts.count == 3)
    #expect(unsure.told == ["duplicate_payment 100.00", "duplicate_payment 250.00"])
    #expect(unlike.lines == ["4711 payment 100.00", "4712 payment 250.00"])
  }

  @Test func `details that an earlier run took stay repeats, with their sum or without`() throws {
    var world = try world()
    let details = try World.file("details.xml", batch(), format: "camt.054")
    world.ledger = try world.reconciling(files: [details]).ledger

    let outcome = try world.reconciling(files: [details, World.file("day.xml", [lump()])])

    #expect(outcome.ledger == world.ledger && outcome.told.isEmpty)
  }

  @Test func `a sum of earlier parts whose account nobody kept is left to a person`() throws {
    var world = try world()
    var parts = [
      try BankTransaction.receipt("100.00", "4711", account: "DE11", reference: "SUM-1"),
      try BankTransaction.receipt("250.00", "4712", account: "DE11", line: 2, reference: "SUM-1"),
      // What the file brought beside them, so that it is no such sum as a whole.
      try BankTransaction.receipt("7.00", "", account: "DE12", line: 3, reference: "E3"),
    ]
    for index in parts.indices.dropLast() { parts[index].batch = "SUM-1" }
    world.ledger = try world.reconciling(
      files: [World.file("details.xml", parts, format: "camt.054")]
    ).ledger

    let outcome = try world.reconciling(files: [World.file("day.xml", [lump()])])

    #expect(outcome.lines.isEmpty)
    #expect(outcome.told == ["duplicate_payment 350.00"])
  }

  // MARK: Lockboxes

  private func deposit(on day: String = "2026-03-10") throws -> TakenFile {
    var deposit = try BankTransaction.receipt(
      "350.00", "LOCKBOX 12345", on: day, reference: "LB1")
    deposit.bankCode = "115"
    return try World.file("day.bai", [deposit], format: "bai2")
  }

  private func cheques() throws -> TakenFile {
    var cheques = [
      try BankTransaction.receipt("100.00", "4711", reference: "1-1-9001"),
      try BankTransaction.receipt("250.00", "4712", line: 2, reference: "1-2-9002"),
    ]
    for index in cheques.indices { cheques[index].account = "0012345" }
    var box = try World.file("box.txt", cheques, format: "lockbox")
    box.statements[0].statement.account = "0012345"
    box.statements[0].statement.bookedCredits = [
      BankStatement.CurrencyTotal(count: 2, amount: try .reading("350.00"))
    ]
    return box
  }

  @Test(arguments: [("2026-03-10", 1), ("2026-03-12", 3)])
  func `cheques whose deposit an earlier run took are not booked on top of it`(
    day: String, receipts: Int
  ) throws {
    var world = try world()
    world.ledger = try world.reconciling(files: [deposit(on: day)]).ledger

    let outcome = try world.reconciling(files: [cheques()])

    #expect(outcome.lines.isEmpty)
    #expect(outcome.told == ["duplicate_payment 100.00", "duplicate_payment 250.00"])
    #expect(outcome.exceptions.allSatisfy { $0.message.contains("(LB1) of 350.00 EUR") })
    #expect(outcome.ledger.receipts.count == receipts)
  }

  @Test func `cheques with the deposit that an earlier run took count once`() throws {
    var world = try world()
    world.ledger = try world.reconciling(files: [deposit()]).ledger

    let outcome = try world.reconciling(files: [deposit(), cheques()])

    #expect(outcome.told == ["duplicate_payment 100.00", "duplicate_payment 250.00"])
    #expect(outcome.ledger == world.ledger && outcome.journal.isEmpty)
  }

  @Test func `a deposit that is long ago, or a new one, leaves cheques alone`() throws {
    var world = try world()
    world.ledger = try world.reconciling(files: [deposit(on: "2026-03-02")]).ledger

    let alone = try world.reconciling(files: [cheques()])
    let together = try world.reconciling(files: [deposit(), cheques()])

    #expect(alone.lines == ["4711 payment 100.00", "4712 payment 250.00"])
    #expect(together.lines == alone.lines && together.told.isEmpty)
  }
}
