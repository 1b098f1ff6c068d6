import Money
import Receivables
import Yams

extension PipelineReading {
  func calendar(_ node: Node) throws(SettingsFileError) -> [ExpectedStatement] {
    var calendar: [ExpectedStatement] = []
    for node in try list(node, "calendar", "a list: - account: DE89…") {
      let group = try SettingsGroup(node, "calendar[]", "an expected statement", values)
      let accountNode = try group.required("account")
      let account = try values.text(accountNode, "account")
      guard !account.isEmpty else {
        throw values.error(
          .badValue, accountNode, "account is empty", "it as the bank's files have it")
      }
      guard !calendar.contains(where: { $0.account == account }) else {
        throw values.error(.badValue, accountNode, "account \(account) occurs twice", "it once")
      }
      calendar.append(
        ExpectedStatement(
          account: account,
          weekdays: try group["days"].map(weekdays) ?? ExpectedStatement.workingDays,
          by: try time(try group.required("by"), "by"),
          holidays: try group["holidays"].map(holidays) ?? []))
    }
    return calendar
  }

  private func weekdays(_ node: Node) throws(SettingsFileError) -> Set<ExpectedStatement.Weekday> {
    switch node.scalar?.string {
    case "weekdays": return ExpectedStatement.workingDays
    case "daily": return Set(ExpectedStatement.Weekday.allCases)
    case .some(let text):
      throw values.error(
        .badValue, node, "days '\(text)' is unknown", "weekdays, daily or a list such as [mon, thu]"
      )
    case nil: break
    }
    var days: Set<ExpectedStatement.Weekday> = []
    for node in try list(node, "days", "weekdays, daily or a list such as [mon, thu]") {
      days.insert(try values.choice(node, "days"))
    }
    guard !days.isEmpty else {
      throw values.error(.badValue, node, "days is empty", "weekdays, daily or a list")
    }
    return days
  }

  private func holidays(_ node: Node) throws(SettingsFileError) -> [CalendarDate] {
    var days: [CalendarDate] = []
    for node in try list(node, "holidays", "a list such as [2026-12-25]") {
      let text = try values.text(node, "holidays")
      guard let day = CalendarDate(iso: text) else {
        throw values.error(
          .badValue, node, "holidays '\(text)' is no day of the calendar", "YYYY-MM-DD")
      }
      days.append(day)
    }
    return days
  }

  func people(_ node: Node) throws(SettingsFileError) -> People {
    var people = People()
    for (key, node) in try SettingsGroup(node, "people", "people", values).members {
      switch key {
      case "second_eyes_above": people.secondEyesAbove = try values.amount(node, key)
      case "write_off_max": people.writeOffMax = try values.amount(node, key)
      default:
        for (name, node) in try values.members(of: node, key, known: nil) {
          let isUnlimited = try values.text(node, "limit of \(name)") == "unlimited"
          people.limits[name] =
            isUnlimited ? .unlimited : .upTo(try values.amount(node, "limit of \(name)"))
        }
      }
    }
    return people
  }
}
