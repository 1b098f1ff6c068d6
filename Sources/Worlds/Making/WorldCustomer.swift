/// A customer of a world, with the signs by which it is known.
struct WorldCustomer: Sendable {
  var id: String
  var name: String
  var language: Language
  var iban: String
  var routing: String
  var account: String
  /// Its accounts stand in the ledger.
  var hasKnownAccount = true
  var parent = ""
  var withholdingPercent = ""
  var policy = ""
  var aliases: [String] = []
}
