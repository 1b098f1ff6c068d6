import Access
import Synchronization

/// How many requests somebody may make; far more than a person does, far fewer than would hurt.
final class RequestLimits: Sendable {
  private let people: Mutex<RateLimit>
  private let strangers: Mutex<RateLimit>

  init(perMinute: Int64 = 30_000, strangersPerMinute: Int64 = 600) {
    people = Mutex(RateLimit(perMinute: perMinute, burst: perMinute / 10))
    strangers = Mutex(RateLimit(perMinute: strangersPerMinute, burst: strangersPerMinute / 5))
  }

  func allow(_ person: String?, from address: String, at moment: Int64) -> Bool {
    if let person { return people.withLock { $0.allows(person, at: moment) } }
    return strangers.withLock { $0.allows(address, at: moment) }
  }
}
