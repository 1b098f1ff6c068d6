/// A length of time as settings write it: `500ms`, `2s`, `15m`, `1h`, `1d`.
public struct TimeSpan: Hashable, Sendable {
  public var milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// A whole number and one unit, at most a year.
  public init?(_ text: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard (1...9).contains(digits.utf8.count), let number = Int64(digits) else { return nil }
    let unit: Int64
    switch text.dropFirst(digits.count) {
    case "ms": unit = 1
    case "s": unit = 1_000
    case "m": unit = 60_000
    case "h": unit = 3_600_000
    case "d": unit = 86_400_000
    default: return nil
    }
    let (milliseconds, overflow) = number.multipliedReportingOverflow(by: unit)
    guard !overflow, milliseconds <= 366 * 86_400_000 else { return nil }
    self.milliseconds = milliseconds
  }

  public var duration: Duration { .milliseconds(milliseconds) }
}

extension TimeSpan: Comparable {
  public static func < (a: TimeSpan, b: TimeSpan) -> Bool { a.milliseconds < b.milliseconds }
}

extension TimeSpan: CustomStringConvertible {
  /// In the largest unit that it is a whole number of: `15m`, never `900s`.
  public var description: String {
    let units: [(Int64, String)] = [
      (86_400_000, "d"), (3_600_000, "h"), (60_000, "m"), (1_000, "s"),
    ]
    for (unit, name) in units where milliseconds % unit == 0 && milliseconds >= unit {
      return "\(milliseconds / unit)\(name)"
    }
    return milliseconds == 0 ? "0s" : "\(milliseconds)ms"
  }
}
