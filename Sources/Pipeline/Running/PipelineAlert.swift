import LedgerFiles

/// Something about statements, the ledger or the exports that a person should know of.
struct PipelineAlert: Hashable {
  var id: String
  var kind: String
  var account: String
  var file: String
  var message: String

  var cells: [String] { [id, kind, account, file, message] }

  /// One line for people.
  var words: String { account.isEmpty ? message : "\(account): \(message)" }

  var facts: JSONValue {
    .object([
      ("alert_id", .string(id)), ("kind", .string(kind)), ("account", .string(account)),
      ("file", .string(file)), ("message", .string(message)),
    ])
  }
}
