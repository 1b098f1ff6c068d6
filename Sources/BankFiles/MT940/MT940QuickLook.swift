/// Looks at entries as nearly all are: a `:61:` and its details, plain ASCII, whole in the bytes at
/// hand, another entry or the closing balance behind them.
///
/// It finds where the entry ends, and makes sure that the plain reader (`MT940Machine`, line by line)
/// would take the same lines for it and report nothing of them. Whatever it is not sure of it leaves
/// to the plain reader, which is its oracle in the tests.
struct MT940QuickLook {
  /// The bytes at hand; entries are looked at whole or not at all.
  let bytes: UnsafeBufferPointer<UInt8>
  private let isPlain: Bool

  /// An entry, as ranges of the bytes.
  struct Found {
    /// The `:61:` behind its tag.
    var content: Range<Int>
    /// All lines, without the last line's end.
    var record: Range<Int>
    /// Where the next line begins, and how many lines were passed.
    var next: Int
    var lines: Int
    /// How wide the last line of the details is; 0 where there are none.
    var detailWidth: Int
  }

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    isPlain = ByteSearch.isPlainText(bytes)
  }

  /// Longer ones are left to the plain reader and its limits.
  private static let bytesMax = 1 << 15

  /// - Parameters:
  ///   - start: where a line begins.
  ///   - allowsLong: details may be wider or longer than SWIFT has them: it was told already.
  func look(at start: Int, allowsLong: Bool) -> Found? {
    guard isTag(at: start, 0x3A36_313A) else { return nil }  // :61:
    var lineStart = start
    var lines = 0
    var contentEnd: Int?
    var fieldLines = 1
    while true {
      let newline = ByteSearch.first(0x0A, in: bytes, from: lineStart)
      guard newline < bytes.count, newline - start <= Self.bytesMax else { return nil }
      lines += 1
      let hasReturn = newline > lineStart && bytes[newline - 1] == 0x0D
      let end = hasReturn ? newline - 1 : newline
      let next = newline + 1
      if contentEnd != nil, !allowsLong {
        let width = end - lineStart - (fieldLines == 1 ? 4 : 0)
        if width > 65 || fieldLines > 6 { return nil }
      }
      switch following(next) {
      case .entryOrClosing:
        guard isPlain || ByteSearch.isPlainText(UnsafeBufferPointer(rebasing: bytes[start..<next]))
        else {
          return nil
        }
        return Found(
          content: (start + 4)..<(contentEnd ?? end), record: start..<end, next: next, lines: lines,
          detailWidth: contentEnd == nil ? 0 : end - lineStart)
      case .detail:
        contentEnd = contentEnd ?? end
        fieldLines = 1
      case .text: fieldLines += 1
      case .doubtful: return nil
      }
      lineStart = next
    }
  }

  private enum Following { case entryOrClosing, detail, text, doubtful }

  /// What the line that begins here is to the entry before it.
  private func following(_ start: Int) -> Following {
    guard start + 5 <= bytes.count else { return .doubtful }
    switch bytes[start] {
    case UInt8(ascii: ":"):
      if isTag(at: start, 0x3A38_363A) { return .detail }  // :86:
      if isTag(at: start, 0x3A36_313A) { return .entryOrClosing }  // :61:
      let isClosing =
        isTag(at: start, 0x3A36_3246) || isTag(at: start, 0x3A36_324D)  // :62F :62M
      return isClosing && bytes[start + 4] == UInt8(ascii: ":") ? .entryOrClosing : .doubtful
    case UInt8(ascii: "-"), UInt8(ascii: "{"), 0x0A, 0x0D: return .doubtful
    case 0x20:
      // A line of blanks is none.
      var index = start
      while index < bytes.count, bytes[index] == 0x20 { index += 1 }
      return index < bytes.count && bytes[index] > 0x20 ? .text : .doubtful
    default: return .text
    }
  }

  /// Four bytes, the first in the highest byte.
  private func isTag(at start: Int, _ tag: UInt32) -> Bool {
    guard start + 5 <= bytes.count, let base = bytes.baseAddress else { return false }
    let word = UnsafeRawPointer(base).loadUnaligned(fromByteOffset: start, as: UInt32.self)
    return word.bigEndian == tag
  }
}
