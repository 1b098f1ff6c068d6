import BankFiles
import Money
import Receivables
import Testing

/// Every public sample, against figures worked out from the files by another program.
@Suite struct CamtSampleTests {
  @Test(arguments: samples)
  func `every sample has the statements, sums and verdicts that its bytes have`(
    name: String, expected: String
  ) throws {
    let read = try readCamt(fixture: name)

    #expect(read.statements.map(line).joined(separator: "\n") == expected)
    #expect(read.statements.map(\.transactions).reduce(0, +) == read.transactions.count)
    #expect(read.problems.filter { $0.severity == .error } == [])
  }

  @Test(arguments: samples.map(\.0), [1, 7, 4096])
  func `every sample is the same however it is cut`(name: String, chunk: Int) throws {
    let bytes = try camtFixture(name)

    let whole = try readCamt(bytes)
    let pieces = try readCamt(bytes, chunk: chunk)

    #expect(pieces.transactions == whole.transactions)
    #expect(pieces.statements == whole.statements)
    #expect(pieces.problems == whole.problems)
  }

  private func line(_ statement: BankStatement) -> String {
    func show(_ balance: BankStatement.Balance?) -> String {
      guard let balance else { return "-" }
      let date = balance.date?.description ?? ""
      return "\(balance.type) \(balance.amount) \(date)"
    }
    func show(_ totals: [BankStatement.CurrencyTotal]) -> String {
      totals.isEmpty
        ? "-" : totals.map { "\($0.count)×\($0.amount)" }.joined(separator: " ")
    }
    let verdict = statement.checks.first { $0.name == "balance" }?.verdict.rawValue ?? "none"
    return [
      statement.id, statement.account, show(statement.opening), show(statement.closing),
      "cr \(show(statement.bookedCredits))", "db \(show(statement.bookedDebits))",
      "\(statement.pending) pending \(statement.information) information "
        + "\(statement.transactions) transactions",
      verdict,
    ].joined(separator: " | ")
  }

