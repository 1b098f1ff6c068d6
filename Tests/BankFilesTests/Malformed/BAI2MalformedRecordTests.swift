import Testing

/// BAI2 records with something wrong in their fields.
@Suite struct BAI2MalformedRecordTests {
  private typealias Base = BAI2Base

  static let headers: [MalformedFile] = [
    Base.file(
      "a file header of three fields", { $0.replacing(line: 1, with: "01,BANK,OURS,260310/") },
      "error unusual 1"),
    Base.file(
      "a file header of ten fields", { $0.replacing("2/", with: "2,X,Y/", on: 1) },
      "warning badRecord 1"),
    Base.file("no creation date", { $0.removing("260310", on: 1) }, "error badDate 1"),
    Base.file(
      "a creation date of month 13", { $0.replacing("260310", with: "261310", on: 1) },
      "error badDate 1"),
    Base.file(
      "a time of 25:75", { $0.replacing("0800", with: "2575", on: 1) }, "warning badDate 1"),
    Base.file("a time of day's end", { $0.replacing("0800", with: "9999", on: 1) }),
    Base.file("a time with colons", { $0.replacing("0800", with: "08:00:30", on: 1) }),
    Base.file("version 1", { $0.replacing(",2/", with: ",1/", on: 1) }, "error unusual 1"),
    Base.file("version 3", { $0.replacing(",2/", with: ",3/", on: 1) }),
    Base.file("version 7", { $0.replacing(",2/", with: ",7/", on: 1) }, "warning unusual 1"),
    Base.file("no version", { $0.replacing(",2/", with: ",/", on: 1) }, "error unusual 1"),
    Base.file(
      "a group header of two fields", { $0.replacing(line: 2, with: "02,OURS,BANK/") },
      "error missingField 2", "error badDate 2", "error unknownStatus 2"),
    Base.file(
      "a group header of nine fields", { $0.replacing("2/", with: "2,X,Y/", on: 2) },
      "warning badRecord 2"),
    Base.file("no as-of date", { $0.removing("260309", on: 2) }, "error badDate 2"),
    Base.file(
      "an as-of date of seven digits", { $0.replacing("260309", with: "0260309", on: 2) },
      "error badDate 2"),
    Base.file(
      "a bad as-of time", { $0.replacing("2400", with: "24:01", on: 2) }, "warning badDate 2"),
    Base.file(
      "a group that deletes", { $0.replacing(",1,", with: ",2,", on: 2) }, "note unusual 2",
      money: "nothing in 3"),
    Base.file(
      "a group that corrects", { $0.replacing(",1,", with: ",3,", on: 2) }, "note unusual 2"),
    Base.file(
      "a group that only tests", { $0.replacing(",1,", with: ",4,", on: 2) }, "note unusual 2",
      money: "nothing in 3"),
    Base.file(
      "a group of an unknown status", { $0.replacing(",1,", with: ",21,", on: 2) },
      "error unknownStatus 2"),
    Base.file(
      "a group without a status", { $0.replacing(",1,", with: ",,", on: 2) },
      "error unknownStatus 2"),
  ]

