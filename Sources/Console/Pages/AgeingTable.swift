import Enquiry
import LedgerFiles
import Money

/// What is open by how long it is past due.
enum AgeingTable {
  enum Bucket: Int, CaseIterable {
    case notDue, to30, to60, to90, over90

    init(daysLate days: Int) {
      switch days {
      case ...0: self = .notDue
      case ...30: self = .to30
      case ...60: self = .to60
      case ...90: self = .to90
      default: self = .over90
      }
    }

    var name: String {
      switch self {
      case .notDue: "not due"
      case .to30: "1–30"
      case .to60: "31–60"
      case .to90: "61–90"
      case .over90: "over 90"
      }
    }

    var style: StaticString {
      switch self {
      case .notDue: "b0"
      case .to30: "b1"
      case .to60: "b2"
      case .to90: "b3"
      case .over90: "b4"
      }
    }
  }

  static func chart(
    _ due: [DueDay], _ currency: Currency, _ today: CalendarDate, to html: inout HTMLWriter
  ) {
    var sums = [Int128](repeating: 0, count: Bucket.allCases.count)
    for day in due where day.open.amount.currency == currency {
      sums[Bucket(daysLate: today.days(since: day.date)).rawValue] += Int128(
        day.open.amount.minorUnits)
    }
    Charts.columns(
      "Open by days past due, \(currency.code)",
      Bucket.allCases.map { bucket in
        Charts.Bar(
          label: bucket.name, value: sums[bucket.rawValue],
          words: Grouped.short(sums[bucket.rawValue], currency), style: bucket.style)
      },
      words: Bucket.allCases.map {
        "\($0.name) \(Grouped.decimal(sums[$0.rawValue], currency))"
      }.joined(separator: ", "), to: &html)
  }
}
