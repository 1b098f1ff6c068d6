import LedgerFiles
import Money
import Receivables
public import Reconciliation

extension DeskAction {
  /// What it does, for whoever has to agree to it or reads of it later: documents, amounts, whose.
  public var words: String {
    switch self {
    case .apply(_, let payer, let lines): "applied " + Self.words(lines, payer)
    case .reassign(_, let payer, let lines): "applied anew " + Self.words(lines, payer)
    case .putOnAccount(_, let customer): "put on account of \(customer)"
    case .notOurs: "not ours"
    case .settle(let exception, _): "dealt with \(exception)"
    case .net(let lines): "netted " + Self.words(lines, nil)
    case .writeOff(let key, let amount, let reasonCode):
      "wrote off \(Grouped.amount(amount)) of \(key.number) (\(key.customer))"
        + (reasonCode.isEmpty ? "" : " for \(ReportWords.reason(reasonCode))")
    case .dispute(let dispute, let step): "dispute \(dispute): \(Self.words(step))"
    case .undoReceipt: "undid all that was booked of it"
    case .takeOffBooks: "took it off the books"
    case .learnAccount(let account):
      "remembered the account \(account.iban.isEmpty ? account.accountNumber : account.iban) "
        + "for \(account.customer)"
    case .learnAlias(let alias): "remembered “\(alias.alias)” for \(alias.customer)"
    case .undo: "undid a decision"
    }
  }

  /// More lines are counted: a list has to be read at one look.
  private static let linesMax = 8

  /// `900.00 USD to INV-1, 100.00 USD to INV-2 as deduction (C7)`.
  private static func words(_ lines: [Decision.Clearing], _ payer: CustomerID?) -> String {
    let shown = lines.prefix(linesMax).map { line in
      let amount = Grouped.amount(line.amount)
      guard let item = line.item else { return "\(amount) on account" }
      let kind = line.kind == .payment ? "" : " as \(ReportWords.name(of: line.kind))"
      return "\(amount) to \(item.number)\(kind)"
    }
    let more = lines.count > linesMax ? " and \(lines.count - linesMax) more" : ""
    var customers = [payer].compactMap { $0 }
    for customer in lines.compactMap(\.item?.customer) where !customers.contains(customer) {
      customers.append(customer)
    }
    let whose = customers.prefix(3).map(\.text).joined(separator: ", ")
    return shown.joined(separator: ", ") + more + (whose.isEmpty ? "" : " (\(whose))")
  }

  private static func words(_ step: DisputeStep) -> String {
    switch step {
    case .underReview: "under review"
    case .note: "a note"
    case .explain: "explained"
    case .approve: "approved"
    case .deny: "denied"
    case .resolve: "resolved"
    case .reopen: "opened again"
    case .merge(let other, _): "goes on as \(other)"
    }
  }
}
