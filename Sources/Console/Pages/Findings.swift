import Enquiry
import LedgerFiles
import Money
import Pipeline
import Receivables

/// Why: what was found, what was considered and lost, which sets of items were counted, what was
/// booked.
enum Findings {
  static func write(_ decided: RecordedDecision, to html: inout HTMLWriter) {
    html.markup("<details open data-key=\"e\" data-says=\"what was found\"><summary>")
    html.markup("What was found <kbd>e</kbd></summary>\n")
    html.markup("<p>")
    html.text(
      decided.rule.isEmpty
        ? "No rule booked it." : "Closest rule: \(decided.rule), confidence \(decided.confidence).")
    html.markup("</p>\n")
    if !decided.evidence.isEmpty {
      html.tableStart("Evidence", ["Rule", "Speaks", "Found", "Worth#"])
      for fact in decided.evidence {
        html.element("<tr><th scope=\"row\">", fact.rule, "</th>")
        html.cell(bearing(fact.bearing), label: "Speaks")
        html.cell(fact.found, label: "Found")
        html.element(
          "<td class=\"n\" data-label=\"Worth\">", fact.weight == 0 ? "" : "\(fact.weight)",
          "</td></tr>\n")
      }
      html.tableEnd()
    }
    html.markup("</details>\n")
    if !decided.rejected.isEmpty {
      html.markup("<details><summary>What was considered and rejected (")
      html.text(decided.rejected.count)
      html.markup(")</summary>\n")
      html.tableStart("Rejected explanations", ["Rule", "Documents", "Rejected because"])
      for explanation in decided.rejected {
        html.element("<tr><th scope=\"row\">", explanation.rule, "</th>")
        html.cell(explanation.documents.joined(separator: ", "), label: "Documents")
        html.cell(explanation.reason, label: "Because")
        html.markup("</tr>\n")
      }
      html.tableEnd()
      html.markup("</details>\n")
    }
    if let certificates = decided.certificates, !certificates.isEmpty {
      html.markup("<details><summary>Which sets of open items make the amount</summary>\n")
      html.tableStart("Certificates", ["Sets", "Among", "Found", "The first of them"])
      for certificate in certificates {
        let size = certificate.sizeMax.map { " of up to \($0)" } ?? ""
        html.element("<tr><th scope=\"row\">", certificate.search + size, "</th>")
        html.cell(
          "\(certificate.items) open items of \(certificate.customerId)", label: "Among")
        html.cell(certificate.answer, label: "Found")
        html.cell(
          certificate.sets.map { $0.joined(separator: ", ") }.joined(separator: "; or "),
          label: "Sets")
        html.markup("</tr>\n")
      }
      html.tableEnd()
      html.markup("</details>\n")
    }
  }

  private static func bearing(_ code: String) -> String {
    Evidence.Bearing(rawValue: code).map { ReportWords.name(of: $0) } ?? code
  }

  /// What stands of a receipt in the ledger.
  static func write(_ lines: [ApplicationLine], to html: inout HTMLWriter) {
    guard !lines.isEmpty else {
      html.markup("<p class=\"soft\">Nothing of it is booked to any item.</p>\n")
      return
    }
    html.tableStart("Booked", ["Document", "As", "Amount#", "On", "By"])
    for line in lines {
      let booked = line.application
      html.markup("<tr><th scope=\"row\">")
      html.link(["items", booked.customer.text, booked.document.text], booked.document.text)
      html.element(" <span class=\"soft\">", booked.customer.text, "</span></th>")
      var kind = ReportWords.name(of: booked.kind)
      if !booked.reasonCode.isEmpty { kind += " (\(ReportWords.reason(booked.reasonCode)))" }
      html.cell(kind, label: "As")
      html.amount(booked.amount, label: "Amount")
      html.cell(booked.bookingDate.description, label: "On")
      html.cell(booked.rule, label: "By")
      html.markup("</tr>\n")
    }
    html.tableEnd()
  }
}
