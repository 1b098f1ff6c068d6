import Money

/// The batches before this one, day by day.
struct DayHistory {
  /// The batches of one day together.
  struct Day {
    var day: CalendarDate
    var batches = 0
    var receipts = 0
    var straightThrough = 0
    var exceptions = 0
    /// nil where one of its batches has none.
    var amounts: Amounts? = Amounts()

    init(day: CalendarDate) { self.day = day }

    mutating func add(_ batch: ReportedBatch) {
      batches += 1
      receipts += batch.receipts
      straightThrough += batch.straightThrough
      exceptions += batch.exceptions
      guard let more = batch.amounts else {
        amounts = nil
        return
      }
      amounts?.add(more)
    }
  }

  struct Amounts {
    var received = CurrencySums()
    var straightThrough = CurrencySums()
    var unapplied = CurrencySums()
    var disputesOpened = 0
    var disputed = CurrencySums()

    mutating func add(_ other: ReportedBatch.Amounts) {
      for amount in other.received { received.add(amount) }
      for amount in other.straightThrough { straightThrough.add(amount) }
      for amount in other.unapplied { unapplied.add(amount) }
      disputesOpened += other.disputesOpened
      for amount in other.disputed { disputed.add(amount) }
    }
  }

  /// How many days are shown: a week of them, with their weekdays beside one another.
  static let daysMax = 7

  /// The latest first.
  let days: [Day]

  init(_ batches: [ReportedBatch]) {
    var days: [CalendarDate: Day] = [:]
    for batch in batches { days[batch.asOf, default: Day(day: batch.asOf)].add(batch) }
    self.days = Array(days.values.sorted { $0.day > $1.day }.prefix(Self.daysMax))
  }

  /// What all the days together had straight through, by count; nil without a receipt.
  var straightThrough: String? {
    let receipts = days.reduce(0) { $0 + $1.receipts }
    guard receipts > 0 else { return nil }
    return Grouped.percent(days.reduce(0) { $0 + $1.straightThrough }, of: receipts)
  }

  /// `days before: 12.5 a day`; nothing where a day lacks the figure, or there is no day.
  func perDay(_ figure: (Day) -> Int?) -> [String] {
    let figures = days.compactMap(figure)
    guard !figures.isEmpty, figures.count == days.count else { return [] }
    let tenths = figures.reduce(0, +) * 10 / figures.count
    let rest = tenths % 10 == 0 ? "" : ".\(tenths % 10)"
    return ["days before: \(Grouped.number(tenths / 10))\(rest) a day"]
  }
}
