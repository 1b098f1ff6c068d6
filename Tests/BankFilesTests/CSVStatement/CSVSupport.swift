import BankFiles
import Money
import Receivables

extension CSVStatementLayout {
  static func reading(_ json: String) throws -> CSVStatementLayout {
    try parse(json: Array(json.utf8), file: "ours.json")
  }
}

extension FlatFileTrial {
  init(csv text: String, _ layout: CSVStatementLayout, chunk: Int = .max) {
    self.init(
      Array(text.utf8), by: CSVStatementReader(file: "bank.csv", layouts: [layout]), chunk: chunk)
  }

  /// Everything that came of it, in few words: problems, the failure, and the money.
  var csvOutcome: String {
    var lines = complaints
    if let failure { lines.append("failed: \(failure)") }
    lines += transactions.map { transaction in
      let sign = transaction.direction == .debit ? "-" : ""
      return "\(transaction.position.line ?? 0): \(sign)\(transaction.amount) "
        + "\(transaction.bookingDate?.description ?? "-") \(transaction.bankReference) "
        + "\(transaction.classification) from '\(transaction.payer.name)'"
    }
    lines += statements.flatMap(\.checks).map { check in
      "balance \(check.verdict.rawValue)" + (check.note.isEmpty ? "" : ", \(check.note)")
    }
    return lines.joined(separator: "\n").replacing("bank.csv", with: "csv").replacing(
      "\r", with: "<CR>")
  }
}
