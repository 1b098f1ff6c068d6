import BankFiles
import Money
import Receivables
import Testing

/// How `RMR04`, `ADX01` and `RMR06` are read: as they make the payment.
struct X12BalanceTests {
  /// Documents of a payment, and what they turn out to be.
  static let cases: [(total: String, release: String, segments: String, documents: [String])] = [
    // Net, the sign by the release.
    (
      "90", "004010", "RMR*IV*1**90*100~\nADX*-10*01",
      ["IV 1 due 100.00 paid 90.00 less 10.00 for 01"]
    ),
    (
      "90", "003040", "RMR*IV*1**90*100~\nADX*10*01",
      ["IV 1 due 100.00 paid 90.00 less 10.00 for 01"]
    ),
    // Net, and the sign against the release: the invoice says so.
    (
      "90", "004010", "RMR*IV*1**90*100~\nADX*10*01",
      ["IV 1 due 100.00 paid 90.00 less 10.00 for 01"]
    ),
    (
      "90", "003040", "RMR*IV*1**90*100~\nADX*-10*01",
      ["IV 1 due 100.00 paid 90.00 less 10.00 for 01"]
    ),
    // Net, and nothing but the release to tell.
    ("90", "004010", "RMR*IV*1**90~\nADX*-10*01", ["IV 1 paid 90.00 less 10.00 for 01"]),
    ("90", "004010", "RMR*IV*1**90~\nADX*10*01", ["IV 1 paid 90.00 less -10.00 for 01"]),
    ("90", "003040", "RMR*IV*1**90~\nADX*10*01", ["IV 1 paid 90.00 less 10.00 for 01"]),
    // Gross of adjustments: the sum decides, whatever the sign.
    ("90", "004010", "RMR*IV*1**100~\nADX*-10*01", ["IV 1 paid 90.00 less 10.00 for 01"]),
    ("90", "004010", "RMR*IV*1**100~\nADX*10*01", ["IV 1 paid 90.00 less 10.00 for 01"]),
    ("110", "004010", "RMR*IV*1**100~\nADX*10*50", ["IV 1 paid 110.00 less -10.00 for 50"]),
    // Gross of the discount, and of both.
    ("98", "004010", "RMR*IV*1**100*100*2", ["IV 1 due 100.00 paid 98.00 discount 2.00"]),
    (
      "88", "004010", "RMR*IV*1**100*100*2~\nADX*-10*01",
      ["IV 1 due 100.00 paid 88.00 discount 2.00 less 10.00 for 01"]
    ),
    // A credit memo with and without a minus.
    ("70", "004010", "RMR*IV*1**100~\nRMR*CM*2**-30", ["IV 1 paid 100.00", "CM 2 paid -30.00"]),
    (
      "70", "004010", "RMR*IV*1**100~\nRMR*CM*2**30*30",
      ["IV 1 paid 100.00", "CM 2 due -30.00 paid -30.00"]
    ),
    ("130", "004010", "RMR*IV*1**100~\nRMR*CM*2**30", ["IV 1 paid 100.00", "CM 2 paid 30.00"]),
    // Adjustments that set each other off: the invoices tell that the amounts are gross.
    (
      "200", "004010", "RMR*IV*1**100*100~\nADX*-10*01~\nRMR*IV*2**100*100~\nADX*10*53",
      [
        "IV 1 due 100.00 paid 90.00 less 10.00 for 01",
        "IV 2 due 100.00 paid 110.00 less -10.00 for 53",
      ]
    ),
    // A credit memo outside of invoices, and interest in the RMR itself.
    (
      "70", "004010", "ADX*-30*CM*CM*77~\nRMR*IV*1**100", ["IV 1 paid 100.00", "CM 77 paid -30.00"]
    ),
    (
      "103", "004010", "RMR*IV*1**103*100**51*3", ["IV 1 due 100.00 paid 103.00 less -3.00 for 51"]
    ),
    // Nothing fits: as stated.
    ("50", "004010", "RMR*IV*1**90~\nADX*-10*01", ["IV 1 paid 90.00 less 10.00 for 01"]),
    // Not every document says what is paid: nothing to add up.
    ("90", "004010", "RMR*IV*1**50~\nRMR*IV*2", ["IV 1 paid 50.00", "IV 2"]),
    // A document of another currency is no part of the sum.
    (
      "90", "004010", "RMR*IV*1**90~\nRMR*IV*2**7~\nCUR*PR*CAD",
      ["IV 1 paid 90.00", "IV 2 paid 7.00"]
    ),
    // Written with its decimals.
    ("90", "004010", "RMR*IV*1**90.00", ["IV 1 paid 90.00"]),
  ]

  static func text(_ total: String, _ release: String, _ segments: String) -> String {
    let good = X12PaymentMalformedTests.good
    let documents = "RMR*IV*A-1**600*610*10~\nRMR*IV*A-2**400*425~\nDTM*003*20260210~\nADX*-25*04"
    return X12Text.edited(
      good.replacing("BPR*C*1000*", with: "BPR*C*\(total)*").replacing("004010", with: release),
      documents, segments)
  }

  @Test(arguments: cases)
  func `documents are read as they make the payment`(
    total: String, release: String, segments: String, documents: [String]
  ) throws {
    let trial = FlatFileTrial(x12: Self.text(total, release, segments))

    #expect(trial.failure == nil)
    #expect(trial.errors == [])
    #expect(trial.transactions.first?.documents.map(\.described) == documents)
  }

  @Test func `documents that make something else are told, and the check is off`() throws {
    let trial = FlatFileTrial(x12: Self.text("50", "004010", "RMR*IV*1**90~\nADX*-10*01"))

    #expect(
      trial.complaints == [
        """
        pay.edi:4:1: warning: the payment is 50.00 USD, its documents come to 90.00 USD; expected \
        documents that add up to the payment, with or without their adjustments (detailsMismatch)
        """
      ])
    #expect(trial.checks.contains("remittance_total 50.00 USD 90.00 USD off"))
  }
}
