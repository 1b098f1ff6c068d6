import BankFiles
import Money
import Receivables
import Testing

/// Public files of other projects; the figures come from their notice, `Fixtures/mt940/SOURCES.md`.
struct MT940PublicFilesTests {
  struct Figures: Sendable {
    var file: String
    /// Per message: id, opening, credits, debits, closing.
    var statements: [String]
    /// Per message: every check with its verdict.
    var checks: [String]
    var warnings = 0
  }

  static let files: [Figures] = [
    Figures(
      file: "de-four-messages.txt",
      statements: [
        "45050050/76198810 27/1 2013-10-16: 84349.74 DEM + 4: 49396.74 - 7: 49309.44 = 84437.04 DEM",
        "10020030/1234567 5/1 2002-11-01: 2187.95 EUR + 1: 3000.00 - 1: 800.00 = 4387.95 EUR",
        "BPHKPLPK/320000546101 84/1 2003-10-02: 40000.00 PLN + 2: 20040.00 - 1: 10000.00 = 50040.00 PLN",
        "45050050/76198810 27/1 2013-10-16: 84349.74 DEM + 4: 49396.74 - 7: 49309.44 = 84437.04 DEM",
      ], checks: ["balance holds", "balance holds", "balance holds", "balance holds"], warnings: 1),
    Figures(
      file: "de-sepa.sta",
      statements: [
        "12345678/1234567890 1 2023-02-09: 100.00 EUR + 2: 3.00 - 0: 0 = 103.00 EUR"
      ], checks: ["balance holds"]),
    Figures(
      file: "de-sepa-snippet.sta",
      statements: [
        "50880050/0194787400888 4/1 2007-09-03: 766656.49 EUR + 3: 360093.91 - 1: 1500.00 = 1125250.40 EUR",
        "50880050/0194791600888 4/1 2007-09-03: -1970431.87 EUR + 5: 1070651.81 - 2: 3572569.11 = -4472049.09 EUR",
      ], checks: ["balance holds", "balance off"], warnings: 1),
    Figures(
      file: "ing.sta",
      statements: ["0001234567 MPBZ 2010-07-22: 0.00 EUR + 2: 4.68 - 5: 50.27 = 3.47 EUR"],
      checks: [
        "balance off, debit_entries_count off, debit_entries_sum off, credit_entries_count holds, "
          + "credit_entries_sum off"
      ], warnings: 4),
    Figures(
      file: "rabobank-iban.sta",
      statements: [
        "NL71RABO0123456789 940S130101 2013-01-01: 1000.00 EUR + 0: 0 - 2: 35.00 = 965.00 EUR",
        "NL71RABO0123456789 940S130101 2013-01-08: 965.00 EUR + 0: 0 - 2: 35.00 = 930.00 EUR",
      ], checks: ["balance holds", "balance holds, page_chain holds"]),
    Figures(
      file: "postfinance.sta",
      statements: [
        "123456789 999/1 2013-11-30: 0.00 CHF + 2: 229.20 - 0: 0 = 229.20 CHF",
        "123456789 999/2 2014-04-07: 229.20 CHF + 1: 10.10 - 1: 79.90 = 159.60 CHF",
      ], checks: ["balance holds", "balance off, page_chain holds"], warnings: 1),
    Figures(
      file: "mbank-pl.sta",
      statements: [
        "PL29114010810000267002001002 1/1 2017-01-19: 0.40 PLN + 3: 0.03 - 0: 0 = 0.43 PLN"
      ], checks: ["balance holds"]),
    Figures(
      file: "citi.txt",
      statements: [
        "123456789 1/1 2024-03-12: 17376.67 USD + 2: 0.00 - 3: 1142.75 = 16233.92 USD"
      ], checks: ["balance holds"]),
    Figures(
      file: "sberbank-hu-ns.sta",
      statements: [
        "1966315302010001 46 2017-10-11: 627311.30 HUF + 0: 0 - 3: 9437.00 = 617874.30 HUF"
      ], checks: ["balance holds"]),
    Figures(
      file: "february-30.sta",
      statements: [
        "12345678/1020304050 STARTUMSE 2016-02-29: 1200.00 EUR + 0: 0 - 1: 6.00 = 1194.00 EUR"
      ], checks: ["balance holds"]),
    Figures(
      file: "wrapped-colon.sta",
      statements: [
        "12345678/1020304050 STARTUMSE 2016-02-29: 1200.00 EUR + 0: 0 - 1: 6.00 = 1194.00 EUR"
      ], checks: ["balance holds"]),
    Figures(
      file: "reversal-rd.txt",
      statements: [
        "DE11222220220222220200 STARTUMSE 2020-02-19: 931052.29 EUR + 1: 1027.25 - 0: 0 = 931304.50 EUR"
      ], checks: ["balance off"], warnings: 1),
    Figures(
      file: "reversal-rc.txt",
      statements: [
        "DE11222220220222220200 STARTUMSE 2020-02-19: 931052.29 EUR + 0: 0 - 1: 1027.25 = 931304.50 EUR"
      ], checks: ["balance off"], warnings: 1),
    Figures(
      file: "pages-60m-62m.mta",
      statements: [
        "1222333444 1/1 2002-03-15: 0.00 DEM + 6: 105000.00 - 0: 0 = 105000.00 DEM",
        "1222333444 1/2 2002-03-15: 105000.00 DEM + 2: 40000.00 - 0: 0 = 145000.00 DEM",
        "3346780111 2/1 2002-03-24: 145000.00 DEM + 0: 0 - 1: 50000.00 = 95000.00 DEM",
      ], checks: ["balance holds", "balance holds, page_chain holds", "balance holds"]),
    Figures(
      file: "danske-fi.sta",
      statements: [
        "DABADKKK/111111-11111111 1/1 2009-09-24: 54484.04 EUR + 1: 0.23 - 5: 1357.33 = 53126.94 EUR"
      ], checks: ["balance holds"]),
  ]

