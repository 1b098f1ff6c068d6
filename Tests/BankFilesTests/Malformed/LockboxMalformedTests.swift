import BankFiles
import Money
import Receivables
import Testing

/// Lockbox files with something wrong in them.
@Suite(.timeLimit(.minutes(10))) struct LockboxMalformedTests {
  private typealias Base = LockboxBase

  static let unusable: [MalformedFile] = [
    MalformedFile("an empty file", [], ["refused emptyFile"], ""),
    MalformedFile("a file of blanks", Array(" \r\n\t\n".utf8), ["refused emptyFile"], ""),
    Base.file("no trailer", { $0.prefix(lines: 14) }, "refused truncated"),
    Base.file("no total of the lockbox either", { $0.prefix(lines: 13) }, "refused truncated 3"),
    Base.file("cut in a batch", { $0.prefix(lines: 7) }, "refused truncated 3"),
    Base.file("cut in a check", { $0.cut(behind: "600200100000", on: 11) }, "refused truncated 3"),
    Base.file("the header alone", { $0.prefix(lines: 1) }, "refused truncated"),
    Base.file(
      "a control character", { $0.overwriting("\u{1}", at: 30, on: 6) }, "refused badEncoding 6"),
    Base.file("a NUL", { $0.overwriting("\0", at: 60, on: 6) }, "refused badEncoding 6"),
    Base.file(
      "a form feed between records", { $0.inserting("\u{C}", before: 4) }, "refused badEncoding 4"),
    Base.file(
      "EBCDIC",
      { _ in
        EditedFile("").prepending([0xF1, 0xF0, 0xF0, 0xC1, 0xC3, 0xD4, 0xC5, 0x40, 0x25])
      }, "refused badEncoding 1"),
    Base.file(
      "a line of more than 1 MiB",
      { $0.appending(String(repeating: " ", count: (1 << 20) + 1)) }, "refused limitExceeded 15"),
  ]

  static let records: [MalformedFile] = [
    Base.file("the good file", { $0 }),
    Base.file("lines that end with CR and LF", { $0.ending(lines: "\r\n") }),
    Base.file("padded lines", { $0.ending(lines: "          \n") }),
    Base.file("blank lines", { $0.ending(lines: "\n\n") }),
    Base.file("a mark of UTF-8", { $0.prepending([0xEF, 0xBB, 0xBF]) }),
    Base.file("Ctrl-Z behind the trailer", { $0.appending([0x0D, 0x0A, 0x1A]) }),
    Base.file(
      "no header", { $0.removing(line: 1) }, "error missingRecord 1", "warning countMismatch 14",
      "file_record_count off"),
    Base.file("no service header", { removing(2, from: $0) }),
    Base.file(
      "a header twice", { $0.doubling(lines: 1...1) }, "error missingRecord 2"),
    Base.file(
      "a header in a batch",
      { $0.inserting("100ACMECORP  09999999922601050830", before: 7) }, "error missingRecord 7",
      "warning countMismatch 16", "file_record_count off"),
    Base.file(
      "an unknown type", { $0.replacing(line: 2, with: "X") }, "error unknownRecord 2"),
    Base.file(
      "a type that nobody uses", { $0.replacing(line: 2, with: "3") }, "error unknownRecord 2"),
    Base.file(
      "a line of text", { $0.replacing(line: 2, with: "LOCKBOX REPORT") },
      "error unknownRecord 2"),
    Base.file(
      "a check before any lockbox", { $0.removing(line: 3) }, "error missingRecord 3",
      "error missingRecord 4", "error missingRecord 5", "error missingRecord 6",
      "error missingRecord 7", "error missingRecord 8", "error controlTotalMismatch 13",
      "warning countMismatch 13", "warning countMismatch 14", "lockbox_total off",
      "lockbox_count off", "file_record_count off", money: "+50.00 -0.00 USD in 1, 50.00 for 1"),
    Base.file(
      "a check behind its lockbox",
      { $0.inserting("6003001000000500099999999200012345670000004713", before: 15) },
      "error missingRecord 15", "warning countMismatch 16", "file_record_count off"),
    Base.file(
      "a remittance line without its check", { removing(4, from: $0) }, "error missingRecord 4",
      "error missingRecord 5", "error controlTotalMismatch 8", "warning countMismatch 8",
      "warning countMismatch 13", "batch_total off", "batch_count off", "lockbox_count off",
      money: Base.moneyOfOthers),
    Base.file(
      "a remittance line of another check", { $0.overwriting("003", at: 5, on: 8) },
      "error badRecord 8", money: "+1750.00 -0.00 USD in 3, 1550.00 for 3"),
    Base.file(
      "a remittance line of another batch", { $0.overwriting("002", at: 2, on: 8) },
      "error badRecord 8", money: "+1750.00 -0.00 USD in 3, 1550.00 for 3"),
    Base.file(
      "a gap in the sequence", { $0.overwriting("03", at: 9, on: 6) }, "warning badRecord 6"),
    Base.file(
      "a sequence that repeats", { $0.overwriting("01", at: 9, on: 6) }, "warning badRecord 6"),
    Base.file(
      "a remittance line twice", { doubling(5, in: $0) }, "warning badRecord 6",
      "warning detailsMismatch 4", money: "+1750.00 -0.00 USD in 3, 2750.00 for 5"),
    Base.file(
      "a remittance line behind the last", { $0.overwriting("9", at: 11, on: 5) },
      "warning badRecord 6"),
    Base.file(
      "no last remittance line", { $0.overwriting("0", at: 11, on: 6) }, "warning badRecord 4"),
    Base.file(
      "a header while a batch is open", { removing(9, from: $0) }, "error missingRecord 9",
      "error controlTotalMismatch 13", "warning countMismatch 13", "lockbox_total off",
      "lockbox_count off"),
    Base.file(
      "no total of a batch at the end", { removing(13, from: $0) }, "error missingRecord 13",
      "error controlTotalMismatch 13", "warning countMismatch 13", "lockbox_total off",
      "lockbox_count off"),
    Base.file("no total of the lockbox", { removing(14, from: $0) }, "error missingRecord 14"),
    Base.file(
      "a batch total outside of a lockbox", { moving(9, behind: 2, in: $0) },
      "error missingRecord 3", "error missingRecord 10", "error controlTotalMismatch 14",
      "warning countMismatch 14", "lockbox_total off", "lockbox_count off"),
    Base.file(
      "a lockbox total outside of a lockbox", { doubling(14, in: $0) }, "error missingRecord 15"),
    Base.file(
      "another lockbox while one is open",
      { $0.overwriting("0054321", at: 8, on: 10) }, "error missingRecord 10",
      "warning badRecord 13", "warning badRecord 14",
      "error controlTotalMismatch 14", "warning countMismatch 14", "lockbox_total off",
      "lockbox_count off"),
    Base.file(
      "a record behind the trailer", { $0.appending("\n8") }, "error trailingContent 16"),
    Base.file(
      "a trailer twice", { $0.doubling(lines: 15...15) }, "error trailingContent 16"),
    Base.file(
      "the same file again", { $0.doubling(lines: 1...15) }, "error duplicateElement 16",
      money: "+3500.00 -0.00 USD in 6, 3500.00 for 8"),
    Base.file(
      "another file behind it", { $0.doubling(lines: 1...15).overwriting("0930", at: 30, on: 16) },
      money: "+3500.00 -0.00 USD in 6, 3500.00 for 8"),
    Base.file(
      "a record that is longer than its layout",
      { $0.appending(String(repeating: "X", count: 80)) }, "warning badRecord 15"),
    Base.file(
      "a remittance line that is cut",
      { $0.replacing(line: 8, with: "40010026019INV-1003        0000020000") }),
  ]

  static let fields: [MalformedFile] = [
    amount("letters in an amount", "00001500X0"), amount("a sign in an amount", "-000150000"),
    amount("a point in an amount", "0001500.00"), amount("a blank in an amount", "0000 50000"),
    amount("an amount of blanks", "          "), amount("an overpunched amount", "000015000{"),
    amount("full-width digits", "000１５"),
    Base.file(
      "a check that is cut before its amount", { $0.replacing(line: 4, with: "6001001") },
      "error badAmount 4", "error controlTotalMismatch 9", "batch_total off",
      money: Base.moneyOfOthers),
    Base.file(
      "an amount paid that is none", { $0.overwriting("X", at: 30, on: 5) },
      "error badAmount 5", money: "+1750.00 -0.00 USD in 3, 750.00 for 4"),
    Base.file(
      "a deduction that is none", { $0.overwriting("X", at: 40, on: 6) }, "error badAmount 6"),
    Base.file(
      "no amount paid", { $0.overwriting("          ", at: 28, on: 5) },
      money: "+1750.00 -0.00 USD in 3, 750.00 for 4"),
    Base.file(
      "lines that pay more than the check", { $0.overwriting("9", at: 32, on: 5) },
      "warning detailsMismatch 4", money: "+1750.00 -0.00 USD in 3, 9750.00 for 4"),
    Base.file(
      "lines that pay less than the check", { $0.overwriting("0", at: 32, on: 5) },
      money: "+1750.00 -0.00 USD in 3, 750.00 for 4"),
    Base.file(
      "a check twice", { doubling(7, in: $0) }, "error duplicateElement 8",
      "error controlTotalMismatch 10", "warning countMismatch 10", "warning countMismatch 15",
      "batch_total off", "batch_count off", "lockbox_count off",
      money: "+1950.00 -0.00 USD in 4, 1750.00 for 4"),
    Base.file(
      "an item twice",
      { $0.overwriting("001", at: 5, on: 7).overwriting("001", at: 5, on: 8) },
      "error duplicateElement 7"),
    Base.file(
      "a batch twice",
      { file in
        file.overwriting("001", at: 2, on: 11).overwriting("001", at: 2, on: 12)
          .overwriting("001", at: 2, on: 13)
      }, "error duplicateElement 11"),
    Base.file(
      "a check of another batch",
      { $0.overwriting("003", at: 2, on: 7).overwriting("003", at: 2, on: 8) },
      "error missingRecord 7", "error badRecord 9", "error controlTotalMismatch 9",
      "warning countMismatch 9", "warning countMismatch 14", "batch_total off", "batch_count off",
      "lockbox_count off"),
    Base.file(
      "a deposit date of month 13", { $0.overwriting("261305", at: 15, on: 3) }, "error badDate 3"),
    Base.file(
      "a deposit date with its month first", { $0.overwriting("012526", at: 15, on: 3) },
      "error badDate 3"),
    Base.file("no deposit date", { $0.overwriting("      ", at: 15, on: 3) }, "error badDate 3"),
    Base.file(
      "a deposit date of noughts", { $0.overwriting("000000", at: 15, on: 3) }, "error badDate 3"),
    Base.file(
      "a creation date that is none", { $0.overwriting("261305", at: 24, on: 1) },
      "warning badDate 1"),
    Base.file(
      "no lockbox number",
      {
        $0.overwriting("       ", at: 8, on: 3).overwriting("       ", at: 8, on: 10)
      }, "warning missingField 3", "warning missingField 10"),
    Base.file(
      "another lockbox number in its header",
      { $0.overwriting("0012346", at: 8, on: 3).overwriting("0012346", at: 8, on: 10) },
      "warning badRecord 9", "warning badRecord 13", "warning badRecord 14"),
    Base.file(
      "another deposit date in its header", { $0.overwriting("260106", at: 15, on: 3) },
      "warning badRecord 9"),
    Base.file(
      "a routing number with a wrong digit", { $0.overwriting("3", at: 26, on: 4) },
      "warning unusual 4"),
    Base.file("no routing number", { $0.overwriting("         ", at: 18, on: 4) }),
    Base.file(
      "letters that are not UTF-8",
      { $0.replacing("DAMAGED", with: [0xFC, 0xE4, 0x41, 0x41, 0x41, 0x41, 0x41], on: 6) }),
  ]

  static let totals: [MalformedFile] = [
    Base.file(
      "another amount of a batch", { $0.overwriting("1", at: 33, on: 9) },
      "error controlTotalMismatch 9", "batch_total off"),
    Base.file(
      "another number of checks in a batch", { $0.overwriting("003", at: 21, on: 9) },
      "warning countMismatch 9", "batch_count off"),
    Base.file(
      "an amount of a batch that is none", { $0.overwriting("X", at: 30, on: 9) },
      "error badAmount 9", "batch_total not_checkable"),
    Base.file(
      "no amount of a batch", { blank(9, in: $0) }, "warning missingField 9",
      "batch_total not_checkable"),
    Base.file(
      "no amount of any total", { blank(9, in: blank(13, in: blank(14, in: $0))) },
      "warning missingField 9", "warning missingField 13", "warning missingField 14",
      "batch_total not_checkable", "batch_total not_checkable", "lockbox_total not_checkable"),
    Base.file(
      "the total of another batch", { $0.overwriting("005", at: 2, on: 9) }, "error badRecord 9"),
    Base.file(
      "another amount of the lockbox", { $0.overwriting("1", at: 33, on: 14) },
      "error controlTotalMismatch 14", "lockbox_total off"),
    Base.file(
      "another number of checks in the lockbox", { $0.overwriting("004", at: 21, on: 14) },
      "warning countMismatch 14", "lockbox_count off"),
    Base.file(
      "another number of records", { $0.overwriting("6", at: 7, on: 15) },
      "warning countMismatch 15", "file_record_count off"),
    Base.file(
      "a number of records that is none", { $0.overwriting("X", at: 7, on: 15) },
      "file_record_count not_checkable"),
    Base.file(
      "a check left out", { $0.removing(lines: 4...6) }, "error controlTotalMismatch 6",
      "warning countMismatch 6", "warning countMismatch 11", "warning countMismatch 12",
      "batch_total off", "batch_count off", "lockbox_count off", "file_record_count off",
      money: Base.moneyOfOthers),
    Base.file(
      "a check with another amount", { $0.overwriting("6", at: 12, on: 4) },
      "error controlTotalMismatch 9", "batch_total off",
      money: "+6750.00 -0.00 USD in 3, 1750.00 for 4"),
    Base.file(
      "a batch left out", { $0.removing(lines: 10...13) }, "error controlTotalMismatch 10",
      "warning countMismatch 10", "warning countMismatch 11", "lockbox_total off",
      "lockbox_count off", "file_record_count off", money: "+1700.00 -0.00 USD in 2, 1700.00 for 3"),
    Base.file(
      "a lockbox left out", { $0.removing(lines: 3...14) }, "warning countMismatch 3",
      "file_record_count off", money: "nothing in 0"),
  ]

  /// The first check has no usable amount: it is told, left out, and missed by its batch.
  private static func amount(_ name: String, _ text: String) -> MalformedFile {
    Base.file(
      name, { $0.overwriting(text, at: 8, on: 4) }, "error badAmount 4",
      "error controlTotalMismatch 9", "batch_total off", money: Base.moneyOfOthers)
  }

  /// Without a line, which the trailer does not count either.
  private static func removing(_ line: Int, from file: EditedFile) -> EditedFile {
    file.replacing("15", with: "14", on: 15).removing(line: line)
  }

  private static func doubling(_ line: Int, in file: EditedFile) -> EditedFile {
    file.replacing("15", with: "16", on: 15).doubling(lines: line...line)
  }

  private static func blank(_ line: Int, in file: EditedFile) -> EditedFile {
    file.overwriting("          ", at: 24, on: line)
  }

  private static func moving(_ line: Int, behind place: Int, in file: EditedFile) -> EditedFile {
    let text = String(decoding: file.lines[line - 1], as: UTF8.self)
    return file.removing(line: line).inserting(text, before: place + 1)
  }

  @Test(arguments: unusable) func `a file that is cut, or none, is refused`(file: MalformedFile) {
    file.verify(as: .lockbox)
  }

  @Test(arguments: records) func `records out of place are told`(file: MalformedFile) {
    file.verify(as: .lockbox)
  }

  @Test(arguments: fields) func `a field is read exactly, or told`(file: MalformedFile) {
    file.verify(as: .lockbox)
  }

  @Test(arguments: totals) func `totals are held against what was read`(file: MalformedFile) {
    file.verify(as: .lockbox)
  }

  @Test func `remittance lines without end are cut, and the money stands`() throws {
    var lines = LockboxTests.example
    let overflows = (0..<10_001).map { index in
      let sequence = String(101 + index % 99).dropFirst()
      return "40010016\(sequence)\(index < 10_000 ? 0 : 9)INV-1001        0000000001"
    }
    lines.replaceSubrange(4...5, with: overflows)
    lines[lines.count - 1] = "9" + String(lines.count + 1_000_000).dropFirst()

    let trial = FlatFileTrial(lockbox: lines.joined(separator: "\n"))

    let check = try #require(trial.transactions.first)
    #expect(check.amount.description == "1500.00 USD")
    #expect(check.documents.count == 10_000)
    #expect(
      trial.problems.filter { $0.code == .limitExceeded }.map(\.description) == [
        "box.txt:10005:1: warning: the check has more than 10000 remittance lines; the rest is left out; "
          + "expected at most 10000; its money is as stated (limitExceeded)"
      ])
  }
}
