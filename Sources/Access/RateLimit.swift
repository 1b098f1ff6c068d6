/// So many requests a minute for each key, and some more at once: a bucket of tokens per key.
///
/// A value without a clock. Its memory is bounded: where there are too many keys, those that have
/// asked for nothing lately are forgotten, and where there are none such, new keys share one bucket,
/// so that a flood of invented keys frees nobody.
public struct RateLimit: Sendable {
  private struct Bucket {
    /// In sixtieths of a request, so that a minute's share comes in whole numbers a second.
    var level: Int64
    var at: Int64
  }

  public let perMinute: Int64
  /// Requests that a key may make at once after a pause.
  public let burst: Int64
  private let keysMax: Int
  private var buckets: [String: Bucket] = [:]
  private var shared: Bucket
  private var sweptAt = Int64.min

  /// - Parameters:
  ///   - perMinute: 1 to 1,000,000.
  ///   - burst: 1 to 1,000,000.
  public init(perMinute: Int64, burst: Int64, keysMax: Int = 10_000) {
    self.perMinute = min(max(perMinute, 1), 1_000_000)
    self.burst = min(max(burst, 1), 1_000_000)
    self.keysMax = max(keysMax, 1)
    shared = Bucket(level: self.burst * Self.cost, at: 0)
  }

  /// How many keys it remembers.
  public var count: Int { buckets.count }

  /// Takes one request of a key, if it may be made.
  ///
  /// - Parameter moment: seconds since 1970 UTC; a clock that goes back gives nothing.
  public mutating func allows(_ key: String, at moment: Int64) -> Bool {
    if var bucket = buckets[key] {
      let isAllowed = take(from: &bucket, moment)
      buckets[key] = bucket
      return isAllowed
    }
    if buckets.count >= keysMax { sweep(moment) }
    guard buckets.count < keysMax else { return take(from: &shared, moment) }
    var bucket = Bucket(level: full, at: moment)
    let isAllowed = take(from: &bucket, moment)
    buckets[key] = bucket
    return isAllowed
  }

  private static let cost: Int64 = 60

  private var full: Int64 { burst * Self.cost }

  private func take(from bucket: inout Bucket, _ moment: Int64) -> Bool {
    bucket.level = level(of: bucket, moment)
    bucket.at = max(bucket.at, moment)
    guard bucket.level >= Self.cost else { return false }
    bucket.level -= Self.cost
    return true
  }

  private func level(of bucket: Bucket, _ moment: Int64) -> Int64 {
    // After so many seconds any bucket is full; longer pauses must not overflow.
    let paused = min(max(moment - bucket.at, 0), full)
    return min(full, bucket.level + paused * perMinute)
  }

  /// Forgets buckets that are full: a key that is met for the first time has the same. Once a second
  /// at most, since a flood would have it done for every request.
  private mutating func sweep(_ moment: Int64) {
    guard moment > sweptAt else { return }
    sweptAt = moment
    buckets = buckets.filter { level(of: $0.value, moment) < full }
  }
}
