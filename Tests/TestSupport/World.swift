import Money
public import Receivables
public import Reconciliation

/// A small company for a test: a ledger, and a day's transactions to reconcile with it.
public struct World {
  public var ledger = Ledger()
  public var rules = RuleBook()

  /// Customer C1 is `Meier Bau GmbH` with account `DE11`, C2 `Schulze AG` with account `DE22`.
  public init(_ items: OpenItem..., cleared: [OpenItem] = []) {
    ledger.customers = [
      Customer(id: "C1", name: "Meier Bau GmbH"), Customer(id: "C2", name: "Schulze AG"),
    ]
    ledger.accounts = [
      CustomerAccount(customer: "C1", iban: "DE11"), CustomerAccount(customer: "C2", iban: "DE22"),
    ]
    ledger.openItems = items
    ledger.clearedItems = cleared
  }

  /// Reconciles transactions of one statement, in one file.
  public func reconciling(_ transactions: BankTransaction...) throws -> RunOutcome {
    try reconciling(transactions)
  }

  public func reconciling(_ transactions: [BankTransaction]) throws -> RunOutcome {
    try reconciling(files: [Self.file("day.xml", transactions)])
  }

  public func reconciling(files: [TakenFile]) throws -> RunOutcome {
    try reconcile(
      RunInput(ledger: ledger, files: files, rules: rules, asOf: .reading("2026-03-31")))
  }

  public static func file(
    _ name: String, _ transactions: [BankTransaction], format: String = "camt.053",
    statement id: String = "S1", opening: String? = nil, closing: String? = nil
  ) throws -> TakenFile {
    var statement = BankStatement(id: id, account: transactions.first?.account ?? "DE01")
    statement.opening = try opening.map {
      BankStatement.Balance(amount: try .reading($0), date: nil, type: "OPBD")
    }
    statement.closing = try closing.map {
      BankStatement.Balance(amount: try .reading($0), date: nil, type: "CLBD")
    }
    return TakenFile(
      name: name, format: format,
      statements: [TakenStatement(statement: statement, transactions: transactions)])
  }
}

extension RunOutcome {
  /// `4711 payment 980.00`, in the order of booking.
  public var lines: [String] {
    applications.map { "\($0.document) \($0.kind.rawValue) \($0.amount.decimal)" }
  }

  /// `short_payment 47.50`, in the order of raising.
  public var told: [String] { exceptions.map { "\($0.type.rawValue) \($0.amount.decimal)" } }

  /// `4711-D1 47.50`, in the order of the ledger.
  public var open: [String] { ledger.openItems.map { "\($0.number) \($0.open.decimal)" } }

  public var candidates: [String] { exceptions.flatMap { $0.candidates.map(\.text) } }
}
