import Receivables

/// Receipts of earlier runs that have a movement's fingerprint, told from it by the references that
/// the bank gives to one movement alone (invariant I7).
struct KnownReferences {
  private let history: ReceiptHistory
  private let knowledge: EarlierKnowledge
  private var equals: [String: Equals] = [:]

  /// The receipts of a fingerprint by their numbers, from 1: thousands may be alike.
  private struct Equals {
    var receipts: [Receipt] = []
    /// Which of them has a reference.
    var places: [String: Int] = [:]
  }

  private struct Receipt {
    var references: MovementReferences?
    /// It is in the books, and not decided anew.
    var isStanding: Bool
  }

  enum Place {
    /// It is the receipt of this number among its equals.
    case same(Int)
    /// All receipts up to this number are other movements.
    case after(Int)
  }

  init(history: ReceiptHistory, knowledge: EarlierKnowledge) {
    self.history = history
    self.knowledge = knowledge
  }

  /// - Parameter own: the numbers that the statement's other movements have already.
  /// - Returns: nil where there is no such receipt, or where one of them does not tell.
  mutating func place(
    of transaction: BankTransaction, _ fingerprint: String, besides own: Set<Int>
  ) throws -> Place? {
    // What the fingerprint holds, all of them have.
    if transaction.uniqueReferences.contains(transaction.bankReference) { return nil }
    let references = MovementReferences(of: transaction)
    let equals = try equals(of: fingerprint)
    let known = equals.receipts
    if let place = references.unique.lazy.compactMap({ equals.places[$0] }).first,
      !own.contains(place + 1)
    {
      return .same(place + 1)
    }
    var isUnclear = false
    for (place, receipt) in known.enumerated() where !own.contains(place + 1) {
      switch receipt.references.flatMap(references.isSame) {
      case true?: return .same(place + 1)
      case false?: break
      // What is decided anew comes in this batch, and is compared there.
      case nil: isUnclear = isUnclear || receipt.isStanding
      }
    }
    if isUnclear || !known.contains(where: \.isStanding) { return nil }
    return .after(known.count)
  }

  private mutating func equals(of fingerprint: String) throws -> Equals {
    if let known = equals[fingerprint] { return known }
    var found = Equals()
    while true {
      let place = found.receipts.count
      let payment = PaymentIdentity.id(fingerprint: fingerprint, ordinal: place + 1)
      let isStanding = history.contains(payment)
      guard isStanding || knowledge.leaving.contains(payment) else { break }
      let references = try knowledge.references(payment)
      found.receipts.append(Receipt(references: references, isStanding: isStanding))
      for reference in references?.unique ?? [] where found.places[reference] == nil {
        found.places[reference] = place
      }
    }
    // What nothing is known of is asked for once only, and there may be a million of them.
    if !found.receipts.isEmpty { equals[fingerprint] = found }
    return found
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
      .filter { known?.has($0) ?? true }
    if before.contains(where: { known?.isToldAgain($0, in: link) == true }) { return .toldAgain }
    let isProved = before.allSatisfy { known?.verdict(on: $0, in: link) == .another }
    return isProved ? .another : .unclear
  }

  /// What a person is told.
  static let doubt =
    "the same movement was taken under another reference of the bank, and neither balances nor "
    + "numbers of the statements tell whether it is another one"
}
