/// What one hashing of a password costs: the parameters of scrypt.
struct PasswordCost: Hashable, Sendable {
  /// The binary logarithm of N.
  var logN: Int
  /// The block size r.
  var blockSize: Int
  /// p.
  var parallelism: Int

  /// 128 MiB and some 0.3 s.
  ///
  /// - Source: OWASP Password Storage Cheat Sheet, scrypt: N = 2^17, r = 8, p = 1.
  static let today = PasswordCost(logN: 17, blockSize: 8, parallelism: 1)

  /// Nothing beyond this is hashed, whatever a file says: 512 MiB, four times over.
  var isBearable: Bool {
    (1...18).contains(logN) && (1...16).contains(blockSize) && (1...4).contains(parallelism)
  }
}
