import Durable
import Money
import Receivables
import Reconciliation
import Settings
import Store

extension Pipeline {
  /// Keeps files of a day that is not settled yet: their receipts are decided together, so that no
  /// order of arrival changes them (plan, I9).
  ///
  /// A day is settled when every expected statement of it is there, or at the cut-off time.
  func holdBack(
    until cutOff: TimeOfDay, _ read: inout [ReadItem], _ report: inout SweepReport
  ) throws {
    let now = clock()
    let days = read.map { $0.refusal == nil ? Self.lastDay(of: $0) : nil }
    var settled: [CalendarDate: Bool] = [:]
    for day in Set(days.compactMap { $0 }).sorted() {
      // Statements of a day come on the day after, where they are expected at all.
      let isExpected = settings.calendar.contains { $0.isExpected(for: day) }
      let last = isExpected ? day.advanced(byDays: 1) : day
      let isPast = last < now.day || (last == now.day && now.minuteOfDay >= cutOff.minutes)
      let missing = isPast ? [] : try missingStatements(of: day, with: read)
      settled[day] = isPast || (isExpected && missing.isEmpty)
      if settled[day] == false {
        let accounts = missing.joined(separator: ", ")
        let whom = missing.isEmpty ? "" : "the statements of \(accounts), or "
        tellOnce(
          "settling", "\(day) is decided with \(whom)what came until \(cutOff) UTC of \(last)",
          key: "\(day) \(whom)", level: .info)
      }
    }
    // An earlier day is never decided after a later one: what waits holds back what comes after.
    let firstOpen = settled.filter { !$0.value }.keys.min()
    var taken: [ReadItem] = []
    for (entry, day) in zip(read, days) {
      if let day, let firstOpen, day >= firstOpen {
        report.waiting.append(entry.item.name.display)
        heldResults[entry.item.claim.id] = entry.result
      } else {
        taken.append(entry)
      }
    }
    read = taken
  }

  /// The accounts of which a statement of the day is expected and has not come.
  private func missingStatements(
    of day: CalendarDate, with read: [ReadItem]
  ) throws -> [String] {
    // An intraday report of the account is not its statement.
    let here = Set(
      read.filter { StatementFormats.chained.contains($0.result.format) }
        .flatMap { $0.result.taken?.statements ?? [] }.filter { taken in
          StatementFacts(taken).day == day
        }.map(\.statement.account))
    return try settings.calendar.filter { $0.isExpected(for: day) }.map(\.account).filter {
      try !here.contains($0) && !hasStatement(of: $0, day)
    }
  }

  /// The last booking date in a file.
  private static func lastDay(of entry: ReadItem) -> CalendarDate? {
    entry.result.taken?.statements.lazy.flatMap(\.transactions).compactMap(\.bookingDate).max()
  }
}
