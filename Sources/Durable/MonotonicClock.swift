import Glibc

/// A clock that nobody sets, and that goes on while the machine sleeps.
public enum MonotonicClock {
  /// The time since the machine was started.
  public static func now() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
  }
}
