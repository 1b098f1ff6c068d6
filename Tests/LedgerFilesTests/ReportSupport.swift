import LedgerFiles
import Money
import Receivables
import Reconciliation
import TestSupport

/// The page for the receivables team, as text that a failed expectation does not print whole.
struct ReportText: CustomStringConvertible {
  let text: String

  init(
    _ outcome: RunOutcome, files: [ReportedFile] = [], history: [ReportedBatch] = [],
    version: String = "1.2.3"
  ) {
    text = String(
      decoding: ReportPage.bytes(outcome, files: files, history: history, version: version),
      as: UTF8.self)
  }

  var description: String { "the page of \(text.utf8.count) bytes" }

  func contains(_ part: String) -> Bool { text.contains(part) }

  /// Text as the page has it.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.append(character)
      }
    }
    return escaped
  }
}

/// A day on which everything happens that the page has a word for.
enum RichWorld {
  static func outcome() throws -> RunOutcome {
    var world = try World(
      .item("4711", "1000.00", due: "2026-03-20"), .item("4712", "250.00", due: "2026-04-20"),
      .item("4713", "80.50", due: "2026-01-15"), .item("4714", "640.00", due: "2025-11-30"),
      .item("4715", "1200.00", due: "2026-02-10"), .item("GS-1", "-45.00", due: nil),
      .item("S-1", "500.00", of: "C2", due: "2026-02-01"),
      .item("S-2", "300.00", of: "C2", due: "2026-02-15"),
      .item("S-3", "200.00", of: "C2", due: "2026-03-01"),
      .item("S-4", "200.00", of: "C2", due: "2026-03-02"),
      .item("U-1", "12500.00 USD", of: "C3", due: "2026-03-15"),
      .item("U-2", "800.00 USD", of: "C3", due: "2025-12-01"),
      .item("J-1", "9000000 JPY", of: "C4", due: "2026-01-31"),
      cleared: [
        .item("4700", "0.00", due: "2026-01-31", original: "410.00")
      ])
    world.ledger.customers += [
      Customer(id: "C3", name: "Smith & Sons <Ltd>"),
      Customer(id: "C4", name: "\u{65E5}\u{672C}\u{5546}\u{4E8B}\u{682A}\u{5F0F}\u{4F1A}\u{793E}"),
    ]
    world.ledger.accounts += [
      CustomerAccount(customer: "C3", iban: "GB33"), CustomerAccount(customer: "C4", iban: "JP44"),
    ]
    world.ledger.disputes = [
      Dispute(
        id: "R-1", customer: "C3", document: "U-2", amount: try .reading("90.00 USD"),
        reasonCode: "DAMAGED", origin: .customerReported, status: .open,
        openedOn: try .reading("2026-02-20"), explanation: "two cartons arrived wet")
    ]
    let evil = "Schulze\u{202E} \"AG\" <script>alert('pay')</script>"
    return try world.reconciling([
      // Short, with a reason and without.
      .receipt("985.00", "RE 4711 abz. Bruch", from: "Meier Bau", account: "DE11", reference: "E1"),
      .receipt(
        "710.00 USD", "inv U-2 less damaged goods", from: "Smith & Sons <Ltd>", account: "GB33",
        line: 2, reference: "E2"),
      // More than was asked for; paid before; another currency.
      .receipt("300.00", "4712", from: "Meier Bau GmbH", account: "DE11", line: 3, reference: "E3"),
      .receipt("410.00", "RE 4700", from: "Meier Bau GmbH", account: "DE11", line: 4),
      .receipt("77.00", "S-2", from: evil, account: "DE22", line: 5, reference: "E5"),
      .receipt("44.00 GBP", "thanks", from: "Smith", account: "GB33", line: 6),
      // Two sets, no set, nobody.
      .receipt("200.00", from: "Schulze AG", account: "DE22", line: 7),
      .receipt("17.17", from: "Schulze AG", account: "DE22", line: 8),
      .receipt("1999.99", "Kundennr 12", "Danke!", from: evil, account: "XX99", line: 9),
      // The amount fits by the text alone, or conflicts with it.
      .receipt("640.00", "RE 4713", from: "Meier Bau", account: "DE11", line: 10, reference: "E9"),
      .receipt("9000000 JPY", "J-1", from: "", account: "JP44", line: 11),
      .comeback("1200.00", reference: "E12", line: 13),
      .receipt("1200.00", "4715", account: "DE11", line: 12, reference: "E12"),
      .comeback("31.00", reference: "NOBODY", on: "2026-03-13", name: evil, line: 14),
      .receipt(
        "123.45", from: "Meier Bau", account: "DE11", line: 15,
        documents: [
          .stated("9999", paid: "130.00", discount: "2.60", adjustments: [("3.95", "FREIGHT")])
        ]),
    ])
  }

  /// A file that agrees, one that does not, and one that was refused.
  static let files = [
    ReportedFile(
      name: "day.xml", format: "camt.053", version: "001.08", statements: 1, transactions: 15,
      checks: [
        check("S1", "balance", "11200.00 EUR", "11200.00 EUR", .holds),
        check("S1", "entry_count", "", "15", .notCheckable, "the statement has no TxsSummry"),
      ]),
    ReportedFile(
      name: "0310.bai", format: "bai2", version: "2", statements: 2, transactions: 40,
      checks: [
        check("0012345", "account_control_total", "1200.00 USD", "1150.00 USD", .off),
        check("", "record_count", "44", "44", .holds),
        check("", "group_control_total", "", "", .notApplicable),
      ],
      problems: ["0310.bai:41:4: warning: type code 999 is not known (unknownTypeCode)"]),
    ReportedFile(
      name: "broken <1>.xml", format: "",
      problems: [
        "broken <1>.xml:3:17: error: the document type declaration is refused, expected none "
          + "(doctype)"
      ], isUsed: false),
  ]

  private static func check(
    _ place: String, _ name: String, _ stated: String, _ computed: String,
    _ verdict: ControlCheck.Verdict, _ note: String = ""
  ) -> ReportedCheck {
    ReportedCheck(
      place: place,
      check: ControlCheck(
        name: name, stated: stated, computed: computed, verdict: verdict, note: note))
  }
}
