import BankFiles
import Money
import Receivables
import Testing

struct RecognitionTests {
  static func trial(_ bytes: [UInt8], chunk: Int = .max) -> FlatFileTrial {
    FlatFileTrial(bytes, by: RecognisingReader(file: "in"), chunk: chunk)
  }

  static let refused: [(String, String)] = [
    (
      "",
      "in: error: the file is empty; expected a camt, BAI2, MT940, lockbox or X12 file (emptyFile)"
    ),
    (
      " \n\n",
      "in: error: the file is empty; expected a camt, BAI2, MT940, lockbox or X12 file (emptyFile)"
    ),
    (
      "%PDF-1.7\n",
      "in: error: the file looks like a PDF; expected a camt, BAI2, MT940, lockbox or X12 file (unknownFormat)"
    ),
    (
      "PK\u{3}\u{4}abc",
      "in: error: the file looks like a zip archive; expected a camt, BAI2, MT940, lockbox or X12 file (unknownFormat)"
    ),
    (
      "{1:F01BANKDEFFXXXX}{2:I103BANKDEFFXXXXN}{4:\n:20:X\n:32A:260310EUR1,00\n-}",
      "in: error: the file looks like a SWIFT message (MT103); expected a camt, BAI2, MT940, lockbox or X12 file (unknownFormat)"
    ),
    (
      ":20:STARTUMSE\n",
      "in:1: error: the file ends inside the message that begins here; expected its closing balance (:62F:); ask the bank to send the file again (truncated)"
    ),
    (
      "ISA*00*          *00*",
      "in: error: the file looks like X12 without a set 820 or 823; expected a camt, BAI2, MT940, lockbox or X12 file (unknownFormat)"
    ),
    (
      "date,amount\n2026-01-01,5\n",
      "in: error: the file looks like CSV or other text; expected a camt, BAI2, MT940, lockbox or X12 file, or a CSV with its layout by --csv-layout (unknownFormat)"
    ),
    (
      "\u{1}\u{2}",
      "in: error: the file looks like binary data; expected a camt, BAI2, MT940, lockbox or X12 file (unknownFormat)"
    ),
  ]

  @Test(arguments: refused)
  func `what is no bank file is named`(text: String, message: String) {
    #expect(Self.trial(Array(text.utf8)).failure?.description == message)
  }

  @Test func `a packed file is named`() {
    let message = Self.trial([0x1F, 0x8B, 0x08, 0x00]).failure?.problem

    #expect(message == "the file looks like gzip; unpack it first")
  }

  @Test(arguments: ["bai2/moov-sample1.txt", "lockbox/fundersclub-test_lockbox.bai"])
  func `a flat file in UTF-16 is named, with its mark and without`(file: String) {
    let wide: [UInt8] = FlatFileTrial.fixture(file).flatMap { [$0, 0] as [UInt8] }

    let marked: [[UInt8]] = [wide, [0xFF, 0xFE] + wide, [0xFE, 0xFF, 0] + wide.dropLast()]
    for bytes in marked {
      #expect(
        Self.trial(bytes).failure?.problem
          == "the file looks like UTF-16; convert it to UTF-8 first")
    }
  }

  @Test(arguments: ["bai2/moov-sample1.txt", "lockbox/fundersclub-test_lockbox.bai"])
  func `lines may end with a carriage return alone, which is noted`(file: String) {
    let bytes = FlatFileTrial.fixture(file).filter { $0 != 0x0D }
    let plain = Self.trial(bytes)

    for chunk in [1, 4096] {
      let trial = Self.trial(bytes.map { $0 == 0x0A ? 0x0D : $0 }, chunk: chunk)

      #expect(trial.transactions == plain.transactions)
      #expect(trial.statements == plain.statements)
      #expect(
        trial.problems.map(\.description) == [
          "in:1: note: the lines end with a carriage return alone (unusual)"
        ] + plain.problems.map(\.description))
    }
  }

  @Test func `a carriage return inside a text ends no line`() {
    let text =
      "01,A,B,260310,2130,1,,,2/\n02,B,A,1,260310,2400,USD,2/\n03,1,USD,,,,/\n"
      + "16,142,100,,,,paid\r16,142,900,,,,more\n49,100,3/\n98,100,1,5/\n99,100,1,7/\n"

    let trial = Self.trial(Array(text.utf8))

    #expect(trial.transactions.map(\.amount.decimal) == ["1.00"])
  }

  @Test func `a card of the transfer in front is named`() {
    let bytes =
      Array("$$ADD ID=ABC BID='X'\n".utf8) + FlatFileTrial.fixture("bai2/moov-sample1.txt")

    #expect(
      Self.trial(bytes).failure?.problem
        == "the file looks like one with a card of the transfer in front ($$…); take that line off "
        + "first")
  }

  @Test func `a BAI2 file without its header is told as one`() {
    let bytes = FlatFileTrial.fixture("bai2/moov-sample1.txt").split(
      separator: 0x0A, maxSplits: 1)[1]

    #expect(
      Self.trial(Array(bytes)).failure?.description
        == "in:1:1: error: the file begins with '02'; expected a file header, record code 01 "
        + "(missingRecord)")
  }

  @Test(arguments: [
    ("bai2/moov-sample1.txt", BankFileFormat.bai2), ("bai2/moov-sample3.txt", .bai2),
    ("bai2/moov-sample5-issue113.txt", .bai2), ("bai2/activearch-BTRS_valid.txt", .bai2),
    ("bai2/moj-nwb_example.bai2", .bai2), ("lockbox/fundersclub-test_lockbox.bai", .lockbox),
    ("lockbox/fundersclub-test_empty_lockbox.bai", .lockbox),
    ("x12/820-4010.edi", .x12Payment), ("x12/820-3040.edi", .x12Payment),
    ("x12/820-mixed.edi", .x12Payment), ("x12/820-wrapped.edi", .x12Payment),
    ("x12/823-4010.edi", .x12Lockbox), ("x12/823-3040.edi", .x12Lockbox),
  ])
  func `a public file is recognised whatever the pieces`(file: String, format: BankFileFormat) {
    let bytes = FlatFileTrial.fixture(file)
    for chunk in [1, 7, 4096] {
      let trial = Self.trial(bytes, chunk: chunk)
      #expect(trial.failure == nil)
      #expect(trial.summary?.format == format)
    }
  }

  @Test func `the recognition says how sure it is and why`() throws {
    var reader = RecognisingReader(file: "in")
    var events = BankFileBatch()
    let bytes = FlatFileTrial.fixture("bai2/moj-citi_example.bai2")

    try reader.consume(bytes.span, into: &events)
    try reader.finish(into: &events)

    #expect(reader.recognition?.format == .bai2)
    #expect(reader.recognition?.certainty == "certain")
    #expect(reader.recognition?.reason == "it begins with a BAI2 file header (01) with a day")
  }

  @Test func `X12 is recognised by its header and its first set`() throws {
    var reader = RecognisingReader(file: "in")
    var events = BankFileBatch()
    let bytes = FlatFileTrial.fixture("x12/823-4010.edi")

    try reader.consume(bytes.span, into: &events)
    try reader.finish(into: &events)

    #expect(reader.recognition?.format == .x12Lockbox)
    #expect(reader.recognition?.certainty == "certain")
    #expect(
      reader.recognition?.reason
        == "it begins with an interchange header (ISA), and has sets 823, lockbox")
  }
}

