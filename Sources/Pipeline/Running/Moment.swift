import Foundation
public import Money

/// A second of UTC, as everything is stamped with that is written down.
public struct Moment: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Since 1970-01-01.
  public var seconds: Int64

  public init(seconds: Int64) { self.seconds = seconds }

  /// Reads what `description` writes.
  public init?(iso text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 20, bytes[10] == UInt8(ascii: "T"), bytes[19] == UInt8(ascii: "Z"),
      let day = CalendarDate(iso: text.prefix(10)), let hour = Int64(text.dropFirst(11).prefix(2)),
      let minute = Int64(text.dropFirst(14).prefix(2)),
      let second = Int64(text.dropFirst(17).prefix(2))
    else { return nil }
    seconds = Int64(day.dayNumber) * 86_400 + hour * 3600 + minute * 60 + second
  }

  /// Now, by the system's clock.
  public static func now() -> Moment {
    Moment(seconds: Int64(Date().timeIntervalSince1970.rounded(.down)))
  }

  public static func < (a: Moment, b: Moment) -> Bool { a.seconds < b.seconds }

  public func advanced(by seconds: Int64) -> Moment { Moment(seconds: self.seconds + seconds) }

  public var day: CalendarDate {
    CalendarDate(dayNumber: Int32(clamping: (seconds - secondOfDay) / 86_400))
  }

  /// Minutes since midnight.
  public var minuteOfDay: Int { Int(secondOfDay / 60) }

  private var secondOfDay: Int64 { ((seconds % 86_400) + 86_400) % 86_400 }

  /// `2026-03-10T18:00:00Z`: its order as text is its order in time.
  public var description: String {
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let second = secondOfDay
    return "\(day)T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
  }
}
