import Receivables

/// Cuts a stream of bytes into segments, whatever the pieces in which it arrives.
///
/// The separators are those of the last interchange header. Line ends behind a terminator, and those
/// that transports put inside segments to make lines of 80 characters, belong to no segment. Memory
/// is that of one segment, which has a limit.
struct X12SegmentScanner {
  /// A segment longer than this is none of any set that is read here.
  static let lengthMax = 1 << 16

  /// The segment last taken; nil before the first.
  private(set) var segment: X12Segment?
  private let file: String
  private var delimiters: X12Delimiters?
  private var pending: [UInt8] = []
  private var isHeader = false
  private var line = 1
  private var column = 1
  private var start = (line: 1, column: 1)

  init(file: String) {
    self.file = file
  }

  /// Where the next segment, or the one that has not ended yet, begins.
  var place: FilePosition { FilePosition(file: file, line: start.line, column: start.column) }

  /// Takes the next segment that is complete.
  ///
  /// - Parameter offset: where to go on in `bytes`; moved behind what was taken.
  /// - Returns: `false` when `bytes` is used up; the rest waits for its end.
  /// - Throws: `missingRecord` where no interchange begins, `badRecord` where its header has not its
  ///   fixed length, `limitExceeded`.
  mutating func take(
    from bytes: Span<UInt8>, at offset: inout Int
  ) throws(BankFileError) -> Bool {
    while offset < bytes.count {
      let byte = bytes[offset]
      if pending.isEmpty, isBetweenSegments(byte) {
        offset += 1
        pass(byte)
        continue
      }
      if pending.isEmpty { start = (line, column) }
      if !isHeader, pending.count >= 3, let delimiters {
        try takeRun(from: bytes, at: &offset, until: delimiters.terminator)
        guard offset < bytes.count else { break }
      }
      let next = bytes[offset]
      offset += 1
      let isComplete = try take(next)
      pass(next)
      if isComplete { return true }
    }
    return false
  }

  /// Takes what stands behind the last terminator, if anything does: a segment that may be cut off.
  ///
  /// - Throws: `truncated` where it is a header, without which nothing can be read.
  mutating func takeRest() throws(BankFileError) -> Bool {
    guard !pending.isEmpty else { return false }
    guard !isHeader, let delimiters else {
      throw BankFileError(
        code: .truncated, position: place,
        problem: "the file ends inside the interchange header that begins here",
        expected: "ISA of 106 characters; fetch the file again")
    }
    close(delimiters)
    return true
  }

  /// Bytes of a segment up to something that is looked at singly: its end, or a line's.
  private mutating func takeRun(
    from bytes: Span<UInt8>, at offset: inout Int, until terminator: UInt8
  ) throws(BankFileError) {
    var end = offset
    while end < bytes.count, bytes[end] != terminator, bytes[end] != 0x0A, bytes[end] != 0x0D {
      end += 1
    }
    if pending.count + (end - offset) > Self.lengthMax {
      throw BankFileError(
        code: .limitExceeded, position: place,
        problem: "the segment is longer than \(Self.lengthMax) bytes",
        expected: "a segment terminator, as the interchange header states it")
    }
    bytes.extracting(offset..<end).withUnsafeBufferPointer { pending.append(contentsOf: $0) }
    column += end - offset
    offset = end
  }

  /// - Returns: `true` where the byte ends a segment.
  private mutating func take(_ byte: UInt8) throws(BankFileError) -> Bool {
    if isHeader { return try takeOfHeader(byte) }
    if let delimiters, byte == delimiters.terminator {
      close(delimiters)
      return true
    }
    if byte == 0x0A || byte == 0x0D { return false }
    pending.append(byte)
    guard pending.count == 3 else { return false }
    isHeader = pending.elementsEqual("ISA".utf8)
    if !isHeader, delimiters == nil {
      throw BankFileError(
        code: .missingRecord, position: place,
        problem: "the file begins with '\(TextDecoding.text(pending[...]))'",
        expected: "an interchange header, ISA")
    }
    return false
  }

  private mutating func takeOfHeader(_ byte: UInt8) throws(BankFileError) -> Bool {
    let isLineEnd = byte == 0x0A || byte == 0x0D
    if isLineEnd, pending.count < X12Delimiters.headerLength - 1 { return false }
    pending.append(byte)
    guard pending.count == X12Delimiters.headerLength else { return false }
    guard let found = X12Delimiters(header: pending) else {
      throw BankFileError(
        code: .badRecord, position: place,
        problem: "the interchange header is not laid out as one",
        expected: "ISA of 106 characters, with its separators at 4, 105 and 106")
    }
    delimiters = found
    isHeader = false
    pending.removeLast()
    close(found)
    return true
  }

  private mutating func close(_ delimiters: X12Delimiters) {
    segment = X12Segment(
      bytes: pending, delimiters: delimiters, line: start.line, column: start.column)
    pending = []
  }

  private mutating func pass(_ byte: UInt8) {
    if byte == 0x0A {
      line += 1
      column = 1
    } else if !Self.isMark(byte) || delimiters != nil {
      column += 1
    }
  }

  private func isBetweenSegments(_ byte: UInt8) -> Bool {
    if byte == 0x20 || (0x09...0x0D).contains(byte) || byte == 0x00 || byte == 0x1A { return true }
    if let delimiters { return byte == delimiters.terminator }
    return Self.isMark(byte)
  }

  /// A byte of the UTF-8 byte order mark.
  private static func isMark(_ byte: UInt8) -> Bool {
    byte == 0xEF || byte == 0xBB || byte == 0xBF
  }
}
