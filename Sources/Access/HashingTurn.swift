import Dispatch
import Synchronization

/// Who may hash a password now: two at once, since each takes 128 MiB; the others wait in turn.
final class HashingTurn: Sendable {
  /// One for the process: memory is the process's.
  static let shared = HashingTurn(atOnce: 2, waitingMax: 64)

  private let free: DispatchSemaphore
  private let asking = Mutex(0)
  private let askingMax: Int

  init(atOnce: Int, waitingMax: Int) {
    free = DispatchSemaphore(value: atOnce)
    askingMax = atOnce + waitingMax
  }

  /// Waits for a turn, and does it. Blocks the thread.
  ///
  /// - Throws: `AccessError` (`busy`) at once where too many wait already: a flood of guesses must
  ///   not take every thread for minutes.
  func take<Answer>(_ body: () throws -> Answer) throws -> Answer {
    let isAccepted = asking.withLock { count in
      guard count < askingMax else { return false }
      count += 1
      return true
    }
    guard isAccepted else {
      throw AccessError(
        code: .busy, problem: "\(askingMax) passwords are being checked already",
        expected: "another try in a minute")
    }
    defer { asking.withLock { $0 -= 1 } }
    free.wait()
    defer { free.signal() }
    return try body()
  }
}
