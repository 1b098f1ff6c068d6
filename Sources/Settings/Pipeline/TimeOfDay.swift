/// A time of the day in UTC, to the minute: `09:00`.
public struct TimeOfDay: Hashable, Sendable {
  /// Since midnight, below 1440.
  public let minutes: Int

  /// - Returns: nil where the day has no such minute.
  public init?(minutes: Int) {
    guard (0..<1440).contains(minutes) else { return nil }
    self.minutes = minutes
  }

  /// Reads `HH:MM`, `00:00` to `23:59`.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"),
      [0, 1, 3, 4].allSatisfy({ (0x30...0x39).contains(bytes[$0]) })
    else { return nil }
    let hours = Int(bytes[0] - 0x30) * 10 + Int(bytes[1] - 0x30)
    let rest = Int(bytes[3] - 0x30) * 10 + Int(bytes[4] - 0x30)
    guard hours < 24, rest < 60 else { return nil }
    minutes = hours * 60 + rest
  }
}

extension TimeOfDay: Comparable {
  public static func < (a: TimeOfDay, b: TimeOfDay) -> Bool { a.minutes < b.minutes }
}

extension TimeOfDay: CustomStringConvertible {
  public var description: String {
    func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(padded(minutes / 60)):\(padded(minutes % 60))"
  }
}
