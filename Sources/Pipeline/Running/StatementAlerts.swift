import Money
import Receivables

/// Whether statements follow one another (plan, I5): never a correction, always an alert.
enum StatementAlerts {
  /// - Parameters:
  ///   - last: the last statement of the account that was taken before; nil for the first one.
  ///   - next: the one that came, with its file's name.
  static func between(
    _ last: StatementFacts?, and next: StatementFacts, file: String
  ) -> [PipelineAlert] {
    guard let last, last.currency == next.currency || last.currency.isEmpty else { return [] }
    var alerts: [PipelineAlert] = []
    let key = "\(next.account)/\(next.id.isEmpty ? next.sequence : next.id)/\(next.closingDate)"
    if let before = number(last.sequence), let now = number(next.sequence) {
      if now == before, last.page == next.page,
        last.closing != next.closing || last.opening != next.opening
      {
        alerts.append(
          PipelineAlert(
            id: "corrected:\(key)", kind: "corrected", account: next.account, file: file,
            message: "statement \(next.sequence) came again with other content: closing "
              + "\(next.closing), before \(last.closing); what is new in it was booked"))
        return alerts
      }
      // Numbers begin again with the year.
      if now > before + 1 || (now < before && now != 1 && now != 0) {
        alerts.append(
          PipelineAlert(
            id: "gap:\(key)", kind: "gap", account: next.account, file: file,
            message: now > before + 1
              ? "statement \(next.sequence) follows \(last.sequence): "
                + "\(now - before - 1) between them did not come; ask the bank"
              : "statement \(next.sequence) came after \(last.sequence): out of order"))
      }
    }
    if !last.closing.isEmpty, !next.opening.isEmpty, last.closing != next.opening {
      alerts.append(
        PipelineAlert(
          id: "balance:\(key)", kind: "balance", account: next.account, file: file,
          message: "it opens with \(next.opening) \(next.currency), the one before "
            + "(\(last.id.isEmpty ? last.sequence : last.id)) closed with \(last.closing): "
            + "a statement is missing or out of order; ask the bank"))
    }
    return alerts
  }

  /// By the day on which they close, so that the order of files does not matter, then by number:
  /// the tenth of a day follows the ninth.
  static func isEarlier(_ one: StatementFacts, _ other: StatementFacts) -> Bool {
    if one.closingDate != other.closingDate {
      return isOrderedByBytes(one.closingDate, other.closingDate)
    }
    let numbers = (number(one.sequence) ?? .max, number(other.sequence) ?? .max)
    return numbers.0 == numbers.1
      ? isOrderedByBytes(one.sequence, other.sequence) : numbers.0 < numbers.1
  }

  /// The digits before any other sign: `123/1` is number 123, page 1.
  private static func number(_ sequence: String) -> Int? {
    let digits = sequence.prefix { $0.isASCII && $0.isNumber }
    return digits.utf8.count <= 9 ? Int(digits) : nil
  }
}
