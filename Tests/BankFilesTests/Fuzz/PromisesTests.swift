import BankFiles
import Money
import Receivables
import Testing

@testable import ReaderOracles

/// The oracles themselves are held to finding what is planted.
struct PromisesTests {
  /// Three lines, the last of them empty.
  static let file: [UInt8] = Array("first\nsecond\n".utf8)

  static func statement(
    _ id: String = "S", transactions: Int = 0, credits: Int64? = nil, line: Int = 1
  ) -> BankStatement {
    var statement = BankStatement(id: id, account: "1", line: line)
    statement.transactions = transactions
    statement.bookedCredits =
      credits.map {
        [BankStatement.CurrencyTotal(count: 1, amount: Money(minorUnits: $0, .eur))]
      } ?? []
    return statement
  }

  static func transaction(_ amount: Int64 = 100, line: Int = 2) -> BankTransaction {
    BankTransaction(
      position: FilePosition(file: "fuzzed", line: line), statementID: "S", account: "1",
      amount: Money(minorUnits: amount, .eur), direction: .credit)
  }

  static func problem(line: Int?, column: Int? = nil) -> BankFileProblem {
    BankFileProblem(
      severity: .warning, code: .unusual,
      position: FilePosition(file: "fuzzed", line: line, column: column), problem: "odd")
  }

  static let end = BankFileEvent.fileEnds(
    BankFileSummary(format: .bai2, version: "", checks: []))

  static let kept: [[BankFileEvent]] = [
    [end],
    [.problem(problem(line: nil)), .problem(problem(line: 3, column: 1)), end],
    [
      .statementBegins(statement()), .transaction(transaction()),
      .statementEnds(statement(transactions: 1, credits: 100)),
      .statementBegins(statement("T")),
      .statementEnds(statement("T")), end,
    ],
  ]

  @Test(arguments: kept)
  func `what is as it should be passes`(events: [BankFileEvent]) throws {
    try Promises(of: Self.file[...]).check(Reading([Self.file], by: BrokenReader(events: events)))
  }

  static let broken: [(String, [BankFileEvent])] = [
    ("the file ends without its last event", []),
    ("a transaction outside of a statement", [.transaction(transaction()), end]),
    ("a transaction of 'S' inside of 'T'", [begin("T"), .transaction(transaction()), end]),
    ("a negative amount", [begin(), .transaction(transaction(-1)), end]),
    ("line 4 of 3", [begin(), .transaction(transaction(line: 4)), end]),
    ("line 0 of 3", [.statementBegins(statement(line: 0)), end]),
    ("line 0 of 3", [.problem(problem(line: 0)), end]),
    ("column 0 of 6", [.problem(problem(line: 1, column: 0)), end]),
    ("column 7 of 6", [.problem(problem(line: 1, column: 7)), end]),
    ("a column without a line", [.problem(problem(line: nil, column: 1)), end]),
    ("a statement never ends", [begin(), end]),
    ("a statement begins inside another", [begin(), begin("T"), end]),
    ("a statement ends that never began", [.statementEnds(statement()), end]),
    (
      "1 transactions told of a statement of 0",
      [begin(), .transaction(transaction()), .statementEnds(statement()), end]
    ),
    (
      "the totals are ",
      [
        begin(), .transaction(transaction()),
        .statementEnds(statement(transactions: 1, credits: 101)), end,
      ]
    ),
    ("something follows the end of the file", [end, end]),
  ]

  static func begin(_ id: String = "S") -> BankFileEvent { .statementBegins(statement(id)) }

  @Test(arguments: broken)
  func `a promise that is broken is named`(promise: String, events: [BankFileEvent]) throws {
    let reading = Reading([Self.file], by: BrokenReader(events: events))

    let found = #expect(throws: BrokenPromise.self) {
      try Promises(of: Self.file[...]).check(reading)
    }

