import Synchronization

/// What was worked out last, for as long as what it was worked out from is the same.
///
/// Whoever asks while it is being worked out waits for it, rather than do the same beside it.
final class Remembered<Key: Equatable & Sendable, Value: Sendable>: Sendable {
  private let last = Mutex<(key: Key, value: Value)?>(nil)

  /// - Parameters:
  ///   - key: says all that the value rests on.
  ///   - make: works it out; where it throws, what was remembered stays.
  func value(for key: Key, _ make: () throws -> Value) throws -> Value {
    try last.withLock { last in
      if let last, last.key == key { return last.value }
      let value = try make()
      last = (key, value)
      return value
    }
  }
}
