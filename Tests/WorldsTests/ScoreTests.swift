import Receivables
import Testing

@testable import Worlds

@Suite struct ScoreTests {
  private static let truth: [String: [UInt8]] = [
    "receipts.csv": bytes(
      """
      payment_id,bank_reference,scenario,amount,currency,expected
      P1,A,plain,100.00,EUR,apply
      P2,B,plain,50.00,EUR,apply
      P3,C,open,70.00,EUR,exception
      P4,D,short,90.00,EUR,apply
      """),
    "applications.csv": bytes(
      """
      payment_id,bank_reference,customer_id,document_number,kind,amount,currency,reason_code
      P1,A,C1,INV1,payment,100.00,EUR,
      P2,B,C1,INV2,payment,50.00,EUR,
      P4,D,C2,INV4,payment,90.00,EUR,
      P4,D,C2,INV4,deduction,10.00,EUR,UNEXPLAINED
      """),
    "exceptions.csv": bytes("payment_id,type\nP3,ambiguous_match\nP4,short_payment\n"),
    "disputes.csv": bytes(
      """
      document_number,customer_id,amount,currency,reason_code,payment_id
      INV4,C2,10.00,EUR,UNEXPLAINED,P4
      """),
  ]

  @Test func `the truth itself scores perfectly`() throws {
    let score = try Scorer.score(truth: Self.truth, output: Self.truth)

    #expect(score.lines == Score.Agreement(agreed: 4, output: 4, truth: 4))
    #expect(score.wrong == Share(0, of: 4))
    #expect(score.straightThrough == Share(3, of: 3))
    #expect(score.disputes == Score.Agreement(agreed: 1, output: 1, truth: 1))
    #expect(score.exceptions == Share(2, of: 2))
    #expect(score.examples == [])
  }

  @Test func `the truth of a generated world scores perfectly against itself`() throws {
    let truth = try world(plan(payments: 600)).folder("truth")

    let score = try Scorer.score(truth: truth, output: truth)

    #expect(score.wrong.part == 0 && score.strangers == 0)
    #expect(score.lines.agreed == score.lines.truth && score.lines.agreed == score.lines.output)
    #expect(score.straightThrough.part == score.straightThrough.whole)
    #expect(score.disputes.agreed == score.disputes.truth && score.disputes.truth > 0)
  }

  @Test func `known faults are counted as what they are`() throws {
    // P1 pays another document, P2 is missing, P3 is booked though nothing decides it, and P4 is
    // written off instead of disputed.
    let output = [
      "applications.csv": Self.bytes(
        """
        payment_id,document_number,kind,amount,currency
        P1,INV9,payment,100.00,EUR
        P3,INV3,payment,70.00,EUR
        P4,INV4,payment,90.00,EUR
        P4,INV4,write_off,10.00,EUR
        """)
    ]

    let score = try Scorer.score(truth: Self.truth, output: output, examples: 5)

    #expect(score.lines == Score.Agreement(agreed: 1, output: 4, truth: 4))
    #expect(score.wrong == Share(2, of: 4))
    #expect(score.wrong.perMillion == "500000.0")
    #expect(score.straightThrough == Share(0, of: 3))
    #expect(score.disputes == Score.Agreement(agreed: 0, output: 0, truth: 1))
    #expect(score.exceptions == Share(0, of: 2))
    #expect(
      score.kinds.map { "\($0.truth) \($0.output) \($0.count)" } == [
        "- payment 2", "deduction write_off 1", "payment - 2", "payment payment 1",
      ])
    #expect(score.scenarios.map(\.name) == ["open", "plain", "short"])
    #expect(
      score.examples.first
        == Score.Example(
          payment: "P3", scenario: "open", expected: "!ambiguous_match",
          got: "INV3 payment 70.00", isWrong: true))
  }

  @Test func `a payment that the truth does not know is wrong`() throws {
    let output = [
      "applications.csv": Self.bytes(
        "payment_id,document_number,kind,amount,currency\nP7,INV1,payment,1.00,EUR\n")
    ]

    let score = try Scorer.score(truth: Self.truth, output: output)

    #expect(score.strangers == 1 && score.wrong == Share(1, of: 5))
  }

  @Test func `an amount that is none is told with its file and line`() {
    let output = [
      "applications.csv": Self.bytes(
        "payment_id,document_number,kind,amount,currency\nP1,INV1,payment,1.000,EUR\n")
    ]

    let error = #expect(throws: ScoreInputError.self) {
      try Scorer.score(truth: Self.truth, output: output)
    }

    #expect(
      error?.description.hasPrefix("output/applications.csv:2: error: ") == true,
      "\(String(describing: error))")
  }

  private static func bytes(_ text: String) -> [UInt8] { Array((text + "\n").utf8) }
}
