import Money
import Receivables

extension LedgerComparison {
  /// Both ledgers agree, save for what the ERP has yet to post.
  public var hasAlerts: Bool { manyCleared > 0 || differences.contains(where: \.isAlert) }

  /// The report of the reconciliation as CSV, a row each.
  public var csv: [UInt8] {
    var csv = CSVWriter()
    csv.row(Self.columnNames)
    for difference in differences {
      let currency = difference.ours?.currency ?? difference.theirs?.currency
      csv.row([
        difference.kind.rawValue, difference.customer.text, difference.document?.text ?? "",
        currency?.code ?? "", difference.ours?.decimal ?? "", difference.theirs?.decimal ?? "",
        difference.isTaken ? "erp" : "ours",
        difference.payments.map(\.text).joined(separator: "|"), difference.description,
      ])
    }
    return csv.bytes
  }

  /// How many of each kind there are, then a line for each that somebody should look at.
  ///
  /// - Parameter alertsMax: so many of these; a last line counts the others.
  public func lines(alertsMax: Int = 20) -> [String] {
    var lines: [String] = []
    for kind in LedgerDifference.Kind.allCases {
      let count = differences.count { $0.kind == kind }
      if count > 0 { lines.append("\(count) \(count == 1 ? kind.words.one : kind.words.many)") }
    }
    let alerts = differences.filter(\.isAlert)
    lines += alerts.prefix(alertsMax).map(\.description)
    if alerts.count > alertsMax { lines.append("and \(alerts.count - alertsMax) more") }
    return lines
  }

  private static let columnNames = [
    "kind", "customer_id", "document_number", "currency", "open_here", "open_in_erp", "kept",
    "payments", "message",
  ]
}
