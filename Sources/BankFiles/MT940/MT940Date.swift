import Money

/// The days of SWIFT messages, which banks fill in by calendars of their own.
struct MT940Date {
  var date: CalendarDate
  /// The month is shorter: banks that count 30 days in every month write 30 February.
  var isClamped: Bool

  /// `YYMMDD`; nil where the bytes are not six figures, or no day at all.
  init?(_ bytes: Span<UInt8>, at offset: Int) {
    guard let year = Self.pair(bytes, offset), let month = Self.pair(bytes, offset + 2),
      let day = Self.pair(bytes, offset + 4)
    else { return nil }
    self.init(year: year + (year >= 80 ? 1900 : 2000), month: month, day: day)
  }

  /// A day beyond the end of its month is the month's last one.
  init?(year: Int, month: Int, day: Int) {
    guard (1...31).contains(day) else { return nil }
    for candidate in stride(from: day, through: max(day - 3, 1), by: -1) {
      if let date = CalendarDate(year: year, month: month, day: candidate) {
        self.date = date
        isClamped = candidate != day
        return
      }
    }
    return nil
  }

  /// `MMDD`, in the year that brings it nearest to another day; nil where it is no day.
  init?(_ bytes: Span<UInt8>, at offset: Int, near other: CalendarDate) {
    guard let month = Self.pair(bytes, offset), let day = Self.pair(bytes, offset + 2) else {
      return nil
    }
    let year = other.year
    // Half a year away or less, no other year is nearer.
    if let date = MT940Date(year: year, month: month, day: day),
      abs(date.date.days(since: other)) <= 182
    {
      self = date
      return
    }
    var best: MT940Date?
    for candidate in [year, year - 1, year + 1] {
      guard let date = MT940Date(year: candidate, month: month, day: day) else { continue }
      let distance = abs(date.date.days(since: other))
      if best.map({ distance < abs($0.date.days(since: other)) }) ?? true { best = date }
    }
    guard let best else { return nil }
    self = best
  }

  /// Two figures.
  static func pair(_ bytes: Span<UInt8>, _ offset: Int) -> Int? {
    guard offset >= 0, offset + 1 < bytes.count, MT940Tag.isFigure(bytes[offset]),
      MT940Tag.isFigure(bytes[offset + 1])
    else { return nil }
    return Int(bytes[offset] - 0x30) * 10 + Int(bytes[offset + 1] - 0x30)
  }
}
