import Money
import Receivables
import Reconciliation
import TestSupport
import Testing

/// Who may decide over how much.
@Suite struct DeskPolicyTests {
  private let policy = DeskPolicy(
    limits: ["anna": RuleAmount(hundredThousandths: 100_000_000)],
    otherLimit: RuleAmount(hundredThousandths: 50_000_000),
    secondEyesAbove: RuleAmount(hundredThousandths: 20_000_000))
  private let action = DeskAction.putOnAccount("P1", "C1")

  @Test(
    arguments: [
      ("anna", "200.00", nil, DeskVerdict.allowed),
      ("anna", "200.01", nil, .needsSecondEyes),
      ("anna", "200.01", "bert", .allowed),
      ("anna", "1000.00", nil, .needsSecondEyes),
      (
        "anna", "1000.01", nil,
        .refused(reason: "put_on_account of 1000.01 EUR is above anna's limit of 1000.00 EUR")
      ),
      (
        "bert", "500.01", nil,
        .refused(reason: "put_on_account of 500.01 EUR is above bert's limit of 500.00 EUR")
      ),
      // Whoever agrees needs the limit as well.
      (
        "anna", "600.00", "bert",
        .refused(reason: "put_on_account of 600.00 EUR is above bert's limit of 500.00 EUR")
      ),
      (
        "anna", "300.00", "anna",
        .refused(reason: "anna proposed it; another person has to approve it")
      ),
    ] as [(String, String, String?, DeskVerdict)])
  func `limits, and a second pair of eyes`(
    actor: String, amount: String, approver: String?, verdict: DeskVerdict
  ) throws {
    #expect(
      policy.verdict(of: action, by: actor, amount: try .reading(amount), approvedBy: approver)
        == verdict)
  }

  @Test func `what moves no money needs nobody else`() {
    #expect(policy.verdict(of: .dispute("D", .note("")), by: "bert", amount: nil) == .allowed)
  }

  @Test func `without limits everything is allowed`() throws {
    #expect(
      DeskPolicy().verdict(of: action, by: "bert", amount: try .reading("99999999.00")) == .allowed)
  }

  @Test func `at stake is what a decision moves`() throws {
    let world = try DeskWorld(
      World(.item("4711", "700.00"), .item("CM1", "-100.00")),
      .receipt("800.00", "?", from: "Stranger"), .receipt("40.00", "4711", account: "DE11"))
    let payment = world.payments[0]
    let lines: [Decision.Clearing] = [
      try .line("4711 payment 500.00"), try .line("4711 credit 100.00"),
      try .line("CM1 credit -100.00"), try .line("4711 write_off 5.00"),
    ]
    func stake(_ action: DeskAction) -> String? {
      amountAtStake(of: action, in: world.input)?.description
    }

    #expect(stake(.apply(payment, payer: nil, lines: lines)) == "605.00 EUR")
    #expect(stake(.reassign(payment, payer: nil, lines: lines)) == "800.00 EUR")
    #expect(stake(.notOurs(payment, note: "")) == "800.00 EUR")
    #expect(
      stake(.writeOff(DocumentKey("C1", "CM1"), try .reading("-30.00"), reasonCode: ""))
        == "30.00 EUR")
    #expect(stake(.dispute("D", .deny(note: ""))) == nil)
    let outcome = try decide(.apply(payment, payer: nil, lines: lines), world.input)
    #expect(stake(outcome.inverse) == "605.00 EUR")
  }
}
