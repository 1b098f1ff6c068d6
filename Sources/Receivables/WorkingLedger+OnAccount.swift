/// Items on account and the receipts that made them.
extension WorkingLedger {
  /// The number of the next item that a receipt makes on account of a customer: the receipt's own;
  /// where that was given before (and its item cleared, or another part put aside), with `-2`, `-3` …
  public func nextOnAccountNumber(
    of payment: PaymentID, for customer: CustomerID
  ) -> DocumentNumber {
    var number = DocumentNumber(payment.text)
    var ordinal = 1
    while itemIndex(DocumentKey(customer, number)) != nil {
      ordinal += 1
      number = DocumentNumber("\(payment.text)-\(ordinal)")
    }
    return number
  }
}

extension DocumentNumber {
  /// The receipt that made this item on account.
  public var onAccountPayment: PaymentID {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let last = parts.last, Int(last) != nil, text.hasPrefix("P"),
      let first = parts.first
    else { return PaymentID(text) }
    return PaymentID(String(first))
  }
}