  static let summaries: [MalformedFile] = [
    Base.file(
      "no account number", { $0.removing("1234567890", on: 3) }, "error missingField 3"),
    Base.file(
      "an account without data", { _ in withoutData("03,1234567890,USD,,,,/") },
      money: "nothing in 0"),
    Base.file(
      "an account in short", { _ in withoutData("03,1234567890,/") }, money: "nothing in 0"),
    Base.file(
      "a currency that is none", { $0.replacing("USD", with: "QQQ", on: 3) },
      "error badCurrency 3", money: "nothing in 0"),
    Base.file("a currency of the group's", { $0.removing("USD", on: 3) }),
    Base.file(
      "no currency anywhere", { $0.removing("USD", on: 2).removing("USD", on: 3) },
      "warning badCurrency 3"),
    Base.file(
      "a summary amount with a point", { $0.replacing("100000", with: "1000.00", on: 3) },
      "error badAmount 3", "error controlTotalMismatch 9", "account_control_total off"),
    Base.file(
      "a summary amount of letters", { $0.replacing("40000", with: "4OOOO", on: 4) },
      "error badAmount 4", "error controlTotalMismatch 9", "account_control_total off"),
    Base.file(
      "a summary amount of 19 digits",
      { $0.replacing("100000", with: "1000000000000000000", on: 3) }, "error badAmount 3",
      "error controlTotalMismatch 9", "account_control_total off"),
    Base.file(
      "a negative total of credits",
      {
        totals($0.replacing("40000", with: "-40000", on: 4), "248750")
      }, "warning badAmount 4", "warning balanceMismatch 3", "credit_total off", "balance off"),
    Base.file(
      "a negative total of another kind",
      { totals($0.replacing("400,8750,1,/", with: "400,8750,1,,110,-5,,/", on: 4), "328745") },
      "warning badAmount 4"),
    Base.file(
      "a negative balance",
      { totals($0.replacing("015,131250", with: "045,-131250", on: 3), "66250") }),
    Base.file(
      "an item count of letters", { $0.replacing("40000,2", with: "40000,x", on: 4) },
      "warning badRecord 4"),
    Base.file(
      "a balance with an item count", { $0.replacing("100000,,,", with: "100000,1,,", on: 3) },
      "warning badRecord 3"),
    Base.file(
      "a balance with a funds type", { $0.replacing("100000,,,", with: "100000,,0,", on: 3) },
      "warning badRecord 3"),
    Base.file(
      "a movement's code in the summary",
      { $0.replacing("400,8750,1,/", with: "400,8750,1,,142,0,,/", on: 4) },
      "warning unknownTypeCode 4"),
    Base.file(
      "a summary twice",
      { totals($0.replacing("015,131250", with: "010,131250", on: 3), "328750") },
      "warning duplicateElement 3"),
    Base.file(
      "a summary's type code of two digits", { $0.replacing("015", with: "15", on: 3) },
      "error unknownTypeCode 3"),
    Base.file(
      "an amount without a type code", { $0.replacing("015,", with: ",", on: 3) },
      "warning unknownTypeCode 3"),
    Base.file(
      "a funds type that is dropped", { $0.replacing("100000,,,", with: "100000,,", on: 3) },
      "warning badRecord 3"),
    Base.file(
      "a summary's funds type that is unknown",
      { $0.replacing("40000,2,,", with: "40000,2,Q,", on: 4) },
      "error badRecord 4"),
    Base.file(
      "a comma too many at the record's end", { $0.replacing(",,/", with: ",,,/", on: 3) }),
    Base.file(
      "a summary's availability that the record's end cuts",
      { $0.replacing("8750,1,/", with: "8750,1,S,8750/", on: 4) }, "error badRecord 4"),
    Base.file(
      "balances that do not go together",
      { totals($0.replacing("131250", with: "131251", on: 3), "328751") },
      "warning balanceMismatch 3", "balance off"),
  ]

