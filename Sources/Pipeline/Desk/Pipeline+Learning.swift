public import Receivables
public import Reconciliation
import Store

extension Pipeline {
  /// What a decision teaches about the payer of a receipt: their account, or where the bank names
  /// none their name; nothing where the decision names no customer, or it is known already.
  ///
  /// - Parameter actions: what is decided; the first customer that they name is the payer's.
  public func learning(from payment: PaymentID, _ actions: [DeskAction]) throws -> [DeskAction] {
    guard let customer = actions.first?.customers.first,
      let payer = try payerAccount(of: payment)
    else { return [] }
    if let account = CustomerAccount(written: payer.account, of: customer) {
      let known = try rows("customer_accounts").contains { cells in
        cells.count > 3
          && cells[1...3].elementsEqual([
            account.iban, account.routingNumber, account.accountNumber,
          ])
      }
      return known ? [] : [.learnAccount(account)]
    }
    if payer.name.isEmpty { return [] }
    let known = try rows("customer_aliases").contains { $0.count > 1 && $0[1] == payer.name }
    return known ? [] : [.learnAlias(CustomerAlias(customer: customer, alias: payer.name))]
  }

  private func rows(_ table: String) throws -> [[String]] {
    guard let table = StateTable.named(table) else { return [] }
    return try store.rows(of: table).map(\.cells)
  }
}

extension CustomerAccount {
  /// An account as a payer's bank writes it: an IBAN, or `routing/account`; nil where it is empty.
  public init?(written text: String, of customer: CustomerID) {
    if text.isEmpty { return nil }
    if let slash = text.firstIndex(of: "/") {
      self.init(
        customer: customer, routingNumber: String(text[..<slash]),
        accountNumber: String(text[text.index(after: slash)...]))
      return
    }
    let isIBAN =
      text.utf8.count >= 15 && text.prefix(2).allSatisfy(\.isLetter)
      && text.dropFirst(2).prefix(2).allSatisfy(\.isNumber)
    self.init(
      customer: customer, iban: isIBAN ? text : "", accountNumber: isIBAN ? "" : text)
  }
}
