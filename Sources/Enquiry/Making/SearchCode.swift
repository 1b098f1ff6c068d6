/// What a document, a reference or a number is found by: its letters and digits, from the beginning
/// and from each place where a clerk would begin to read.
///
/// `INV-2026-004711` is found by `inv2026004711`, `2026004711`, `004711` and `4711`, and by what any
/// of them begins with.
enum SearchCode {
  /// What a code leads to.
  enum Kind: Int64 {
    case openDocument = 0
    case clearedDocument = 1
    case receiptReference = 2
    case customer = 3
    case file = 4
  }

  /// No code is longer, in bytes; what is longer is found by its beginning.
  static let lengthMax = 40
  /// Of each text, no more than these.
  private static let countMax = 5

  /// The letters and digits of a text, letters small and ASCII where they can be.
  static func folded(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"):
        bytes.append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
      case 0x80...: return foldedWide(text)
      default: continue
      }
      if bytes.count == lengthMax { break }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func foldedWide(_ text: String) -> String {
    var folded = ""
    for character in text.lowercased() where character.isLetter || character.isNumber {
      if folded.utf8.count + character.utf8.count > lengthMax { break }
      folded.append(character)
    }
    return folded
  }

  /// All codes of a text, the whole first; none of a text without letters and digits.
  static func codes(of text: String) -> [String] {
    let whole = folded(text)
    if whole.isEmpty { return [] }
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return [whole] }
    var codes = [whole]
    let bytes = Array(text.utf8)
    for place in bytes.indices.dropFirst() where codes.count < countMax {
      let (before, byte) = (bytes[place - 1], bytes[place])
      let begins = isDigit(byte) ? !isDigit(before) : isLetter(byte) && !isWord(before)
      let isBehindZeros = isDigit(byte) && before == UInt8(ascii: "0") && byte != before
      guard begins || (isBehindZeros && areZeros(bytes, before: place)) else { continue }
      let code = folded(String(decoding: bytes[place...], as: UTF8.self))
      // A single sign finds nothing that the whole does not.
      if code.utf8.count > 1, !codes.contains(code) { codes.append(code) }
    }
    return codes
  }

  /// Where the texts end that begin with this one: a sign that no code has.
  static func end(of prefix: String) -> String { prefix + "\u{10FFFF}" }

  /// The digits before this one, back to the beginning of their group, are zeros.
  private static func areZeros(_ bytes: [UInt8], before place: Int) -> Bool {
    var place = place - 1
    while place >= 0, isDigit(bytes[place]) {
      if bytes[place] != UInt8(ascii: "0") { return false }
      place -= 1
    }
    return true
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isWord(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) }
}
