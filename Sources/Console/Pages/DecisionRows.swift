import LedgerFiles
import Money
import Pipeline
import Receivables
import Reconciliation

/// Everything that a decision did, from the rows that the log keeps of it.
struct DecisionRows: Sendable {
  private let booked: [Application]
  private let undone: [Application]
  private let items: [DeskTrace.Change<OpenItem>]
  private let disputes: [DeskTrace.Change<Dispute>]
  private let exceptions: [DeskTrace.Change<ReceiptException>]
  private let learned: [String]

  init(_ record: DeskRecord) {
    let traces = record.traces
    booked = traces.flatMap(\.booked)
    undone = traces.flatMap(\.undone)
    items = traces.flatMap(\.items)
    disputes = traces.flatMap(\.disputes)
    exceptions = traces.flatMap(\.exceptions)
    let accounts = traces.flatMap(\.accounts).map { change in
      Self.learned(change) { account in
        let number = account.iban.isEmpty ? account.accountNumber : account.iban
        return "the account \(number) of \(account.customer)"
      }
    }
    let aliases = traces.flatMap(\.aliases).map { change in
      Self.learned(change) { "“\($0.alias)” for \($0.customer)" }
    }
    learned = (accounts + aliases).compactMap { $0 }
  }

  private static func learned<Row>(
    _ change: DeskTrace.Change<Row>, _ words: (Row) -> String
  ) -> String? {
    change.after.map { "remembered \(words($0))" } ?? change.before.map { "forgot \(words($0))" }
  }

  /// How many rows the longest of its tables has.
  var count: Int {
    let counts = [
      booked.count, undone.count, items.count, disputes.count, exceptions.count, learned.count,
    ]
    return counts.max() ?? 0
  }

  /// - Parameter rows: of each table.
  func write(_ rows: Range<Int>, to html: inout HTMLWriter) {
    html.markup("<section><h2>What it did</h2>\n")
    if count == 0 {
      html.markup("<p class=\"empty\">It moved no money and changed no document.</p>\n")
    }
    lines("Booked", booked, rows, to: &html)
    lines("Taken back", undone, rows, to: &html)
    itemChanges(items.shown(rows), to: &html)
    disputeChanges(disputes.shown(rows), to: &html)
    exceptionChanges(exceptions.shown(rows), to: &html)
    for words in learned.shown(rows) { html.element("<p>", "It " + words + ".", "</p>\n") }
    html.markup("</section>\n")
  }

  private func lines(
    _ name: StaticString, _ lines: [Application], _ rows: Range<Int>, to html: inout HTMLWriter
  ) {
    guard !lines.isEmpty else { return }
    html.markup("<h3>")
    html.markup(name)
    html.text(" (\(Grouped.number(lines.count)))")
    html.markup("</h3>\n")
    html.tableStart("\(name)", ["Receipt", "Document", "Customer", "As", "Amount#"])
    for line in lines.shown(rows) {
      html.markup("<tr data-row><th scope=\"row\">")
      html.id(line.payment.text)
      html.markup("</th>")
      document(DocumentKey(line.customer, line.document), to: &html)
      var kind = ReportWords.name(of: line.kind)
      if !line.reasonCode.isEmpty { kind += " (\(ReportWords.reason(line.reasonCode)))" }
      html.cell(kind, label: "As")
      html.amount(line.amount, label: "Amount")
      html.markup("</tr>\n")
    }
    html.tableEnd()
  }

  private func itemChanges(
    _ changes: [DeskTrace.Change<OpenItem>], to html: inout HTMLWriter
  ) {
    guard !changes.isEmpty else { return }
    html.markup("<h3>Documents</h3>\n")
    html.tableStart("Documents", ["Document", "Customer", "Open before#", "Open after#"])
    for change in changes {
      guard let row = change.after ?? change.before else { continue }
      html.markup("<tr>")
      document(DocumentKey(row.customer, row.number), to: &html)
      open(change.before, label: "Before", to: &html)
      open(change.after, label: "After", to: &html)
      html.markup("</tr>\n")
    }
    html.tableEnd()
  }

  private func open(_ item: OpenItem?, label: StaticString, to html: inout HTMLWriter) {
    guard let item, !item.open.isZero else {
      html.markup("<td class=\"n soft\" data-label=\"")
      html.markup(label)
      html.element("\">", item == nil ? "not there" : "cleared", "</td>")
      return
    }
    html.amount(item.open, label: label)
  }

  private func disputeChanges(
    _ changes: [DeskTrace.Change<Dispute>], to html: inout HTMLWriter
  ) {
    guard !changes.isEmpty else { return }
    html.markup("<h3>Disputes</h3>\n")
    html.tableStart("Disputes", ["Dispute", "Document", "Amount#", "Before", "After"])
    for change in changes {
      guard let row = change.after ?? change.before else { continue }
      html.markup("<tr><th scope=\"row\">")
      html.link(["disputes", row.id], row.id)
      html.markup("</th><td data-label=\"Document\">")
      html.link(["items", row.customer.text, row.document.text], row.document.text)
      html.markup("</td>")
      html.amount(row.amount, label: "Amount")
      html.cell(change.before?.status.rawValue ?? "not there", label: "Before")
      html.cell(change.after?.status.rawValue ?? "not there", label: "After")
      html.markup("</tr>\n")
    }
    html.tableEnd()
  }

  private func exceptionChanges(
    _ changes: [DeskTrace.Change<ReceiptException>], to html: inout HTMLWriter
  ) {
    guard !changes.isEmpty else { return }
    html.markup("<h3>Exceptions</h3>\n")
    html.tableStart("Exceptions", ["Exception", "What is the matter", "Before#", "After#"])
    for change in changes {
      guard let row = change.after ?? change.before else { continue }
      html.markup("<tr><th scope=\"row\">")
      html.id(row.id)
      html.markup("</th>")
      html.cell(ReportWords.name(of: row.type), label: "What")
      waiting(change.before, label: "Before", to: &html)
      waiting(change.after, label: "After", to: &html)
      html.markup("</tr>\n")
    }
    html.tableEnd()
  }

  private func waiting(
    _ exception: ReceiptException?, label: StaticString, to html: inout HTMLWriter
  ) {
    if let exception { return html.amount(exception.amount, label: label) }
    html.markup("<td class=\"n soft\" data-label=\"")
    html.markup(label)
    html.markup("\">does not wait</td>")
  }

  private func document(_ key: DocumentKey, to html: inout HTMLWriter) {
    html.markup("<td data-label=\"Document\">")
    html.link(["items", key.customer.text, key.number.text], key.number.text)
    html.markup("</td><td data-label=\"Customer\">")
    html.link(["customers", key.customer.text], key.customer.text)
    html.markup("</td>")
  }
}

extension Array {
  /// Those of these rows that are there.
  fileprivate func shown(_ rows: Range<Int>) -> [Element] {
    Array(self[Swift.min(rows.lowerBound, count)..<Swift.min(rows.upperBound, count)])
  }
}
