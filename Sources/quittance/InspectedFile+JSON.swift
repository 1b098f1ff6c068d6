import BankFiles
import Durable
import LedgerFiles
import Money
import Pipeline
import Receivables

/// For programs: an element of the list `files`, its statements as they came.
extension InspectedFile {
  /// How deep the file stands in the document, and each of its statements.
  private static let level = 2
  private static let statementLevel = level + 2

  func writeJSON(to out: inout StandardOutput, isFirst: Bool) throws {
    try out.append { bytes in
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      JSONValue.breakLine(Self.level, &bytes)
      bytes.append(UInt8(ascii: "{"))
    }
    let beginning: [(key: String, value: JSONValue)] = [
      ("file", .string(path)), ("format", format.map { .string($0.rawValue) } ?? .null),
      ("version", version.isEmpty ? .null : .string(version)),
      ("recognised", recognition.map { .string("\($0.certainty): \($0.reason)") } ?? .null),
    ]
    for (key, value) in beginning { try member(key, value, to: &out) }
    try writeStatements(to: &out)
    try member("checks", .list(checks.map(json)), to: &out)
    try member("problems", .list(diagnostics.map(json)), isLast: true, to: &out)
    try out.append { bytes in
      JSONValue.breakLine(Self.level, &bytes)
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private func member(
    _ key: String, _ value: JSONValue, isLast: Bool = false, to out: inout StandardOutput
  ) throws {
    try out.append { bytes in
      JSONValue.breakLine(Self.level + 1, &bytes)
      bytes += "\"\(key)\": ".utf8
      value.append(to: &bytes, level: Self.level + 1)
      if !isLast { bytes.append(UInt8(ascii: ",")) }
    }
  }

  private func writeStatements(to out: inout StandardOutput) throws {
    try out.append { bytes in
      JSONValue.breakLine(Self.level + 1, &bytes)
      bytes += "\"statements\": [".utf8
    }
    try statements.forEachPiece { piece in try out.append { $0 += piece } }
    try out.append { bytes in
      if !statements.isEmpty { JSONValue.breakLine(Self.level + 1, &bytes) }
      bytes += "],".utf8
    }
  }

  /// An element of the list of statements.
  func json(_ statement: BankStatement, isFirst: Bool) -> [UInt8] {
    var bytes: [UInt8] = isFirst ? [] : [UInt8(ascii: ",")]
    JSONValue.breakLine(Self.statementLevel, &bytes)
    json(statement).append(to: &bytes, level: Self.statementLevel)
    return bytes
  }

  private func json(_ statement: BankStatement) -> JSONValue {
    .object([
      ("id", .string(statement.id)), ("account", .string(statement.account)),
      ("currency", statement.currency.map { .string($0.code) } ?? .null),
      ("opening", json(statement.opening)), ("closing", json(statement.closing)),
      ("booked_credits", .list(statement.bookedCredits.map(json))),
      ("booked_debits", .list(statement.bookedDebits.map(json))),
      ("pending", .integer(statement.pending)),
      ("information", .integer(statement.information)),
      ("transactions", .integer(statement.transactions)),
      ("checks", .list(statement.checks.map(json))),
    ])
  }

  private func json(_ balance: BankStatement.Balance?) -> JSONValue {
    guard let balance else { return .null }
    return .object([
      ("amount", .string(balance.amount.decimal)),
      ("currency", .string(balance.amount.currency.code)),
      ("date", balance.date.map { .string($0.description) } ?? .null),
      ("type", .string(balance.type)),
    ])
  }

  private func json(_ total: BankStatement.CurrencyTotal) -> JSONValue {
    .object([
      ("currency", .string(total.amount.currency.code)), ("count", .integer(total.count)),
      ("amount", .string(total.amount.decimal)),
    ])
  }

  private func json(_ check: ControlCheck) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("name", .string(check.name)), ("stated", .string(check.stated)),
      ("computed", .string(check.computed)), ("verdict", .string(check.verdict.rawValue)),
    ]
    if !check.note.isEmpty { members.append(("note", .string(check.note))) }
    if !check.consequence.isEmpty { members.append(("mismatch", .string(check.consequence))) }
    return .object(members)
  }

  private func json(_ diagnostic: Diagnostic) -> JSONValue {
    .object([
      ("line", diagnostic.position.line.map(JSONValue.integer) ?? .null),
      ("column", diagnostic.position.column.map(JSONValue.integer) ?? .null),
      ("severity", .string(diagnostic.severity)), ("code", .string(diagnostic.code)),
      (
        "message",
        .string(
          diagnostic.expected.isEmpty
            ? diagnostic.problem : "\(diagnostic.problem); expected \(diagnostic.expected)")
      ),
    ])
  }
}
