import Access
import BankFiles
import Enquiry
import HTTPTypes
import LedgerFiles
import Money
import Pipeline
import Receivables

/// Bank files: what came, what was in it, its own bytes; what is in quarantine, and why.
enum FilePages {
  static let routes = [
    Route.page("/files") { visit, office in
      let index = try office.followed()
      let state = visit.query["state"]
      let page = try index.files(state: state, after: visit.query["after"], limit: 50)
      let states = try index.filesByState()
      return Frame.answer("Bank files", .files, visit) { html in
        html.markup("<h1>Bank files</h1>\n<section><p>")
        html.markup("<a href=\"/files\">all</a>")
        for (name, count) in states {
          html.element(" · <a href=\"/files?state=", name, "\">")
          html.text("\(name) (\(Grouped.number(count)))")
          html.markup("</a>")
        }
        html.markup("</p>\n")
        table(page.lines, to: &html)
        html.pager("/files", visit.query, next: page.next, isFirst: visit.query["after"] == nil)
        html.markup("</section>\n")
      }
    },
    Route.page("/files/{id}") { visit, office in
      let index = try office.followed()
      guard let file = try index.file(visit.parameter("id")) else { throw Refusal.notThere }
      let receipts = try index.receipts(ofFile: file.id, after: visit.query["after"], limit: 50)
      let from = visit.query["transactions"].flatMap { Int($0) } ?? 0
      guard (0...1_000_000_000).contains(from) else { throw Refusal.notThere }
      let read = try await office.apart { try FileReading(file, from: from, office) }
      return Frame.answer(file.name, .files, visit) { html in
        DoneNote.write(visit, index, to: &html)
        head(file, visit, to: &html)
        read.write(visit.query, to: &html)
        html.markup("<section id=\"after\"><h2>Receipts that it brought</h2>\n")
        ReceiptPages.table(receipts.lines, to: &html)
        html.pager(
          HTMLWriter.path(["files", file.id]), visit.query, next: receipts.next, ofList: "after")
        html.markup("</section>\n")
      }
    },
    Route.page("/files/{id}/lines") { visit, office in
      guard let file = try office.followed().file(visit.parameter("id")),
        let archived = ArchivedFile(
          storedAs: file.storedAs, bytes: file.bytes, digest: file.digest, in: office.places)
      else { throw Refusal(.notFound, "The file no longer lies where it was put.") }
      let line = visit.query["line"].flatMap { Int($0) } ?? 1
      guard (1...1_000_000_000).contains(line) else { throw Refusal.notThere }
      let first = max(1, line - linesAround)
      let lines = try await office.apart { try archived.lines(first...(line + linesAround)) }
      return Frame.answer("\(file.name), line \(line)", .files, visit) { html in
        html.element("<h1>", "\(file.name), as the bank sent it", "</h1>\n<section>")
        html.markup("<form action=\"")
        html.path(["files", file.id, "lines"])
        html.markup("\"><label>Line <input name=\"line\" inputmode=\"numeric\" value=\"")
        html.text(String(line))
        html.markup("\"></label><button>Show</button></form>\n<pre>")
        for shown in lines {
          html.element("<span id=\"line-", String(shown.number), "\">")
          html.element("", String(shown.number), "  ")
          if shown.number == line, visit.query["line"] != nil {
            html.element("<mark>", text(shown.bytes), "</mark>")
          } else {
            html.text(text(shown.bytes))
          }
          html.markup("</span>\n")
        }
        html.markup("</pre><p>")
        html.link(["files", file.id], "Back to the file")
        html.markup("</p></section>\n")
      }
    },
    Route.page("/files/{id}/bytes") { visit, office in
      guard let file = try office.followed().file(visit.parameter("id")),
        let archived = ArchivedFile(
          storedAs: file.storedAs, bytes: file.bytes, digest: file.digest, in: office.places),
        let bytes = try await office.apart({ try archived.bytes(atMost: 64 << 20) })
      else {
        throw Refusal(.notFound, "The file no longer lies where it was put, or is too large.")
      }
      // Whatever it is, no browser shows it as a page of ours.
      return .download(bytes, type: "application/octet-stream", name: file.name)
    },
    Route.action("/files/{id}/undo", for: .undoFile, bodyMax: 1 << 14) { visit, office in
      let (id, name, note) = (visit.parameter("id"), visit.name, try visit.note)
      let report = try await office.decide { try $0.undo(file: id, by: name, note: note) }
      return .see(HTMLWriter.path(["files", id]) + "?done=" + report.name)
    },
    Route.action("/files/{id}/retry", for: .retryFile, bodyMax: 1 << 14) { visit, office in
      let (id, name) = (visit.parameter("id"), visit.name)
      try await office.decide { try $0.retry(file: id, by: name) }
      return .see(HTMLWriter.path(["files", id]) + "?retried=1")
    },
  ]

