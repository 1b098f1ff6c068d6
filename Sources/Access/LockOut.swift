/// How long a name or an address waits after failing to sign in.
enum LockOut {
  /// So many failures cost nothing: people mistype.
  static let freeFailures = 5
  static let delayMin: Int64 = 30
  static let delayMax: Int64 = 3600
  /// After so long without a failure all is forgotten.
  static let memory: Int64 = 24 * 3600
  /// Names and addresses that are remembered; strangers choose both.
  static let keysMax = 20_000

  /// 30 s after the fifth failure, twice as long after each further one, an hour at most.
  static func delay(after failures: Int) -> Int64 {
    guard failures >= freeFailures else { return 0 }
    // 30 s doubled seven times is beyond an hour.
    return min(delayMax, delayMin << min(failures - freeFailures, 7))
  }
}
