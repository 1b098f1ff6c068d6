import Money
import Receivables

/// How a peer decides a receipt: our re-implementation of the documented behaviour, not the product.
///
/// Each is written from the descriptions of `matching-peers.md`, section B, whose marks say what was
/// read where; nothing is ported. Where the page leaves something open, the doc comment says what
/// was chosen, and the choice is the one that is kinder to the peer. The settings that every product
/// leaves to the company (tolerance, days of grace) are those of `rules.yaml` by default, for all.
protocol Baseline: Sendable {
  /// The name on the command line and in the table.
  static var name: String { get }
  /// What it stands for, in one line.
  static var note: String { get }

  init(parties: PartyIndex, settings: Rules)

  /// Decides one receipt against what is open; booking the verdict is the caller's.
  mutating func decide(_ receipt: Receipt, _ ledger: OpenItemStore) -> Verdict
}

extension Baseline {
  static var label: String {
    "our re-implementation of the documented behaviour, not the product"
  }
}

/// A booked credit that may pay items, and its identity.
struct Receipt {
  var payment: PaymentID
  var sourceFile: String
  var transaction: BankTransaction

  var cash: Int64 { transaction.amount.minorUnits }
  var currency: Currency { transaction.amount.currency }
  var bookingDate: CalendarDate {
    transaction.bookingDate ?? transaction.valueDate ?? CalendarDate(dayNumber: 0)
  }
  /// The earlier of booking and value date: the day that discounts go by.
  var day: CalendarDate { min(bookingDate, transaction.valueDate ?? bookingDate) }
}

/// What a baseline does with a receipt, and what it tells people.
struct Verdict {
  var payer: CustomerID?
  var rule = ""
  var lines: [Line] = []
  var notices: [Notice] = []

  /// An amount in minor units against an item, as a row of `applications.csv` has it.
  struct Line: Equatable {
    /// The item's place in the store; nil for `onAccount`.
    var item: Int?
    var kind: ApplicationKind
    var amount: Int64
    var reason = ""
  }

  struct Notice: Equatable {
    var type: ExceptionType
    /// In minor units; nil for what the lines leave of the receipt.
    var amount: Int64?
    var message: String
    var candidates: [Int] = []
  }

  /// Nothing is booked, and a person is told why.
  static func exception(
    _ type: ExceptionType, payer: CustomerID? = nil, _ message: String, candidates: [Int] = []
  ) -> Verdict {
    let notice = Notice(type: type, message: message, candidates: Array(candidates.prefix(10)))
    return Verdict(payer: payer, notices: [notice])
  }

  /// The lines as rows show them: one for each item and kind.
  var rows: [Line] {
    var rows: [Line] = []
    for line in lines {
      if let place = rows.firstIndex(where: {
        $0.item == line.item && $0.kind == line.kind && $0.reason == line.reason
      }) {
        rows[place].amount += line.amount
      } else {
        rows.append(line)
      }
    }
    return rows
  }

  /// The cash that the lines use.
  var cashUsed: Int64 {
    lines.lazy.filter { $0.kind == .payment || $0.kind == .onAccount }.reduce(0) { $0 + $1.amount }
  }

  /// Puts the cash that the lines leave on the payer's account, and says so where it is too much.
  mutating func putRestOnAccount(of receipt: Receipt, asOverpayment: Bool = true) {
    let rest = receipt.cash - cashUsed
    guard rest > 0 else { return }
    lines.append(Line(item: nil, kind: .onAccount, amount: rest))
    if asOverpayment {
      notices.append(
        Notice(type: .overpayment, amount: rest, message: "more than the items had open"))
    }
  }

  /// Says what the named items still have open.
  mutating func tellShortfall(_ amount: Int64, of items: [Int]) {
    guard amount > 0 else { return }
    notices.append(
      Notice(
        type: .shortPayment, amount: amount, message: "less than the items had open",
        candidates: Array(items.prefix(10))))
  }
}
