/// Account numbers with their check digits, by the generator's own arithmetic.
enum AccountNumbers {
  enum Country: String, Sendable {
    case de = "DE"
    case gb = "GB"
    case fr = "FR"
    case it = "IT"
    case es = "ES"
    case nl = "NL"
    case se = "SE"
    case pl = "PL"

    /// The letters that a national number begins with, and how many digits follow.
    var shape: (letters: String, digits: Int) {
      switch self {
      case .de: ("", 18)
      case .gb: ("BUKB", 14)
      case .fr: ("", 23)
      case .it: ("X", 22)
      case .es, .se: ("", 20)
      case .nl: ("RABO", 10)
      case .pl: ("", 24)
      }
    }
  }

  /// - Source: ISO 13616; check digits by mod 97-10 of ISO 7064.
  static func iban(_ country: Country, _ digits: String) -> String {
    let national = country.shape.letters + digits
    let check = 98 - remainder97(national + country.rawValue + "00")
    return country.rawValue + (check < 10 ? "0" : "") + String(check) + national
  }

  static func randomIBAN(_ country: Country, _ random: inout SplitMix) -> String {
    iban(country, random.digits(country.shape.digits))
  }

  /// A routing number of a bank in the United States: weights 3, 7, 1.
  static func routingNumber(_ random: inout SplitMix) -> String {
    let first = "0" + String(random.within(1...9)) + random.digits(6)
    var sum = 0
    for (place, digit) in first.utf8.enumerated() { sum += Int(digit - 48) * [3, 7, 1][place % 3] }
    return first + String((10 - sum % 10) % 10)
  }

  /// The remainder modulo 97 of digits and letters, A being 10.
  static func remainder97(_ text: String) -> Int {
    var remainder = 0
    for byte in text.utf8 {
      if byte < 65 {
        remainder = (remainder * 10 + Int(byte - 48)) % 97
      } else {
        remainder = (remainder * 100 + Int(byte - 55)) % 97
      }
    }
    return remainder
  }
}
