public import Money
public import Receivables

/// One thing that a person decides: a plain value, which a log can keep and a command can build.
public enum DeskAction: Hashable, Sendable, Codable {
  /// Applies (some of) what is unapplied of a receipt. The lines are those of `applications.csv`, with
  /// their signs; one without an item puts its amount on account of the payer.
  case apply(PaymentID, payer: CustomerID?, lines: [Decision.Clearing])
  /// Puts all that is unapplied on account.
  case putOnAccount(PaymentID, CustomerID)
  /// Undoes what was booked of a receipt and applies it anew, in one step.
  case reassign(PaymentID, payer: CustomerID?, lines: [Decision.Clearing])
  /// The money is no customer's: it stays in unapplied cash, and nobody need look at it again.
  case notOurs(PaymentID, note: String)
  /// An exception that leaves no cash unapplied has been dealt with.
  case settle(exception: String, note: String)
  /// Credits against debits without any money: lines of kind `credit` that sum to zero.
  case net(lines: [Decision.Clearing])
  /// Writes off (a part of) what is open of an item; signed as the item is.
  case writeOff(DocumentKey, Money, reasonCode: String)
  case dispute(String, DisputeStep)
  /// Undoes all that was booked of a receipt: its items are open again, its cash unapplied.
  case undoReceipt(PaymentID, reason: String)
  /// The receipt (or the return) itself was wrong, as when its file is undone: its cash leaves the
  /// bank account again.
  case takeOffBooks(PaymentID, reason: String)
  case learnAccount(CustomerAccount)
  case learnAlias(CustomerAlias)
  /// Undoes exactly what one decision did.
  case undo(DeskTrace)

  /// What the log, the rule of the lines (`desk:apply`) and messages call it.
  public var name: String {
    switch self {
    case .apply: "apply"
    case .putOnAccount: "put_on_account"
    case .reassign: "reassign"
    case .notOurs: "not_ours"
    case .settle: "settle"
    case .net: "net"
    case .writeOff: "write_off"
    case .dispute: "dispute"
    case .undoReceipt: "undo_receipt"
    case .takeOffBooks: "take_off_books"
    case .learnAccount: "learn_account"
    case .learnAlias: "learn_alias"
    case .undo: "undo"
    }
  }

  /// The receipts that it is about, each once.
  public var payments: [PaymentID] {
    switch self {
    case .apply(let payment, _, _), .putOnAccount(let payment, _), .reassign(let payment, _, _),
      .notOurs(let payment, _), .undoReceipt(let payment, _), .takeOffBooks(let payment, _):
      return [payment]
    case .undo(let trace): return trace.payments
    case .settle, .net, .writeOff, .dispute, .learnAccount, .learnAlias: return []
    }
  }

  /// The customers that it names, each once.
  public var customers: [CustomerID] {
    switch self {
    case .apply(_, let payer, let lines), .reassign(_, let payer, let lines):
      return unique([payer].compactMap { $0 } + lines.compactMap(\.item?.customer))
    case .putOnAccount(_, let customer): return [customer]
    case .net(let lines): return unique(lines.compactMap(\.item?.customer))
    case .writeOff(let key, _, _): return [key.customer]
    case .learnAccount(let account): return [account.customer]
    case .learnAlias(let alias): return [alias.customer]
    case .undo(let trace): return trace.customers
    case .notOurs, .settle, .dispute, .undoReceipt, .takeOffBooks: return []
    }
  }
}

/// Each element once, where it first stood.
func unique<Element: Hashable>(_ elements: [Element]) -> [Element] {
  var seen: Set<Element> = []
  return elements.filter { seen.insert($0).inserted }
}
