import BankFiles
import Money
import Receivables
import Testing

struct LockboxTests {
  /// The layout SAP-BAI2: one lockbox, two checks, three remittance lines.
  static let example: [String] = [
    "100ACMECORP  09999999922601050830",
    "2ACMECORP  0999999992000000000040008000801",
    "50010000012345260105ACMECORP  0999999992",
    "6001001000015000099999999200012345670000004711",
    "40010016010INV-1001        00001000000000000000000",
    "40010016029INV-1002        00000500000000002500010DAMAGED GOODS",
    "6001002000002000099999999200076543210000000815",
    "40010026019INV-1003        00000200000000000000000",
    "700100200123452601050020000170000",
    "800100200123452601050020000170000",
    "9000011",
  ]

  /// The example with one line replaced, or left out where empty; lines count from 1.
  static func example(_ line: Int, _ replacement: String) -> String {
    var lines = example
    lines[line - 1] = replacement
    return lines.filter { !$0.isEmpty }.joined(separator: "\n") + "\n"
  }

  @Test func `the worked example reads exactly as stated`() throws {
    let trial = FlatFileTrial(lockbox: Self.example.joined(separator: "\r\n"))

    #expect(trial.failure == nil)
    #expect(trial.problems.map(\.description) == [])
    #expect(trial.summary?.format == .lockbox)
    #expect(trial.summary?.version == "SAP-BAI2")
    let statement = try #require(trial.statements.first)
    #expect(trial.statements.count == 1)
    #expect(statement.id == "0012345/2026-01-05")
    #expect(statement.account == "0012345")
    #expect(statement.bookedCredits.map(\.amount.description) == ["1700.00 USD"])
    #expect(statement.createdAt == "2026-01-05T08:30")
    #expect(
      trial.checks == [
        "batch_total 1700.00 USD 1700.00 USD holds", "batch_count 2 2 holds",
        "lockbox_total 1700.00 USD 1700.00 USD holds", "lockbox_count 2 2 holds",
        "file_record_count 11 11 holds",
      ])
    let first = try #require(trial.transactions.first)
    #expect(first.amount.description == "1500.00 USD")
    #expect(first.bankReference == "1-1-4711")
    #expect(first.checkNumber == "4711")
    #expect(first.bookingDate?.description == "2026-01-05")
    #expect(first.payer.routingNumber == "999999992")
    #expect(first.payer.account == "1234567")
    #expect(first.position.line == 4)
    #expect(first.documents.map(\.number) == ["INV-1001", "INV-1002"])
    #expect(first.documents.map(\.paid?.decimal) == ["1000.00", "500.00"])
    #expect(first.documents.first?.adjustments == [])
    let adjustment = try #require(first.documents.last?.adjustments.first)
    #expect(adjustment.amount.decimal == "25.00")
    #expect(adjustment.reason == "010")
    #expect(adjustment.text == "DAMAGED GOODS")
    let second = try #require(trial.transactions.last)
    #expect(second.amount.decimal == "200.00")
    #expect(second.bankReference == "1-2-815")
    #expect(second.documents.map(\.paid?.decimal) == ["200.00"])
  }

  @Test func `a public file is recognised by the total that only its layout reads right`() throws {
    let bytes = FlatFileTrial.fixture("lockbox/fundersclub-test_lockbox.bai")

    let trial = FlatFileTrial(bytes, by: LockboxReader(file: "fc.bai"))

    #expect(trial.failure == nil)
    #expect(trial.errors == [])
    #expect(trial.summary?.version == "FC")
    #expect(trial.statements.map(\.id) == ["0022222/2016-05-23"])
    let check = try #require(trial.transactions.first)
    #expect(trial.transactions.count == 1)
    #expect(check.amount.description == "7000.00 USD")
    #expect(check.checkNumber == "180")
    #expect(check.payer.routingNumber == "055002707")
    #expect(check.payer.account == "12345555")
    #expect(check.payer.name == "BOB E SMITH")
    #expect(check.text == ["CE554"])
    #expect(check.documents == [])
    #expect(trial.checks.contains("lockbox_total 7000.00 USD 7000.00 USD holds"))
    #expect(trial.checks.contains("file_record_count 8 8 holds"))
  }

  @Test func `an empty lockbox is a statement without checks`() {
    let bytes = FlatFileTrial.fixture("lockbox/fundersclub-test_empty_lockbox.bai")

    let trial = FlatFileTrial(bytes, by: LockboxReader(file: "fc.bai"))

    #expect(trial.failure == nil)
    #expect(trial.problems == [])
    #expect(trial.statements.map(\.id) == ["0022222/2016-05-27"])
    #expect(trial.transactions == [])
    #expect(trial.checks.contains("file_record_count 6 6 holds"))
  }

  static let wrong: [(String, String)] = [
    (
      example(9, "700100200123452601050020000180000"),
      """
      box.txt:9:24: error: batch total states 1800.00 USD, its checks sum to 1700.00 USD; expected \
      equal totals; ask the bank to send the file again (controlTotalMismatch)
      """
    ),
    (
      example(10, "800100200123452601050020000180000"),
      """
      box.txt:10:24: error: lockbox total states 1800.00 USD, its batches sum to 1700.00 USD; \
      expected equal totals; ask the bank to send the file again (controlTotalMismatch)
      """
    ),
    (
      example(9, "700100200123452601050030000170000"),
      """
      box.txt:9:21: warning: batch total states 3 checks, 2 were read; expected equal counts \
      (countMismatch)
      """
    ),
    (
      example(11, "9000012"),
      """
      box.txt:11:2: warning: file trailer states 12 records, 11 were read; expected equal counts \
      (countMismatch)
      """
    ),
    (
      example(1, ""),
      """
      box.txt:1:1: error: the file does not begin with record 1; expected a file header \
      (missingRecord)
      """
    ),
    (
      example(2, "X"),
      """
      box.txt:2:1: error: the record type 'X' is unknown; expected 1, 2, 4, 5, 6, 7, 8 or 9 \
      (unknownRecord)
      """
    ),
    (
      example(4, ""),
      """
      box.txt:4:1: error: a remittance line has no check before it; expected record 6 before record \
      4 (missingRecord)
      """
    ),
    (
      example(8, "40010036019INV-1003        00000200000000000000000"),
      """
      box.txt:8:1: error: the remittance line is of item 1-3, the check before it is 1-2; expected \
      lines behind their own check (badRecord)
      """
    ),
    (
      example(6, "40010016039INV-1002        00000500000000002500010DAMAGED GOODS"),
      "box.txt:6:9: warning: the remittance line has sequence 3; expected 2 (badRecord)"
    ),
    (
      example(4, "600100100001500X099999999200012345670000004711"),
      """
      box.txt:4:8: error: the check amount is '00001500X0'; expected digits, two of them decimals \
      (badAmount)
      """
    ),
    (
      example(7, "6001001000002000099999999200076543210000000815"),
      "box.txt:7:1: error: item 1 of batch 1 comes twice; expected every item once (duplicateElement)"
    ),
    (
      example(9, ""),
      """
      box.txt:9:1: error: the lockbox ends before the total of batch 1; expected record 7 \
      (missingRecord)
      """
    ),
    (
      example(3, "50010000012345261305ACMECORP  0999999992"),
      "box.txt:3:15: error: the deposit date is '261305'; expected a day as YYMMDD (badDate)"
    ),
    (
      example(4, "6001001000015000099999999100012345670000004711"),
      """
      box.txt:4:18: warning: the check digit of routing number 999999991 is wrong; expected a number \
      of the American Bankers Association (unusual)
      """
    ),
    (
      example(5, "40010016010INV-1001        00009000000000000000000"),
      """
      box.txt:4: warning: the check is 1500.00 USD, its lines pay 9500.00 USD; expected lines that \
      pay no more than the check (detailsMismatch)
      """
    ),
    (
      example(11, "9000011\n8"),
      """
      box.txt:12:1: error: a record follows the file trailer; expected nothing, or record 1 \
      (trailingContent)
      """
    ),
  ]

  @Test(arguments: wrong)
  func `what is wrong is told with its place`(text: String, message: String) throws {
    let layout = try #require(LockboxLayout.shipped.first { $0.id == "SAP-BAI2" })
    let reader = LockboxReader(file: "box.txt", layouts: [layout])

    let problems = FlatFileTrial(Array(text.utf8), by: reader).problems.map(\.description)

    #expect(problems.contains(message), "\(problems)")
  }

  static let unusable: [(String, String)] = [
    ("", "box.txt: error: the file is empty; expected a lockbox file (emptyFile)"),
    (
      example(11, ""),
      """
      box.txt: error: the file ends without its trailer; expected records 7, 8 and 9; ask the bank \
      to send the file again (truncated)
      """
    ),
    (
      example(2, "2\u{1}"),
      """
      box.txt:2:1: error: a control character stands in the record; expected ASCII text; convert the \
      file from its code page (IBM 037, say) (badEncoding)
      """
    ),
  ]

  @Test(arguments: unusable)
  func `a file that cannot be used is refused`(text: String, message: String) {
    #expect(FlatFileTrial(lockbox: text).failure?.description == message)
  }

  @Test func `two layouts that read different invoices ask for a choice`() {
    var other = LockboxLayout.shipped.first { $0.id == "SAP-BAI2" }
    other?.id = "OURS"
    other?.records[UInt8(ascii: "4")]?.lines[0]["invoice"]?.columns = 16...27
    let layouts = LockboxLayout.shipped.prefix(1) + [other].compactMap { $0 }

    let trial = FlatFileTrial(
      Array(Self.example.joined(separator: "\n").utf8),
      by: LockboxReader(file: "box.txt", layouts: Array(layouts)))

    #expect(
      trial.failure?.description == """
        box.txt: error: the lockbox layouts SAP-BAI2 and OURS both fit, and read different \
        payments; expected the layout's name or file with --lockbox-layout (ambiguousFormat)
        """)
  }

  @Test(arguments: [1, 7, 4096])
  func `the same events come out however a file is cut`(chunk: Int) {
    for text in [Self.example.joined(separator: "\n"), Self.example(9, "7")] {
      let whole = FlatFileTrial(lockbox: text)
      let cut = FlatFileTrial(lockbox: text, chunk: chunk)

      #expect(cut.described == whole.described)
    }
  }

  @Test func `a file cut off anywhere never ends well with other money`() {
    let bytes = Array(Self.example.joined(separator: "\n").utf8)

    for length in 1..<bytes.count {
      let trial = FlatFileTrial(Array(bytes[..<length]), by: LockboxReader(file: "box.txt"))
      let isHonest =
        trial.failure != nil || !trial.errors.isEmpty
        || trial.transactions.map(\.amount.decimal) == ["1500.00", "200.00"]
      #expect(isHonest, "cut after \(length) bytes")
    }
  }

  @Test func `the sequence of remittance lines begins again after 99`() {
    var lines = Array(Self.example[..<3])
    lines.append("6001001000010100099999999200012345670000004711")
    for line in 1...101 {
      let sequence = (line - 1) % 99 + 1
      let number = sequence < 10 ? "0\(sequence)" : "\(sequence)"
      let last = line == 101 ? "9" : "0"
      lines.append("40010016\(number)\(last)INV-1001        00000010000000000000000")
    }
    lines += [
      "700100100123452601050010000101000", "800100100123452601050010000101000", "9000108",
    ]

    let trial = FlatFileTrial(lockbox: lines.joined(separator: "\n"))

    #expect(trial.problems.map(\.description) == [])
    #expect(trial.transactions.map(\.documents.count) == [101])
  }
}

extension FlatFileTrial {
  init(lockbox text: String, chunk: Int = .max) {
    self.init(Array(text.utf8), by: LockboxReader(file: "box.txt"), chunk: chunk)
  }
}
