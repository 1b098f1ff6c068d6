import Books
import Foundation
import LedgerFiles
import Money
import Receivables
import Reconciliation
import TestSupport
import Testing

/// The journal for beancount.
@Suite struct BeancountJournalTests {
  /// `bean-check`, where somebody installed it (Debian or PyPI: `beancount`).
  private static let program: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "")
    .split(separator: ":").map { "\($0)/bean-check" }
    .first(where: FileManager.default.isExecutableFile(atPath:))

  private func entry(_ description: String, _ postings: [Posting]) throws -> JournalEntry {
    JournalEntry(
      date: try #require(CalendarDate(iso: "2026-03-10")), payment: "P5847222919a10ce2",
      description: description, postings: postings)
  }

  @Test func `an entry is written with its payee, its accounts and exact amounts`() throws {
    let entries = [
      try entry(
        "Ada \"A\" Ltd; \\ x",
        [
          Posting(.bank(account: "DE89"), Money(minorUnits: 120_000, .eur)),
          Posting(.receivables("C-1001"), Money(minorUnits: -120_050, .eur)),
          Posting(.bankCharges, Money(minorUnits: 50, .eur)),
        ]),
      try entry(
        "",
        [
          Posting(.disputed("c1"), Money(minorUnits: 700, .usd)),
          Posting(.deductions(reasonCode: "57"), Money(minorUnits: -700, .usd)),
        ]),
    ]

    #expect(
      String(decoding: BeancountJournal.bytes(entries), as: UTF8.self) == #"""
        ;; Postings of one batch; amounts are exact, debits positive.

        1970-01-01 commodity EUR
        1970-01-01 commodity USD

        1970-01-01 open Assets:Bank:DE89
        1970-01-01 open Assets:Receivables:C-1001
        1970-01-01 open Assets:Receivables:Z--631:Disputed
        1970-01-01 open Expenses:Bank-Charges
        1970-01-01 open Expenses:Deductions:57

        2026-03-10 * "Ada \"A\" Ltd \\ x" "P5847222919a10ce2"
          Assets:Bank:DE89  1200.00 EUR
          Assets:Receivables:C-1001  -1200.50 EUR
          Expenses:Bank-Charges  0.50 EUR

        2026-03-10 * "P5847222919a10ce2"
          Assets:Receivables:Z--631:Disputed  7.00 USD
          Expenses:Deductions:57  -7.00 USD

        """#)
  }

  @Test func `a later journal declares only what is new`() throws {
    let first = try entry(
      "a",
      [
        Posting(.bank(account: "1"), Money(minorUnits: 1, .eur)),
        Posting(.unappliedCash, Money(minorUnits: -1, .eur)),
      ])
    let second = try entry(
      "b",
      [
        Posting(.writeOffs, Money(minorUnits: 1, .eur)),
        Posting(.unappliedCash, Money(minorUnits: -1, .eur)),
      ])
    var declared = BeancountJournal.Declarations()
    declared.add([first])

    let bytes = BeancountJournal.bytes([second], declared: declared)
    let text = String(decoding: bytes, as: UTF8.self)

    #expect(
      text.split(separator: "\n").filter { $0.hasPrefix("1970") }
        == ["1970-01-01 open Expenses:Write-Offs"])
    #expect(try check(BeancountJournal.bytes([first]) + bytes) == "")
  }

  @Test func `different accounts have different names`() {
    let texts =
      LedgerJournalTests.nasty + [
        "Z", "Z ", "Z-", "-", "--", "a--41", "a-A", "aA", "X", "ZZ", "Z--20", "A-", "A--", "A---",
        "A--2D", "A--2D-", "z", "z-1", "C-1-2", "C1:Disputed", "é", "e\u{301}",
      ]
    let accounts = texts.flatMap { text -> [JournalAccount] in
      [
        .bank(account: text), .receivables(CustomerID(text)), .disputed(CustomerID(text)),
        .deductions(reasonCode: text),
      ]
    }

    // Two spellings that Unicode calls the same are two here: their bytes differ.
    let bytes = Set(texts.map { Array($0.utf8) })
    #expect(Set(accounts.map(BeancountJournal.name)).count == bytes.count * 4)
    let valid = /[A-Z][A-Za-z]+(:[A-Z0-9][A-Za-z0-9-]*)+/
    #expect(accounts.map(BeancountJournal.name).filter { $0.wholeMatch(of: valid) == nil } == [])
  }

  @Test func `beancount reads whatever texts a journal holds`() throws {
    let bytes = BeancountJournal.bytes(try LedgerJournalTests().journal())

    let text = String(decoding: bytes, as: UTF8.self)
    // Hostile texts begin no line of their own.
    let begins = text.split(separator: "\n").filter {
      !$0.hasPrefix("  ") && !$0.hasPrefix("1970-01-01 ") && !$0.hasPrefix("2026-03-10 * \"")
    }
    #expect(begins == [";; Postings of one batch; amounts are exact, debits positive."])
    #expect(try check(bytes) == "")
    // A journal that is wrong is told, so that an empty answer means something.
    let isTold = try Self.program == nil || check(bytes + Array("1970-01-01 open x\n".utf8)) != ""
    #expect(isTold)
  }

  @Test func `the journals of many random days are read together`() throws {
    var declared = BeancountJournal.Declarations()
    var bytes: [UInt8] = []
    for seed in SeededGenerator.seeds(60) {
      let journal = try RandomWorld(seed: seed).reconciled().journal
      bytes += BeancountJournal.bytes(journal, declared: declared)
      declared.add(journal)
    }

    #expect(!declared.accounts.isEmpty)
    #expect(try check(bytes) == "")
  }

  /// What `bean-check` says; nothing where it is not installed.
  private func check(_ bytes: [UInt8]) throws -> String {
    guard let program = Self.program else { return "" }
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("\(UUID().uuidString).beancount")
    try Data(bytes).write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["--no-cache", path.path]
    process.environment = ["LC_ALL": "C.UTF-8"]
    let output = Pipe()
    process.standardError = output
    process.standardOutput = output
    try process.run()
    let message = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: message, as: UTF8.self)
    return process.terminationStatus == 0 ? text : text + "exit \(process.terminationStatus)"
  }
}
