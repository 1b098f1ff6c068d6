import Durable
import Glibc
import Testing

@Suite("The end of a process", .serialized) struct TerminationTests {
  @Test(arguments: [SIGTERM, SIGINT])
  func `a signal is a flag and a wake-up`(number: Int32) throws {
    let wakeUp = try WakeUp()
    let watcher = FolderWatcher([], wakeUp: wakeUp)
    let termination = try Termination(waking: wakeUp)
    #expect(!termination.isRequested)

    raise(number)

    #expect(termination.signal == number)
    #expect(termination.isRequested)
    #expect(watcher.wait(upTo: .seconds(10)).wasWoken)
  }

  @Test func `a second signal of the same kind would end the process at once`() throws {
    let termination = try Termination(waking: try WakeUp())
    raise(SIGTERM)

    var action = sigaction()
    sigaction(SIGTERM, nil, &action)

    #expect(termination.isRequested)
    #expect(action.__sigaction_handler.sa_handler == nil)
  }

  @Test func `a reader that goes away is an error of the write`() throws {
    _ = try Termination(waking: try WakeUp())
    var ends: [Int32] = [-1, -1]
    #expect(pipe(&ends) == 0)
    close(ends[0])
    defer { close(ends[1]) }

    let error = #expect(throws: SystemCallError.self) {
      try withUnsafeBytes(of: UInt8(1)) { bytes in
        Result { () throws(SystemCallError) in try PosixFileSystem().write(bytes, to: ends[1]) }
      }.get()
    }

    #expect(error == SystemCallError(call: "write", errno: EPIPE))
  }

  @Test func `the clock of sweeps only goes forward`() {
    let first = MonotonicClock.now()
    let second = MonotonicClock.now()

    #expect(first > .zero)
    #expect(second >= first)
  }
}
