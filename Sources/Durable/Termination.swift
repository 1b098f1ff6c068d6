import Glibc
import Synchronization

/// Turns the first SIGTERM or SIGINT into a flag and a wake-up, so that the work at hand is finished
/// first. A second one of the same kind ends the process at once, which loses nothing: whatever is
/// not durable then is done again. A process has one of these.
public final class Termination: Sendable {
  private let wakeUp: WakeUp

  /// Takes the signals over, for as long as the process lives, and has SIGPIPE ignored: a reader
  /// that went away is an error of the write that meets it.
  public init(waking wakeUp: WakeUp) throws(FileSystemError) {
    self.wakeUp = wakeUp
    SignalState.number.store(0, ordering: .sequentiallyConsistent)
    SignalState.descriptor.store(wakeUp.writing, ordering: .sequentiallyConsistent)
    try Self.install(SIGPIPE, SIG_IGN, resetting: false)
    for signal in [SIGTERM, SIGINT] {
      try Self.install(signal, { SignalState.received($0) }, resetting: true)
    }
    // Whoever started us may have blocked them, and so does Dispatch in its threads: one thread
    // that takes them is enough.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGTERM)
    sigaddset(&signals, SIGINT)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  deinit { SignalState.descriptor.store(-1, ordering: .sequentiallyConsistent) }

  public var isRequested: Bool { signal != nil }

  /// Which signal asked for the end; nil while none did.
  public var signal: Int32? {
    let number = SignalState.number.load(ordering: .sequentiallyConsistent)
    return number == 0 ? nil : number
  }

  private static func install(
    _ signal: Int32, _ handler: __sighandler_t?, resetting: Bool
  ) throws(FileSystemError) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = handler
    // SA_RESTART, and SA_RESETHAND, which Swift imports as an unsigned number.
    action.sa_flags = Int32(bitPattern: 0x1000_0000 | (resetting ? 0x8000_0000 : 0))
    guard sigaction(signal, &action, nil) == 0 else {
      throw FileSystemError(
        code: .inputOutput, call: "sigaction", path: "signal \(signal)", errno: errno,
        reason: systemMessage(errno), remedy: "a system that lets signals be handled")
    }
  }
}

/// What a signal handler may touch: numbers that are read and written in one step. Both are used
/// before a handler is installed, so that no handler is the first to initialise them.
private enum SignalState {
  static let descriptor = Atomic<Int32>(-1)
  static let number = Atomic<Int32>(0)

  static func received(_ signal: Int32) {
    let before = errno
    number.store(signal, ordering: .sequentiallyConsistent)
    let writing = descriptor.load(ordering: .sequentiallyConsistent)
    if writing >= 0 { WakeUp.wake(writing) }
    errno = before
  }
}
