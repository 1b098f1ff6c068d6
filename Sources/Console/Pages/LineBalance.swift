import LedgerFiles
import Money
import Receivables

/// What lines come to, against the money that they give out: what is left, and what is missing.
struct LineBalance: Sendable {
  private let currency: Currency
  /// Of the receipt, what no line takes; negative where they take more than it has.
  let rest: Int128
  /// Money of the receipt that lines take.
  let cash: Int128
  /// Lines of kind `credit`: what credit memos give, negative, and what it is used for.
  let netted: Int128
  private let isEmpty: Bool
  /// Why the first line that cannot be booked cannot; nil where all can.
  private let problem: String?

  /// - Parameter available: what there is to give out of the receipt.
  init(_ lines: [WrittenLine], of available: Money) {
    currency = available.currency
    var (cash, netted) = (Int128(0), Int128(0))
    for line in lines {
      guard let amount = line.money(in: available.currency) else { continue }
      switch ApplicationKind(rawValue: line.kind) {
      case .payment, .onAccount: cash += Int128(amount.minorUnits)
      case .credit: netted += Int128(amount.minorUnits)
      default: continue
      }
    }
    (self.cash, self.netted) = (cash, netted)
    rest = Int128(available.minorUnits) - cash
    isEmpty = lines.allSatisfy(\.isEmpty)
    problem =
      lines.indices.lazy.filter { !lines[$0].isEmpty }
      .compactMap { lines[$0].problem("Line \($0 + 1)", in: available.currency) }.first
  }

  /// They can be booked as they are, as far as they and their sums tell.
  var holds: Bool { problem == nil && netted == 0 && rest >= 0 && cash > 0 }

  /// That credits and what they are used for are not the same, by how much, and what is to be done;
  /// nil where they are.
  var creditsLeft: String? {
    if netted < 0 {
      return "\(amount(-netted)) of the credits is not used yet: choose the document that they "
        + "reduce, or take less of the credit."
    }
    if netted > 0 {
      return "\(amount(netted)) is taken off as a credit that no line gives: choose the credit "
        + "memo, or take less off."
    }
    return nil
  }

  /// For whoever writes the lines: what is wrong with one, what is left or missing, and how much.
  var words: String { problem.map { $0 + " " + sums } ?? sums }

  private var sums: String {
    if let creditsLeft { return creditsLeft }
    if rest < 0 { return "\(amount(-rest)) more than the receipt has: take less on a line." }
    if isEmpty { return "\(amount(rest)) is left." }
    if cash <= 0 {
      return "No line takes money of the receipt yet: \(amount(rest)) is left."
    }
    return rest == 0
      ? "Nothing is left." : "\(amount(rest)) is left, and stays unapplied unless a line takes it."
  }

  private func amount(_ minorUnits: Int128) -> String { Grouped.amount(minorUnits, currency) }
}
