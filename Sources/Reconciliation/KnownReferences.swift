import Receivables

/// Receipts of earlier runs that have a movement's fingerprint, told from it by the references that
/// the bank gives to one movement alone (invariant I7).
struct KnownReferences {
  let history: ReceiptHistory
  let knowledge: EarlierKnowledge

  enum Place {
    /// It is the receipt of this number among its equals.
    case same(Int)
    /// All receipts up to this number are other movements.
    case after(Int)
  }

  /// - Returns: nil where there is no such receipt, or where one of them does not tell.
  func place(of transaction: BankTransaction, _ fingerprint: String) throws -> Place? {
    // What the fingerprint holds, all of them have.
    if transaction.uniqueReferences.contains(transaction.bankReference) { return nil }
    let own = MovementReferences(of: transaction)
    var ordinal = 1
    while true {
      let payment = PaymentIdentity.id(fingerprint: fingerprint, ordinal: ordinal)
      guard history.contains(payment) else { break }
      guard let kept = try knowledge.references(payment), let isSame = own.isSame(as: kept) else {
        return nil
      }
      if isSame { return .same(ordinal) }
      ordinal += 1
    }
    return ordinal == 1 ? nil : .after(ordinal - 1)
  }

  enum Standing { case toldAgain, another, unclear }

  /// Whether a movement under another reference is another movement: the same may be told by another
  /// report, or again with new references.
  ///
  /// - Parameters:
  ///   - others: how many receipts have its fingerprint and other references.
  ///   - link: the statement in which it stands now.
  static func standing(
    _ others: Int, _ fingerprint: String, _ known: KnownMovements?, _ link: Int
  ) -> Standing {
    let before = (1...others).map { PaymentIdentity.id(fingerprint: fingerprint, ordinal: $0) }
    if before.contains(where: { known?.isToldAgain($0, in: link) == true }) { return .toldAgain }
    let isProved = before.allSatisfy { known?.verdict(on: $0, in: link) == .another }
    return isProved ? .another : .unclear
  }

  /// What a person is told.
  static let doubt =
    "the same movement was taken under another reference of the bank, and neither balances nor "
    + "numbers of the statements tell whether it is another one"
}
