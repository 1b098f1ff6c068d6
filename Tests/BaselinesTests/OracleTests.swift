import Receivables
import TestSupport
import Testing

@testable import baselines

/// What the page says of Oracle Receivables, with its worked example.
@Suite struct OracleTests {
  @Test(arguments: [
    // Documents give 10 % within 10 days, 5 days of grace: day 13 is in, day 16 is not.
    ("2026-03-13", ["4711 payment 1800.00", "4711 discount 200.00"]),
    ("2026-03-15", ["4711 payment 1800.00", "4711 discount 200.00"]),
    ("2026-03-16", ["no_match"]),
  ])
  func `the worked example: 2,000 at 10 % in 10 days, 1,800 paid on day 13, 5 days of grace`(
    day: String, expected: [String]
  ) throws {
    let world = Case(
      try .item(
        "4711", "2000.00", dated: "2026-02-28", due: "2026-04-30", discount: "200.00",
        until: "2026-03-10"))

    let decided = world.decided(
      OracleAutoCash.self, try .receipt("1800.00", account: "DE11", on: day),
      .tolerating(0, graceDays: 5))

    #expect(decided == expected)
  }

  @Test func `of two invoices of the amount, the one due first is taken without a word`() throws {
    let world = Case(
      try .item("4712", "500.00", due: "2026-03-01"), try .item("4711", "500.00", due: "2026-02-01")
    )

    #expect(
      world.decided(OracleAutoCash.self, try .receipt("500.00", account: "DE11"))
        == ["4711 payment 500.00"])
  }

  @Test(arguments: [
    // 100 and 200 are past due on 10 March, a credit of 50 counts, 400 is not due.
    ("650.00", "clear the account"), ("250.00", "clear past due invoices"),
    // Terms: 30 days has the 100, 60 days the 200.
    ("50.00", "clear past due grouped by payment term"),
    ("150.00", "clear past due grouped by payment term"),
    ("400.00", "match payment with invoice"), ("300.00", "apply to the oldest first"),
    ("10.00", ""),
  ])
  func `the first AutoCash rule that fits decides`(paid: String, rule: String) throws {
    let world = Case(
      try .item("1", "100.00", dated: "2026-01-01", due: "2026-01-31"),
      try .item("2", "200.00", dated: "2026-01-01", due: "2026-03-02"),
      try .item("3", "400.00", dated: "2026-03-01", due: "2026-04-15"),
      try .item("4", "-50.00", dated: "2026-03-05", due: nil))

    let verdict = world.verdict(OracleAutoCash.self, try .receipt(paid, account: "DE11"))

    #expect(verdict.rule == rule)
  }

  @Test func `a number with one slip reaches the combined threshold where the amount agrees`()
    throws
  {
    let world = Case(try .item("INV2026001", "500.00"), try .item("INV2099777", "800.00"))

    let decided = world.decided(
      OracleAutoCash.self,
      try .receipt(
        "500.00", account: "DE11", documents: [.stated("INV2026O01", paid: "500.00")]))

    #expect(EditSimilarity.score("INV2026001", "INV2026O01") == 900_000)
    #expect(decided == ["INV2026001 payment 500.00"])
  }

  @Test func `a short payment of a matched line is a claim with the customer's reason`() throws {
    let world = Case(try .item("4711", "500.00"))

    let decided = world.decided(
      OracleAutoCash.self,
      try .receipt("450.00", account: "DE11", documents: [.stated("4711", paid: "450.00")]))

    #expect(decided == ["4711 payment 450.00", "4711 deduction 50.00", "short_payment"])
  }

  @Test func `numbers that lead to two customers name none`() throws {
    let world = Case(try .item("4711", "500.00"), try .item("4712", "300.00", of: "C2"))

    #expect(
      world.decided(OracleAutoCash.self, try .receipt("800.00", "4711 4712"))
        == ["unidentified_payer"])
  }
}
