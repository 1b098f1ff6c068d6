/// Goes through a JSON text once, value by value, and makes a `String` only of what is asked for.
///
/// Every method answers false where the text is no JSON there, and never traps.
struct JSONScan {
  private let bytes: [UInt8]
  private var place = 0
  /// What a line of ours nests at most, with room.
  private static let depthMax = 32

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8 { place < bytes.count ? bytes[place] : 0 }

  /// The members of the object that comes next; the closure reads or skips the value.
  mutating func members(_ take: (String, inout JSONScan) -> Bool) -> Bool {
    guard accept(UInt8(ascii: "{")) else { return false }
    if accept(UInt8(ascii: "}")) { return true }
    repeat {
      guard let key = string(), accept(UInt8(ascii: ":")), take(key, &self) else { return false }
    } while accept(UInt8(ascii: ","))
    return accept(UInt8(ascii: "}"))
  }

  /// The elements of the list that comes next.
  mutating func elements(_ take: (inout JSONScan) -> Bool) -> Bool {
    guard accept(UInt8(ascii: "[")) else { return false }
    if accept(UInt8(ascii: "]")) { return true }
    repeat {
      guard take(&self) else { return false }
    } while accept(UInt8(ascii: ","))
    return accept(UInt8(ascii: "]"))
  }

  /// A string, or null, which leaves the text as it is.
  mutating func text(into text: inout String) -> Bool {
    skipSpace()
    if next == UInt8(ascii: "n") { return skip() }
    guard let string = string() else { return false }
    text = string
    return true
  }

  /// A whole number.
  mutating func integer(into number: inout Int64) -> Bool {
    skipSpace()
    let start = place
    guard skip(), let read = Int64(String(decoding: bytes[start..<place], as: UTF8.self)) else {
      return false
    }
    number = read
    return true
  }

  /// Goes past a value of whatever kind.
  mutating func skip(depth: Int = 0) -> Bool {
    skipSpace()
    switch next {
    case UInt8(ascii: "\""): return skipString() != nil
    case UInt8(ascii: "{") where depth < Self.depthMax:
      return members { _, scan in scan.skip(depth: depth + 1) }
    case UInt8(ascii: "[") where depth < Self.depthMax:
      return elements { $0.skip(depth: depth + 1) }
    default:
      let start = place
      while Self.isBare(next) { place += 1 }
      return place > start
    }
  }

  private static func isBare(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  private mutating func skipSpace() {
    while next == UInt8(ascii: " ") || next == UInt8(ascii: "\t") { place += 1 }
  }

  private mutating func accept(_ byte: UInt8) -> Bool {
    skipSpace()
    guard next == byte else { return false }
    place += 1
    return true
  }

  /// - Returns: the bytes between the quotes, and whether any is escaped.
  private mutating func skipString() -> (content: Range<Int>, isEscaped: Bool)? {
    guard accept(UInt8(ascii: "\"")) else { return nil }
    let start = place
    var isEscaped = false
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "\""):
        place += 1
        return (start..<(place - 1), isEscaped)
      case UInt8(ascii: "\\"):
        isEscaped = true
        place += 2
      default: place += 1
      }
    }
    return nil
  }

  private mutating func string() -> String? {
    guard let (content, isEscaped) = skipString() else { return nil }
    guard isEscaped else { return String(decoding: bytes[content], as: UTF8.self) }
    return unescaped(content)
  }

  private func unescaped(_ content: Range<Int>) -> String? {
    var units: [UInt16] = []
    var plain = content.lowerBound
    var at = content.lowerBound
    func text(_ range: Range<Int>) -> String.UTF16View {
      String(decoding: bytes[range], as: UTF8.self).utf16
    }
    while at < content.upperBound {
      guard bytes[at] == UInt8(ascii: "\\") else {
        at += 1
        continue
      }
      units += text(plain..<at)
      guard at + 1 < content.upperBound else { return nil }
      let mark = bytes[at + 1]
      at += 2
      switch mark {
      case UInt8(ascii: "n"): units.append(0x0A)
      case UInt8(ascii: "r"): units.append(0x0D)
      case UInt8(ascii: "t"): units.append(0x09)
      case UInt8(ascii: "b"): units.append(0x08)
      case UInt8(ascii: "f"): units.append(0x0C)
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): units.append(UInt16(mark))
      case UInt8(ascii: "u"):
        guard at + 4 <= content.upperBound,
          let unit = UInt16(String(decoding: bytes[at..<(at + 4)], as: UTF8.self), radix: 16)
        else { return nil }
        units.append(unit)
        at += 4
      default: return nil
      }
      plain = at
    }
    units += text(plain..<content.upperBound)
    return String(decoding: units, as: UTF16.self)
  }
}
