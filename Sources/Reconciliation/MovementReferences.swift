public import Receivables

/// What tells a movement from an equal one: the references that a bank gave it.
public struct MovementReferences: Hashable, Sendable, Codable {
  /// Those that the bank gives to one movement alone.
  public var unique: [String]
  /// All others but the end-to-end reference, which the payer makes: an entry's, that of a batch.
  public var others: [String]

  public init(unique: [String], others: [String]) {
    self.unique = unique
    self.others = others
  }

  public init(of transaction: BankTransaction) {
    unique = transaction.uniqueReferences
    others = transaction.references.filter { !transaction.uniqueReferences.contains($0) }
  }

  /// Surely the same movement, surely another, or nobody knows.
  ///
  /// They are others where both have a reference of one kind, and no reference of the one is among
  /// the other's: a report may say of a detail what another one says of its whole entry.
  func isSame(as other: MovementReferences) -> Bool? {
    if unique.contains(where: other.unique.contains) { return true }
    if unique.contains(where: other.others.contains)
      || others.contains(where: other.unique.contains)
    {
      return nil
    }
    let kinds = Set(unique.map(Self.isUETR))
    return other.unique.contains { kinds.contains(Self.isUETR($0)) } ? false : nil
  }

  /// A UETR is a UUID: `8-4-4-4-12` hexadecimal digits.
  private static func isUETR(_ reference: String) -> Bool {
    let parts = reference.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.utf8.count) == [8, 4, 4, 4, 12]
      && parts.allSatisfy { $0.allSatisfy(\.isHexDigit) }
  }
}
