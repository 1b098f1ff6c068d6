import Money
import Receivables

/// The balances behind the lines of one statement, held against the amounts between them.
///
/// Banks list the oldest line first or the newest; both are tried, and the one that breaks less often
/// is taken. Lines without a balance, such as pending ones, count with the next that has one.
struct CSVBalanceChain {
  private struct Order {
    var breaks = 0
    var firstBreak: FilePosition?
  }

  private var upwards = Order()
  private var downwards = Order()
  private var steps = 0
  private var first: (balance: Int128, signed: Int128, date: CalendarDate?)?
  private var last: (balance: Int128, signed: Int128, date: CalendarDate?)?
  /// Amounts of lines without a balance since the last one that has one.
  private var between: Int128 = 0
  /// Of lines before the first balance.
  private var before: Int128 = 0
  private var sum: Int128 = 0
  /// A line could not be read: no balance follows from the one before any more.
  var lacksLine = false

  mutating func take(
    signed: Int64, balance: Int64?, date: CalendarDate?, at place: FilePosition
  ) {
    sum += Int128(signed)
    guard let balance else {
      between += Int128(signed)
      return
    }
    let reached = (balance: Int128(balance), signed: Int128(signed), date: date)
    if let last {
      steps += 1
      if last.balance + between + reached.signed != reached.balance {
        upwards.breaks += 1
        if upwards.firstBreak == nil { upwards.firstBreak = place }
      }
      if last.balance - last.signed - between != reached.balance {
        downwards.breaks += 1
        if downwards.firstBreak == nil { downwards.firstBreak = place }
      }
    } else {
      first = reached
      before = between
    }
    last = reached
    between = 0
  }

  /// The newest line stands first.
  private var isDownwards: Bool {
    if upwards.breaks != downwards.breaks { return downwards.breaks < upwards.breaks }
    guard let start = first?.date, let end = last?.date else { return false }
    return start > end
  }

  /// Before the first line and after the last one of the time that the statement covers.
  var ends: (opening: Int128, closing: Int128)? {
    guard let first, let last else { return nil }
    return isDownwards
      ? (last.balance - last.signed - between, first.balance + before)
      : (first.balance - first.signed - before, last.balance + between)
  }

  /// nil where the file has no balances.
  func check(in currency: Currency) -> (check: ControlCheck, firstBreak: FilePosition?)? {
    guard let ends else { return nil }
    func text(_ sum: Int128) -> String {
      Int64(exactly: sum).map { "\(Money(minorUnits: $0, currency))" }
        ?? "more than can be counted"
    }
    let order = isDownwards ? downwards : upwards
    var check = ControlCheck(
      name: "running_balance", stated: text(ends.closing), computed: text(ends.opening + sum),
      verdict: order.breaks == 0 ? .holds : .off)
    if lacksLine || steps == 0 {
      check.verdict = .notCheckable
      check.note = lacksLine ? "a line could not be read" : "only one line has a balance"
    } else if order.breaks > 0 {
      check.note = "it breaks at \(order.breaks) of \(steps) lines"
    } else if isDownwards {
      check.note = "the newest line stands first"
    }
    return (check, order.firstBreak)
  }
}
