import BankFiles
import LedgerFiles
import Money
import Pipeline
import Receivables

/// Everything that `inspect` says of one file.
struct InspectedFile {
  private let path: String
  private var recognition: BankFileRecognition?
  private var format: BankFileFormat?
  private var version = ""
  private var statements: [BankStatement] = []
  private var checks: [ControlCheck] = []
  /// It was read to its end.
  private var isWhole = false
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var exitCode: Int32 = 0

  init(reading input: BankFileInput, _ progress: Progress) {
    path = input.path
    var open: BankStatement?
    do {
      let read = try input.read(
        progress: progress, wantsTransactions: false,
        failed: { summary, found in
          format = summary?.format
          version = summary?.version ?? ""
          recognition = found
        },
        { event in
          switch event {
          case .statementBegins(let statement): open = statement
          case .statementEnds(let statement):
            statements.append(statement)
            open = nil
          case .problem(let problem): diagnostics.append(Diagnostic(problem, path: input.path))
          case .fileEnds(let summary):
            format = summary.format
            version = summary.version
            checks = summary.checks
          case .transaction: break
          }
        })
      isWhole = true
      recognition = read.recognition
      if format == nil { format = recognition?.format }
      if let asked = input.format, let format, format != asked {
        recognition?.reason = "the content says so, though \(asked.rawValue) was asked for"
      }
    } catch {
      if let open { statements.append(Self.unfinished(open)) }
      diagnostics.append(Diagnostic(error, path: input.path))
    }
    exitCode = diagnostics.first { $0.exitCode != 0 }?.exitCode ?? 0
  }

  /// A statement whose end was not read: nothing of it can be held against anything.
  private static func unfinished(_ open: BankStatement) -> BankStatement {
    var statement = open
    statement.checks.append(
      ControlCheck(
        name: "statement", stated: "", computed: "", verdict: .notCheckable,
        note: "the file cannot be read to the end of this statement"))
    return statement
  }

  // MARK: For programs

  var json: JSONValue {
    .object([
      ("file", .string(path)), ("format", format.map { .string($0.rawValue) } ?? .null),
      ("version", version.isEmpty ? .null : .string(version)),
      ("recognised", recognition.map { .string("\($0.certainty): \($0.reason)") } ?? .null),
      ("statements", .list(statements.map(json))), ("checks", .list(checks.map(json))),
      ("problems", .list(diagnostics.map(json))),
    ])
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

  // MARK: For people

  var lines: [String] {
    var lines = [path]
    guard isWhole, let format else { return lines + ["  not read: see the errors"] }
    lines.append(
      "  \(format.rawValue)\(version.isEmpty ? "" : " \(version)")"
        + (recognition.map { ", \($0.certainty): \($0.reason)" } ?? ""))
    for statement in statements { lines += self.lines(statement) }
    lines += checks.map { "  \(line($0))" }
    for diagnostic in diagnostics where diagnostic.severity == "note" {
      lines.append("  note: line \(diagnostic.position.line ?? 1): \(diagnostic.problem)")
    }
    return lines
  }

  private func lines(_ statement: BankStatement) -> [String] {
    var lines = ["", "  Statement \(statement.id.isEmpty ? "(no id)" : statement.id)"]
    func row(_ name: String, _ text: String) {
      lines.append("    " + name + String(repeating: " ", count: max(1, 14 - name.count)) + text)
    }
    row(
      "account",
      "\(statement.account.isEmpty ? "(none)" : statement.account)"
        + (statement.currency.map { ", \($0)" } ?? ""))
    if let opening = statement.opening { row("opening", text(opening)) }
    if let closing = statement.closing { row("closing", text(closing)) }
    row("credits", text(statement.bookedCredits))
    row("debits", text(statement.bookedDebits))
    if statement.pending > 0 { row("pending", "\(statement.pending), not booked yet") }
    if statement.information > 0 {
      row("information", "\(statement.information), for information only")
    }
    row("transactions", "\(statement.transactions)")
    for check in statement.checks { row("check", line(check)) }
    return lines
  }

  private func text(_ balance: BankStatement.Balance) -> String {
    "\(balance.amount)" + (balance.date.map { " on \($0)" } ?? "") + " (\(balance.type))"
  }

  private func text(_ totals: [BankStatement.CurrencyTotal]) -> String {
    totals.isEmpty
      ? "none"
      : totals.map { "\($0.amount) in \($0.count) \($0.count == 1 ? "entry" : "entries")" }
        .joined(separator: ", ")
  }

  private func line(_ check: ControlCheck) -> String {
    let verdict =
      switch check.verdict {
      case .holds: "\(check.name) holds: \(check.stated)"
      case .off: "\(check.name) is OFF: the file states \(check.stated), read \(check.computed)"
      case .notCheckable: "\(check.name) cannot be checked"
      case .notApplicable: "\(check.name) does not apply"
      }
    var notes = check.note.isEmpty ? [] : [check.note]
    // What a mismatch would mean, or means.
    if !check.consequence.isEmpty {
      notes.append(
        "a mismatch is \(check.consequence == "error" ? "an error" : "a \(check.consequence)")")
    }
    return notes.isEmpty ? verdict : "\(verdict) (\(notes.joined(separator: "; ")))"
  }
}
