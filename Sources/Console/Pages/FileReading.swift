import Enquiry
import LedgerFiles
import Money
import Pipeline
import Receivables
import Reconciliation

/// A bank file read once more from the archive: what it states about itself, and all that moved.
struct FileReading: Sendable {
  private let result: FileResult?
  private let isTooLarge: Bool

  /// What is read within the time that a person waits.
  private static let bytesMax: Int64 = 4 << 20
  private static let transactionsMax = 300

  /// - Throws: `Diagnosed` where a file that the pipeline names is invalid.
  init(_ file: FileLine, _ office: Office) throws {
    let archived = ArchivedFile(
      storedAs: file.storedAs, bytes: file.bytes, digest: file.digest, in: office.places)
    isTooLarge = file.bytes > Self.bytesMax
    result =
      isTooLarge ? nil : try archived?.read(as: file.name, format: file.format, in: office.places)
  }

  func write(to html: inout HTMLWriter) {
    guard let result else {
      html.markup("<section><h2>What it says of itself</h2><p class=\"soft\">")
      html.markup(
        isTooLarge
          ? "It is too large to be read again here: quittance inspect does."
          : "It no longer lies where it was put.")
      html.markup("</p></section>\n")
      return
    }
    let problems = result.diagnostics.filter { $0.severity != "note" }.map(\.text)
    if !problems.isEmpty {
      html.markup("<section><h2>What is wrong with it</h2><pre>")
      for problem in problems { html.element("", problem, "\n") }
      html.markup("</pre></section>\n")
    }
    checks(result, to: &html)
    for taken in result.taken?.statements ?? [] { statement(taken, to: &html) }
  }

  private func checks(_ result: FileResult, to html: inout HTMLWriter) {
    guard !result.checks.isEmpty else { return }
    html.markup("<section><h2>What it says of itself</h2>\n")
    html.tableStart("Checks", ["Check", "Where", "Stated#", "Read#", "Verdict", "Note"])
    for place in result.checks {
      let check = place.check
      html.element("<tr><th scope=\"row\">", ReportWords.spaced(check.name), "</th>")
      html.cell(place.place.isEmpty ? "whole file" : place.place, label: "Where")
      html.element("<td class=\"n\" data-label=\"Stated\">", check.stated, "</td>")
      html.element("<td class=\"n\" data-label=\"Read\">", check.computed, "</td>")
      html.markup(check.verdict == .off ? "<td class=\"bad\">" : "<td>")
      html.element("", ReportWords.name(of: check.verdict), "</td>")
      html.cell(check.note, label: "Note")
      html.markup("</tr>\n")
    }
    html.tableEnd()
    html.markup("</section>\n")
  }

  private func statement(_ taken: TakenStatement, to html: inout HTMLWriter) {
    let statement = taken.statement
    html.element("<section><h2>", "Statement \(statement.id) of \(statement.account)", "</h2>\n<p>")
    let balances = [("opens with", statement.opening), ("closes with", statement.closing)]
    html.text(
      balances.compactMap { name, balance in
        balance.map { "\(name) \(Grouped.amount($0.amount))" }
      }.joined(separator: ", "))
    html.markup("</p>\n")
    html.tableStart(
      "Transactions of statement \(statement.id)",
      ["Booked", "Amount#", "Counterparty", "Reference", "Text", "Line#"])
    for transaction in taken.transactions.prefix(Self.transactionsMax) {
      html.element("<tr><th scope=\"row\">", transaction.bookingDate?.description ?? "", "</th>")
      html.element(
        "<td class=\"n\" data-label=\"Amount\">",
        (transaction.direction == .debit ? "-" : "") + Grouped.amount(transaction.amount), "</td>")
      html.cell(transaction.payer.name, label: "Counterparty")
      html.cell(transaction.bankReference, label: "Reference")
      html.cell(String(transaction.text.joined(separator: " ").prefix(160)), label: "Text")
      html.element(
        "<td class=\"n\" data-label=\"Line\">", transaction.position.line.map(String.init) ?? "",
        "</td></tr>\n")
    }
    html.tableEnd()
    if taken.transactions.count > Self.transactionsMax {
      html.element(
        "<p class=\"soft\">", "And \(taken.transactions.count - Self.transactionsMax) more.", "</p>"
      )
    }
    html.markup("</section>\n")
  }
}