  static let samples = [
    (
      "fi-052.v02.xml",
      """
      BANKFILEID00001NTR00001 | FI7433010001222090 | \
      - | - | \
      cr - | db - | 1 pending 0 information 1 transactions | not_applicable
      BANKRPTID1972009 | FI7433010001222090 | \
      ITBD 1000.00 EUR 2009-10-30 | ITBD 1100.00 EUR 2009-10-30 | \
      cr 1×100.00 EUR | db - | 0 pending 0 information 1 transactions | holds
      """
    ),
    (
      "fi-053.v02.xml",
      """
      BANKSTMTID0972009 | FI7433010001222090 | \
      OPBD 10000.00 EUR 2009-10-29 | CLBD 23644.83 EUR 2009-10-29 | \
      cr 6×23075.00 EUR | db 4×9430.17 EUR | 0 pending 0 information 13 transactions | holds
      """
    ),
    (
      "fi-054.v02.xml",
      """
      BANKFILEID00001NTR00001 | FI7433010001222090 | \
      - | - | \
      cr 3×5500.00 EUR | db 2×5230.05 EUR | 0 pending 1 information 13 transactions | not_applicable
      """
    ),
    (
      "five-decimals-053.v02.xml",
      """
      253EURNL26VAYB8060476890 | NL26VAYB8060476890 | \
      OPBD 18.15 EUR 2014-12-30 | CLBD 27.05 EUR 2014-12-31 | \
      cr 1×8.85 EUR | db - | 0 pending 0 information 1 transactions | off
      """
    ),
    (
      "generic-053.v03.xml",
      """
      253EURNL26VAYB8060476890 | NL26VAYB8060476890 | \
      OPBD 18.15 EUR 2014-12-30 | CLBD -27.00 SEK 2014-12-31 | \
      cr 1×8.85 EUR | db - | 0 pending 0 information 1 transactions | not_checkable
      """
    ),
    (
      "ing-053.v02.xml",
      """
      201401030009999 | NL08INGB0000001234 | \
      OPBD 1000.00 EUR 2014-01-03 | CLBD 1605.00 EUR 2014-01-03 | \
      cr 5×990.00 EUR | db 4×385.00 EUR | 0 pending 0 information 9 transactions | holds
      """
    ),
    (
      "no-namespace-053.xml",
      """
      GOLDEN-NONS | GB29NWBK60161331926819 | \
      OPBD 100.00 GBP 2026-04-01 | CLBD 350.00 GBP 2026-04-30 | \
      cr 1×250.00 GBP | db - | 0 pending 0 information 1 transactions | holds
      """
    ),
    (
      "nordea-053.v02.xml",
      """
      2019-05-09-04.44.12-EUR0574 | FI8529501800030574 | \
      OPBD 200.50 EUR 2019-05-08 | CLBD 8800.50 EUR 2019-05-08 | \
      cr 2×10100.50 EUR | db 4×1500.50 EUR | 0 pending 0 information 6 transactions | holds
      """
    ),
    (
      "pf-053-batches.v04.xml",
      """
      20160430375204000008574 | CH0309000000250090342 | \
      OPBD 322152.16 CHF 2016-04-29 | CLBD 322689.77 CHF 2016-04-30 | \
      cr 5×1810.56 CHF | db 8×1272.95 CHF | 0 pending 0 information 32 transactions | holds
      """
    ),
    (
      "pf-053.v04.xml",
      """
      20201124375204229003973 | CH2909000000250094239 | \
      OPBD 211993.19 CHF 2020-11-24 | CLBD 215112.21 CHF 2020-11-24 | \
      cr 4×4733.72 CHF | db 1×77.70 CHF | 0 pending 0 information 5 transactions | off
      """
    ),
    (
      "pf-054-dd.v04.xml",
      """
      20190516375204228751070 | CH2909000000250094239 | \
      - | - | \
      cr 1×4.50 CHF | db - | 0 pending 0 information 2 transactions | not_applicable
      """
    ),
    (
      "pf-054-esr.v04.xml",
      """
      20190424375204228750931 | CH2909000000250094239 | \
      - | - | \
      cr 1×1537.00 CHF | db 1×147.00 CHF | 0 pending 0 information 6 transactions | not_applicable
      """
    ),
    (
      "pf-054-qr.v04.xml",
      """
      20200618375204295372465 | CH2909000000250094239 | \
      - | - | \
      cr 1×1692.22 CHF | db - | 0 pending 0 information 2 transactions | not_applicable
      """
    ),
    (
      "pf-054-return.v04.xml",
      """
      20201124375204228763930 | CH5109000000250092291 | \
      - | - | \
      cr 1×500.00 CHF | db - | 0 pending 0 information 1 transactions | not_applicable
      """
    ),
    (
      "two-accounts-053.v02.xml",
      """
      GOLDEN-MULTI-EUR | DE89370400440532013000 | \
      OPBD 10000.00 EUR 2026-04-01 | CLBD 10750.25 EUR 2026-04-30 | \
      cr 1×1250.50 EUR | db 1×500.25 EUR | 0 pending 0 information 2 transactions | holds
      GOLDEN-MULTI-USD | US-ACCT-0099 | \
      OPBD 2500.00 USD 2026-04-01 | CLBD 2400.01 USD 2026-04-30 | \
      cr - | db 1×99.99 USD | 0 pending 0 information 1 transactions | holds
      """
    ),
    (
      "ubs-053.v08.xml",
      """
      R30B4SA880HMZ9XA | CH1111111111111111111 | \
      OPBD 82721.95 CHF 2023-06-20 | CLBD 84515.25 CHF 2023-06-20 | \
      cr 2×563.25 CHF | db 1×20.97 EUR | 0 pending 0 information 3 transactions | not_checkable
      """
    ),
    (
      "wise-053.v10.xml",
      """
      7301750-38631543-1688639227213 | 11111111 | \
      - | CLBD 606.80 USD 2023-07-07 | \
      cr 1×195.86 USD | db - | 0 pending 0 information 1 transactions | not_checkable
      """
    ),
    (
      "made/envelope-prefix-latin1-053.v08.xml",
      """
      S-2026-03-02 | FI2112345600000785 | \
      OPBD 1000.00 EUR 2026-03-02 | CLBD 3071.50 EUR 2026-03-02 | \
      cr 3×2249.00 EUR | db 1×177.50 EUR | 1 pending 1 information 9 transactions | holds
      """
    ),
    (
      "made/strd-053.v08.xml",
      """
      S-2026-03-02 | FI2112345600000785 | \
      OPBD 1000.00 EUR 2026-03-02 | CLBD 3071.50 EUR 2026-03-02 | \
      cr 3×2249.00 EUR | db 1×177.50 EUR | 1 pending 1 information 9 transactions | holds
      """
    ),
    (
      "made/strd-053.v13.xml",
      """
      S-2026-03-02 | FI2112345600000785 | \
      OPBD 1000.00 EUR 2026-03-02 | CLBD 3071.50 EUR 2026-03-02 | \
      cr 3×2249.00 EUR | db 1×177.50 EUR | 1 pending 1 information 9 transactions | holds
      """
    ),
  ]
}
