import Pipeline
import Synchronization

/// Who looks at which exception now: two people never work on the same one unknowingly.
///
/// It is only told, never enforced: the books themselves refuse what was decided meanwhile.
final class Reviews: Sendable {
  struct Review: Hashable, Sendable {
    var person: String
    var since: Moment
    var until: Moment
  }

  /// So long a look lasts unless it is renewed.
  static let length: Int64 = 180

  fileprivate let reviews: Mutex<[String: Review]> = Mutex([:])

  /// Somebody looks at it.
  ///
  /// - Returns: who else does, and nothing is changed then; nil where it is theirs now.
  func begin(_ exception: String, by person: String, at now: Moment) -> Review? {
    reviews.withLock { reviews in
      if let known = reviews[exception], known.until > now, known.person != person { return known }
      let since = reviews[exception].flatMap { $0.person == person ? $0.since : nil } ?? now
      reviews[exception] = Review(
        person: person, since: since, until: now.advanced(by: Self.length))
      if reviews.count > 10_000 { reviews = reviews.filter { $0.value.until > now } }
      return nil
    }
  }

  /// Somebody takes it over from who looked before.
  func takeOver(_ exception: String, by person: String, at now: Moment) {
    reviews.withLock {
      $0[exception] = Review(person: person, since: now, until: now.advanced(by: Self.length))
    }
  }

  func end(_ exception: String, by person: String) {
    reviews.withLock { reviews in
      if reviews[exception]?.person == person { reviews[exception] = nil }
    }
  }

  /// Everything that others look at now, by exception.
  func others(than person: String, at now: Moment) -> [String: String] {
    reviews.withLock { reviews in
      reviews.filter { $0.value.until > now && $0.value.person != person }.mapValues(\.person)
    }
  }
}

extension Reviews {
  /// Somebody leaves.
  func endAll(by person: String) {
    reviews.withLock { $0 = $0.filter { $0.value.person != person } }
  }
}