  static func bytes(_ file: String) -> [UInt8] { FlatFileTrial.fixture("mt940/" + file) }

  static func trial(_ file: String, chunk: Int = .max) -> FlatFileTrial {
    FlatFileTrial(bytes(file), by: MT940Reader(file: file), chunk: chunk)
  }

  @Test(arguments: files)
  func `a public file has the figures of its notice`(figures: Figures) {
    let trial = Self.trial(figures.file)

    #expect(trial.failure == nil)
    #expect(trial.errors == [])
    #expect(trial.problems.count { $0.severity == .warning } == figures.warnings)
    #expect(trial.statements.map(Self.described) == figures.statements)
    let checks = trial.statements.map { statement in
      statement.checks.map { "\($0.name) \($0.verdict.rawValue)" }.joined(separator: ", ")
    }
    #expect(checks == figures.checks)
    #expect(trial.transactions.count == trial.statements.reduce(0) { $0 + $1.transactions })
    #expect(trial.summary?.format == .mt940)
  }

  @Test(arguments: files.map(\.file), [1, 7, 4096])
  func `the same events come out however a file is cut`(file: String, chunk: Int) {
    #expect(Self.trial(file, chunk: chunk).described == Self.trial(file).described)
  }

  @Test(arguments: files.map(\.file))
  func `a file cut off anywhere is an error, or all its whole messages`(file: String) {
    let bytes = Self.bytes(file)
    let whole = Self.trial(file)
    let amounts = whole.transactions.map(\.amount)

    for length in 1..<bytes.count {
      let trial = FlatFileTrial(Array(bytes[..<length]), by: MT940Reader(file: file))
      guard trial.failure == nil, trial.errors.isEmpty else { continue }
      // A file of several messages is whole behind each of them.
      let expected = whole.statements.prefix(trial.statements.count)
        .reduce(0) { $0 + $1.transactions }
      #expect(trial.transactions.map(\.amount) == Array(amounts.prefix(expected)), "\(length)")
      #expect(
        trial.transactions.map(\.text) == whole.transactions.prefix(expected).map(\.text),
        "\(length)")
    }
  }

  /// `id: opening + count: sum - count: sum = closing`.
  static func described(_ statement: BankStatement) -> String {
    func sum(_ totals: [BankStatement.CurrencyTotal]) -> String {
      totals.first.map { "\($0.count): \($0.amount.decimal)" } ?? "0: 0"
    }
    let opening = statement.opening?.amount.description ?? "?"
    let closing = statement.closing?.amount.description ?? "?"
    return "\(statement.id): \(opening) + \(sum(statement.bookedCredits)) - "
      + "\(sum(statement.bookedDebits)) = \(closing)"
  }
}
