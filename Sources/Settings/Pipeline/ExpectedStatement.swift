public import Money

/// An account whose bank sends a statement for certain days, by a certain time.
public struct ExpectedStatement: Hashable, Sendable {
  public enum Weekday: String, Sendable, CaseIterable {
    case mon, tue, wed, thu, fri, sat, sun

    public init(of day: CalendarDate) {
      // 1970-01-01 was a Thursday.
      let place = ((Int(day.dayNumber) + 3) % 7 + 7) % 7
      self = Self.allCases[place]
    }
  }

  public var account: String
  public var weekdays: Set<Weekday>
  /// In UTC, of the day after the statement's.
  public var by: TimeOfDay
  /// Days without a statement.
  public var holidays: [CalendarDate]

  public init(
    account: String, weekdays: Set<Weekday>, by: TimeOfDay, holidays: [CalendarDate] = []
  ) {
    self.account = account
    self.weekdays = weekdays
    self.by = by
    self.holidays = holidays
  }

  /// Monday to Friday.
  public static let workingDays: Set<Weekday> = [.mon, .tue, .wed, .thu, .fri]

  /// There must be a statement of this day.
  public func isExpected(for day: CalendarDate) -> Bool {
    weekdays.contains(Weekday(of: day)) && !holidays.contains(day)
  }

  /// It is late: by now, in UTC, the statement of this day should have come.
  public func isDue(for day: CalendarDate, on today: CalendarDate, at now: TimeOfDay) -> Bool {
    guard isExpected(for: day) else { return false }
    let limit = day.advanced(byDays: 1)
    return today > limit || (today == limit && now >= by)
  }
}