/// SWIFT messages, which banks wrap in lines of their own.
struct SWIFTRecognitionTests {
  @Test(arguments: MT940PublicFilesTests.files.map(\.file))
  func `a public MT940 file is recognised whatever the pieces`(file: String) {
    let bytes = MT940PublicFilesTests.bytes(file)
    for chunk in [7, 4096] {
      let trial = RecognitionTests.trial(bytes, chunk: chunk)
      #expect(trial.failure == nil)
      #expect(trial.summary?.format == .mt940)
    }
  }

  static let messages: [(String, BankFileFormat, String, String)] = [
    (
      MT940Sample.statement(), .mt940, "certain",
      "it begins with the reference (:20:) of an MT940 message"
    ),
    (
      "ABNANL2A\r\n940\r\nABNANL2A\r\n" + MT940Sample.statement(), .mt940, "certain",
      "it is a SWIFT message of type MT940"
    ),
    (
      "A letter from the bank\n" + MT940Sample.statement(), .mt940, "certain",
      "it has the fields of an MT940 message behind lines of the bank's own"
    ),
    (
      "{1:F01COBADEFFXXXX}{2:I940COBADEFFXXXXN}{4:\n" + MT940Sample.statement(), .mt940, "certain",
      "it is a SWIFT message of type MT940"
    ),
    (
      "{1:F01COBADEFFXXXX}{2:O9421200260310COBADEFF}{4:\n" + MT940Sample.interim(), .mt942,
      "certain", "it is a SWIFT message of type MT942"
    ),
    (
      MT940Sample.interim(), .mt942, "certain",
      "it begins with the reference (:20:) of an MT942 message"
    ),
    (
      ":20:X\n:25:1\n:28C:1\n:61:2603100310C1,NTRFX\n:90C:1EUR1,\n", .mt942, "certain",
      "it begins with the reference (:20:) of an MT942 message"
    ),
    (
      ":20:X\n", .mt940, "likely", "it begins with the reference (:20:) of an MT940 message"
    ),
  ]

  @Test(arguments: messages)
  func `the recognition says which message it is, how surely and why`(
    text: String, format: BankFileFormat, certainty: String, reason: String
  ) {
    var reader = RecognisingReader(file: "in")
    var events = BankFileBatch()
    let bytes = Array(text.utf8)

    try? reader.consume(bytes.span, into: &events)
    try? reader.finish(into: &events)

    #expect(reader.recognition?.format == format)
    #expect(reader.recognition?.certainty == certainty)
    #expect(reader.recognition?.reason == reason)
  }
}
