/// Payment references with check digits. Each test takes upper-case ASCII letters and digits,
/// separators removed, and never traps.
///
/// - Source: the schemes' own rules as named at each test.
enum PaymentReferenceScheme: String, CaseIterable {
  case creditorReference = "ISO 11649"
  case swissQR = "Swiss QR reference"
  case norwegianKID = "Norwegian KID"
  case finnish = "Finnish reference"
  case swedishOCR = "Swedish OCR"
  case belgian = "Belgian structured communication"
  case dutch = "Dutch betalingskenmerk"

  /// The schemes whose form and check digits the reference has.
  static func holding(for reference: [UInt8]) -> [PaymentReferenceScheme] {
    allCases.filter { $0.holds(for: reference) }
  }

  /// Its form and check digits are not those of one number in ten by chance.
  var isTelling: Bool { self == .creditorReference || self == .swissQR || self == .belgian }

  func holds(for reference: [UInt8]) -> Bool {
    switch self {
    case .creditorReference: isValidCreditorReference(reference.span)
    case .swissQR: Self.isSwiss(reference)
    case .norwegianKID: Self.isKID(reference)
    case .finnish: Self.isFinnish(reference)
    case .swedishOCR: (2...25).contains(reference.count) && Self.isLuhn(reference)
    case .belgian: Self.isBelgian(reference)
    case .dutch: Self.isDutch(reference)
    }
  }

  /// References that differ from this one in their check digits alone, and have right ones.
  static func corrections(of reference: [UInt8]) -> [[UInt8]] {
    let places: Range<Int>
    if reference.starts(with: [0x52, 0x46]), reference.count >= 5 {
      places = 2..<4
    } else if reference.count == 12 {
      places = 10..<12
    } else if reference.count >= 5, reference.allSatisfy(NormalForm.isDigit) {
      places = (reference.count - 1)..<reference.count
    } else {
      return []
    }
    var corrected: [[UInt8]] = []
    let count = places.count == 2 ? 100 : 10
    for value in 0..<count {
      var other = reference
      other[places.upperBound - 1] = 0x30 + UInt8(value % 10)
      if places.count == 2 { other[places.lowerBound] = 0x30 + UInt8(value / 10) }
      if other != reference, !holding(for: other).isEmpty { corrected.append(other) }
    }
    return corrected
  }

  /// 27 digits, check digit by modulus 10 recursive (Swiss Implementation Guidelines QR-bill).
  private static func isSwiss(_ digits: [UInt8]) -> Bool {
    guard digits.count == 27, digits.allSatisfy(NormalForm.isDigit),
      digits.contains(where: { $0 != 0x30 })
    else { return false }
    let table = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5]
    var carry = 0
    for digit in digits.dropLast() { carry = table[(carry + Int(digit - 0x30)) % 10] }
    return digits.last.map { Int($0 - 0x30) } == (10 - carry) % 10
  }

  /// 2 to 25 digits by modulus 10 or modulus 11, whichever the agreement says.
  private static func isKID(_ digits: [UInt8]) -> Bool {
    guard (2...25).contains(digits.count), digits.allSatisfy(NormalForm.isDigit),
      digits.contains(where: { $0 != 0x30 })
    else { return false }
    if isLuhn(digits) { return true }
    var sum = 0
    for (index, digit) in digits.dropLast().reversed().enumerated() {
      sum += Int(digit - 0x30) * (2 + index % 6)
    }
    let check = 11 - sum % 11
    return check != 10 && digits.last.map { Int($0 - 0x30) } == check % 11
  }

  /// 4 to 20 digits, weights 7 3 1 from the right (Finance Finland).
  private static func isFinnish(_ digits: [UInt8]) -> Bool {
    let digits = Array(NormalForm.withoutLeadingZeros(digits[...]))
    guard (4...20).contains(digits.count), digits.allSatisfy(NormalForm.isDigit) else {
      return false
    }
    let weights = [7, 3, 1]
    var sum = 0
    for (index, digit) in digits.dropLast().reversed().enumerated() {
      sum += Int(digit - 0x30) * weights[index % 3]
    }
    return digits.last.map { Int($0 - 0x30) } == (10 - sum % 10) % 10
  }

  /// 12 digits, the first ten modulo 97 are the last two, 97 standing for 0 (Febelfin).
  private static func isBelgian(_ digits: [UInt8]) -> Bool {
    guard digits.count == 12, digits.allSatisfy(NormalForm.isDigit) else { return false }
    let body = digits.prefix(10).reduce(0) { $0 * 10 + Int($1 - 0x30) }
    let check = digits.suffix(2).reduce(0) { $0 * 10 + Int($1 - 0x30) }
    return (body % 97 == 0 ? 97 : body % 97) == check
  }

  /// 16 digits, the first checks the other fifteen (Currence).
  private static func isDutch(_ digits: [UInt8]) -> Bool {
    guard digits.count == 16, digits.allSatisfy(NormalForm.isDigit) else { return false }
    let weights = [2, 4, 8, 5, 10, 9, 7, 3, 6, 1]
    var sum = 0
    for (index, digit) in digits.dropFirst().reversed().enumerated() {
      sum += Int(digit - 0x30) * weights[index % 10]
    }
    let check = 11 - sum % 11
    return digits.first.map { Int($0 - 0x30) } == (check == 10 ? 1 : check % 11)
  }

  private static func isLuhn(_ digits: [UInt8]) -> Bool {
    guard digits.allSatisfy(NormalForm.isDigit), digits.contains(where: { $0 != 0x30 }) else {
      return false
    }
    var sum = 0
    for (index, digit) in digits.reversed().enumerated() {
      let value = Int(digit - 0x30) * (index % 2 == 1 ? 2 : 1)
      sum += value > 9 ? value - 9 : value
    }
    return sum % 10 == 0
  }
}

/// The check digits of an ISO 11649 creditor reference (`RF18 5390 0754 7034`) are right.
///
/// - Parameter reference: ASCII letters and digits, spaces already removed; 5 to 25 bytes.
/// - Returns: `false` for a wrong length, a wrong prefix or a character outside A–Z and 0–9; never
///   traps.
/// - Complexity: O(*n*), no allocation.
/// - Source: ISO 11649:2009; check digits by mod 97-10 of ISO 7064.
public func isValidCreditorReference(_ reference: Span<UInt8>) -> Bool {
  guard (5...25).contains(reference.count) else { return false }
  guard reference[0] == UInt8(ascii: "R"), reference[1] == UInt8(ascii: "F") else { return false }
  var remainder = 0
  for offset in 0..<reference.count {
    let byte = reference[(offset + 4) % reference.count]  // "RFnn" moves to the end
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): remainder = (remainder * 10 + Int(byte - 48)) % 97
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): remainder = (remainder * 100 + Int(byte - 55)) % 97
    default: return false
    }
  }
  return remainder == 1
}
