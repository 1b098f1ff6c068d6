import Enquiry
import Money
import Pipeline

/// What the first page shows, the same for everybody who looks.
struct TodayFacts: Sendable {
  let day: CalendarDate
  let totals:
    (
      open: [CustomerLine.Balance], disputed: [CustomerLine.Balance],
      unapplied: [CustomerLine.Balance]
    )
  let byType: [FigureLine]
  let days: [ReceiptDay]
  let coverage: CoverageTable
  let alerts: [AlertLine]
  let batches: [BatchLine]
  let proposals: Int
  let files: [(state: String, count: Int)]
  let due: [DueDay]

  /// - Throws: `EnquiryError`, `StoreError`.
  init(_ office: Office, at now: Moment) throws {
    let index = try office.followed()
    day = now.day
    totals = try index.totals()
    byType = try index.exceptionsByType()
    let last = try index.receipts(limit: 1).lines.first?.bookingDate ?? now.day
    days = try index.receiptDays(from: last.advanced(byDays: -13), to: max(now.day, last))
    coverage = try CoverageTable(office, index, now)
    alerts = try index.alerts()
    batches = try index.batches(limit: 5).lines
    proposals = try index.proposals().count
    files = try index.filesByState()
    due = try index.openByDueDate()
  }
}

extension Office {
  /// The facts of a moment, worked out anew after each event and each minute: a statement that is
  /// late is so by the clock.
  func today(_ now: Moment) throws -> TodayFacts {
    try todayFacts.value(for: TodayKey(event: try followed().followed, minute: now.seconds / 60)) {
      try TodayFacts(self, at: now)
    }
  }
}

/// What `TodayFacts` rest on.
struct TodayKey: Equatable, Sendable {
  var event: Int64
  var minute: Int64
}
