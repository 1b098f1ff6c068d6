import BankFiles
import Money
import Receivables
import TestSupport
import Testing

/// Bytes that no bank sends, or should.
struct MT940HostileTests {
  static func trial(_ bytes: [UInt8], page: CodePage = .windows1252) -> FlatFileTrial {
    FlatFileTrial(bytes, by: MT940Reader(file: "day.sta", codePage: page))
  }

  /// An entry of 12.00 whose details are these bytes.
  static func statement(_ detail: [UInt8]) -> [UInt8] {
    Array(
      ":20:X\n:25:12345\n:28C:1\n:60F:C260309EUR0,\n:61:2603100310C12,NTRFX\n:86:".utf8)
      + detail + Array("\n:62F:C260310EUR12,\n-\n".utf8)
  }

  @Test(arguments: [
    (CodePage.windows1252, [0x4D, 0xFC, 0x6C, 0x20, 0x80] as [UInt8], "Mül €"),
    (.latin1, [0x4D, 0xFC, 0x6C], "Mül"), (.latin9, [0xA4, 0xBD], "€œ"),
    (.windows1250, [0x9C, 0xB9, 0xB3, 0xBF], "śąłż"), (.latin2, [0xB6, 0xB1, 0xB3, 0xBF], "śąłż"),
    (.cp852, [0x98, 0xA5, 0x88, 0xBE], "śąłż"),
  ])
  func `letters that are not UTF-8 are read by the code page, with one note`(
    page: CodePage, bytes: [UInt8], text: String
  ) {
    let trial = Self.trial(Self.statement(bytes) + Self.statement(bytes), page: page)

    #expect(trial.transactions.map(\.text) == [[text], [text]])
    let notes = trial.problems.filter { $0.code == .badEncoding }
    #expect(notes.map(\.severity) == [.note])
    #expect(notes.map(\.position.line) == [5])
  }

  @Test func `UTF-8 is UTF-8, with a byte order mark and without`() {
    let bytes = Self.statement(Array("Müller €".utf8))

    for trial in [Self.trial(bytes), Self.trial([0xEF, 0xBB, 0xBF] + bytes)] {
      #expect(trial.transactions.map(\.text) == [["Müller €"]])
      #expect(trial.problems == [])
    }
  }

  @Test func `control characters are left out of the text, and kept in what is raw`() {
    let trial = Self.trial(Self.statement([0x52, 0x45, 0x00, 0x1B, 0x20, 0x34, 0x09, 0x37]))

    #expect(trial.transactions.map(\.text) == [["RE 4 7"]])
    #expect(trial.transactions.first?.raw.utf8.contains(0x1B) == true)
    #expect(
      trial.problems.map(\.description) == [
        "day.sta:5: note: the text has control characters; they are left out (unusual)"
      ])
  }

  @Test func `lines may end with carriage returns, in every way`() {
    let plain = String(decoding: Self.statement(Array("RE 4711\nRE 4712".utf8)), as: UTF8.self)

    for end in ["\r\n", "\r", "\r\r\n"] {
      let trial = Self.trial(Array(plain.replacing("\n", with: end).utf8))
      #expect(trial.failure == nil)
      #expect(trial.problems == [])
      #expect(trial.transactions.map(\.text) == [["RE 4711", "RE 4712"]])
    }
  }

  @Test func `details of megabytes are cut off, with a note`() {
    let line = Array(repeating: UInt8(ascii: "A"), count: 999) + [0x0A]
    let detail = Array(repeating: line, count: 3_000).flatMap { $0 }

    let trial = Self.trial(Self.statement(detail + Array("ü".utf8)))

    #expect(trial.failure == nil)
    #expect(trial.transactions.first?.raw.utf8.count == 65_536)
    #expect(
      trial.problems.map(\.description) == [
        "day.sta:5: note: the entry is longer than 65536 bytes; the rest is cut off (limitExceeded)",
        "day.sta:5: note: the details of an entry are wider than 65 letters or longer than 6 lines "
          + "(unusual)",
      ])
  }

  @Test func `a letter is not cut in two`() {
    let trial = Self.trial(Self.statement(Array(String(repeating: "ü", count: 40_000).utf8)))

    #expect(trial.problems.map(\.code) == [.limitExceeded, .unusual])
    #expect(trial.transactions.first?.text.first?.allSatisfy { $0 == "ü" } == true)
  }

  @Test func `a file without line ends is refused at a megabyte`() {
    let trial = Self.trial(Array(repeating: UInt8(ascii: ":"), count: 2 << 20))

    #expect(trial.failure?.code == .limitExceeded)
  }

  @Test func `thousands of sub-fields cost no more than their bytes`() {
    let detail = "166" + String(repeating: "?21A?20B", count: 8_000)

    let trial = Self.trial(Self.statement(Array(detail.utf8)))

    #expect(trial.failure == nil)
    #expect(trial.transactions.count == 1)
  }

  private static let pieces = [
    ":", "-\n", ":61:", ":86:", "\n:20:", "?2", "//", "\r", "{", "EREF+", "/REMI/", "0", ",", "\0",
  ]

  @Test(arguments: SeededGenerator.seeds(150))
  func `nothing traps, and pieces make no difference, whatever bytes are changed`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var bytes = MT940PublicFilesTests.bytes(generator.pick(MT940PublicFilesTests.files).file)
    for _ in 0..<generator.number(1...6) {
      let place = generator.number(0...(bytes.count - 1))
      let end = min(bytes.count, place + generator.number(0...12))
      bytes.replaceSubrange(place..<end, with: Array(generator.pick(Self.pieces).utf8))
      bytes.insert(UInt8(generator.number(0...255)), at: place)
    }

    let whole = Self.trial(bytes)
    let cut = FlatFileTrial(bytes, by: MT940Reader(file: "day.sta"), chunk: 61)

    #expect(cut.described == whole.described)
  }
}
