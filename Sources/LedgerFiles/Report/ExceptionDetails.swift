import Money
import Receivables
import Reconciliation

/// Why: what the bank sent, which documents it may be about, what speaks for and against them, and
/// what was booked.
///
/// Written as plain text, headings at the margin, lines indented, their fields separated by tabs:
/// readable as it stands, and one node for the browser where tables would be a hundred. (With
/// tables, a page of 20,000 exceptions took 17 s to load.) The script makes tables of it when
/// somebody unfolds the row. No text from outside can forge a line or a field, since its control
/// characters are shown as what they are.
enum ExceptionDetails {
  static func write(
    _ exceptionCase: ExceptionCase, _ facts: ReportFacts, to html: inout HTMLWriter
  ) {
    html.markup("<div class=\"case\"><pre>As the bank sent it")
    if let receipt = exceptionCase.receipt {
      ReceiptAsSent.write(receipt, bankReference: exceptionCase.exception.bankReference, to: &html)
    } else {
      html.line("Payment", exceptionCase.exception.payment.text)
      html.line("The run has no more of it than this row.")
    }
    html.markup("</pre><pre>Candidates, best first")
    candidates(exceptionCase, facts, to: &html)
    ExceptionDifference.write(exceptionCase, facts, to: &html)
    if let decision = exceptionCase.receipt?.decision {
      evidence(decision, isBooked: !exceptionCase.lines.isEmpty, to: &html)
      rejected(decision.rejected, to: &html)
      searched(decision.certificates, to: &html)
    }
    booked(exceptionCase, to: &html)
    html.markup("</pre></div>")
  }

  private static func candidates(
    _ exceptionCase: ExceptionCase, _ facts: ReportFacts, to html: inout HTMLWriter
  ) {
    let numbers = exceptionCase.exception.candidates
    if numbers.isEmpty {
      html.line("No document comes into question.")
    } else if exceptionCase.candidates.isEmpty {
      html.line(numbers.map(\.text).joined(separator: ", "))
    } else {
      // Once it is booked, what is open now says nothing of what it was paid with.
      if exceptionCase.lines.isEmpty, let amount = exceptionCase.receipt?.transaction.amount {
        html.line("Document", "Open now", "Due", "Customer", "Difference")
        for key in exceptionCase.candidates { candidate(key, amount, facts, to: &html) }
      } else {
        html.line("Document", "Open now", "Due", "Customer")
        for key in exceptionCase.candidates { candidate(key, nil, facts, to: &html) }
      }
    }
  }

  private static func candidate(
    _ key: DocumentKey, _ amount: Money?, _ facts: ReportFacts, to html: inout HTMLWriter
  ) {
    let customer = "\(key.customer) \(facts.name(of: key.customer))"
    guard let item = facts.candidate(key) else {
      html.line(key.number.text, "not in the ledger", "", customer)
      return
    }
    var document = key.number.text
    if item.type != .invoice { document += " (\(ReportWords.name(of: item.type)))" }
    var due = item.dueDate.description
    let days = facts.asOf.days(since: item.dueDate)
    if days > 0, item.open.isPositive {
      due += " (\(ReportWords.count(days, "day", "days")) late)"
    }
    html.line(document, item.open.isZero ? "cleared" : Grouped.amount(item.open), due, customer)
    if let amount, amount.currency == item.currency, !item.open.isZero {
      html.field(
        Grouped.amount(Int128(amount.minorUnits) - Int128(item.open.minorUnits), item.currency))
    }
  }

  private static func evidence(
    _ decision: Decision, isBooked: Bool, to html: inout HTMLWriter
  ) {
    html.heading("What was tried, and what it found")
    if !decision.rule.isEmpty {
      let verb = isBooked ? "Booked by" : "Not booked; closest rule:"
      html.line("\(verb) \(decision.rule), confidence \(decision.confidence).")
    }
    guard !decision.evidence.isEmpty else {
      html.line("No rule found anything.")
      return
    }
    html.line("Rule", "Speaks", "Found", "Worth")
    for fact in decision.evidence {
      html.line(
        fact.rule, ReportWords.name(of: fact.bearing), fact.found,
        fact.weight == 0 ? "" : signed(fact.weight))
    }
  }

  /// Hundredths with their sign: `+0.60`.
  private static func signed(_ hundredths: Int) -> String {
    let size = Money.decimal(minorUnits: Int64(clamping: hundredths.magnitude), digits: 2)
    return (hundredths < 0 ? "-" : "+") + size
  }

  private static func rejected(
    _ explanations: [Decision.RejectedExplanation], to html: inout HTMLWriter
  ) {
    guard !explanations.isEmpty else { return }
    html.heading("What was considered and rejected")
    html.line("Rule", "Documents", "Rejected because")
    for explanation in explanations {
      html.line(
        explanation.rule, explanation.items.map(\.number.text).joined(separator: ", "),
        explanation.reason)
    }
  }

  /// How many sets of open items make the amount, and which.
  private static func searched(_ certificates: [SetCertificate], to html: inout HTMLWriter) {
    guard !certificates.isEmpty else { return }
    html.heading("Which sets of open items make the amount")
    html.line("Sets", "Among", "Found", "The first of them")
    for certificate in certificates {
      let size = certificate.sizeMax.map { " of up to \($0)" } ?? ""
      html.line(
        certificate.search.rawValue + size,
        ReportWords.count(certificate.items, "open item", "open items"),
        certificate.answer.rawValue,
        certificate.sets.map { $0.map(\.text).joined(separator: ", ") }
          .joined(separator: "; or "))
    }
  }

  private static func booked(_ exceptionCase: ExceptionCase, to html: inout HTMLWriter) {
    html.heading("What was booked")
    if exceptionCase.lines.isEmpty {
      html.line("Nothing was booked to any item.")
    } else {
      html.line("Document", "As", "Amount", "Customer")
    }
    for line in exceptionCase.lines {
      var kind = ReportWords.name(of: line.kind)
      if !line.reasonCode.isEmpty { kind += " (\(ReportWords.reason(line.reasonCode)))" }
      html.line(line.document.text, kind, Grouped.amount(line.amount), line.customer.text)
    }
    for sum in exceptionCase.unapplied.amounts {
      let amount = Grouped.amount(Int128(sum.minorUnits.magnitude), sum.currency)
      html.line(
        sum.minorUnits > 0
          ? "\(amount) lies in unapplied cash until somebody decides."
          : "\(amount) went back out of unapplied cash.")
    }
    if !exceptionCase.others.isEmpty {
      html.line("The same payment also raised \(exceptionCase.others.joined(separator: ", ")).")
    }
  }
}

extension HTMLWriter {
  /// A heading inside preformatted text, after a blank line.
  mutating func heading(_ title: StaticString) {
    markup("\n\n")
    markup(title)
  }

  /// An indented line of fields: one is a sentence, two are a name with its value, more are a row
  /// of a table, whose first row names the columns.
  mutating func line(_ fields: String...) {
    for (index, field) in fields.enumerated() {
      markup(index == 0 ? "\n  " : "\t")
      text(field)
    }
  }

  /// One more field of the line before.
  mutating func field(_ field: String) {
    markup("\t")
    text(field)
  }
}