  private static let linesAround = 40

  /// Bytes of any encoding, as text to look at.
  static func text(_ bytes: [UInt8]) -> String {
    let cut = bytes.count >= ArchivedFile.lineBytesMax ? " … (cut)" : ""
    return
      (String(validating: bytes, as: UTF8.self)
      ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))) + cut
  }

  private static func table(_ files: [FileLine], to html: inout HTMLWriter) {
    guard !files.isEmpty else {
      html.markup("<p class=\"empty\">None.</p>\n")
      return
    }
    html.tableStart(
      "Files",
      ["File", "Name", "Format", "Statements#", "Transactions#", "State", "Batch", "When"])
    for file in files {
      html.markup("<tr data-row><th scope=\"row\">")
      html.link(["files", file.id], file.id)
      html.markup("</th>")
      html.cell(file.name, label: "Name")
      html.cell(file.format, label: "Format")
      html.number(file.statements, label: "Statements")
      html.number(file.transactions, label: "Transactions")
      html.markup("<td data-label=\"State\">")
      html.markup(file.state == "quarantined" ? "<span class=\"tag urgent\">" : "<span>")
      html.text(file.state)
      html.markup("</span>")
      if !file.reason.isEmpty { html.element("<small>", file.reason, "</small>") }
      html.markup("</td>")
      html.cell(file.batch, label: "Batch")
      html.cell(Shown.moment(file.at), label: "When")
      html.markup("</tr>\n")
    }
    html.tableEnd()
  }

  private static func head(_ file: FileLine, _ visit: Visit, to html: inout HTMLWriter) {
    html.element("<h1>", file.name, "</h1>\n")
    if visit.query["retried"] != nil {
      html.markup("<p class=\"told\" role=\"status\">It lies in the inbox again; the next sweep ")
      html.markup("takes it.</p>\n")
    }
    if !file.reason.isEmpty {
      html.element("<p class=\"alert\">Not used: ", file.reason, "</p>\n")
    }
    html.markup("<section><dl class=\"facts\">")
    html.fact("Number", file.id)
    html.fact("State", file.state)
    html.fact("Format", file.format)
    html.fact("Bytes", Grouped.number(Int(file.bytes)))
    html.fact("SHA-256", file.digest)
    html.fact("From", file.inbox)
    html.fact("Lies in", file.storedAs)
    html.fact("Batch", file.batch)
    html.fact("When", Shown.moment(file.at))
    html.markup("</dl><p><a href=\"")
    html.path(["files", file.id, "lines"])
    html.markup("\" data-key=\"b\">Its own lines <kbd>b</kbd></a> · <a href=\"")
    html.path(["files", file.id, "bytes"])
    html.markup("\">Download</a></p>\n")
    if file.state == "quarantined", visit.may(.retryFile) {
      html.form(HTMLWriter.path(["files", file.id, "retry"]), visit) { html in
        html.markup("<button>Put it into the inbox again</button>")
      }
    }
    if file.state == "taken", visit.may(.undoFile) {
      html.markup("<details><summary>Take it off the books</summary>\n")
      html.form(HTMLWriter.path(["files", file.id, "undo"]), visit) { html in
        html.markup("<label class=\"grow\">Why <input name=\"note\" required maxlength=\"500\">")
        html.markup("</label><button class=\"grave\">Undo the whole file</button>")
      }
      html.markup("</details>\n")
    }
    html.markup("</section>\n")
  }
}
