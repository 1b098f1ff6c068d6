import Receivables
import TestSupport
import Testing

@testable import baselines

/// Business Central's two published tables, row by row, and what the baseline makes of them.
@Suite struct BusinessCentralTests {
  /// The standard rules as Microsoft's page "Set up rules for automatic application" prints them.
  private static let published = """
    High 1 Fully Multiple One
    High 2 Fully Multiple Several
    High 3 Fully Yes One
    High 4 Fully Yes Several
    High 5 Partially Multiple One
    High 6 Partially Multiple Several
    High 7 Partially Yes One
    High 8 Fully No One
    High 9 No Multiple One
    High 10 No Multiple Several
    Medium 1 Fully Multiple Any
    Medium 2 Fully Yes Any
    Medium 3 Fully No Several
    Medium 4 Partially Multiple Any
    Medium 5 Partially Yes Any
    Medium 6 No Yes One
    Medium 7 No Multiple Any
    Medium 8 Partially No One
    Medium 9 No Yes Any
    Low 1 Fully No None
    Low 2 Partially No Several
    Low 3 Partially No None
    Low 4 No No One
    Low 5 No No Several
    """

  @Test func `the table of confidence is the published one, row by row`() {
    let rows = ConfidenceTable.rows.map { row in
      "\(row.confidence) \(row.priority) \(row.party) \(row.documents) "
        + (row.amount.map { "\($0)" } ?? "any")
    }

    #expect(rows == Self.published.lowercased().split(separator: "\n").map(String.init))
  }

  /// Every combination of facts: what the published order makes of it.
  @Test(arguments: [
    ("fully multiple one", "high 1"), ("fully multiple several", "high 2"),
    ("fully multiple none", "medium 1"), ("fully yes one", "high 3"),
    ("fully yes several", "high 4"), ("fully yes none", "medium 2"), ("fully no one", "high 8"),
    ("fully no several", "medium 3"), ("fully no none", "low 1"),
    ("partially multiple one", "high 5"), ("partially multiple several", "high 6"),
    ("partially multiple none", "medium 4"), ("partially yes one", "high 7"),
    ("partially yes several", "medium 5"), ("partially yes none", "medium 5"),
    ("partially no one", "medium 8"), ("partially no several", "low 2"),
    ("partially no none", "low 3"), ("no multiple one", "high 9"),
    ("no multiple several", "high 10"), ("no multiple none", "medium 7"),
    ("no yes one", "medium 6"), ("no yes several", "medium 9"), ("no yes none", "medium 9"),
    ("no no one", "low 4"), ("no no several", "low 5"), ("no no none", "-"),
  ])
  func `the first row that fits the facts wins`(facts: String, expected: String) throws {
    let words = facts.split(separator: " ").map(String.init)
    let row = ConfidenceTable.row(
      for: ConfidenceTable.Facts(
        party: try #require(.init(rawValue: words[0])),
        documents: try #require(.init(rawValue: words[1])),
        amount: try #require(.init(rawValue: words[2]))))?.row

    #expect((row.map { "\($0.confidence) \($0.priority)" } ?? "-") == expected)
  }

  /// The worked table of Microsoft's page on payment tolerance, "Example 1": an invoice of 1,000,
  /// discount 20 until 15 January, tolerated until the 20th, payment tolerance 5. Columns: row, day
  /// of January, paid, kind, late discount, tolerated, what is left.
  @Test(arguments: [
    ("1", 15, 985, "payment", 0, -5, "closed"), ("2", 15, 980, "none", 0, 0, "closed"),
    ("3", 15, 975, "payment", 0, 5, "closed"),
    ("4A", 16, 1005, "discount", 20, 0, "25 on the payment"),
    ("5A", 18, 1000, "discount", 20, 0, "20 on the payment"),
    ("6A", 20, 995, "discount", 20, 0, "15 on the payment"),
    ("4B", 16, 1005, "payment", 0, -5, "closed"), ("5B", 18, 1000, "none", 0, 0, "closed"),
    ("6B", 20, 995, "payment", 0, 5, "closed"),
    ("7", 16, 985, "discountAndPayment", 20, -5, "closed"),
    ("8", 18, 980, "discount", 20, 0, "closed"),
    ("9", 20, 975, "discountAndPayment", 20, 5, "closed"),
    ("10", 21, 1005, "payment", 0, -5, "closed"), ("11", 21, 1000, "none", 0, 0, "closed"),
    ("12", 21, 995, "payment", 0, 5, "closed"),
    ("13", 21, 985, "none", 0, 0, "15 on the invoice"),
    ("14", 21, 980, "none", 0, 0, "20 on the invoice"),
    ("15", 21, 975, "none", 0, 0, "25 on the invoice"),
  ])
  func `the worked table of payment tolerance holds`(
    row: String, day: Int, paid: Int64, kind: String, late: Int64, tolerated: Int64, left: String
  ) throws {
    let document = PaymentTolerance.Document(
      open: 1000, discount: 20, toleranceMax: 5, discountDate: try .reading("2003-01-15"),
      toleranceDate: try .reading("2003-01-20"))

    let outcome = PaymentTolerance.settle(
      document, paid: paid, on: try .reading("2003-01-\(day)"),
      acceptsLateDiscount: !row.hasSuffix("B"))

    let rest =
      outcome.closesAll
      ? "closed"
      : outcome.restOnPayment > 0
        ? "\(outcome.restOnPayment) on the payment" : "\(outcome.restOnInvoice) on the invoice"
    #expect(outcome.kind.rawValue == kind)
    #expect(outcome.tolerated == tolerated)
    #expect(rest == left)
    // The table's column is of late discounts; one in time (rows 1 to 3) is granted all the same.
    #expect(outcome.discount == (day <= 15 ? 20 : late))
  }

  @Test func `High is applied: the party fully, no document, one amount`() throws {
    let world = Case(try .item("RE-1001", "500.00"), try .item("RE-1002", "700.00"))

    #expect(
      world.decided(BusinessCentral.self, try .receipt("500.00", account: "DE11"))
        == ["RE-1001 payment 500.00"])
  }

  @Test func `Medium is left to a person: one document, but nobody knows the party`() throws {
    let world = Case(try .item("RE-1001", "500.00"))

    #expect(
      world.decided(BusinessCentral.self, try .receipt("500.00", "invoice RE-1001"))
        == ["low_confidence"])
  }

  @Test func `a text of four characters is no document number`() throws {
    let world = Case(try .item("4711", "500.00"))

    #expect(
      world.decided(BusinessCentral.self, try .receipt("500.00", "4711"))
        == ["unidentified_payer"])
  }

  @Test func `two entries of the amount are Medium`() throws {
    let world = Case(try .item("RE-1001", "500.00"), try .item("RE-1002", "500.00"))

    #expect(
      world.decided(BusinessCentral.self, try .receipt("500.00", account: "DE11"))
        == ["ambiguous_match"])
  }
}
