import Receivables

/// Cuts a stream of bytes into lines, whatever the pieces in which it arrives.
///
/// Lines end with LF or CRLF; the last one need not end at all. Padding that transports add at the
/// end of a line (blanks, tabs, NUL, the DOS end-of-file mark 0x1A) is taken off, and so is a UTF-8
/// byte order mark before the first line. Memory is that of one line, which has a limit. Where lines
/// are cut at a width, their blanks are no padding, and stay.
struct LineScanner {
  /// A line longer than this is no record of any format that is read here.
  static let lengthMax = 1 << 20

  /// The line last taken, without its end and padding.
  private(set) var line: [UInt8] = []
  /// Its number, from 1.
  private(set) var number = 0
  private let file: String
  private let keepsBlanks: Bool
  private var pending: [UInt8] = []
  /// What stood behind the last line's end was nothing, or closed it: blanks, a carriage return, a NUL.
  private(set) var restIsPadded = false

  init(file: String, keepsBlanks: Bool = false) {
    self.file = file
    self.keepsBlanks = keepsBlanks
  }

  /// Takes the next line that is complete.
  ///
  /// - Parameter offset: where to go on in `bytes`; moved behind what was taken.
  /// - Returns: `false` when `bytes` is used up; the rest waits for its end.
  mutating func take(
    from bytes: Span<UInt8>, at offset: inout Int
  ) throws(BankFileError) -> Bool {
    let end = bytes.withUnsafeBufferPointer {
      ByteSearch.first(UInt8(ascii: "\n"), in: $0, from: offset)
    }
    if pending.count + (end - offset) > Self.lengthMax {
      throw BankFileError(
        code: .limitExceeded, position: FilePosition(file: file, line: number + 1),
        problem: "the line is longer than \(Self.lengthMax) bytes",
        expected: "a text file with one record a line")
    }
    bytes.extracting(offset..<end).withUnsafeBufferPointer { pending.append(contentsOf: $0) }
    offset = end
    guard end < bytes.count else { return false }
    offset = end + 1
    closeLine()
    return true
  }

  /// A line begins at the bytes that come next.
  var isAtLineStart: Bool { pending.isEmpty }

  /// Counts lines that were read elsewhere.
  mutating func skip(lines: Int) { number += lines }

  /// Takes what follows the last line end, if anything does.
  mutating func takeRest() -> Bool {
    guard let last = pending.last else { return false }
    restIsPadded = Self.isPadding(last)
    closeLine()
    return true
  }

  private mutating func closeLine() {
    number += 1
    swap(&line, &pending)
    pending.removeAll(keepingCapacity: true)
    if number == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    var end = line.count
    while end > 0, Self.isPadding(line[end - 1]), !keepsBlanks || !Self.isBlank(line[end - 1]) {
      end -= 1
    }
    line.removeLast(line.count - end)
  }

  static func isPadding(_ byte: UInt8) -> Bool {
    isBlank(byte) || byte == 0x0D || byte == 0x00 || byte == 0x1A
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09
  }
}
