import LedgerFiles
import Testing

@Suite struct CSVTests {
  @Test(arguments: [
    ("=1", true), ("+1", false), ("-12.50", false), ("-1-1", true), ("+", true), ("@x", true),
    ("\t", true), ("\rx", true), ("1e5", false), ("-1e5", false), ("-1e", true), ("-.5", false),
    ("-5.", false), ("-.", true), ("", false), ("'a", false), ("＝1", false),
  ])
  func `a cell is a formula where a spreadsheet would run it`(cell: String, isFormula: Bool) {
    let found = FormulaGuard.isFormula(cell.utf8)
    #expect(found == isFormula)
    #expect(FormulaGuard.guarded(cell) == (isFormula ? "'" + cell : cell))
    #expect(FormulaGuard.unguarded(FormulaGuard.guarded(cell)) == cell)
  }

  /// A small generator (SplitMix64), so that a failure can be repeated.
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  @Test(arguments: 1...200) func `any cells come back as they were written`(seed: Int) throws {
    var generator = Generator(state: UInt64(seed))
    let letters = ["a", "\"", ",", "\n", "\r", "=", "-", "1", "é", " ", "\t", "@", "."]
    let rows = (0..<20).map { _ in
      (0..<3).map { _ in
        (0..<Int.random(in: 0...6, using: &generator)).map { _ in
          letters[Int.random(in: letters.indices, using: &generator)]
        }.joined()
      }
    }
    var writer = CSVWriter()
    for row in rows { writer.row(row) }

    var reader = try CSVReader(writer.bytes)
    var read: [[String]] = []
    while try reader.next() { read.append(reader.cells.map { reader.text($0) }) }

    #expect(read == rows, "seed \(seed)")
  }
}
