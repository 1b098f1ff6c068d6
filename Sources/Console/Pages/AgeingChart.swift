import Enquiry
import LedgerFiles
import Money

/// What is open by how long it is past due, in the report's own buckets.
enum AgeingChart {
  static func write(
    _ due: [DueDay], _ currency: Currency, _ today: CalendarDate, to html: inout HTMLWriter
  ) {
    let sums = sums(due, currency, today)
    ColumnChart(
      caption: "Open by days past due, \(currency.code)", subject: "Open in \(currency.code)",
      columns: Ageing.Bucket.allCases.map { bucket in
        let sum = sums[bucket.rawValue]
        return ColumnChart.Column(
          label: bucket.label, name: bucket.name, shown: Grouped.short(sum, currency),
          exact: Grouped.decimal(sum, currency), height: sum, tone: bucket.tone)
      }, widthMin: 64
    ).write(to: &html)
  }

  /// What is open in each bucket, in their order.
  static func sums(_ due: [DueDay], _ currency: Currency, _ today: CalendarDate) -> [Int128] {
    var sums = [Int128](repeating: 0, count: Ageing.Bucket.allCases.count)
    for day in due where day.open.amount.currency == currency {
      let bucket = Ageing.Bucket(daysPastDue: today.days(since: day.date))
      sums[bucket.rawValue] += Int128(day.open.amount.minorUnits)
    }
    return sums
  }
}
