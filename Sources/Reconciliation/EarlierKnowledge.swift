public import Receivables

/// What whoever keeps the books knows of receipts of earlier runs, beyond the rows of the ledger.
public struct EarlierKnowledge {
  /// The references that the bank gave a receipt; nil where nobody kept them.
  public var references: (PaymentID) throws -> MovementReferences?
  /// The receipts that a sum was booked as, once its parts had come; none where it was not.
  public var parts: (PaymentID) throws -> [PaymentID]
  /// Our account that a receipt came to; nil where nobody kept it.
  public var account: (PaymentID) throws -> String?
  /// A return that was taken off the books with its file, and is not taken from another one.
  public var staysOff: (PaymentID) throws -> Bool = { _ in false }
  /// Receipts that are decided anew: they are not in the books now, and keep their numbers.
  public var leaving: Set<PaymentID> = []

  public init(
    references: @escaping (PaymentID) throws -> MovementReferences? = { _ in nil },
    parts: @escaping (PaymentID) throws -> [PaymentID] = { _ in [] },
    account: @escaping (PaymentID) throws -> String? = { _ in nil }
  ) {
    self.references = references
    self.parts = parts
    self.account = account
  }

  /// The same, and that these sums are to be booked as their parts.
  public func knowing(_ sums: [CompletedSum]) -> EarlierKnowledge {
    let known = Dictionary(
      sums.map { ($0.payment, $0.parts) }, uniquingKeysWith: { first, _ in first })
    var knowledge = self
    knowledge.parts = { [parts] in try known[$0] ?? parts($0) }
    return knowledge
  }
}

/// A sum that an earlier run took and could not apply, and what a batch brought that it is made of.
public struct CompletedSum: Hashable, Sendable {
  public var payment: PaymentID
  public var parts: [PaymentID]
}
