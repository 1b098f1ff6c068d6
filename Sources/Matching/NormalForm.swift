/// Letters and digits of a text in the form in which references and names are compared: upper-case
/// ASCII, everything else a separator.
enum NormalForm {
  /// The text as upper-case ASCII bytes. Accents are dropped, `ß` becomes `SS`, letters of other
  /// scripts and punctuation become what they are not: a blank, or themselves if ASCII.
  static func asciiUpper(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      let value = scalar.value
      switch value {
      case 0x61...0x7A: bytes.append(UInt8(value) - 32)
      case 0x09, 0x20...0x7E: bytes.append(UInt8(value))
      case 0x0A, 0x0D: bytes.append(0x0A)
      case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060, 0xFEFF: continue  // invisible
      case 0x300...0x36F: continue  // combining accents of decomposed letters
      case 0xC0...0x17F: bytes.append(contentsOf: latin(value))
      case 0x2010...0x2015, 0x2212: bytes.append(UInt8(ascii: "-"))
      case 0xFF10...0xFF19: bytes.append(UInt8(value - 0xFF10) + 0x30)  // full width
      case 0xFF21...0xFF3A: bytes.append(UInt8(value - 0xFF21) + 0x41)
      case 0xFF41...0xFF5A: bytes.append(UInt8(value - 0xFF41) + 0x41)
      default: bytes.append(0x20)
      }
    }
    return bytes
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  static func isLetter(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
  static func isAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) }

  /// Only the letters and digits.
  static func alphanumeric(_ text: String) -> [UInt8] {
    asciiUpper(text).filter(isAlphanumeric)
  }

  /// The digits without leading zeros; one zero stays of zeros alone.
  static func withoutLeadingZeros(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let rest = bytes.drop { $0 == 0x30 }
    return rest.isEmpty ? bytes.suffix(1) : rest
  }

  /// The value of a few digits.
  static func figure(_ digits: some Collection<UInt8>) -> Int {
    digits.prefix(9).reduce(0) { $0 * 10 + Int($1 &- 0x30) }
  }

  /// Latin-1 Supplement and Latin Extended-A, `À` to `ſ`, in the alphabet of banks.
  private static func latin(_ value: UInt32) -> [UInt8] {
    let offset = Int(value - 0xC0)
    guard offset < latinTable.count else { return [0x20] }
    return latinTable[offset]
  }

  private static let latinTable: [[UInt8]] = """
    A A A A AE A AE C E E E E I I I I D N O O O O OE * OE U U U UE Y TH SS \
    A A A A AE A AE C E E E E I I I I D N O O O O OE * OE U U U UE Y TH Y \
    A A A A A A C C C C C C C C D D D D E E E E E E E E E E G G G G G G G G \
    H H H H I I I I I I I I I I IJ IJ J J K K K L L L L L L L L L L N N N N N N N N N \
    O O O O O O OE OE R R R R R R S S S S S S S S T T T T T T U U U U U U U U U U U U \
    W W Y Y Y Z Z Z Z Z Z S
    """.split(separator: " ").map { $0 == "*" ? [0x20] : Array($0.utf8) }
}

/// A 64-bit hash of bytes that is the same in every process and on every machine (FNV-1a with a
/// final mix), so that nothing decided by it can differ between runs.
struct KeyHash {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func combine(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  var value: UInt64 {
    var mixed = state ^ (state >> 32)
    mixed = mixed &* 0xD6E8_FEB8_6659_FD93
    return mixed ^ (mixed >> 32)
  }

  static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash = KeyHash()
    for byte in bytes { hash.combine(byte) }
    return hash.value
  }
}
