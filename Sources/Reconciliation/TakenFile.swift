public import Receivables

/// What one bank file brought, once it was read to its end.
public struct TakenFile: Hashable, Sendable {
  /// The file's name without its folder, so that results do not depend on where it lay.
  public var name: String
  /// As the contract names it: `camt.053`, `bai2`, `lockbox`.
  public var format: String
  public var statements: [TakenStatement]
  /// A digest of the content, which gives files of one name their order; empty where no other file
  /// has the name.
  public var digest: String

  public init(
    name: String, format: String, statements: [TakenStatement], digest: String = ""
  ) {
    self.name = name
    self.format = format
    self.statements = statements
    self.digest = digest
  }

  /// The formats that bring the cheques of a lockbox one by one.
  static let lockboxFormats: Set = ["lockbox", "x12.823"]

  static func isOrdered(_ a: TakenFile, _ b: TakenFile) -> Bool {
    a.name == b.name ? isOrderedByBytes(a.digest, b.digest) : isOrderedByBytes(a.name, b.name)
  }
}

/// One statement with its transactions, in the file's order.
public struct TakenStatement: Hashable, Sendable {
  public var statement: BankStatement
  public var transactions: [BankTransaction]

  public init(statement: BankStatement, transactions: [BankTransaction]) {
    self.statement = statement
    self.transactions = transactions
  }
}
