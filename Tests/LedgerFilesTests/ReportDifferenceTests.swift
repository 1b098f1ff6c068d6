import Money
import Receivables
import Reconciliation
import TestSupport
import Testing

@testable import LedgerFiles

/// How the money and the documents miss each other, exception by exception.
@Suite struct ReportDifferenceTests {
  @Test func `a short payment says what was asked for and what is still unexplained`() throws {
    let page = ReportText(
      try World(.item("4711", "1000.00")).reconciling(.receipt("985.00", "4711", account: "DE11")))

    #expect(
      page.contains(
        "\n\nThe difference\n  Received\t985.00 EUR\n  Documents asked for\t1,000.00 EUR\n"
          + "  Difference\t15.00 EUR less than asked for\n"
          + "  Kept back, no reason given\t15.00 EUR on 4711\n"
          + "  Still to be explained\t15.00 EUR\n"))
  }

  @Test func `an overpayment says what went on account`() throws {
    let page = ReportText(
      try World(.item("4711", "100.00")).reconciling(.receipt("150.00", "4711", account: "DE11")))

    #expect(
      page.contains(
        "\n\nThe difference\n  Received\t150.00 EUR\n  Documents asked for\t100.00 EUR\n"
          + "  Difference\t50.00 EUR more than asked for\n  Put on account\t50.00 EUR\n"))
  }

  @Test func `candidates of what was not booked stand beside the difference of each`() throws {
    let outcome = try World(
      .item("S-1", "200.00", due: "2026-03-01"), .item("S-2", "200.00", due: "2026-03-02"),
      .item("S-3", "300.00", due: "2026-03-03")
    ).reconciling(.receipt("200.00", account: "DE11"))
    let page = ReportText(outcome)

    #expect(outcome.exceptions.map(\.type) == [.ambiguousMatch])
    #expect(page.contains("\n  Document\tOpen now\tDue\tCustomer\tDifference\n"))
    #expect(
      page.contains("\n  S-1\t200.00 EUR\t2026-03-01 (30 days late)\tC1 Meier Bau GmbH\t0.00 EUR\n")
    )
    #expect(
      page.contains(
        "\n  Received\t200.00 EUR\n  Candidates together\t400.00 EUR\n"
          + "  Difference\t200.00 EUR less than asked for\n"))
  }

  @Test func `a receipt without a candidate has no difference to tell`() throws {
    let page = ReportText(
      try World(.item("4711", "100.00")).reconciling(.receipt("1077.00", from: "Nobody")))

    #expect(!page.contains("\nThe difference\n"))
    #expect(page.contains("\n\nWhat was tried, and what it found\n"))
  }
}
