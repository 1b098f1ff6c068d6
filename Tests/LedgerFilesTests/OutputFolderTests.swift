import Foundation
import LedgerFiles
import Money
import Receivables
import Reconciliation
import Testing

@Suite struct OutputFolderTests {
  let day = CalendarDate(year: 2026, month: 3, day: 10)

  func outcome() throws -> RunOutcome {
    let day = try #require(day)
    var summary = RunSummary(asOf: day)
    try summary.receipts.add(Money(minorUnits: 98_000, .eur))
    summary.applications = [
      KindTally(kind: .payment, tally: Tally(count: 1, amounts: [Money(minorUnits: 98_000, .eur)]))
    ]
    summary.invariants = [
      InvariantResult(name: "money", holds: true, left: "980.00 EUR", right: "980.00 EUR")
    ]
    let application = Application(
      payment: "P1", bankReference: "=HYPERLINK(1)", sourceFile: "day.xml", bookingDate: day,
      customer: "C1", payer: nil, document: "4711", kind: .payment,
      amount: Money(minorUnits: 98_000, .eur), rule: "documents",
      confidence: Confidence(hundredths: 97))
    let exception = ReceiptException(
      id: "E1", payment: "P1", bankReference: "R,1", sourceFile: "day.xml", bookingDate: day,
      customer: nil, type: .noMatch, amount: Money(minorUnits: 5, .usd), message: "-nothing fits",
      candidates: ["1", "2"])
    return RunOutcome(
      ledger: Ledger(), applications: [application], exceptions: [exception], disputes: [],
      journal: [], decided: [], summary: summary)
  }

  func files() throws -> [String: String] {
    let files = OutputFolder.files(
      for: try outcome(), folder: LedgerFolder(ledger: Ledger()), version: "1",
      timings: [("read", 3)]
    ) { Array("<p>".utf8) }
    return Dictionary(
      uniqueKeysWithValues: files.map { ($0.path, String(decoding: $0.bytes(), as: UTF8.self)) })
  }

  @Test func `the output folder has every file of the contract, and the extra ones`() throws {
    let own = [
      "applications.csv", "decisions.jsonl", "disputes.csv", "exceptions.csv", "journal.ledger",
      "report.html", "summary.json",
    ]

    #expect(
      try files().keys.sorted() == (own + LedgerFolder.fileNames.map { "ledger/" + $0 }).sorted())
  }

  @Test func `rows are written with formulas guarded and amounts exact`() throws {
    let files = try files()

    #expect(
      files["applications.csv"] == """
        payment_id,bank_reference,source_file,booking_date,customer_id,payer_id,document_number,\
        kind,amount,currency,reason_code,rule,confidence,reverses
        P1,'=HYPERLINK(1),day.xml,2026-03-10,C1,,4711,payment,980.00,EUR,,documents,0.97,

        """)
    #expect(
      files["exceptions.csv"] == """
        exception_id,payment_id,bank_reference,source_file,booking_date,customer_id,type,amount,\
        currency,message,candidates
        E1,P1,"R,1",day.xml,2026-03-10,,no_match,0.05,USD,'-nothing fits,1|2

        """)
  }

  @Test func `the summary is strict JSON with the timings last`() throws {
    let text = try #require(try files()["summary.json"])

    let json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let receipts = json?["receipts"] as? [String: Any]
    #expect(receipts?["count"] as? Int == 1)
    #expect(receipts?["amount"] as? [String: String] == ["EUR": "980.00"])
    #expect(json?["as_of"] as? String == "2026-03-10")
    #expect(text.hasSuffix("  \"timings\": {\n    \"read\": 3\n  }\n}\n"))
  }
}
