import BankFiles
import Money
import Receivables

extension FlatFileTrial {
  init(x12 text: String, chunk: Int = .max) {
    self.init(Array(text.utf8), by: X12Reader(file: "pay.edi"), chunk: chunk)
  }

  init(x12Fixture name: String, chunk: Int = .max) {
    self.init(FlatFileTrial.fixture("x12/\(name)"), by: X12Reader(file: name), chunk: chunk)
  }

  /// Problems that are no notes.
  var complaints: [String] { problems.filter { $0.severity != .note }.map(\.description) }
}

extension RemittanceDocument {
  /// `IV INV-1 due 100.00 paid 98.00 discount 2.00 less 5.00 for 04 (words)`: what is there of it.
  var described: String {
    var words = ["\(type) \(number)"]
    if let date { words.append("of \(date)") }
    if let due { words.append("due \(due.decimal)") }
    if let paid { words.append("paid \(paid.decimal)") }
    if let discount { words.append("discount \(discount.decimal)") }
    for adjustment in adjustments {
      words.append("less \(adjustment.amount.decimal) for \(adjustment.reason)")
      if !adjustment.text.isEmpty { words.append("(\(adjustment.text))") }
    }
    return words.joined(separator: " ")
  }
}

/// Edits of X12 texts.
enum X12Text {
  /// The text with one part replaced, and its only set counted anew unless its trailer was edited.
  static func edited(_ text: String, _ old: String, _ new: String) -> String {
    let edited = text.replacing(old, with: new)
    let segments = edited.split(separator: "~\n", omittingEmptySubsequences: false)
    guard !old.contains("SE*"), edited.split(separator: "ST*").count == 2,
      let first = segments.firstIndex(where: { $0.hasPrefix("ST*") }),
      let last = segments.firstIndex(where: { $0.hasPrefix("SE*") }), first < last
    else { return edited }
    var counted = segments.map(String.init)
    let control = counted[last].split(separator: "*").last ?? ""
    counted[last] = "SE*\(last - first + 1)*\(control)"
    return counted.joined(separator: "~\n")
  }
}

extension FlatFileTrial {
  /// Everything that came of it, in few words: problems, the failure, and the money.
  var outcome: String {
    var lines = complaints
    if let failure { lines.append("failed: \(failure)") }
    lines += transactions.map { transaction in
      let documents = transaction.documents.map { document in
        document.number + (document.paid.map { " \($0.decimal)" } ?? "")
      }
      return "\(transaction.amount) \(transaction.direction) \(transaction.status) "
        + "\(transaction.bookingDate?.description ?? "-") \(transaction.bankReference): "
        + documents.joined(separator: ", ")
    }
    return lines.joined(separator: "\n").replacing("pay.edi", with: "edi")
  }
}