  static let movements: [MalformedFile] = [
    Base.file(
      "a type code of two digits", { $0.replacing("195", with: "19", on: 5) },
      "error unknownTypeCode 5", "credit_total off", money: "+150.00 -87.50 USD in 3"),
    Base.file(
      "no type code", { $0.replacing("195", with: "", on: 5) }, "error unknownTypeCode 5",
      "credit_total off", money: "+150.00 -87.50 USD in 3"),
    Base.file(
      "a comma too many before the type code", { $0.replacing("16,195", with: "16,,195", on: 5) },
      "error badRecord 5", "warning badRecord 5", "error unknownTypeCode 5",
      "error controlTotalMismatch 9", "account_control_total off", "credit_total off",
      money: "+150.00 -87.50 USD in 3"),
    Base.file(
      "a type code of the bank's own", { $0.replacing("195", with: "898", on: 5) },
      "warning unknownTypeCode 5", "credit_total off", money: "+150.00 -87.50 USD in 3"),
    Base.file(
      "a summary's code", { $0.replacing("195", with: "100", on: 5) },
      "warning unknownTypeCode 5"),
    Base.file(
      "a balance's code", { $0.replacing("195", with: "010", on: 5) }, "warning unknownTypeCode 5",
      "warning unknownTypeCode 5", "credit_total off", money: "+150.00 -87.50 USD in 3"),
    bad("an amount with a point", "250.00"), bad("an amount with a comma for a point", "250_00"),
    bad("an amount of letters", "2500O"), bad("an amount with a blank inside", "25 000"),
    bad("an amount of 19 digits", "9999999999999999999"), bad("two signs", "--25000"),
    bad("a sign alone", "-"), bad("full-width digits", "２５０００"),
    Base.file("a plus sign", { $0.replacing("25000", with: "+25000", on: 5) }),
    Base.file("noughts before it", { $0.replacing("25000", with: "000000000000000025000", on: 5) }),
    Base.file(
      "no amount", { $0.removing("25000", on: 5) }, "error controlTotalMismatch 9",
      "account_control_total off", "credit_total off", money: "+150.00 -87.50 USD in 3"),
    Base.file(
      "a negative amount", { totals($0.replacing("25000", with: "-25000", on: 5), "278750") },
      "warning badAmount 5", "credit_total off", money: "+150.00 -337.50 USD in 3"),
    Base.file(
      "a credit that became a debit", { $0.replacing("195", with: "495", on: 5) },
      "error controlTotalMismatch 3", "credit_total off", "debit_total off",
      money: "+150.00 -337.50 USD in 3"),
    Base.file(
      "a movement of two fields", { $0.replacing(line: 5, with: "16,195/") }, "error badAmount 5",
      "error controlTotalMismatch 9", "account_control_total off", "credit_total off",
      money: "+150.00 -87.50 USD in 3"),
    Base.file(
      "a funds type that is unknown", { $0.replacing(",0,B3", with: ",Q,B3", on: 8) },
      "error badRecord 8"),
    Base.file("a funds type in small letters", { $0.replacing(",V,", with: ",v,", on: 5) }),
    Base.file(
      "no funds type at all", { $0.replacing(",0,B3", with: ",B3", on: 8) }, "error badRecord 8"),
    Base.file(
      "availability by days", { $0.replacing(",0,B3", with: ",D,2,0,4000,1,4750,B3", on: 8) }),
    Base.file(
      "a number of pairs that is none", { $0.replacing(",0,B3", with: ",D,X,B3", on: 8) },
      "error badRecord 8"),
    Base.file(
      "pairs that are missing", { $0.replacing(",0,B3,C3,RENT", with: ",D,2,0,4000/", on: 8) },
      "error badRecord 8"),
    Base.file(
      "more pairs than any record has", { $0.replacing(",0,B3", with: ",D,99999999,B3", on: 8) },
      "error badRecord 8"),
    Base.file(
      "availability that the record's end cuts",
      { $0.replacing(",0,B3,C3,RENT", with: ",S,8750/", on: 8) }, "error badRecord 8"),
    Base.file(
      "a value date that the record's end cuts",
      { $0.replacing(",0,B3,C3,RENT", with: ",V/", on: 8) }, "error badRecord 8"
    ),
    Base.file(
      "a value date that is none", { $0.replacing("260310", with: "260230", on: 5) },
      "error badRecord 5"),
    Base.file(
      "a value date without a time", { $0.replacing("260310,,", with: "260310,0930,", on: 5) }),
    Base.file(
      "text that begins with a comma", { $0.replacing("RENT", with: ",RENT", on: 8) },
      "warning badRecord 8"),
    Base.file(
      "text that begins with a slash", { $0.replacing("RENT", with: "/RENT", on: 8) },
      "warning badRecord 8"),
    Base.file("text that ends with a slash", { $0.replacing("RENT", with: "RENT/", on: 8) }),
    Base.file("references with slashes", { $0.replacing("B3,C3", with: "B/3,C/3/4", on: 8) }),
    Base.file(
      "a message without money",
      {
        $0.replacing(",7/", with: ",8/", on: 9).replacing(",9/", with: ",10/", on: 10)
          .replacing(",11/", with: ",12/", on: 11)
          .inserting("16,890,,,,,HOLIDAY TOMORROW", before: 9)
      }, money: "+400.00 -87.50 USD in 4"),
    Base.file(
      "a movement left out", { $0.removing(line: 7) }, "error controlTotalMismatch 8",
      "error countMismatch 8", "warning countMismatch 9", "warning countMismatch 10",
      "account_control_total off", "account_record_count off", "credit_total off",
      "group_record_count off", "file_record_count off", money: "+250.00 -87.50 USD in 2"),
    Base.file(
      "a movement twice", { $0.doubling(lines: 7...7) }, "error controlTotalMismatch 10",
      "account_control_total off", "credit_total off", money: "+550.00 -87.50 USD in 4"),
  ]

