import Enquiry
import LedgerFiles
import Money
import Pipeline
import Receivables
import Settings
import Store

/// Which statements came, account by account, up to today: those that should have, and did not.
struct CoverageTable: Sendable {
  private let accounts: [AccountCoverage]
  /// The days of each account whose statement is late.
  private let late: [String: Set<CalendarDate>]

  private static let days = 14

  /// - Throws: `EnquiryError`, `StoreError`.
  init(_ office: Office, _ index: DeskIndex, _ now: Moment) throws {
    let calendar = office.settings.calendar
    let accounts = try Self.accounts(office, index, days: Self.days, until: now.day)
    self.accounts = accounts
    // Nothing is late from before the pipeline was.
    let began = try office.readers.with { store in
      try store.events(1...1).first.flatMap { CalendarDate(iso: $0.recordedAt.prefix(10)) }
    }
    var late: [String: Set<CalendarDate>] = [:]
    for expected in calendar {
      guard let began, let time = TimeOfDay(minutes: now.minuteOfDay) else { continue }
      let own = accounts.filter { $0.account == expected.account }
      for day in own.first?.days.map(\.date) ?? [] where day >= began {
        let isHere = own.contains { account in
          account.days.contains { $0.date == day && !$0.statements.isEmpty }
        }
        if !isHere, expected.isDue(for: day, on: now.day, at: time) {
          late[expected.account, default: []].insert(day)
        }
      }
    }
    self.late = late
  }

  /// Which statements came, of all accounts that there are or should be: pages and programs see the
  /// same.
  ///
  /// - Throws: `EnquiryError`.
  static func accounts(
    _ office: Office, _ index: DeskIndex, days: Int, until last: CalendarDate
  ) throws -> [AccountCoverage] {
    try index.coverage(
      days: days, until: last, expecting: office.settings.calendar.map(\.account))
  }

  func write(to html: inout HTMLWriter) {
    guard let days = accounts.first?.days.map(\.date) else { return }
    html.markup("<section><h2>Statements that came</h2>\n")
    html.markup("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Statements by ")
    html.markup(
      "account and day\"><table class=\"cover\"><thead><tr><th scope=\"col\">Account</th>")
    for day in days {
      html.element("<th scope=\"col\" class=\"n\">", String(day.description.dropFirst(5)), "</th>")
    }
    html.markup("</tr></thead><tbody>\n")
    for account in accounts {
      let name = account.account + (account.currency.map { " \($0.code)" } ?? "")
      html.element("<tr><th scope=\"row\">", name, "</th>")
      for day in account.days {
        write(day, isLate: late[account.account]?.contains(day.date) ?? false, to: &html)
      }
      html.markup("</tr>\n")
    }
    html.markup("</tbody></table></div><p class=\"hint\">✓ came, and opens with what the one ")
    html.markup("before closed with; ○ came, and the balances do not tell whether one is missing ")
    html.markup("before it; gap: it does not open with what the one before closed with; ! should ")
    html.markup("have come, and did not; · none came. Reports within a day (camt.052, camt.054, ")
    html.markup("MT942) are no statements.</p></section>\n")
  }

  private func write(_ day: AccountCoverage.Day, isLate: Bool, to html: inout HTMLWriter) {
    guard let file = day.statements.first?.file else {
      html.markup(
        isLate
          ? "<td class=\"off\"><span class=\"aside\">late</span><span aria-hidden=\"true\">!</span>"
          : "<td class=\"no\"><span class=\"aside\">none</span><span aria-hidden=\"true\">·</span>")
      html.markup("</td>")
      return
    }
    let (start, sign): (StaticString, StaticString) =
      switch day.isContinuous {
      case true?:
        (
          "<td class=\"yes\">",
          "<span class=\"aside\">goes on</span><span aria-hidden=\"true\">✓</span>"
        )
      case false?: ("<td class=\"off\">", "gap")
      case nil: ("<td>", "<span class=\"aside\">came</span><span aria-hidden=\"true\">○</span>")
      }
    html.markup(start)
    html.markup("<a href=\"")
    html.path(["files", file])
    html.markup("\">")
    html.markup(sign)
    html.markup("</a></td>")
  }
}
