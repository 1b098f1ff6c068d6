import Money
import Receivables
import Reconciliation
import TestSupport
import Testing

@testable import LedgerFiles

/// Key figures, the days before, charts and tables of the report.
@Suite struct ReportFiguresTests {
  private func batch(
    _ day: String, receipts: Int, straightThrough: Int, exceptions: Int,
    amounts: ReportedBatch.Amounts? = nil
  ) throws -> ReportedBatch {
    ReportedBatch(
      asOf: try .reading(day), receipts: receipts, straightThrough: straightThrough,
      exceptions: exceptions, amounts: amounts)
  }

  private func page(
    _ outcome: RunOutcome, files: [ReportedFile] = [], history: [ReportedBatch] = []
  ) -> ReportText {
    ReportText(outcome, files: files, history: history)
  }

  @Test func `straight through is told by count and by value in each currency`() throws {
    let world = try World(.item("1", "100.00"), .item("2", "300.00 USD", of: "C2"))

    let page = page(
      try world.reconciling(
        .receipt("100.00", "1", account: "DE11"),
        .receipt("300.00 USD", "2", account: "DE22", line: 2),
        .receipt("50.00", from: "Nobody", line: 3)))

    #expect(
      page.contains(
        "<dt>Straight through</dt><dd class=\"value\">66.6%</dd>"
          + "<dd class=\"note\">2 of 3 receipts</dd><dd class=\"note\">66.6% of the EUR</dd>"
          + "<dd class=\"note\">100.0% of the USD</dd></div>"))
  }

  @Test func `what came back takes nothing off the value that was straight through`() throws {
    let world = try World(.item("4711", "100.00"))

    let page = page(
      try world.reconciling(
        .receipt("100.00", "4711", account: "DE11", reference: "R1"),
        .comeback("100.00", reference: "R1")))

    #expect(page.contains("<dd class=\"note\">100.0% of the EUR</dd>"))
  }

  @Test func `disputes opened are told with what they are worth`() throws {
    let world = try World(.item("4711", "1000.00"))

    let page = page(try world.reconciling(.receipt("985.00", "4711", account: "DE11")))

    #expect(
      page.contains(
        "<dt>Disputes opened</dt><dd class=\"value\">1</dd><dd class=\"money\">15.00 EUR</dd>"))
  }

  @Test func `without a history the page compares nothing`() throws {
    let page = page(try RichWorld.outcome(), files: RichWorld.files)

    #expect(!page.contains("days before"))
    #expect(!page.contains("href=\"#before\""))
  }

  @Test func `the key figures stand beside what the days before came to`() throws {
    let world = try World(.item("1", "100.00"))

    let page = page(
      try world.reconciling(.receipt("100.00", "1", account: "DE11")),
      history: [
        try batch("2026-03-29", receipts: 10, straightThrough: 9, exceptions: 1),
        try batch("2026-03-30", receipts: 4, straightThrough: 1, exceptions: 3),
        try batch("2026-03-30", receipts: 7, straightThrough: 7, exceptions: 0),
      ])

    // Two days: 21 receipts of which 17 straight through, 4 exceptions.
    #expect(page.contains("<dd class=\"note\">days before: 10.5 a day</dd>"))
    #expect(page.contains("<dd class=\"note\">days before: 80.9%</dd>"))
    #expect(page.contains("<dd class=\"note\">days before: 2 a day</dd>"))
  }

  @Test func `the days before are a table and two charts, this run first and last`() throws {
    let amounts = ReportedBatch.Amounts(
      received: [try .reading("1000.00")], straightThrough: [try .reading("900.00")],
      unapplied: [try .reading("40.00")], disputesOpened: 2, disputed: [try .reading("60.00")])

    let page = page(
      try World().reconciling(),
      history: [
        try batch("2026-03-29", receipts: 10, straightThrough: 9, exceptions: 1, amounts: amounts),
        try batch("2026-03-30", receipts: 4, straightThrough: 1, exceptions: 3),
      ])

    let shown = #"""
      <tr><th scope="row">2026-03-29</th><td class="n"><span class="line">10</span></td>\#
      <td class="n"><span class="line">1,000.00 EUR</span></td>\#
      <td class="n"><span class="line">90.0%</span></td>\#
      <td class="n"><span class="line">90.0% EUR</span></td>\#
      <td class="n"><span class="line">1</span></td>\#
      <td class="n"><span class="line">40.00 EUR</span></td>\#
      <td class="n"><span class="line">2</span><span class="line">60.00 EUR</span></td></tr>
      """#
    #expect(page.contains(shown))
    // Nobody wrote the amounts of the other day down.
    let unknown = #"""
      <td class="n"><span class="line">4</span></td><td class="n"><span class="line">–</span></td>
      """#
    #expect(page.contains(unknown))
    #expect(
      page.contains(
        "aria-label=\"Exceptions by day: 2026-03-29 1, 2026-03-30 3, 2026-03-31 0\""))
    #expect(
      page.contains(
        "aria-label=\"Straight through by day: 2026-03-29 90.0%, 2026-03-30 25.0%, 2026-03-31 0.0%\""
      ))
  }

  @Test func `a run tells later ones its own figures`() throws {
    let world = try World(.item("4711", "100.00"), .item("4712", "1000.00"))

    let batch = ReportedBatch(
      try world.reconciling(
        .receipt("100.00", "4711", account: "DE11"),
        .receipt("985.00", "4712", account: "DE11", line: 2),
        .receipt("3.00", from: "Nobody", line: 3)))

    #expect(batch.receipts == 3 && batch.straightThrough == 1 && batch.exceptions == 2)
    #expect(
      batch.amounts
        == ReportedBatch.Amounts(
          received: [try .reading("1088.00")], straightThrough: [try .reading("100.00")],
          unapplied: [try .reading("3.00")], disputesOpened: 1,
          disputed: [try .reading("15.00")]))
  }

  @Test func `exceptions are counted by type, customer, age and value`() throws {
    let page = page(
      try World(.item("4711", "1000.00")).reconciling(
        .receipt("985.00", "4711", account: "DE11"),
        .receipt("20000.00", from: "Nobody", on: "2026-03-31", line: 2),
        .receipt("44.00", from: "Nobody else", on: "2026-01-05", line: 3)))

    #expect(
      page.contains(
        "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\"><bdi>Unknown payer</bdi><span class=\"task\">Find out who paid; the "
          + "money waits in unapplied cash.</span></th><td role=\"cell\" class=\"n\">2</td>"
          + "<td role=\"cell\" class=\"n a\"><span class=\"line\">20,044.00 EUR</span></td>"))
    #expect(
      page.contains(
        "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\"><b>C1</b> <bdi>Meier Bau GmbH</bdi></th><td role=\"cell\" class=\"n\">1</td>"
      ))
    #expect(
      page.contains(
        "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\"><bdi>unknown payer</bdi></th><td role=\"cell\" class=\"n\">2</td>"
      ))
    #expect(
      page.contains(
        "aria-label=\"Exceptions by age: Same day 1 (20,000.00 EUR), 1–7 days none, "
          + "8–30 days 1 (15.00 EUR), 31–60 days none, 61–90 days 1 (44.00 EUR), "
          + "Over 90 days none\""))
    #expect(
      page.contains(
        "aria-label=\"Exceptions by value in EUR: under 10 none, 10 to 100 2 (59.00 EUR), "
          + "100 to 1 k none, 1 k to 10 k none, 10 k or more 1 (20,000.00 EUR)\""))
  }

  @Test func `open disputes are counted by reason, customer, age and value`() throws {
    let page = page(try RichWorld.outcome())

    #expect(page.contains("<caption>Open disputes by reason</caption>"))
    #expect(
      page.contains(
        "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\"><bdi>DAMAGED</bdi></th><td role=\"cell\" class=\"n\">1</td>"
      ))
    #expect(page.contains("<caption>Open disputes by customer</caption>"))
    #expect(page.contains("aria-label=\"Open disputes by age: "))
    #expect(page.contains("aria-label=\"Open disputes by value in USD: "))
  }

  @Test func `customers beyond ten are told together`() throws {
    var world = World()
    for number in 3...14 {
      let account = "XX\(number)"
      world.ledger.customers.append(
        Customer(id: CustomerID("K\(number)"), name: "Customer \(number)"))
      world.ledger.accounts.append(
        CustomerAccount(customer: CustomerID("K\(number)"), iban: account))
    }

    let page = page(
      try world.reconciling(
        (3...14).map { try .receipt("\($0).00", from: "X", account: "XX\($0)", line: $0) }))

    #expect(
      page.contains(
        "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\"><bdi>2 other customers</bdi></th><td role=\"cell\" class=\"n\">2</td>"
      ))
  }

  @Test func `decisions are counted by the format of the file as well`() throws {
    let page = page(
      try World(.item("A-100", "100.00")).reconciling(files: [
        try World.file("day.xml", [.receipt("100.00", "A-100", account: "DE11")]),
        try World.file("box.txt", [.receipt("3.00", from: "Nobody", line: 3)], statement: "S2"),
      ]),
      files: [
        ReportedFile(name: "day.xml", format: "camt.053"),
        ReportedFile(name: "box.txt", format: "lockbox"),
      ])

    #expect(
      page.contains(
        "<th scope=\"row\">camt.053</th><td class=\"n\">1</td><td class=\"n\">0</td>"
          + "<td class=\"n\">100.0%</td>"))
    #expect(
      page.contains(
        "<th scope=\"row\">lockbox</th><td class=\"n\">1</td><td class=\"n\">1</td>"
          + "<td class=\"n\">0.0%</td>"))
  }
}
