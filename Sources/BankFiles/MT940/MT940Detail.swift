/// What the lines of one entry say beside its `:61:`: who, why and under which reference.
///
/// Every bank has its own layout of `:86:`. Each is taken apart into the same pieces; what belongs
/// to no piece is text, so that nothing is lost.
struct MT940Detail {
  enum Part {
    /// What the payer says it is for; the bank's own words.
    case text, bankText
    case endToEndID, reference
    /// The file or batch that the entry stands for.
    case batchReference
    case paymentReference
    /// The other party; who ordered, who receives, and for whom it was done.
    case name, orderer, beneficiary, ultimate
    case account, routingNumber
    case returnReason
    /// What was sent, and what banks kept of it.
    case original, charges
  }

  /// A piece, and where its bytes are in `values`. Line ends that are meant are line feeds.
  struct Piece {
    var part: Part
    var range: Range<Int>
  }

  private(set) var values: [UInt8] = []
  private(set) var pieces: [Piece] = []
  /// The German code of the business transaction (GVC), or another bank's three figures.
  var businessCode: Int?
  /// A code word says that the payment came back.
  var isReturned = false
  /// The lines of the field that is being read.
  private(set) var lines: [Range<Int>] = []

  /// - Parameters:
  ///   - record: the lines of the entry, tags and all, parted by line feeds.
  ///   - supplementary: those under the `:61:`, as a range of `record`.
  init(_ record: Span<UInt8>, supplementary: Range<Int>) {
    values.reserveCapacity(record.count)
    pieces.reserveCapacity(12)
    lines.reserveCapacity(8)
    if !supplementary.isEmpty { readSupplementary(Self.copy(record, supplementary)[...]) }
    var field: MT940Tag?
    var start = 0
    while start < record.count {
      var end = start
      while end < record.count, record[end] != 0x0A { end += 1 }
      let begins = MT940Tag.begins(record.extracting(start..<end))
      if let begins, begins.tag == .detail || begins.tag == .block || begins.tag == .entry {
        readField(field, record)
        field = begins.tag
        lines.removeAll(keepingCapacity: true)
        lines.append((start + begins.content)..<end)
      } else {
        lines.append(start..<end)
      }
      start = end + 1
    }
    readField(field, record)
  }

  private mutating func readField(_ field: MT940Tag?, _ record: Span<UInt8>) {
    switch field {
    case .detail: readDetail(record)
    case .block:
      for line in lines { readBlockLine(Self.copy(record, line)) }
    default: break
    }
  }

  /// Finds out the layout by how the field begins.
  private mutating func readDetail(_ record: Span<UInt8>) {
    guard let first = lines.first else { return }
    if let layout = SubfieldLayout(record.extracting(first)) {
      if let code = layout.businessCode { businessCode = businessCode ?? code }
      return readSubfields(joined(record, widthMin: 55), layout)
    }
    let structured = joined(record, widthMin: 55)
    if MT940CodeWord.begins(structured) { return readCodeWords(structured[...]) }
    if isInColumns(record.extracting(first)) { return readColumns(record) }
    readFreeText(joined(record, widthMin: 65))
  }

  /// The field's lines as one. A line that is as wide as the bank's lines goes on in the next one,
  /// perhaps in the middle of a word; a shorter one, and one that is padded, ends on purpose.
  ///
  /// - Source: SWIFT, field 86: `6*65x`. German banks count the tag too, some cut at 64.
  private func joined(_ record: Span<UInt8>, widthMin: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(record.count)
    for place in lines.indices {
      let line = lines[place]
      var end = line.upperBound
      let isLast = place == lines.count - 1
      let isPadded =
        line.count > 1 && record[end - 1] == 0x20 && record[end - 2] == 0x20
      let goesOn = !isPadded && Self.characters(record, line) >= widthMin
      if isLast || !goesOn {
        while end > line.lowerBound, record[end - 1] == 0x20 { end -= 1 }
      }
      record.extracting(line.lowerBound..<end).withUnsafeBufferPointer {
        bytes.append(contentsOf: $0)
      }
      if !isLast, !goesOn { bytes.append(0x0A) }
    }
    return bytes
  }

  private mutating func readSupplementary(_ bytes: ArraySlice<UInt8>) {
    let text = TextDecoding.trimmed(bytes)
    guard !text.isEmpty else { return }
    if MT940CodeWord.begins(Array(text)) { return readCodeWords(text) }
    let isOneWord = !text.contains { $0 == 0x20 || $0 == 0x0A }
    let figures = text.count(where: MT940Tag.isFigure)
    // Rabobank: the other account, by IBAN or as `P` and the number of the old giro bank.
    let isGiro = text.first == UInt8(ascii: "P") && figures == 9 && text.count == 10
    if IBAN.hasShape(text) || isGiro {
      add(.account, text)
    } else if isOneWord, text.count >= 16, figures * 2 > text.count {
      add(.reference, text)
    } else {
      add(.bankText, text)
    }
  }

  /// Takes in a piece, unless there is nothing of it.
  mutating func add(_ part: Part, _ bytes: ArraySlice<UInt8>) {
    let bytes = Self.trimmed(bytes)
    guard !bytes.isEmpty else { return }
    let start = values.count
    values.append(contentsOf: bytes)
    pieces.append(Piece(part: part, range: start..<values.count))
  }

  /// Adds to the name that came last: its second line.
  mutating func extendName(_ bytes: ArraySlice<UInt8>) {
    guard let last = pieces.last, last.part == .name, last.range.upperBound == values.count else {
      return add(.name, bytes)
    }
    let bytes = Self.trimmed(bytes)
    if last.range.count < 27 { values.append(0x20) }
    values.append(contentsOf: bytes)
    pieces[pieces.count - 1].range = last.range.lowerBound..<values.count
  }

  /// The first piece of a part.
  func first(_ part: Part) -> ArraySlice<UInt8>? {
    pieces.first { $0.part == part }.map { values[$0.range] }
  }

  /// How many letters a line has, whatever its encoding.
  static func characters(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    var continuations = 0
    for index in range where bytes[index] & 0xC0 == 0x80 { continuations += 1 }
    if continuations == 0 { return range.count }
    let isUTF8 = String(validating: copy(bytes, range), as: UTF8.self) != nil
    return isUTF8 ? range.count - continuations : range.count
  }

  static func copy(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    bytes.extracting(range).withUnsafeBufferPointer { Array($0) }
  }

  /// The bytes without blanks and line feeds at both ends.
  static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes
    while let first = bytes.first, first == 0x20 || first == 0x0A { bytes.removeFirst() }
    while let last = bytes.last, last == 0x20 || last == 0x0A { bytes.removeLast() }
    return bytes
  }
}
