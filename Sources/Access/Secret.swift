import Crypto
import Foundation

/// Texts that nobody can guess, and what is kept of them.
enum Secret {
  /// 256 bits as 43 characters of base64url.
  static func random() -> String { base64url(randomBytes(32)) }

  /// From the system's own source.
  static func randomBytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  /// What a file keeps of a secret. 256 random bits need no salt and no slow hash.
  static func digest(_ secret: String) -> [UInt8] { Array(SHA256.hash(data: Array(secret.utf8))) }

  /// Another secret that only who knows the first can make; the first cannot be made from it.
  static func derived(from secret: String, for purpose: String) -> String {
    base64url(
      Array(
        HMAC<SHA256>.authenticationCode(
          for: Array(purpose.utf8), using: SymmetricKey(data: Array(secret.utf8)))))
  }

  /// Looks at every byte whatever the first ones say. Lengths are no secret.
  static func areEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    guard one.count == other.count else { return false }
    var difference: UInt8 = 0
    for (a, b) in zip(one, other) { difference |= a ^ b }
    return difference == 0
  }

  static func base64url(_ bytes: [UInt8]) -> String {
    String(
      Data(bytes).base64EncodedString().compactMap { character -> Character? in
        switch character {
        case "+": "-"
        case "/": "_"
        case "=": nil
        default: character
        }
      })
  }
}
