import TestSupport
import Testing

@testable import Access

@Suite struct RateLimitTests {
  private let start = TemporaryAccess.start

  @Test func `a burst at once, then so many a minute`() {
    var limit = RateLimit(perMinute: 60, burst: 3)

    let atOnce = (1...5).map { _ in limit.allows("a", at: start) }
    let later = (1...5).map { limit.allows("a", at: start + $0) }
    let afterAnHour = (1...5).map { _ in limit.allows("a", at: start + 3600) }

    #expect(atOnce == [true, true, true, false, false])
    #expect(later == [true, true, true, true, true])
    #expect(afterAnHour == [true, true, true, false, false])
  }

  @Test func `a slow rate comes in whole requests`() {
    var limit = RateLimit(perMinute: 2, burst: 1)

    let allowed = (0...90).filter { limit.allows("a", at: start + Int64($0)) }

    #expect(allowed == [0, 30, 60, 90])
  }

  @Test func `keys do not disturb each other`() {
    var limit = RateLimit(perMinute: 1, burst: 1)
    _ = limit.allows("a", at: start)

    let (a, b) = (limit.allows("a", at: start), limit.allows("b", at: start))

    #expect(!a && b)
  }

  @Test func `a clock that goes back gives nothing, and takes nothing`() {
    var limit = RateLimit(perMinute: 60, burst: 2)
    _ = limit.allows("a", at: start)

    let back = limit.allows("a", at: start - 1_000_000)
    let again = limit.allows("a", at: start)
    let next = limit.allows("a", at: start + 1)

    #expect(back && !again && next)
  }

  @Test func `a flood of invented keys stays bounded and frees nobody`() {
    var limit = RateLimit(perMinute: 1, burst: 2, keysMax: 100)
    for _ in 1...2 { _ = limit.allows("known", at: start) }

    let allowed = (0..<10_000).filter { limit.allows("k\($0)", at: start + 1) }
    let known = limit.allows("known", at: start + 1)
    let count = limit.count

    #expect(count <= 100)
    // 99 with a bucket of their own, and two from the one that the others share.
    #expect(allowed.count == 101)
    #expect(!known)
  }

  @Test func `keys that have rested make room`() {
    var limit = RateLimit(perMinute: 60, burst: 1, keysMax: 2)
    for key in ["a", "b"] { _ = limit.allows(key, at: start) }

    let soon = (limit.allows("c", at: start), limit.allows("d", at: start))
    let later = (limit.allows("e", at: start + 1), limit.allows("f", at: start + 1))
    let count = limit.count

    #expect(soon == (true, false))
    #expect(later == (true, true))
    #expect(count == 2)
  }

  @Test(arguments: SeededGenerator.seeds(30))
  func `in any stretch of time no key has more than the burst and its share`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let (perMinute, burst) = (Int64(random.number(1...300)), Int64(random.number(1...20)))
    var limit = RateLimit(perMinute: perMinute, burst: burst)
    var moment = start
    var allowed: [Int64] = []
    for _ in 0..<400 {
      moment += Int64(random.pick([0, 0, 0, 1, 1, 2, 5, 30]))
      if limit.allows("a", at: moment) { allowed.append(moment) }
    }

    let isMore = allowed.indices.contains { first in
      (first..<allowed.count).contains { last in
        let most = burst + (allowed[last] - allowed[first]) * perMinute / 60
        return Int64(last - first + 1) > most
      }
    }
    #expect(!isMore, "seed \(seed)")
    #expect(Int64(allowed.count) >= min(burst, 400))
  }
}
