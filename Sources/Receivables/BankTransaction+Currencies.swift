public import Money

extension BankTransaction {
  /// The first currency besides its own in which charges or amounts of documents are stated.
  public var foreignCurrency: Currency? {
    if let other = charges?.currency, other != amount.currency { return other }
    for document in documents {
      for stated in [document.due, document.paid, document.discount, document.credit, document.tax]
      {
        if let other = stated?.currency, other != amount.currency { return other }
      }
      for adjustment in document.adjustments where adjustment.amount.currency != amount.currency {
        return adjustment.amount.currency
      }
    }
    return nil
  }

  /// The same without amounts in other currencies, for listings that name one currency only.
  public var inOneCurrency: BankTransaction {
    var own = self
    func kept(_ money: Money?) -> Money? { money?.currency == amount.currency ? money : nil }
    own.charges = kept(charges)
    own.documents = documents.map { document in
      var document = document
      document.due = kept(document.due)
      document.paid = kept(document.paid)
      document.discount = kept(document.discount)
      document.credit = kept(document.credit)
      document.tax = kept(document.tax)
      document.adjustments.removeAll { $0.amount.currency != amount.currency }
      return document
    }
    return own
  }
}
