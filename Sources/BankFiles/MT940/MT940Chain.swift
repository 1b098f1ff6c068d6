import Money
import Receivables

/// What the messages of one account say about each other: pages that go on from each other, days
/// that do, and messages that come twice.
struct MT940Chain {
  /// More accounts or messages are not remembered: memory stays bounded.
  static let rememberedMax = 10_000

  private struct Last {
    var opening: BankStatement.Balance?
    var closing: BankStatement.Balance?
    var number: Int?
    var page: Int?
    var line: Int
  }

  private struct Content: Hashable {
    var account: String
    var number: Int?
    var page: Int?
    var opening: BankStatement.Balance?
    var closing: BankStatement.Balance?
    var counts: [Int]
    var sums: [Int64]
  }

  /// How a message goes on from the one before it.
  struct Link {
    var check: ControlCheck?
    /// Which page it is, where the message does not say it, or not truly.
    var page: Int?
    /// What is off, or worth a note.
    var finding: String?
    /// A page or statement between this message and the one before it is not in the file.
    var isGap = false
  }

  private var last: [String: Last] = [:]
  /// Accounts in the order of their first message.
  private var accounts: [String] = []
  private var contents: [Content: Int] = [:]

  /// Messages that end with a page balance, and no page follows.
  var unfinished: [(line: Int, account: String)] {
    accounts.compactMap { account in
      last[account].flatMap { Self.isPage($0.closing) ? ($0.line, account) : nil }
    }
  }

  func link(_ message: MT940Message) -> Link {
    guard let opening = message.opening else { return Link() }
    let before = last[message.account]
    if Self.isPage(opening) {
      guard let before, Self.isPage(before.closing), before.number == message.number else {
        let note = "the page before it is not in the file"
        return Link(check: Self.check(.notCheckable, opening, nil, note), finding: note)
      }
      let page = (before.page ?? 1) + 1
      if let stated = message.page, stated > page, before.page != nil {
        return Self.gap(
          stated == page + 1 ? "page \(page) is" : "the pages \(page) to \(stated - 1) are",
          opening,
          before)
      }
      var link = Self.compare(opening, with: before)
      if message.page ?? 0 < page { link.page = page }
      return link
    }
    guard let before else { return Link() }
    if Self.isPage(before.closing) {
      return Self.gap("the last page of the statement before it is", opening, before)
    }
    switch Self.follows(message, before) {
    case .next: return Self.compare(opening, with: before)
    case .gap:
      let (from, to) = ((before.number ?? 0) + 1, (message.number ?? 0) - 1)
      return Self.gap(
        from == to ? "statement \(from) is" : "the statements \(from) to \(to) are", opening, before
      )
    case .unknown: return Link()
    }
  }

  /// Takes in a message that has ended.
  ///
  /// - Returns: the line of an earlier one with the same balances, counts and sums.
  mutating func remember(_ message: MT940Message) -> Int? {
    if last[message.account] == nil {
      guard accounts.count < Self.rememberedMax else { return nil }
      accounts.append(message.account)
    }
    last[message.account] = Last(
      opening: message.opening, closing: message.closing, number: message.number,
      page: message.page, line: message.line)
    let content = Content(
      account: message.account, number: message.number, page: message.page,
      opening: message.opening, closing: message.closing,
      counts: [message.credits.count, message.debits.count],
      sums: [message.credits.units, message.debits.units])
    if let earlier = contents[content] { return earlier }
    if contents.count < Self.rememberedMax { contents[content] = message.line }
    return nil
  }

  private enum Sequence { case next, gap, unknown }

  private static func follows(_ message: MT940Message, _ before: Last) -> Sequence {
    if let number = message.number, let earlier = before.number {
      if number == earlier {
        // `2021/01` and `2021/02` may be a year and its statements.
        let isNext = before.page.map { message.page == $0 + 1 } ?? false
        return isNext ? .next : .unknown
      }
      if number < earlier { return number == 1 ? .next : .unknown }  // a new year
      return number - earlier == 1 ? .next : .gap
    }
    guard let day = message.opening?.date, let other = before.opening?.date, day >= other,
      message.opening != before.opening
    else { return .unknown }
    return .next
  }

  private static func gap(
    _ missing: String, _ opening: BankStatement.Balance, _ before: Last
  ) -> Link {
    let closing = before.closing.map { "\($0.amount)" } ?? "no closing balance"
    return Link(
      check: check(.notCheckable, opening, nil, "\(missing) not in the file"),
      finding: "\(missing) not in the file: the opening balance is \(opening.amount), the message "
        + "before it (line \(before.line)) ends with \(closing)", isGap: true)
  }

  private static func compare(_ opening: BankStatement.Balance, with before: Last) -> Link {
    guard let closing = before.closing else {
      return Link(check: check(.notCheckable, opening, nil, "no closing balance before it"))
    }
    let holds = closing.amount == opening.amount
    return Link(
      check: check(holds ? .holds : .off, opening, closing, ""),
      finding: holds
        ? nil
        : "the opening balance is \(opening.amount), the closing balance of the message before it "
          + "(line \(before.line)) is \(closing.amount)")
  }

  private static func check(
    _ verdict: ControlCheck.Verdict, _ opening: BankStatement.Balance,
    _ closing: BankStatement.Balance?, _ note: String
  ) -> ControlCheck {
    ControlCheck(
      name: "page_chain", stated: opening.amount.description,
      computed: closing?.amount.description ?? "", verdict: verdict, note: note)
  }

  static func isPage(_ balance: BankStatement.Balance?) -> Bool {
    balance?.type == MT940Tag.openingPage.rawValue || balance?.type == MT940Tag.closingPage.rawValue
  }
}
