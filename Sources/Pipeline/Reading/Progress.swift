import Glibc
import Synchronization

/// A line on the terminal that says how far long work has come; silent where no person looks.
public final class Progress: Sendable {
  private struct State {
    var what = ""
    var shownAt: UInt64 = 0
    var isShown = false
  }

  private let isTerminal: Bool
  private let state = Mutex(State())

  /// Between two pictures, in nanoseconds: often enough to move, seldom enough to cost nothing.
  private static let interval: UInt64 = 100_000_000

  public init(isQuiet: Bool = false) {
    isTerminal = !isQuiet && isatty(2) == 1
  }

  /// Shows a step of which so much is done; `total` nil where nobody knows how much there is.
  public func show(_ what: String, done: Int, of total: Int?, unit: String) {
    guard isTerminal else { return }
    state.withLock { state in
      let now = Self.nanoseconds()
      guard what != state.what || now - state.shownAt >= Self.interval else { return }
      state.what = what
      state.shownAt = now
      state.isShown = true
      var line = what
      if let total, total > 0 {
        let filled = min(30, done * 30 / total)
        line +=
          " [" + String(repeating: "#", count: filled) + String(repeating: ".", count: 30 - filled)
          + "] \(done * 100 / total)%"
      }
      // A step that nobody can count is only named.
      let count = unit.isEmpty ? " …" : " \(done)\(total.map { " of \($0)" } ?? "") \(unit)"
      Self.draw(line + count)
    }
  }

  /// Takes the line away, so that what follows stands on an empty one.
  public func end() {
    guard isTerminal else { return }
    state.withLock { state in
      if state.isShown { Self.draw("") }
      state.isShown = false
    }
  }

  private static func draw(_ text: String) {
    // Return, erase the line; progress that cannot be shown is no error.
    _ = try? writeAll(Array("\r\u{1B}[2K\(text)".utf8), to: 2)
  }

  private static func nanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
