import BankFiles
import Money
import Receivables
import TestSupport
import Testing

/// Interchanges, whatever they hold: separators, line ends, cuts and attacks.
struct X12EnvelopeTests {
  static let fixtures = [
    "820-4010.edi", "820-3040.edi", "820-mixed.edi", "820-wrapped.edi", "823-4010.edi",
    "823-3040.edi",
  ]

  /// What a file says, wherever in it that stands.
  private func content(_ trial: FlatFileTrial) -> [String] {
    trial.transactions.map {
      "\($0.amount) \($0.bankReference) \($0.bookingDate?.description ?? "") \($0.payer) "
        + "\($0.documents.map(\.described)) \($0.text) \($0.references)"
    }
  }

  @Test(arguments: fixtures, [1, 7, 4096])
  func `the same events come out however a file is cut`(file: String, chunk: Int) {
    let whole = FlatFileTrial(x12Fixture: file)
    let cut = FlatFileTrial(x12Fixture: file, chunk: chunk)

    #expect(whole.failure == nil)
    #expect(cut.described == whole.described)
  }

  /// Where a file has two interchanges, the first alone is a file; nothing tells that there was more.
  @Test(arguments: ["820-4010.edi", "820-3040.edi", "820-mixed.edi", "823-3040.edi"])
  func `a file cut off anywhere never ends well with other money`(file: String) {
    let bytes = FlatFileTrial.fixture("x12/\(file)")
    let whole = content(FlatFileTrial(bytes, by: X12Reader(file: file)))

    for length in 0..<bytes.count {
      let trial = FlatFileTrial(Array(bytes[..<length]), by: X12Reader(file: file))
      let end = String(decoding: bytes[..<length], as: UTF8.self)
      let isWhole =
        content(trial) == whole || end.dropLast(1).hasSuffix("IEA*2*00000090")
        || end.hasSuffix("IEA*2*000000900\\")
      #expect(
        trial.failure != nil || !trial.errors.isEmpty || isWhole, "cut after \(length) bytes")
    }
  }

  @Test func `lines of 80 characters that cut segments change nothing`() {
    let plain = FlatFileTrial(x12Fixture: "820-4010.edi")
    let wrapped = FlatFileTrial(x12Fixture: "820-wrapped.edi")

    #expect(wrapped.complaints == [])
    #expect(content(wrapped) == content(plain))
  }

  @Test(arguments: [
    ("*", ">", "~"), ("|", "^", "~\r\n"), ("*", ":", "\n"), ("*", ":", "\r\n"), ("\t", "@", "!"),
    ("\u{1D}", "\u{1F}", "\u{1C}"), ("*", "\\", "'"), ("+", ":", "\\\n"),
  ])
  func `the header says what separates`(element: String, component: String, terminator: String) {
    let good = X12PaymentMalformedTests.good
    let text = good.replacing(">", with: component).replacing("*", with: element)
      .replacing("~\n", with: terminator)

    let trial = FlatFileTrial(x12: text)

    #expect(trial.failure == nil)
    #expect(trial.complaints == [])
    #expect(content(trial) == content(FlatFileTrial(x12: good)))
  }

  @Test func `every interchange has separators of its own`() {
    let first = X12PaymentMalformedTests.good
    let second = first.replacing("000000007", with: "000000008").replacing("T-1", with: "T-2")
      .replacing("*", with: "|")

    let trial = FlatFileTrial(x12: first + second)

    #expect(trial.failure == nil)
    #expect(trial.complaints == [])
    #expect(trial.transactions.map(\.bankReference) == ["T-1", "T-2"])
  }

  @Test func `the same interchange twice in a file is an error`() {
    let good = X12PaymentMalformedTests.good

    #expect(
      FlatFileTrial(x12: good + good).errors == [
        """
        pay.edi:15:1: error: the interchange 000000007 comes twice in the file; expected every \
        interchange once (duplicateElement)
        """
      ])
  }

  @Test func `acknowledgements and sets of other kinds are skipped, and told of`() {
    let trial = FlatFileTrial(x12Fixture: "820-mixed.edi")

    #expect(
      trial.problems.map(\.description) == [
        "820-mixed.edi:1:192: note: the set 0001 is a 997, and is skipped (unusual)",
        "820-mixed.edi:1:310: note: no currency is stated (CUR02); USD is assumed (badCurrency)",
      ])
  }

  @Test func `a file without line ends tells the column`() {
    let text = X12PaymentMalformedTests.good.replacing("~\n", with: "~")
      .replacing("BPR*C*1000*C", with: "BPR*C*x*C")

    #expect(FlatFileTrial(x12: text).errors.first?.hasPrefix("pay.edi:1:168: error: ") == true)
  }

  @Test func `padding, a byte order mark and the DOS end of file belong to nothing`() {
    let text = "\u{FEFF}  \n" + X12PaymentMalformedTests.good + "\n\n \u{1A}\u{0}\u{0}"

    let trial = FlatFileTrial(x12: text)

    #expect(trial.failure == nil)
    #expect(trial.complaints == [])
    #expect(trial.transactions.count == 1)
  }

  @Test func `text that is no UTF-8 is read as Windows-1252`() {
    let bytes = Array(X12PaymentMalformedTests.good.utf8).map { $0 == 0x4D ? 0xDC : $0 }

    let trial = FlatFileTrial(bytes, by: X12Reader(file: "pay.edi"))

    #expect(trial.transactions.first?.payer.name == "ACÜE TOOLS")
  }

  @Test func `a segment without an end is refused before it fills the memory`() {
    let good = X12PaymentMalformedTests.good
    let text = good.replacing("T-1", with: String(repeating: "X", count: 70_000))

    #expect(
      FlatFileTrial(x12: text).failure?.description == """
        pay.edi:5:1: error: the segment is longer than 65536 bytes; expected a segment terminator, \
        as the interchange header states it (limitExceeded)
        """)
  }

  @Test func `a payment without an end is refused before it fills the memory`() {
    let note = "NTE*INV*" + String(repeating: "X", count: 60_000) + "~\n"
    let text = X12PaymentMalformedTests.good.replacing(
      "ENT*1~\n", with: String(repeating: note, count: 150))

    let failure = FlatFileTrial(x12: text).failure

    #expect(failure?.code == .limitExceeded)
    #expect(failure?.problem == "the payment that begins on line 4 goes on for too long")
  }

  @Test func `a file of nothing but errors is given up`() {
    let text = X12PaymentMalformedTests.good + String(repeating: "x~\n", count: 5_000)

    let trial = FlatFileTrial(x12: text)

    #expect(trial.errors.count == 1_001)
    #expect(
      trial.failure?.description == """
        pay.edi:1015:1: error: the file has more than 1000 errors; expected an X12 file; ask for it \
        again (limitExceeded)
        """)
  }

  @Test func `many documents of one payment are all read`() {
    let documents = (1...5_000).map { "RMR*IV*N\($0)**0.2~\n" }.joined()
    let text = X12Text.edited(
      X12PaymentMalformedTests.good,
      "RMR*IV*A-1**600*610*10~\nRMR*IV*A-2**400*425~\nDTM*003*20260210~\nADX*-25*04~\n", documents)

    let trial = FlatFileTrial(x12: text)

    #expect(trial.complaints == [])
    #expect(trial.transactions.first?.documents.count == 5_000)
  }

  @Test(arguments: SeededGenerator.seeds(60))
  func `random damage never traps, and chunks never matter`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var bytes = FlatFileTrial.fixture("x12/\(random.pick(Self.fixtures))")
    for _ in 0..<random.number(1...6) {
      let place = random.number(0...(bytes.count - 1))
      switch random.number(0...3) {
      case 0: bytes[place] = UInt8(random.number(0...255))
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(contentsOf: random.pick([[0x2A], [0x7E], [0x0A], [0x2D]]), at: place)
      default:
        let end = min(bytes.count, place + random.number(1...200))
        bytes.insert(contentsOf: bytes[place..<end], at: random.number(0...(bytes.count - 1)))
      }
    }

    let whole = FlatFileTrial(bytes, by: X12Reader(file: "pay.edi"))
    let cut = FlatFileTrial(bytes, by: X12Reader(file: "pay.edi"), chunk: random.number(1...9))

    #expect(cut.described == whole.described, "seed \(seed)")
  }
}
