import Books
import Foundation
import LedgerFiles
import Money
import Receivables
import Testing

@Suite struct LedgerJournalTests {
  static let nasty = [
    "", " ", "(x) * y", "a\n  assets:bank:evil  100 EUR", "tab\there; comment | note  two",
    "* cleared", "! pending", "a  b", "\u{2028}line\u{85}x\u{A0}y", "(open", "[v]", "= auto",
    "~ weekly", "\"quoted\"", "Müller & Söhne", "@ 5 USD", "C:1", "%", "%25", "a ", "日本 株式会社",
    "\u{202E}right", "-1", "disputed",
  ]

  func journal() throws -> [JournalEntry] {
    let date = try #require(CalendarDate(iso: "2026-03-10"))
    let currencies = try ["EUR", "JPY", "KWD", "CLF"].map { try #require(Currency($0)) }
    return Self.nasty.enumerated().map { index, text in
      let currency = currencies[index % currencies.count]
      return JournalEntry(
        date: date, payment: "P5847222919a10ce2", description: text,
        postings: [
          Posting(.bank(account: text), Money(minorUnits: 123_456, currency)),
          Posting(.receivables(CustomerID(text)), Money(minorUnits: -123_450, currency)),
          Posting(.disputed(CustomerID(text)), Money(minorUnits: -7, currency)),
          Posting(.deductions(reasonCode: text), Money(minorUnits: 1, currency)),
        ])
    }
  }

  @Test(arguments: [
    ["/usr/bin/hledger", "check"], ["/usr/bin/hledger", "check", "-s"],
    ["/usr/bin/ledger", "balance"], ["/usr/bin/ledger", "--pedantic", "balance"],
  ])
  func `other programs read whatever texts a journal holds`(command: [String]) throws {
    let program = try #require(command.first)
    guard FileManager.default.isExecutableFile(atPath: program) else { return }
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("\(UUID().uuidString).ledger")
    try Data(LedgerJournal.bytes(journal())).write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }

    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["-f", path.path] + command.dropFirst()
    process.environment = ["LC_ALL": "C.UTF-8"]
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let message = String(
      decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()

    #expect(process.terminationStatus == 0, "\(message)")
  }

  @Test func `different accounts have different names`() {
    let accounts = Self.nasty.flatMap { text -> [JournalAccount] in
      [
        .bank(account: text), .receivables(CustomerID(text)), .disputed(CustomerID(text)),
        .deductions(reasonCode: text),
      ]
    }

    #expect(Set(accounts.map(LedgerJournal.name)).count == Set(accounts).count)
  }

  @Test func `an entry is written with its code, its accounts and exact amounts`() throws {
    let date = try #require(CalendarDate(iso: "2026-03-10"))
    let entry = JournalEntry(
      date: date, payment: "P1", description: "Ada; Ltd",
      postings: [
        Posting(.bank(account: "DE89"), Money(minorUnits: 120_000, .eur)),
        Posting(.unappliedCash, Money(minorUnits: -120_000, .eur)),
      ])

    let text = String(decoding: LedgerJournal.bytes([entry]), as: UTF8.self)

    #expect(
      text == """
        ; Postings of one run; amounts are exact, debits positive.

        commodity EUR
          format 10000.00 EUR

        account assets:bank:DE89
        account liabilities:unapplied cash

        2026-03-10 (P1) Ada Ltd
            assets:bank:DE89  1200.00 EUR
            liabilities:unapplied cash  -1200.00 EUR

        """)
  }

  @Test func `JSON escapes what is no plain text and keeps the order of keys`() {
    let value = JSONValue.object([("b", .string("\"\\\n\u{1}é\u{2028}")), ("a", .list([]))])

    #expect(
      String(decoding: value.bytes, as: UTF8.self)
        == "{\n  \"b\": \"\\\"\\\\\\n\\u0001é\\u2028\",\n  \"a\": []\n}\n")
  }
}
