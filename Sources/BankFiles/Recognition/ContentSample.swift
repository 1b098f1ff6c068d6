import Money
import Receivables

/// The first bytes of a file, looked at to tell what it is.
struct ContentSample {
  /// Which reader a file is for.
  enum Kind {
    case xml, bai2, mt940, lockbox, x12, csv

    init(_ format: BankFileFormat) {
      self =
        switch format {
        case .camt053, .camt052, .camt054: .xml
        case .bai2: .bai2
        case .mt940, .mt942: .mt940
        case .lockbox: .lockbox
        case .x12Payment, .x12Lockbox: .x12
        case .csv: .csv
        }
    }
  }

  /// What the content may be, and how much speaks for it: from 2 on it is likely, from 4 certain.
  struct Candidate {
    var kind: Kind
    var format: BankFileFormat
    var score: Int
    /// One sentence for people.
    var reason: String
  }

  /// What is read, for messages.
  static let readable = "a camt, BAI2, MT940, lockbox or X12 file"

  private let file: String
  private let csvLayouts: [CSVStatementLayout]
  /// All of it but for a byte order mark.
  let whole: ArraySlice<UInt8>
  let bytes: ArraySlice<UInt8>

  init(_ sample: [UInt8], file: String, csvLayouts: [CSVStatementLayout] = []) {
    self.file = file
    self.csvLayouts = csvLayouts
    whole = sample.starts(with: [0xEF, 0xBB, 0xBF]) ? sample.dropFirst(3) : sample[...]
    bytes = whole.drop(while: Self.isBlank)
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  /// - Throws: `emptyFile`, `unknownFormat` with what the content looks like, `ambiguousFormat`.
  func recognise() throws(BankFileError) -> (kind: Kind, recognition: BankFileRecognition) {
    if bytes.isEmpty {
      throw error(.emptyFile, "the file is empty", Self.readable)
    }
    if isXML {
      let isCamt = contains("camt.05")
      return (
        .xml,
        BankFileRecognition(
          format: camtFormat, certainty: isCamt ? "certain" : "likely",
          reason: isCamt ? "it is XML that names a camt message" : "it is XML")
      )
    }
    let csv = CSVLayoutChoice(csvLayouts).candidate(for: whole)
    let swift = swiftCandidate
    // Their text may have any byte.
    if !isX12, csv == nil, swift.score < 2, let looks = looksLike {
      throw error(.unknownFormat, "the file looks like \(looks)", Self.readable)
    }
    let candidates = (candidates + [swift] + [csv].compactMap { $0 }).filter { $0.score >= 2 }
    let best = candidates.map(\.score).max() ?? 0
    let leaders = candidates.filter { $0.score == best }
    guard let leader = leaders.first else { throw unknown }
    guard leaders.count == 1 else {
      let names = leaders.map(\.format.rawValue).joined(separator: " as well as ")
      throw error(.ambiguousFormat, "the file may be \(names)", "the format with --format-of")
    }
    return (
      leader.kind,
      BankFileRecognition(
        format: leader.format, certainty: leader.score >= 4 ? "certain" : "likely",
        reason: leader.reason)
    )
  }

  private var unknown: BankFileError {
    if isX12 {
      return error(
        .unknownFormat, "the file looks like X12 without a set 820 or 823", Self.readable)
    }
    guard contains(",") || contains(";") || contains("\t") else {
      return error(.unknownFormat, "the file looks like text", Self.readable)
    }
    let refusal =
      csvLayouts.isEmpty ? "" : "; " + CSVLayoutChoice(csvLayouts).refusal(for: whole)
    return error(
      .unknownFormat, "the file looks like CSV or other text\(refusal)",
      Self.readable + ", or a CSV with its layout by --csv-layout")
  }

  private var candidates: [Candidate] {
    [
      Candidate(
        kind: .bai2, format: .bai2, score: bai2Score,
        reason: "it begins with a BAI2 file header (01) with a day"),
      Candidate(
        kind: .lockbox, format: .lockbox, score: lockboxScore,
        reason: "it has the record types 1, 5 and 6 of a lockbox file"),
    ] + x12Candidates
  }

  private var isXML: Bool {
    guard isWide else { return bytes.first == UInt8(ascii: "<") || bytes.starts(with: [0, 0x3C]) }
    // NUL is every other byte of a tag.
    return bytes.dropFirst(2).first { $0 != 0 && !Self.isBlank($0) } == UInt8(ascii: "<")
  }

  /// It has the byte order mark of UTF-16.
  private var isWide: Bool {
    bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE])
  }

  /// UTF-16 without its mark: every other byte of what is nearly always ASCII is NUL.
  private var isWideUnmarked: Bool {
    let start = bytes.prefix(64)
    let halves = [0, 1].map { half in
      start.enumerated().count { $0.offset % 2 == half && $0.element == 0 }
    }
    return start.count >= 4 && halves.contains { 4 * $0 >= start.count } && halves.contains(0)
  }

  private var camtFormat: BankFileFormat? {
    for (name, format) in [
      ("camt.053.", BankFileFormat.camt053), ("camt.052.", .camt052), ("camt.054.", .camt054),
    ] where contains(name) {
      return format
    }
    return nil
  }

  /// What people send by mistake, or as another format that is not read here.
  private var looksLike: String? {
    let signatures: [([UInt8], String)] = [
      ([0x1F, 0x8B], "gzip; unpack it first"), (Array("PK\u{3}\u{4}".utf8), "a zip archive"),
      (Array("%PDF".utf8), "a PDF"),
      (Array("{1:".utf8), "a SWIFT message" + (otherSWIFTMessage.map { " (MT\($0))" } ?? "")),
      (Array("BZh".utf8), "bzip2; unpack it first"), (Array("{".utf8), "JSON"),
    ]
    for (signature, name) in signatures where bytes.starts(with: signature) { return name }
    if isWide || isWideUnmarked { return "UTF-16; convert it to UTF-8 first" }
    if bytes.starts(with: "$$".utf8) {
      return "one with a card of the transfer in front ($$…); take that line off first"
    }
    if isBinary { return "binary data" }
    if let first = bytes.first, first >= 0xF0 { return "EBCDIC; convert it to ASCII first" }
    return nil
  }

  /// Many control characters, or NUL between the others; a few of them may stand in any text, and
  /// padding at the end says nothing.
  private var isBinary: Bool {
    var text = bytes.prefix(4096)
    while let last = text.last, LineScanner.isPadding(last) { text.removeLast() }
    let nul = text.count { $0 == 0x00 }
    let controls = text.count { $0 < 0x20 && $0 != 0x00 && !(0x09...0x0D).contains($0) }
    return 10 * nul > text.count || 50 * controls > text.count
  }

  /// The first lines without blanks around them.
  var lines: [ArraySlice<UInt8>] {
    bytes.split(maxSplits: 200, whereSeparator: { $0 == 0x0A }).map { line in
      var line = TextDecoding.trimmed(line)
      while let last = line.last, LineScanner.isPadding(last) { line.removeLast() }
      return line
    }
  }

  private var bai2Score: Int {
    let lines = lines
    guard let first = lines.first else { return 0 }
    let fields = first.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    let coded = lines.count { BAI2RecordCode.begins(in: Array($0), at: 0) != nil }
    guard fields.count > 1, TextDecoding.text(TextDecoding.trimmed(fields[0])) == "01" else {
      // Its header is missing, which the reader tells.
      let isHeadless =
        coded == lines.count
        && ["16,", "49,"].allSatisfy { code in
          lines.contains { $0.starts(with: code.utf8) }
        }
      return isHeadless ? 2 : 0
    }
    var score = 2
    if fields.count > 3, CalendarDate(yymmdd: TextDecoding.trimmed(fields[3])) != nil { score += 1 }
    if coded * 2 > lines.count { score += 1 }
    if lines.dropFirst().contains(where: { $0.starts(with: Array("02,".utf8)) }) { score += 1 }
    return score
  }

  private var lockboxScore: Int {
    let lines = lines
    guard let first = lines.first, first.first.map({ (0x31...0x39).contains($0) }) == true else {
      return 0
    }
    // A comma in the second or third column is a delimited file's.
    if first.prefix(4).contains(UInt8(ascii: ",")) || first.prefix(4).contains(UInt8(ascii: ";")) {
      return 0
    }
    let types = lines.compactMap(\.first)
    // A line of no known type is for the reader to tell.
    guard 10 * types.count(where: { !(0x31...0x39).contains($0) }) <= types.count else { return 0 }
    var score = 0
    if first.first == UInt8(ascii: "1"), first.count >= 29,
      CalendarDate(yymmdd: first.dropFirst(23).prefix(6)) != nil
    {
      score += 2
    }
    if types.contains(UInt8(ascii: "5")) || types.contains(UInt8(ascii: "6")) { score += 1 }
    if lines.contains(where: {
      $0.first == 0x32 && $0.dropFirst(31).prefix(3).elementsEqual("400".utf8)
    }) {
      score += 1
    }
    return score
  }

  private func contains(_ text: String) -> Bool {
    let pattern = Array(text.utf8)
    let window = Array(bytes.prefix(8192))
    guard window.count >= pattern.count, let first = pattern.first else { return false }
    return (0...(window.count - pattern.count)).contains {
      window[$0] == first && window[$0..<($0 + pattern.count)].elementsEqual(pattern)
    }
  }

  private func error(
    _ code: BankFileError.Code, _ problem: String, _ expected: String
  ) -> BankFileError {
    BankFileError(
      code: code, position: FilePosition(file: file), problem: problem, expected: expected)
  }
}
