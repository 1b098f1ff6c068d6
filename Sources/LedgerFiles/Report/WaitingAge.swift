import Money

/// How long something has waited for a person, from its day to the day of the report.
enum WaitingAge: Int, CaseIterable {
  case sameDay, week, month, to60, to90, over90

  /// - Parameter days: negative, for a day after that of the report, counts as the same day.
  init(days: Int) {
    switch days {
    case ...0: self = .sameDay
    case ...7: self = .week
    case ...30: self = .month
    case ...60: self = .to60
    case ...90: self = .to90
    default: self = .over90
    }
  }

  var name: String {
    switch self {
    case .sameDay: "Same day"
    case .week: "1–7 days"
    case .month: "8–30 days"
    case .to60: "31–60 days"
    case .to90: "61–90 days"
    case .over90: "Over 90 days"
    }
  }

  /// Under a column of a chart.
  var label: String {
    switch self {
    case .sameDay: "0 days"
    case .week: "1–7"
    case .month: "8–30"
    case .to60: "31–60"
    case .to90: "61–90"
    case .over90: "over 90"
    }
  }

  var tone: ColumnChart.Tone {
    switch self {
    case .sameDay: .calm
    case .week, .month: .mild
    case .to60: .attention
    case .to90: .strong
    case .over90: .alarm
    }
  }
}
