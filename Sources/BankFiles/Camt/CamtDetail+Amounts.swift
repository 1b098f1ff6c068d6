import Money

extension CamtDetail {
  /// What the detail is worth in this currency, by the first element that can say it.
  func amount(in currency: Currency) -> Money? {
    if let money = stated(in: currency)?.money, money.currency == currency { return money }
    if case .bad = facts.amount { return nil }
    return facts.statedCharges == nil ? instructed(in: currency) : nil
  }

  /// `Amt`, or the `TxAmt` where that alone is in this currency.
  func stated(in currency: Currency) -> CamtAmount? {
    if let other = facts.amount?.money?.currency, other != currency,
      facts.transactionAmount?.money?.currency == currency
    {
      return facts.transactionAmount
    }
    return facts.amount ?? facts.transactionAmount
  }

  /// What was instructed in this currency, before any charges.
  func instructed(in currency: Currency) -> Money? {
    guard !facts.hasExchange, let money = facts.instructed?.money, money.currency == currency else {
      return nil
    }
    return money
  }
}
