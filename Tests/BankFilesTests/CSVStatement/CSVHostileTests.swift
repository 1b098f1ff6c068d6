import BankFiles
import Money
import Receivables
import TestSupport
import Testing

/// Files that are cut off, damaged, or made to fill the memory.
struct CSVHostileTests {
  private func read(_ bytes: [UInt8], chunk: Int = .max) throws -> FlatFileTrial {
    let layout = try CSVStatementLayout.reading(CSVMalformedTests.layout)
    return FlatFileTrial(
      bytes, by: CSVStatementReader(file: "bank.csv", layouts: [layout]), chunk: chunk)
  }

  private func money(_ trial: FlatFileTrial) -> [String] {
    trial.transactions.map { "\($0.direction) \($0.amount) \($0.bankReference)" }
  }

  @Test func `a file cut off inside a line is never read with other money`() throws {
    let bytes = Array(CSVMalformedTests.good.utf8)
    let whole = money(try read(bytes))

    for length in 0..<bytes.count {
      let trial = try read(Array(bytes[..<length]))
      let isCutBetweenLines = length > 0 && bytes[length - 1] == 0x0A
      let isHonest = trial.failure != nil || !trial.errors.isEmpty || isCutBetweenLines
      // A CSV has no end of its own: whole lines that are missing nobody can know of.
      #expect(isHonest, "cut after \(length) bytes")
      #expect(whole.starts(with: money(trial)), "cut after \(length) bytes")
    }
  }

  @Test func `a cell without an end is refused before it fills the memory`() throws {
    let text = CSVMalformedTests.good.replacing(
      "ACME TOOLS", with: "\"" + String(repeating: "X\n", count: 600_000), maxReplacements: 1)

    #expect(
      try read(Array(text.utf8)).failure?.description == """
        bank.csv:2:23: error: the cell is longer than 1048576 bytes; expected a bank's line; a quote \
        that never closes looks like this (limitExceeded)
        """)
  }

  @Test func `a line of too many cells is refused`() throws {
    let text = CSVMalformedTests.good + String(repeating: ",", count: 1_200) + "\n"

    #expect(
      try read(Array(text.utf8)).failure?.description == """
        bank.csv:6:1000: error: the record has more than 1000 cells; expected a bank's line; a quote \
        that never closes looks like this (limitExceeded)
        """)
  }

  @Test func `a record of many long cells is refused`() throws {
    let cell = String(repeating: "X", count: 900_000) + ","
    let text = CSVMalformedTests.good + String(repeating: cell, count: 6) + "\n"

    #expect(
      try read(Array(text.utf8)).failure?.problem == "the record is longer than 4194304 bytes")
  }

  @Test func `a flawed line may be long, and has a limit too`() throws {
    let text = CSVMalformedTests.good + "a\"b" + String(repeating: "X", count: 5_000_000)

    #expect(
      try read(Array(text.utf8)).failure?.problem == "the record is longer than 4194304 bytes")
  }

  @Test func `a file of nothing but errors is given up`() throws {
    let text = CSVMalformedTests.good + String(repeating: "x\n", count: 5_000)

    let trial = try read(Array(text.utf8))

    #expect(trial.errors.count == 1_001)
    #expect(
      trial.failure?.description == """
        bank.csv:1006: error: the file has more than 1000 errors; expected a file that layout ours \
        fits (limitExceeded)
        """)
  }

  @Test(arguments: SeededGenerator.seeds(60))
  func `random damage never traps, and chunks never matter`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var bytes = Array(CSVMalformedTests.good.utf8)
    for _ in 0..<random.number(1...6) {
      let place = random.number(0...(bytes.count - 1))
      switch random.number(0...3) {
      case 0: bytes[place] = UInt8(random.number(0...255))
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(contentsOf: random.pick([[0x2C], [0x22], [0x0A], [0x0D]]), at: place)
      default:
        let end = min(bytes.count, place + random.number(1...80))
        bytes.insert(contentsOf: bytes[place..<end], at: random.number(0...(bytes.count - 1)))
      }
    }

    let whole = try read(bytes)
    let cut = try read(bytes, chunk: random.number(1...9))

    #expect(cut.described == whole.described, "seed \(seed)")
  }
}
