/// The payment references with check digits that companies print on their bills.
enum ReferenceScheme: String, CaseIterable, Sendable {
  case creditorReference, swissQR, kid, finnish, belgian

  /// The reference of a serial number, as it stands in the ledger.
  func reference(_ serial: Int) -> String {
    switch self {
    case .creditorReference:
      let body = Self.padded(serial, 9)
      let check = 98 - AccountNumbers.remainder97(body + "RF00")
      return "RF" + Self.padded(check, 2) + body
    case .swissQR:
      let body = "21" + Self.padded(serial, 24)
      return body + String(Self.recursiveTen(body))
    case .kid:
      let body = "34" + Self.padded(serial, 9)
      return body + String(Self.luhn(body))
    case .finnish:
      let body = "56" + Self.padded(serial, 9)
      return body + String(Self.sevenThreeOne(body))
    case .belgian:
      let body = "09" + Self.padded(serial, 8)
      let remainder = AccountNumbers.remainder97(body)
      return body + Self.padded(remainder == 0 ? 97 : remainder, 2)
    }
  }

  /// The same with check digits that are wrong.
  func spoilt(_ reference: String) -> String {
    var bytes = Array(reference.utf8)
    let place = self == .creditorReference ? 3 : bytes.count - 1
    bytes[place] = 48 + (bytes[place] - 48 + 4) % 10
    return String(decoding: bytes, as: UTF8.self)
  }

  /// As a payer writes it into text; nil where it has an element of its own.
  func inText(_ reference: String) -> String? {
    guard self == .belgian else { return nil }
    let digits = Array(reference)
    return "+++" + String(digits[0..<3]) + "/" + String(digits[3..<7]) + "/"
      + String(digits[7...]) + "+++"
  }

  static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }

  /// Modulo 10, recursive (Swiss payment standards).
  private static func recursiveTen(_ digits: String) -> Int {
    let table = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5]
    var carry = 0
    for digit in digits.utf8 { carry = table[(carry + Int(digit - 48)) % 10] }
    return (10 - carry) % 10
  }

  private static func luhn(_ digits: String) -> Int {
    var sum = 0
    for (place, digit) in digits.utf8.reversed().enumerated() {
      let value = Int(digit - 48) * (place % 2 == 0 ? 2 : 1)
      sum += value / 10 + value % 10
    }
    return (10 - sum % 10) % 10
  }

  private static func sevenThreeOne(_ digits: String) -> Int {
    var sum = 0
    for (place, digit) in digits.utf8.reversed().enumerated() {
      sum += Int(digit - 48) * [7, 3, 1][place % 3]
    }
    return (10 - sum % 10) % 10
  }
}