  static let trailers: [MalformedFile] = [
    Base.file(
      "another total of the account", { $0.replacing("328750", with: "328751", on: 9) },
      "error controlTotalMismatch 9", "account_control_total off"),
    Base.file(
      "another total of the group", { $0.replacing("328750", with: "328751", on: 10) },
      "error controlTotalMismatch 10", "group_control_total off"),
    Base.file(
      "another total of the file", { $0.replacing("328750", with: "328751", on: 11) },
      "error controlTotalMismatch 11", "file_control_total off"),
    Base.file("totals of the movements only", { totals($0, "48750") }),
    Base.file("totals of credits less debits", { totals($0, "31250") }),
    Base.file(
      "no total of the account", { $0.removing("328750", on: 9) }, "warning missingField 9",
      "account_control_total not_checkable"),
    Base.file(
      "no totals at all", { totals($0, "") }, "warning missingField 9", "warning missingField 10",
      "warning missingField 11", "account_control_total not_checkable",
      "group_control_total not_checkable", "file_control_total not_checkable"),
    Base.file(
      "a total that is no number", { $0.replacing("328750", with: "3287.50", on: 9) },
      "error badAmount 9", "account_control_total not_checkable"),
    Base.file(
      "a total of 19 digits", { $0.replacing("328750", with: "9999999999999999999", on: 11) },
      "error badAmount 11", "file_control_total not_checkable"),
    Base.file(
      "another number of records in the account", { $0.replacing(",7/", with: ",8/", on: 9) },
      "warning countMismatch 9", "account_record_count off"),
    Base.file(
      "records counted without continuations",
      {
        $0.replacing(",7/", with: ",5/", on: 9).replacing(",9/", with: ",7/", on: 10)
          .replacing(",11/", with: ",9/", on: 11)
      }),
    Base.file(
      "another number of accounts", { $0.replacing(",1,", with: ",2,", on: 10) },
      "warning countMismatch 10", "group_account_count off"),
    Base.file(
      "another number of groups", { $0.replacing(",1,", with: ",2,", on: 11) },
      "warning countMismatch 11", "file_group_count off"),
    Base.file(
      "both total and number", { $0.replacing("328750,7", with: "328751,8", on: 9) },
      "error controlTotalMismatch 9", "error countMismatch 9", "account_control_total off",
      "account_record_count off"),
    Base.file(
      "no number of records", { $0.removing(",7", on: 9) }, "warning missingField 9",
      "account_record_count not_checkable"),
    Base.file(
      "a number of records that is none", { $0.replacing(",7/", with: ",seven/", on: 9) },
      "warning missingField 9", "account_record_count not_checkable"),
    Base.file(
      "an account trailer of four fields", { $0.replacing(",7/", with: ",7,8,9/", on: 9) },
      "warning badRecord 9"),
    Base.file("a group trailer without accounts", { $0.replacing(",1,9", with: ",9", on: 10) }),
    Base.file(
      "a file trailer of one field", { $0.removing(",1,11", on: 11) }, "warning missingField 11",
      "warning missingField 11", "file_group_count not_checkable",
      "file_record_count not_checkable"),
    Base.file(
      "an account left out", { $0.removing(lines: 3...9) }, "error controlTotalMismatch 3",
      "error countMismatch 3", "error countMismatch 3", "warning countMismatch 4",
      "group_control_total off", "group_account_count off", "group_record_count off",
      "file_record_count off", money: "nothing in 0"),
  ]

  /// Amounts that are none: the movement is told, its money is not.
  private static func bad(_ name: String, _ amount: String) -> MalformedFile {
    Base.file(
      name, { $0.replacing("25000", with: amount, on: 5) }, "error badAmount 5",
      "error controlTotalMismatch 9", "account_control_total off", "credit_total off",
      money: "+150.00 -87.50 USD in 3")
  }

  private static func totals(_ file: EditedFile, _ total: String) -> EditedFile {
    (9...11).reduce(file) { $0.replacing("328750", with: total, on: $1) }
  }

  private static func withoutData(_ account: String) -> EditedFile {
    EditedFile(
      "01,BANK,OURS,260310,0800,7,,,2/\n02,OURS,BANK,1,260309,2400,USD,2/\n\(account)\n"
        + "49,0,2/\n98,0,1,4/\n99,0,1,6/")
  }

  @Test(arguments: headers) func `headers are held to their fields`(file: MalformedFile) {
    file.verify(as: .bai2)
  }

  @Test(arguments: summaries) func `a summary's fields are read or told`(file: MalformedFile) {
    file.verify(as: .bai2)
  }

  @Test(arguments: movements) func `a movement is exact, or its money is not told`(
    file: MalformedFile
  ) {
    file.verify(as: .bai2)
  }

  @Test(arguments: trailers) func `trailers are held against what was read`(file: MalformedFile) {
    file.verify(as: .bai2)
  }
}
