import Money
import Synchronization

@testable import Pipeline

/// A clock that stands where a test puts it.
final class StandingClock: Sendable {
  private let seconds: Mutex<Int64>

  init(_ time: String) { seconds = Mutex(Moment(iso: time)?.seconds ?? 0) }

  var now: Moment { Moment(seconds: seconds.withLock { $0 }) }

  func put(_ time: String) {
    if let moment = Moment(iso: time) { seconds.withLock { $0 = moment.seconds } }
  }

  func advance(_ by: Int64) { seconds.withLock { $0 += by } }
}