    #expect(found?.description.hasPrefix(promise) == true, "\(found?.description ?? "")")
  }

  @Test(arguments: [
    (100, 100, "117 events of 100 bytes"), (1_001, 2_000, "more than 1000 warnings"),
  ])
  func `what is told without end is a broken promise`(
    warnings: Int, bytes: Int, promise: String
  ) throws {
    let file = [UInt8](repeating: 0x41, count: bytes)
    let told = BankFileEvent.problem(Self.problem(line: 1))
    let events = [BankFileEvent](repeating: told, count: warnings + 16) + [Self.end]

    let found = #expect(throws: BrokenPromise.self) {
      try Promises(of: file[...]).check(Reading([file], by: BrokenReader(events: events)))
    }

    #expect(found?.description == promise)
  }

  @Test func `an error outside of the file is a broken promise`() throws {
    let failure = BankFileError(
      code: .truncated, position: FilePosition(file: "fuzzed", line: 9), problem: "p", expected: "e"
    )
    let reading = Reading([Self.file], by: BrokenReader(failure: failure))

    #expect(throws: BrokenPromise.self) { try Promises(of: Self.file[...]).check(reading) }
  }

  @Test func `a reader that tells less in pieces breaks its promise`() {
    let file = Array(BAI2MalformedTests.file().utf8)
    let target = ReadingTarget("deaf", .bai2) { _, _ in BrokenReader(events: [Self.end]) }

    let found = #expect(throws: BrokenPromise.self) { try target.check([0] + file) }

    #expect(
      found?.description.hasPrefix("event 0: it differs, read whole: statementBegins") == true)
  }

  @Test func `a reader that fails otherwise in pieces breaks its promise`() {
    let target = ReadingTarget("blind", .bai2) { _, _ in BrokenReader(events: [Self.end]) }

    let found = #expect(throws: BrokenPromise.self) { try target.check([0]) }

    #expect(
      found?.description == """
        read whole: fuzzed: error: the file is empty; expected a BAI2 file (emptyFile); in pieces: \
        no error
        """)
  }

  @Test func `a file in pieces is the file`() {
    let file = [UInt8](0...255) + [UInt8](0...255)

    for byte in UInt8.min...UInt8.max {
      let pieces = ReadingChoice(byte).pieces(of: file[...])

      #expect(pieces.flatMap { $0 } == file)
      #expect(byte % 32 != 0 || pieces.allSatisfy { $0.count == 1 })
    }
  }

  @Test(arguments: [
    ("01,A/\n02,B/\n", MeaninglessBlanks.atEndOfFirstLine), ("\n", .atEndOfFirstLine),
    ("<?xml version=\"1.0\"?>\n<a><b/></a>", .behindXMLDeclaration),
  ])
  func `a stretched file has a border of 64 KiB inside of it`(
    text: String, blanks: MeaninglessBlanks
  ) throws {
    let file = Array(text.utf8)

    for byte in UInt8(224)...255 {
      let stretched = try #require(ReadingChoice(byte).stretched(file[...], blanks))

      #expect(stretched.filter { $0 != 0x20 } == file.filter { $0 != 0x20 })
      #expect(stretched.count >= 65_536 && stretched.count <= 65_536 + file.count)
    }
  }

  @Test(arguments: [
    ("01,A/", MeaninglessBlanks.atEndOfFirstLine), ("<a>?></a>", .behindXMLDeclaration),
    ("<?xml <a></a>", .behindXMLDeclaration), ("", .behindXMLDeclaration),
  ])
  func `a file without a place for blanks is not stretched`(
    text: String, blanks: MeaninglessBlanks
  ) {
    #expect(ReadingChoice(255).stretched(Array(text.utf8)[...], blanks) == nil)
  }

  @Test func `every layout is chosen alone, and all together`() {
    let choices = (UInt8.min...UInt8.max).map { ReadingChoice($0).layouts }

    let shipped = LockboxLayout.shipped.map(\.id)
    let csv = ["signed", "directed", "numbered"]
    #expect(Set(choices.map { $0.lockbox.map(\.id) }) == Set(shipped.map { [$0] } + [shipped]))
    #expect(Set(choices.map { $0.csv.map(\.id) }) == Set(csv.map { [$0] } + [csv]))
  }
}
