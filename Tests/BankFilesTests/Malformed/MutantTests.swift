import Testing

/// Every small accident that can happen to a good file: it is told, or the money is the same.
///
/// What can change without a word is listed, by line. Beside the money (amount, currency, direction,
/// status) that is days and account numbers, where nothing repeats or checks them. Texts,
/// references and remittance are not looked at.
@Suite(.timeLimit(.minutes(10))) struct MutantTests {
  struct Accidents: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let format: ToldFile.Format
    let file: EditedFile
    let mutants: @Sendable (EditedFile) -> [Mutant]
    /// `line: what` for what the format gives no means to notice.
    let silent: [String]

    init(
      _ name: String, _ format: ToldFile.Format, _ file: EditedFile,
      _ mutants: @escaping @Sendable (EditedFile) -> [Mutant], silent: [String] = []
    ) {
      testDescription = name
      self.format = format
      self.file = file
      self.mutants = mutants
      self.silent = silent
    }
  }

  /// Days are what a statement says they are, the value date where no other one is (14), and so is an
  /// entry whose details are left out: it is one transaction of all its money (22).
  static let camt = [
    Accidents(
      "a bit", .camt, CamtBase.statement, Mutant.bits,
      silent: ["14: days", "15: days", "21: days", "27: days"]),
    Accidents(
      "a number", .camt, CamtBase.statement, Mutant.numbers,
      silent: ["14: days", "15: days", "21: days", "27: days"]),
    Accidents(
      "an element", .camt, CamtBase.statement, Mutant.elements,
      silent: ["14: days", "15: days", "21: days", "22: money", "27: days"]),
  ]

  /// Nothing checks a day (2, 5) or an account number (3); a group may say of itself that it is not
  /// to be booked (2).
  static let bai2 = [
    Accidents(
      "a bit", .bai2, BAI2Base.file, Mutant.bits, silent: ["2: days", "3: account", "5: days"]),
    Accidents(
      "a number", .bai2, BAI2Base.file, Mutant.numbers,
      silent: ["2: money", "2: days", "3: account", "5: days"]),
    Accidents("a record", .bai2, BAI2Base.file, Mutant.lines),
  ]

  /// The deposit date stands in the totals again (3, 10).
  static let lockbox = [
    Accidents(
      "a bit", .lockbox, LockboxBase.file, Mutant.bits),
    Accidents(
      "a number", .lockbox, LockboxBase.file, Mutant.numbers),
    Accidents("a record", .lockbox, LockboxBase.file, Mutant.lines),
  ]

  /// Nothing checks an account number (2) or the days of an entry.
  static let mt940 = [
    Accidents(
      "a bit of a statement", .mt940, MT940Base.statement, Mutant.bits, silent: ofStatement),
    Accidents(
      "a number of a statement", .mt940, MT940Base.statement, Mutant.numbers, silent: ofStatement),
    Accidents("a line of a statement", .mt940, MT940Base.statement, Mutant.lines),
    Accidents("a bit of a report", .mt940, MT940Base.report, Mutant.bits, silent: ofReport),
    Accidents(
      "a number of a report", .mt940, MT940Base.report, Mutant.numbers, silent: ofReport),
    Accidents("a line of a report", .mt940, MT940Base.report, Mutant.lines),
  ]

  private static let ofStatement = ["2: account", "5: days", "7: days", "9: days"]
  private static let ofReport = ["2: account", "7: days", "9: days", "10: days"]

  @Test(arguments: mt940) func `MT940 and MT942 never tell other money in silence`(
    accidents: Accidents
  ) {
    expectHonest(accidents)
  }

  @Test(arguments: camt) func `camt never tells other money in silence`(accidents: Accidents) {
    expectHonest(accidents)
  }

  @Test(arguments: bai2) func `BAI2 never tells other money in silence`(accidents: Accidents) {
    expectHonest(accidents)
  }

  @Test(arguments: lockbox) func `a lockbox never tells other money in silence`(
    accidents: Accidents
  ) {
    expectHonest(accidents)
  }

  private func expectHonest(_ accidents: Accidents) {
    let found = silentChanges(accidents)
    #expect(found == accidents.silent)
  }

  /// What was changed by an accident that nobody is told of, in the order of lines.
  private func silentChanges(_ accidents: Accidents) -> [String] {
    let good = ToldFile(accidents.file.bytes, as: accidents.format).movements
    var changes: [(line: Int, what: String)] = []
    for mutant in accidents.mutants(accidents.file) {
      let file = ToldFile(mutant.bytes, as: accidents.format)
      // Byte by byte nothing is taken at a glance.
      if accidents.format != .camt {
        let piecemeal = ToldFile(mutant.bytes, as: accidents.format, chunk: 1)
        #expect(piecemeal == file, "line \(mutant.line)")
      }
      if file.isTold { continue }
      let found = [
        ("money", file.movements.map(\.money) != good.map(\.money)),
        ("account", Set(file.movements.map(\.account)) != Set(good.map(\.account))),
        ("days", Set(file.movements.map(\.days)) != Set(good.map(\.days))),
      ]
      for (what, isChanged) in found
      where isChanged && !changes.contains(where: { $0 == (mutant.line, what) }) {
        changes.append((mutant.line, what))
      }
    }
    let order = ["money", "account", "days"]
    return changes.sorted {
      ($0.line, order.firstIndex(of: $0.what) ?? 0) < ($1.line, order.firstIndex(of: $1.what) ?? 0)
    }
    .map { "\($0.line): \($0.what)" }
  }
}
