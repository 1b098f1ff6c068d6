import Money
import Receivables

/// The open items of one currency by how long they are past due.
public struct Ageing {
  /// In days past due: a document that is due today is not past due.
  public enum Bucket: Int, CaseIterable, Sendable {
    case notDue, to30, to60, to90, over90

    /// - Parameter days: from the due date to the day of the report; negative before it.
    public init(daysPastDue days: Int) {
      switch days {
      case ...0: self = .notDue
      case ...30: self = .to30
      case ...60: self = .to60
      case ...90: self = .to90
      default: self = .over90
      }
    }

    public var name: String {
      switch self {
      case .notDue: "Not due"
      case .to30: "1–30 days"
      case .to60: "31–60 days"
      case .to90: "61–90 days"
      case .over90: "Over 90 days"
      }
    }

    /// The same, below a column of a chart.
    public var label: String {
      switch self {
      case .notDue: "not due"
      case .to30: "1–30"
      case .to60: "31–60"
      case .to90: "61–90"
      case .over90: "over 90"
      }
    }

    public var tone: ColumnChart.Tone {
      switch self {
      case .notDue: .calm
      case .to30: .mild
      case .to60: .attention
      case .to90: .strong
      case .over90: .alarm
      }
    }
  }

  var currency: Currency
  var items = 0
  /// What debits are open, by bucket, without disputed deductions.
  var buckets = [Int128](repeating: 0, count: Bucket.allCases.count)
  /// Deduction items: they wait for an answer, not for their due date.
  var disputed: Int128 = 0
  /// Credits, negative.
  var credits: Int128 = 0
  /// On-account items, negative.
  var onAccount: Int128 = 0

  init(currency: Currency) { self.currency = currency }

  var pastDue: Int128 { buckets.dropFirst().reduce(0, +) }
  var balance: Int128 { buckets.reduce(0, +) + disputed + credits + onAccount }

  mutating func add(_ item: OpenItem, asOf: CalendarDate) {
    items += 1
    let open = Int128(item.open.minorUnits)
    switch item.type {
    case .deduction: disputed += open
    case .onAccount: onAccount += open
    case _ where open < 0: credits += open
    default: buckets[Bucket(daysPastDue: asOf.days(since: item.dueDate)).rawValue] += open
    }
  }

  /// One per currency that has open items, ordered by its code.
  static func of(_ items: [OpenItem], asOf: CalendarDate) -> [Ageing] {
    var result: [Ageing] = []
    for item in items where !item.open.isZero {
      let index =
        result.firstIndex { $0.currency == item.currency }
        ?? {
          result.append(Ageing(currency: item.currency))
          return result.count - 1
        }()
      result[index].add(item, asOf: asOf)
    }
    return result.sorted { $0.currency < $1.currency }
  }
}
