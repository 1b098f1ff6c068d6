import Glibc

/// Wakes whoever waits at a `FolderWatcher`, from any thread and from a signal handler.
public final class WakeUp: Sendable {
  /// The ends of a pipe: both wait for nothing, and no child inherits them.
  let reading: Int32
  let writing: Int32

  public init() throws(FileSystemError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw FileSystemError(
        code: .inputOutput, call: "pipe", path: "wake-up", errno: errno,
        reason: systemMessage(errno), remedy: "more free file descriptors (ulimit -n)")
    }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    (reading, writing) = (ends[0], ends[1])
  }

  deinit {
    close(reading)
    close(writing)
  }

  /// Lets the next wait, or the present one, end at once.
  public func wake() { Self.wake(writing) }

  /// Safe in a signal handler. A full pipe wakes as well as one byte more would.
  static func wake(_ descriptor: Int32) {
    var byte: UInt8 = 1
    _ = write(descriptor, &byte, 1)
  }

  /// Takes back all wake-ups; true where there was one.
  func drain() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 64)
    var found = false
    while true {
      let count = read(reading, &bytes, bytes.count)
      if count > 0 {
        found = true
      } else if count == 0 || errno != EINTR {
        return found
      }
    }
  }
}
