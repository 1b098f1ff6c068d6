import BankFiles
import Money
import Receivables
import Testing

/// Interim reports.
struct MT942Tests {
  static let booked = ":61:2603100310C12,00NTRFREF-1//BANK-0123456789\n:86:RE 4711"
  static let expected = ":61:2603110310EC5,00NTRFREF-2\n:86:RE 4712"

  static func trial(_ text: String) -> FlatFileTrial { FlatFileTrial(mt940: text) }

  @Test func `an interim report has no balances, and its time in their place`() throws {
    let trial = Self.trial(MT940Sample.interim(Self.booked, totals: ":90D:0EUR0,\n:90C:1EUR12,00"))

    #expect(trial.failure == nil)
    #expect(trial.problems == [])
    #expect(trial.summary?.format == .mt942)
    let report = try #require(trial.statements.first)
    #expect(report.id == "DE89370400440532013000 3/1 2026-03-10T14:30+01:00")
    #expect(report.createdAt == "2026-03-10T14:30+01:00")
    #expect(report.sequence == "")
    #expect(report.opening == nil)
    #expect(report.closing == nil)
    #expect(report.currency == .eur)
    #expect(
      trial.checks == [
        "debit_entries_count 0 0 holds", "debit_entries_sum 0.00 EUR 0.00 EUR holds",
        "credit_entries_count 1 1 holds", "credit_entries_sum 12.00 EUR 12.00 EUR holds",
      ])
    let payment = try #require(trial.transactions.first)
    #expect(payment.status == .booked)
    #expect(payment.bankReference == "BANK-0123456789")
    #expect(payment.uniqueReferences == [])
  }

  @Test func `what is expected is pending, and may be counted in the totals`() {
    let all = Self.trial(
      MT940Sample.interim(Self.booked, Self.expected, totals: ":90C:2EUR17,00"))
    let booked = Self.trial(
      MT940Sample.interim(Self.booked, Self.expected, totals: ":90C:1EUR12,00"))

    #expect(all.transactions.map(\.status) == [.booked, .pending])
    #expect(all.transactions.map(\.direction) == [.credit, .credit])
    #expect(all.statements.map(\.pending) == [1])
    #expect(all.statements.map(\.transactions) == [2])
    #expect(all.statements.first?.bookedCredits.map(\.count) == [1])
    #expect(
      all.checks == [
        "credit_entries_count 2 2 holds", "credit_entries_sum 17.00 EUR 17.00 EUR holds",
      ])
    #expect(booked.checks.allSatisfy { $0.hasSuffix("holds") })
  }

  @Test func `an expected debit goes out`() {
    let trial = Self.trial(MT940Sample.interim(":61:2603110310EDR5,00NDDTREF-2"))

    #expect(trial.transactions.map(\.direction) == [.debit])
    #expect(trial.transactions.map(\.status) == [.pending])
  }

  @Test func `totals that are off are told`() {
    let trial = Self.trial(MT940Sample.interim(Self.booked, totals: ":90C:2EUR13,00"))

    #expect(
      trial.problems.map(\.description) == [
        "day.sta:9: warning: credit_entries_count: the message states 2, its entries give 1; "
          + "expected equal totals (countMismatch)",
        "day.sta:9: warning: credit_entries_sum: the message states 13.00 EUR, its entries give "
          + "12.00 EUR; expected equal totals (controlTotalMismatch)",
      ])
  }

  @Test(arguments: [
    ("{1:F01COBADEFFXXXX}{2:I942COBADEFFXXXXN}{4:\n:20:X\n:25:1\n:28C:1\n:34F:EUR0,\n:61:2603100310C1,NTRFX\n-}"),
    (":20:X\n:25:1\n:28C:1\n:34F:EURD0,\n:61:2603100310C1,NTRFX\n:90C:1EUR1,"),
    ("942\n:20:X\n:25:1\n:28C:1\n:34F:EUR0,\n:13D:2603101430+0100\n:61:2603100310C1,NTRFX\n-"),
  ])
  func `an interim report is known by its envelope or its fields`(text: String) {
    let trial = Self.trial(text)

    #expect(trial.failure == nil)
    #expect(trial.errors == [])
    #expect(trial.summary?.format == .mt942)
    #expect(trial.transactions.count == 1)
  }

  @Test func `at the file's end it needs totals or a dash: nobody knows what else is missing`() {
    let trial = Self.trial(MT940Sample.interim(Self.booked, end: ""))

    #expect(
      trial.failure?.description
        == "day.sta:1: error: the file ends inside the message that begins here; expected its "
        + "totals (:90D:, :90C:) or the line '-' that ends it; ask the bank to send it again "
        + "(truncated)")
  }

  @Test func `between two reports the next one's begin is enough`() {
    let trial = Self.trial(
      MT940Sample.interim(Self.booked, end: "") + MT940Sample.interim(Self.expected))

    #expect(trial.errors == [])
    #expect(trial.statements.count == 2)
  }

  @Test func `a dash in the text is none that ends the report`() {
    let trial = Self.trial(
      MT940Sample.interim(Self.booked + "\n-\nUND 4712", ":61:2603100310C1,NTRFX"))

    #expect(trial.transactions.map(\.text) == [["RE 4711", "-", "UND 4712"], []])
  }

  @Test func `without a floor limit the caller's word counts`() {
    let text = ":20:X\n:25:12345\n:28C:1\n:13D:2603101430+0100\n:61:2603100310C1,NTRFX\n-\n"
    let trial = FlatFileTrial(
      Array(text.utf8), by: MT940Reader(file: "day.sta", format: .mt942))

    #expect(
      trial.errors == [
        "day.sta:1: error: nothing says the account's currency, so that the decimals of amounts are "
          + "unknown; expected a floor limit (:34F:) or an opening balance (:60F:) (badCurrency)"
      ])
  }

  @Test(arguments: ["2603", "2613101430+0100", "2603102630+0100"])
  func `a time that is none is told`(time: String) {
    let trial = Self.trial(
      MT940Sample.interim(Self.booked).replacing("2603101430+0100", with: time))

    #expect(
      trial.problems.map(\.description) == [
        "day.sta:6: warning: the time of the report is '\(time)'; expected a time as "
          + "YYMMDDhhmm+hhmm (badDate)"
      ])
  }

  @Test func `a file with statements and reports is told, and is one of statements`() {
    let trial = Self.trial(MT940Sample.statement() + MT940Sample.interim(Self.booked))

    #expect(trial.summary?.format == .mt940)
    #expect(
      trial.problems.map(\.description) == [
        "day.sta: note: the file has statements and interim reports (unusual)"
      ])
  }
}
