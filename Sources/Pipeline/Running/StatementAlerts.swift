import Money
import Receivables

/// Whether statements follow one another (plan, I5): never a correction, always an alert.
enum StatementAlerts {
  /// A statement among those of its account.
  struct Link {
    var facts: StatementFacts
    /// The name of its file.
    var file: String
    /// It came with this batch.
    var isNew: Bool
  }

  /// - Parameter links: statements of one account.
  /// - Returns: what is odd where a new one stands, and the ids of all that was looked for.
  static func along(_ links: [Link]) -> (alerts: [PipelineAlert], looked: [String]) {
    var alerts: [PipelineAlert] = []
    var looked: [String] = []
    var last: Link?
    let ordered = links.enumerated().sorted { one, other in
      if isEarlier(one.element.facts, other.element.facts) { return true }
      if isEarlier(other.element.facts, one.element.facts) { return false }
      return one.offset < other.offset
    }.map(\.element)
    for (place, link) in ordered.enumerated() {
      if place + 1 < ordered.count,
        let correction = correction(of: link.facts, by: ordered[place + 1])
      {
        // The later one stands in its place, for those around it as well.
        looked += ["gap", "balance"].map { "\($0):\(key(link.facts))" }
        if ordered[place + 1].isNew { alerts.append(correction) }
        continue
      }
      if let last, last.isNew || link.isNew {
        alerts += between(last.facts, and: link.facts, file: link.file)
        looked += ["gap", "balance"].map { "\($0):\(key(link.facts))" }
      }
      last = link
    }
    return (alerts, looked)
  }

  private static func key(_ facts: StatementFacts) -> String {
    "\(facts.account)/\(facts.currency)/\(facts.id.isEmpty ? facts.sequence : facts.id)"
      + "/\(facts.closingDate)" + (facts.page.isEmpty ? "" : "/\(facts.page)")
  }

  private static func correction(of last: StatementFacts, by next: Link) -> PipelineAlert? {
    let facts = next.facts
    guard let before = number(last.sequence), before == number(facts.sequence),
      last.page == facts.page, last.currency == facts.currency,
      last.closingDate == facts.closingDate,
      last.closing != facts.closing || last.opening != facts.opening
    else { return nil }
    return PipelineAlert(
      id: "corrected:\(key(facts))", kind: "corrected", account: facts.account, file: next.file,
      message: "statement \(facts.sequence) came again with other content: closing "
        + "\(facts.closing), before \(last.closing); what is new in it was booked")
  }

  private static func between(
    _ last: StatementFacts, and next: StatementFacts, file: String
  ) -> [PipelineAlert] {
    var alerts: [PipelineAlert] = []
    if let before = number(last.sequence), let now = number(next.sequence),
      // Numbers begin again with the year.
      now > before + 1 || (now < before && now != 1 && now != 0)
    {
      alerts.append(
        PipelineAlert(
          id: "gap:\(key(next))", kind: "gap", account: next.account, file: file,
          message: now > before + 1
            ? "statement \(next.sequence) follows \(last.sequence): "
              + "\(now - before - 1) between them did not come; ask the bank"
            : "statement \(next.sequence) came after \(last.sequence): out of order"))
    }
    if !last.closing.isEmpty, !next.opening.isEmpty, last.closing != next.opening {
      alerts.append(
        PipelineAlert(
          id: "balance:\(key(next))", kind: "balance", account: next.account, file: file,
          message: "it opens with \(next.opening) \(next.currency), the one before "
            + "(\(last.id.isEmpty ? last.sequence : last.id)) closed with \(last.closing): "
            + "a statement is missing or out of order; ask the bank"))
    }
    return alerts
  }

  /// By the day on which they close, so that the order of files does not matter, then by number:
  /// the tenth of a day follows the ninth.
  static func isEarlier(_ one: StatementFacts, _ other: StatementFacts) -> Bool {
    let days = (day(of: one), day(of: other))
    if days.0 != days.1 { return isOrderedByBytes(days.0, days.1) }
    let numbers = (number(one.sequence) ?? .max, number(other.sequence) ?? .max)
    return numbers.0 == numbers.1
      ? isOrderedByBytes(one.sequence, other.sequence) : numbers.0 < numbers.1
  }

  private static func day(of facts: StatementFacts) -> String {
    facts.closingDate.isEmpty ? facts.day?.description ?? "" : facts.closingDate
  }

  /// The digits before any other sign: `123/1` is number 123, page 1.
  private static func number(_ sequence: String) -> Int? {
    let digits = sequence.prefix { $0.isASCII && $0.isNumber }
    return digits.utf8.count <= 9 ? Int(digits) : nil
  }
}
