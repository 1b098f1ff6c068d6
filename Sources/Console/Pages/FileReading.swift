import BankFiles
import Enquiry
import LedgerFiles
import Money
import Pipeline
import Receivables
import Reconciliation

/// A bank file read once more from the archive: what it states about itself, and what moved, page by
/// page.
struct FileReading: Sendable {
  private let file: FileLine
  /// nil where it no longer lies where it was put.
  private let excerpt: FileExcerpt?
  /// The first transaction that is shown, counted over all statements.
  private let first: Int

  /// So much is shown at once.
  static let transactionsMax = 300
  /// So long a person waits.
  private static let timeMax = Duration.seconds(8)

  /// - Throws: `Diagnosed` where a file that the pipeline names is invalid.
  init(_ file: FileLine, from first: Int, _ office: Office) throws {
    self.file = file
    self.first = first
    let end = ContinuousClock.now + Self.timeMax
    excerpt = try ArchivedFile(
      storedAs: file.storedAs, bytes: file.bytes, digest: file.digest, in: office.places)?.excerpt(
        as: file.name, format: file.format, in: office.places,
        first..<(first + Self.transactionsMax)
      ) { ContinuousClock.now > end }
  }

  func write(_ query: Fields, to html: inout HTMLWriter) {
    guard let excerpt else {
      html.markup("<section><h2>What it says of itself</h2><p class=\"soft\">")
      html.markup("It no longer lies where it was put.</p></section>\n")
      return
    }
    let problems = excerpt.diagnostics.filter { $0.severity != "note" }.map(\.text)
    if !problems.isEmpty {
      html.markup("<section><h2>What is wrong with it</h2><pre>")
      for problem in problems { html.element("", problem, "\n") }
      html.markup("</pre></section>\n")
    }
    if !excerpt.isWhole {
      html.markup("<p class=\"alert\">It was read as far as a page waits for: ")
      html.text(ReportWords.count(excerpt.transactions, "transaction", "transactions"))
      html.markup(". What stands behind them is not shown, and the totals of the file are not ")
      html.markup("checked here; quittance inspect reads all of it.</p>\n")
    }
    checks(excerpt, to: &html)
    movements(excerpt, query, to: &html)
  }

  private func checks(_ excerpt: FileExcerpt, to html: inout HTMLWriter) {
    guard !excerpt.checks.isEmpty else { return }
    html.markup("<section><h2>What it says of itself</h2>\n")
    html.tableStart("Checks", ["Check", "Where", "Stated#", "Read#", "Verdict", "Note"])
    for place in excerpt.checks {
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
    if excerpt.leftOut > 0 {
      html.element(
        "<p class=\"soft\">",
        "And \(Grouped.number(excerpt.leftOut)) more checks and problems: quittance inspect shows "
          + "them.", "</p>\n")
    }
    html.markup("</section>\n")
  }

  private func movements(_ excerpt: FileExcerpt, _ query: Fields, to html: inout HTMLWriter) {
    html.markup("<div id=\"transactions\">\n")
    for part in excerpt.parts { write(part, to: &html) }
    let next = first + Self.transactionsMax
    if excerpt.transactions > Self.transactionsMax || first > 0 {
      let last = min(next, excerpt.transactions)
      html.markup("<p>Transactions ")
      html.text(first < last ? "\(first + 1) to \(last)" : "none")
      html.text(" of \(Grouped.number(excerpt.transactions))")
      html.markup(excerpt.isWhole ? ".</p>\n" : " that were read.</p>\n")
    }
    html.pager(
      HTMLWriter.path(["files", file.id]), query,
      next: next < excerpt.transactions ? String(next) : nil, ofList: "transactions")
    html.markup("</div>\n")
  }

  private func write(_ part: FileExcerpt.Part, to html: inout HTMLWriter) {
    let statement = part.statement
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
    for transaction in part.transactions {
      html.element("<tr><th scope=\"row\">", transaction.bookingDate?.description ?? "", "</th>")
      html.element(
        "<td class=\"n\" data-label=\"Amount\">",
        (transaction.direction == .debit ? "-" : "") + Grouped.amount(transaction.amount), "</td>")
      html.cell(transaction.payer.name, label: "Counterparty")
      html.cell(transaction.bankReference, label: "Reference")
      html.cell(String(transaction.text.joined(separator: " ").prefix(160)), label: "Text")
      html.markup("<td class=\"n\" data-label=\"Line\">")
      if let line = transaction.position.line {
        html.markup("<a href=\"")
        html.path(["files", file.id, "lines"])
        html.text("?line=\(line)#line-\(line)")
        html.element("\">", String(line), "</a>")
      }
      html.markup("</td></tr>\n")
    }
    html.tableEnd()
    if part.transactions.count < part.count {
      let last = part.before + part.transactions.count
      html.element(
        "<p class=\"soft\">",
        "\(part.before + 1) to \(last) of the statement's \(Grouped.number(part.count)).", "</p>")
    }
    html.markup("</section>\n")
  }
}
