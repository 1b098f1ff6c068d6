/// How long sessions last, in seconds.
public enum SessionTerms {
  /// Without a request. What is asked within a minute of the last renewal does not renew.
  public static let idleMax: Int64 = 30 * 60
  /// However busy it is.
  public static let lengthMax: Int64 = 12 * 3600
  /// How often, at most, a session's use is written down.
  public static let renewalPause: Int64 = 60
  /// So many sessions has a person at once; the one unused for longest ends for another.
  public static let countMax = 10

  static func expiry(startedAt: Int64, seenAt: Int64) -> Int64 {
    min(seenAt + idleMax, startedAt + lengthMax)
  }
}
