import Money

/// The identity that a bank's file gives a payment.
struct GivenIdentity {
  var payment: String
  var reference: String
}

/// Writes what happens on one account into files, a statement at a time.
protocol BankWriter {
  /// Writes one movement of the current day.
  mutating func add(_ payment: WorldPayment) -> GivenIdentity
  /// Ends the statement, if anything is on it; - Returns: its files.
  mutating func close() -> [BankFile]
  /// Begins a new day.
  mutating func begin(_ day: CalendarDate)
  /// How many movements the statement has.
  var count: Int { get }
}

/// A bank file that is complete.
struct BankFile {
  var name: String
  var bytes: [UInt8]
}
