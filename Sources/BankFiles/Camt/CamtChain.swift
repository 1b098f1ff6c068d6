import Money
import Receivables

/// What the statements of one account in a file say about each other: numbers and pages that leave one
/// out, balances that do not go on from each other.
///
/// Only camt.053 is chained: reports of a day repeat and overlap.
struct CamtChain {
  /// More accounts are not remembered: memory stays bounded.
  private static let rememberedMax = 10_000

  private struct Last {
    var statement: BankStatement
    var page: Int?
    var isLastPage: Bool
  }

  /// By account and currency.
  private var last: [[String]: Last] = [:]

  /// Takes in a statement that has ended.
  ///
  /// - Returns: how it does not go on from the one before it; nil where it does, or nobody can tell.
  mutating func take(_ closing: CamtStatement) -> (code: BankFileError.Code, problem: String)? {
    let statement = closing.statement
    guard !statement.account.isEmpty else { return nil }
    let key = [statement.account, statement.currency?.code ?? ""]
    let page = Int(closing.pageNumber)
    let before = last[key]
    guard before != nil || last.count < Self.rememberedMax else { return nil }
    last[key] = Last(statement: statement, page: page, isLastPage: closing.isLastPage)
    guard let before else { return nil }
    return finding(statement, page, before)
  }

  private func finding(
    _ next: BankStatement, _ page: Int?, _ before: Last
  ) -> (code: BankFileError.Code, problem: String)? {
    if let number = Int(next.sequence), let earlier = Int(before.statement.sequence) {
      if number == earlier { return pageFinding(next, page, before) }
      // A new year begins anew, and older statements may stand behind newer ones.
      guard number > earlier || number == 1 else { return nil }
      if number > earlier + 1 {
        return gap(
          number == earlier + 2
            ? "statement \(earlier + 1) is" : "the statements \(earlier + 1) to \(number - 1) are",
          next, before)
      }
    } else {
      if next.id == before.statement.id { return pageFinding(next, page, before) }
      guard let day = next.opening?.date, let other = before.statement.opening?.date, day >= other,
        next.opening != before.statement.opening
      else { return nil }
    }
    if let page = before.page, !before.isLastPage {
      return gap("the page behind page \(page) of the statement before it is", next, before)
    }
    guard let opening = next.opening, let end = before.statement.closing,
      ["OPBD", "PRCD"].contains(opening.type), end.type == "CLBD",
      opening.amount.currency == end.amount.currency, opening.amount != end.amount
    else { return nil }
    return (
      .balanceMismatch,
      "the opening balance is \(opening.amount), the closing balance of the statement before it "
        + "(line \(before.statement.line)) is \(end.amount)"
    )
  }

  private func pageFinding(
    _ next: BankStatement, _ page: Int?, _ before: Last
  ) -> (code: BankFileError.Code, problem: String)? {
    guard let page, let earlier = before.page, page > earlier + 1 else { return nil }
    return gap(
      page == earlier + 2
        ? "page \(earlier + 1) is" : "the pages \(earlier + 1) to \(page - 1) are", next, before)
  }

  private func gap(
    _ missing: String, _ next: BankStatement, _ before: Last
  ) -> (code: BankFileError.Code, problem: String) {
    func text(_ balance: BankStatement.Balance?) -> String {
      balance.map { "\($0.amount)" } ?? "not stated"
    }
    return (
      .missingRecord,
      "\(missing) not in the file: the opening balance is \(text(next.opening)), the closing balance "
        + "before it (line \(before.statement.line)) is \(text(before.statement.closing))"
    )
  }
}
