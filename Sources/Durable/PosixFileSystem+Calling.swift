import Glibc

extension PosixFileSystem {
  /// Calls again while a signal interrupts; a negative answer is a failure.
  static func repeated<Answer: SignedInteger>(
    _ name: String, _ call: () -> Answer
  ) throws(SystemCallError) -> Answer {
    while true {
      let answer = call()
      if answer >= 0 { return answer }
      if errno != EINTR { throw SystemCallError(call: name, errno: errno) }
    }
  }

  /// The same for a call that takes a path.
  static func call<Answer: SignedInteger>(
    _ name: String, _ path: FilePath, _ call: (UnsafePointer<CChar>) -> Answer
  ) throws(SystemCallError) -> Answer {
    // A typed throw does not pass through the closure, so that it travels as a result.
    try withPath(name, path) { place in
      Result { () throws(SystemCallError) in try repeated(name) { call(place) } }
    }
  }

  /// The same for a call that answers with a pointer, or none.
  static func found<Answer>(
    _ name: String, _ path: FilePath, _ call: (UnsafePointer<CChar>) -> Answer?
  ) throws(SystemCallError) -> Answer {
    try withPath(name, path) { place in
      call(place).map(Result.success) ?? .failure(SystemCallError(call: name, errno: errno))
    }
  }

  private static func withPath<Answer>(
    _ name: String, _ path: FilePath,
    _ body: (UnsafePointer<CChar>) -> Result<Answer, SystemCallError>
  ) throws(SystemCallError) -> Answer {
    // The system would stop reading at a NUL, and so act on another path.
    guard !path.bytes.contains(0) else { throw SystemCallError(call: name, errno: EINVAL) }
    let text = path.bytes.map { CChar(bitPattern: $0) } + [0]
    let answer = text.withUnsafeBufferPointer { buffer -> Result<Answer, SystemCallError> in
      guard let place = buffer.baseAddress else {
        return .failure(SystemCallError(call: name, errno: EINVAL))
      }
      return body(place)
    }
    return try answer.get()
  }
}
