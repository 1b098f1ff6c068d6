import Crypto
import CryptoExtras
import Foundation

/// What is kept of a password: `$scrypt$ln=17,r=8,p=1$<salt>$<hash>`, so that the cost can be raised
/// later without losing what was hashed before.
///
/// - Source: the PHC string format; base64 without padding.
struct PasswordHash: Hashable, Sendable {
  let cost: PasswordCost
  let salt: [UInt8]
  let hash: [UInt8]

  static let saltBytes = 16
  static let hashBytes = 32

  /// Hashes a password with a salt of its own. Takes some 0.3 s and 128 MiB.
  init(of password: String, _ cost: PasswordCost) throws {
    let salt = Secret.randomBytes(Self.saltBytes)
    self.cost = cost
    self.salt = salt
    hash = try Self.derive(password, salt, cost)
  }

  /// The hash of no password: to compare with it costs what any comparison costs.
  init(ofNobody cost: PasswordCost) {
    self.cost = cost
    salt = Secret.randomBytes(Self.saltBytes)
    hash = Secret.randomBytes(Self.hashBytes)
  }

  /// Reads what `text` writes; nil for anything else, and for costs that nobody could bear.
  init?(parsing text: String) {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt",
      let cost = Self.cost(parts[2]), cost.isBearable,
      let salt = Self.bytes(parts[3]), salt.count == Self.saltBytes,
      let hash = Self.bytes(parts[4]), hash.count == Self.hashBytes
    else { return nil }
    self.cost = cost
    self.salt = salt
    self.hash = hash
  }

  var text: String {
    "$scrypt$ln=\(cost.logN),r=\(cost.blockSize),p=\(cost.parallelism)"
      + "$\(Self.base64(salt))$\(Self.base64(hash))"
  }

  /// Whether this is the hash of a password; takes as long for a wrong one as for the right one.
  func isRight(_ password: String) throws -> Bool {
    // No password is longer; what is longer costs the same as any other.
    let fits = password.utf8.count <= PasswordRules.bytesMax * 4
    let derived = try Self.derive(fits ? password : "", salt, cost)
    return Secret.areEqual(derived, hash) && fits
  }

  private static func derive(
    _ password: String, _ salt: [UInt8], _ cost: PasswordCost
  ) throws -> [UInt8] {
    // Keyboards write é as one character or as two: the same password in the end (NFC).
    let bytes = Array(password.precomposedStringWithCanonicalMapping.utf8)
    return try KDF.Scrypt.deriveKey(
      from: bytes, salt: salt, outputByteCount: hashBytes, rounds: 1 << cost.logN,
      blockSize: cost.blockSize, parallelism: cost.parallelism
    ).withUnsafeBytes { Array($0) }
  }

  private static func cost(_ text: String) -> PasswordCost? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 3, let logN = number(parts[0], "ln="),
      let blockSize = number(parts[1], "r="),
      let parallelism = number(parts[2], "p=")
    else { return nil }
    return PasswordCost(logN: logN, blockSize: blockSize, parallelism: parallelism)
  }

  private static func number(_ text: Substring, _ prefix: String) -> Int? {
    text.hasPrefix(prefix) ? Int(text.dropFirst(prefix.count)) : nil
  }

  private static func base64(_ bytes: [UInt8]) -> String {
    String(Data(bytes).base64EncodedString().prefix { $0 != "=" })
  }

  private static func bytes(_ text: String) -> [UInt8]? {
    let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    return Data(base64Encoded: text + padding).map { Array($0) }
  }
}
