import Testing

/// BAI2 files whose bytes, records or envelopes are wrong.
@Suite(.timeLimit(.minutes(10))) struct BAI2MalformedFileTests {
  private typealias Base = BAI2Base

  static let unusable: [MalformedFile] = [
    MalformedFile("an empty file", [], ["refused emptyFile"], ""),
    MalformedFile("a file of blanks", Array(" \r\n\t\n\0\u{1A}".utf8), ["refused emptyFile"], ""),
    Base.file("no file header", { $0.removing(line: 1) }, "refused missingRecord 1"),
    Base.file(
      "a continuation first", { $0.prepending(Array("88,X/\n".utf8)) }, "refused missingRecord 1"),
    Base.file("another format", { _ in EditedFile("<Document/>") }, "refused missingRecord 1"),
    Base.file(
      "text before the header", { $0.inserting("REPORT", before: 1) }, "refused missingRecord 1"),
    Base.file("no file trailer", { $0.prefix(lines: 10) }, "refused truncated 1"),
    Base.file("no group trailer either", { $0.prefix(lines: 9) }, "refused truncated 2"),
    Base.file("no account trailer either", { $0.prefix(lines: 8) }, "refused truncated 3"),
    Base.file("cut in a movement", { $0.cut(behind: "16,142,15", on: 7) }, "refused truncated 3"),
    Base.file("the header alone", { $0.prefix(lines: 1) }, "refused truncated 1"),
    Base.file(
      "a line of more than 1 MiB",
      { $0.replacing("RENT", with: String(repeating: "RENT", count: (1 << 18) + 1), on: 8) },
      "refused limitExceeded 8"),
    Base.file(
      "a line of nearly 1 MiB",
      { $0.replacing("RENT", with: String(repeating: "RENT", count: (1 << 18) - 8), on: 8) }),
    Base.file(
      "more than 10,000 continuations",
      {
        $0.inserting(Array(repeating: "88,MORE", count: 10_000).joined(separator: "\n"), before: 9)
      },
      "refused limitExceeded 10008"),
    Base.file(
      "continuations of more than 4 MiB",
      {
        let line = "88," + String(repeating: "MORE", count: 1 << 17)
        return $0.inserting(Array(repeating: line, count: 9).joined(separator: "\n"), before: 9)
      }, "refused limitExceeded 16"),
    Base.file(
      "the dialect of pairs",
      {
        $0.replacing(",,,2/", with: "/", on: 1)
          .replacing(lines: 3...4, with: "03,1234567890,USD,015,131250,100,40000,400,8750/")
      }, "refused unknownFormat 3"),
    Base.file(
      "movements that sum up beyond what can be counted",
      {
        $0.replacing(
          lines: 5...8,
          with: Array(repeating: "16,195,999999999999999999,,B,C,X", count: 10).joined(
            separator: "\n"))
      }, "refused badAmount 14"),
  ]

  static let records: [MalformedFile] = [
    Base.file("the good file", { $0 }),
    Base.file("lines that end with CR and LF", { $0.ending(lines: "\r\n") }),
    Base.file(
      "blank lines, at the beginning too", { $0.ending(lines: "\n \n").prepending([0x0A]) }),
    Base.file("a mark of UTF-8", { $0.prepending([0xEF, 0xBB, 0xBF]) }),
    Base.file("NUL and Ctrl-Z at the end", { $0.appending([0x0D, 0x0A, 0x1A, 0, 0]) }),
    Base.file("padding behind the slash", { $0.replacing("2/", with: "2/     ", on: 2) }),
    Base.file(
      "blanks behind commas",
      { $0.replacing(line: 2, with: "02, OURS, BANK, 1, 260309, 2400, USD, 2 /") }),
    Base.file(
      "an unknown record", { $0.inserting("34,WHAT/", before: 3) }, "error unknownRecord 3"),
    Base.file(
      "a record code of nothing", { $0.inserting("00,/", before: 3) }, "error unknownRecord 3"),
    Base.file(
      "a code and letters", { $0.inserting("12error2", before: 10) }, "error unknownRecord 10"),
    Base.file(
      "a code without its comma", { $0.replacing("49,", with: "49.", on: 9) },
      "warning badRecord 9", "error missingRecord 10", "error controlTotalMismatch 10",
      "error countMismatch 10", "warning countMismatch 11", "account_control_total not_checkable",
      "group_control_total off", "group_record_count off", "file_record_count off"),
    Base.file(
      "text without its record code", { $0.replacing("88,", with: "", on: 6) },
      "warning badRecord 6", "warning countMismatch 9", "warning countMismatch 10",
      "warning countMismatch 11", "account_record_count off", "group_record_count off",
      "file_record_count off"),
    Base.file(
      "a summary's continuation without its code", { $0.replacing("88,", with: "", on: 4) },
      "error unknownRecord 4", "error controlTotalMismatch 9", "error countMismatch 9",
      "warning countMismatch 10", "warning countMismatch 11", "account_control_total off",
      "account_record_count off", "group_record_count off", "file_record_count off"),
    Base.file(
      "a colon behind the record code", { $0.replacing("88,", with: "88:", on: 6) },
      "warning badRecord 6"),
    Base.file(
      "a trailer behind a payer's text, where the bank joins no records",
      {
        $0.replacing("RENT", with: "RENT/ 49,328750,7/", on: 8).removing(line: 9)
      },
      "warning unusual 8", "error missingRecord 9", "error controlTotalMismatch 9",
      "error countMismatch 9", "warning countMismatch 10", "account_control_total not_checkable",
      "group_control_total off", "group_record_count off", "file_record_count off"),
    Base.file(
      "a trailer behind a payer's text, where the bank joins records",
      {
        $0.replacing("RENT", with: "RENT/ 49,328750,7/", on: 8).removing(line: 9)
          .replacing("2/", with: "2/   02,OURS,BANK,1,260309,2400,USD,2/", on: 1)
          .removing(line: 2)
      }, "warning unusual 1", "warning unusual 7"),
    Base.file(
      "a header and a group on a line",
      {
        $0.replacing("2/", with: "2/   02,OURS,BANK,1,260309,2400,USD,2/", on: 1).removing(line: 2)
      },
      "warning unusual 1"),
    Base.file(
      "text that looks like a record", { $0.replacing("RENT", with: "12/ 16,5 KG", on: 8) }),
    Base.file(
      "a record without its slash", { $0.removing("/", on: 3).removing("/", on: 4) },
      "warning badRecord 3"),
    Base.file("a trailer without its slash", { $0.removing("/", on: 11) }, "warning badRecord 11"),
    Base.file(
      "letters that are not UTF-8", { $0.replacing("RENT", with: [0x4D, 0xFC], on: 8) },
      "warning badEncoding 8"),
    Base.file("letters that are UTF-8", { $0.replacing("RENT", with: "MÜLL", on: 8) }),
    Base.file(
      "a reference that is not UTF-8", { $0.replacing("C3", with: [0xFC], on: 8) },
      "warning badEncoding 8"),
    Base.file(
      "an account number that is not UTF-8", { $0.replacing("1234", with: [0xB1], on: 3) },
      "warning badEncoding 3"),
    Base.file("a NUL in a text", { $0.replacing("RENT", with: [0x52, 0x00, 0x54], on: 8) }),
    Base.file("a text of control characters", { $0.replacing("RENT", with: "\u{1B}[31m", on: 8) }),
  ]

  static let envelopes: [MalformedFile] = [
    Base.file(
      "an account before any group", { $0.removing(line: 2) }, "error missingRecord 2",
      "warning countMismatch 9", "warning countMismatch 10", "group_record_count off",
      "file_record_count off"),
    Base.file(
      "a movement before any account", { $0.inserting("16,195,25000,,B,C,X", before: 3) },
      "error missingRecord 3"),
    Base.file(
      "a movement behind the account", { $0.inserting("16,195,25000,,B,C,X", before: 10) },
      "error missingRecord 10"),
    Base.file(
      "an account trailer without its account", { $0.inserting("49,0,2/", before: 3) },
      "error missingRecord 3"),
    Base.file(
      "a group that ends in its account", { $0.removing(line: 9) }, "error missingRecord 9",
      "error controlTotalMismatch 9", "error countMismatch 9", "warning countMismatch 10",
      "account_control_total not_checkable", "group_control_total off", "group_record_count off",
      "file_record_count off"),
    Base.file(
      "a file that ends in its group", { $0.removing(line: 10) }, "error missingRecord 10",
      "error controlTotalMismatch 10", "error countMismatch 10", "file_control_total off",
      "file_record_count off"),
    Base.file(
      "a group in a group", { $0.inserting("02,OURS,BANK,1,260309,2400,USD,2/", before: 3) },
      "error missingRecord 3", "warning countMismatch 12", "file_group_count off"),
    Base.file(
      "an account in an account", { $0.inserting("03,999,USD,,,,/", before: 5) },
      "error missingRecord 5", "error controlTotalMismatch 10", "error countMismatch 10",
      "warning countMismatch 11", "account_control_total not_checkable",
      "account_control_total off", "account_record_count off", "group_account_count off"),
    Base.file(
      "a group trailer twice", { $0.doubling(lines: 10...10) }, "error missingRecord 11"),
    Base.file(
      "a file trailer twice", { $0.doubling(lines: 11...11) }, "error missingRecord 12"),
    Base.file(
      "a movement behind the file", { $0.appending("\n16,195,25000,,B,C,X") },
      "error missingRecord 12"),
    Base.file(
      "a group behind the file", { $0.appending("\n02,OURS,BANK,1,260309,,USD,/") },
      "refused truncated 12"),
    Base.file(
      "a continuation behind the file", { $0.appending("\n88,1/") }, "warning badRecord 11"),
    Base.file("text behind the file", { $0.appending("\nEND OF FILE") }, "error unknownRecord 12"),
    Base.file(
      "the same file again", { twice($0) }, "error duplicateElement 12",
      money: "+800.00 -175.00 USD in 6"),
    Base.file(
      "another file behind it", { twice($0).replacing(",7,", with: ",8,", on: 12) },
      money: "+800.00 -175.00 USD in 6"),
    Base.file(
      "a file that never closes, and the next",
      { twice($0).replacing(",7,", with: ",8,", on: 12).removing(lines: 10...11) },
      "error truncated 10", money: "+800.00 -175.00 USD in 6"),
  ]

  private static func twice(_ file: EditedFile) -> EditedFile { file.doubling(lines: 1...11) }

  @Test(arguments: unusable) func `a file that is cut, or none, is refused`(file: MalformedFile) {
    file.verify(as: .bai2)
  }

  @Test(arguments: records) func `records are told apart whatever their lines`(
    file: MalformedFile
  ) {
    file.verify(as: .bai2)
  }

  @Test(arguments: envelopes) func `envelopes that do not nest are told`(file: MalformedFile) {
    file.verify(as: .bai2)
  }
}
