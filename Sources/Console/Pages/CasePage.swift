import Access
import Enquiry
import HTTPTypes
import LedgerFiles
import Money
import Receivables
import Reconciliation

/// One exception: left the bank's entry, right what can be decided about it.
enum CasePage {
  static let routes = [
    Route.page("/review/{id}") { visit, office in
      let id = visit.parameter("id")
      let index = try office.followed()
      // What was decided is told where its receipt is.
      if try index.exception(id) == nil, let payment = ExceptionLine.payment(ofID: id),
        try index.receipt(payment) != nil
      {
        return .see(
          HTMLWriter.path(["receipts", payment.text]) + "?was=" + PercentCoding.encoded(id))
      }
      return try page(visit, office, told: nil, status: .ok)
    },
    Route.action("/review/{id}/decide", for: .decide) { visit, office in
      // Nothing is booked yet: a document is chosen, or more lines are wanted.
      if CaseLines.areInTheMaking(visit.form) { return try lines(visit, office) }
      do {
        return try await CaseDecision.take(visit, office)
      } catch {
        let refusal = Refusal(error)
        guard refusal.leavesThePage else { throw error }
        return try page(visit, office, told: refusal.words, status: refusal.status)
      }
    },
    // The page is still open: whose turn it is stays told.
    Route.action("/review/{id}/keep", for: .decide, bodyMax: 1 << 12) { visit, office in
      _ = office.reviews.begin(visit.parameter("id"), by: visit.name, at: visit.now)
      return Answer(status: .noContent)
    },
    Route.action("/review/{id}/take", for: .decide, bodyMax: 1 << 12) { visit, office in
      office.reviews.takeOver(visit.parameter("id"), by: visit.name, at: visit.now)
      return .see(try ReviewFilter(visit.form).address(here(visit)))
    },
    Route.action("/review/{id}/leave", for: .decide, bodyMax: 1 << 12) { visit, office in
      office.reviews.end(visit.parameter("id"), by: visit.name)
      return .see(
        try ReviewFilter(visit.form).address("/review/next", ("place", visit.form["place"] ?? "")))
    },
  ]

  static func here(_ visit: Visit) -> String {
    HTMLWriter.path(["review", visit.parameter("id")])
  }

  /// The lines as they are with what was just chosen: all of the page, or what the script asks for.
  private static func lines(_ visit: Visit, _ office: Office) throws -> Answer {
    guard visit.wantsPart else {
      do {
        return try page(visit, office, told: nil, status: .ok)
      } catch let refusal as Refusal where refusal.status == .unprocessableContent {
        var plain = visit
        plain.form.remove("choose")
        return try page(plain, office, told: refusal.words, status: refusal.status)
      }
    }
    let index = try office.followed()
    guard let exception = try index.exception(visit.parameter("id")) else {
      throw Refusal.notThere
    }
    let receipt = try index.receipt(exception.payment)
    do {
      let lines = try CaseLines(visit.form, exception, receipt, index)
      return part(lines)
    } catch let refusal as Refusal where refusal.status == .unprocessableContent {
      var plain = visit.form
      plain.remove("choose")
      var lines = try CaseLines(plain, exception, receipt, index)
      lines.told = refusal.words
      return part(lines)
    }
  }

  private static func part(_ lines: CaseLines) -> Answer {
    Frame.part { html in
      lines.write(to: &html)
      lines.tell(to: &html)
    }
  }

  private static func page(
    _ visit: Visit, _ office: Office, told: String?, status: HTTPResponse.Status
  ) throws -> Answer {
    let filter = try ReviewFilter(visit.method == .get ? visit.query : visit.form)
    let facts = try CaseFacts(visit.parameter("id"), office, at: visit.now)
    let other =
      visit.may(.decide)
      ? office.reviews.begin(facts.exception.id, by: visit.name, at: visit.now) : nil
    let index = office.index
    let place = try index.place(ofException: facts.exception.id, by: filter.order) ?? ""
    let file = try facts.receipt.flatMap { try index.file($0.file) }
    let kind = ReportWords.name(of: facts.exception.type)
    // What was written and refused is still there to be mended.
    let lines =
      visit.form["verb"] == "lines"
      ? try CaseLines(visit.form, facts.exception, facts.receipt, index)
      : CaseLines(of: facts.left.isPositive ? facts.left : facts.receipt?.amount ?? facts.left)
    return Frame.answer("\(kind) \(facts.exception.id)", .review, visit, status: status) { html in
      DoneNote.write(visit, index, to: &html)
      if let told {
        html.element("<p class=\"alert\" role=\"alert\">", told, "</p>\n")
      }
      if let other { write(other, filter, visit, to: &html) }
      for proposal in facts.proposals {
        html.markup("<p class=\"alert\">")
        html.id(proposal.id)
        html.text(": \(proposal.actor) proposed it already: \(proposal.words). ")
        html.markup("<a href=\"/review\">It waits for a second person.</a></p>\n")
      }
      head(facts, filter, place, visit, to: &html)
      html.markup("<div class=\"two\"><div>\n")
      BankEntry.write(facts.decided, facts.receipt, file: file, to: &html)
      history(facts, to: &html)
      html.markup("</div><div>\n")
      if visit.may(.decide) {
        CaseForms.write(facts, lines, filter, place, visit, to: &html)
      }
      why(facts, to: &html)
      html.markup("</div></div>\n")
    }
  }

  private static func write(
    _ other: Reviews.Review, _ filter: ReviewFilter, _ visit: Visit, to html: inout HTMLWriter
  ) {
    html.element(
      "<div class=\"alert\" role=\"alert\">",
      "\(other.person) looks at this one since \(Shown.moment("\(other.since)")).", " ")
    html.form(here(visit) + "/take", visit, style: .plain) { html in
      carried(filter, to: &html)
      html.markup("<button>Take it over</button>")
    }
    html.markup("</div>\n")
  }

  /// The list that one came from goes along.
  static func carried(_ filter: ReviewFilter, to html: inout HTMLWriter) {
    for field in filter.fields.all {
      html.element("<input type=\"hidden\" name=\"", field.name, "\" value=\"")
      html.element("", field.value, "\">")
    }
  }

  private static func head(
    _ facts: CaseFacts, _ filter: ReviewFilter, _ place: String, _ visit: Visit,
    to html: inout HTMLWriter
  ) {
    let exception = facts.exception
    html.element("<h1>", ReportWords.name(of: exception.type), " ")
    html.element("<small>", exception.id, "</small></h1>\n<section><dl class=\"figures\">")
    figure("At risk", Grouped.amount(exception.amount), to: &html)
    if let receipt = facts.receipt {
      figure("Receipt", Grouped.amount(receipt.amount), to: &html)
      figure("Unapplied", Grouped.amount(receipt.unapplied), to: &html)
    }
    figure("Payer", exception.payerName.isEmpty ? "not named" : exception.payerName, to: &html)
    figure("Waits", ReviewPage.age(exception.bookingDate, visit), to: &html)
    html.markup("</dl>\n")
    html.markup("<p>")
    html.linked(exception.message)
    html.markup("</p>\n<p class=\"soft\">")
    html.text(ReportWords.task(of: exception.type))
    if let customer = exception.customer {
      html.markup(" Customer: ")
      html.link(["customers", customer.text], "\(customer) \(exception.customerName)")
    }
    html.markup("</p>\n")
    for other in facts.others {
      html.markup("<p>The same receipt also has ")
      html.link(
        ["review", other.id], "\(ReportWords.name(of: other.type)) \(Grouped.amount(other.amount))")
      html.markup(".</p>\n")
    }
    if visit.may(.decide) {
      html.form(here(visit) + "/leave", visit, style: .plain) { html in
        carried(filter, to: &html)
        html.hidden("place", place)
        html.markup("<button data-key=\"n\" data-says=\"leave it, and on to the next\">")
        html.markup("Skip to the next <kbd>n</kbd></button>")
      }
      html.markup("<form method=\"post\" data-beat hidden action=\"")
      html.text(here(visit) + "/keep")
      html.markup("\">")
      html.hidden("csrf", visit.visitor?.csrf ?? "")
      html.markup("</form>")
    }
    html.markup(" <a data-key=\"l\" href=\"")
    html.text(filter.address("/review"))
    html.markup("\">Back to the list <kbd>l</kbd></a></section>\n")
  }

  private static func figure(_ name: StaticString, _ value: String, to html: inout HTMLWriter) {
    html.markup("<div><dt>")
    html.markup(name)
    html.element("</dt><dd class=\"value\">", value, "</dd></div>")
  }

  private static func why(_ facts: CaseFacts, to html: inout HTMLWriter) {
    html.markup("<section><h2>Why it waits</h2>\n")
    if let decided = facts.decided { Findings.write(decided, to: &html) }
    html.markup("<h3>What is booked of it</h3>\n")
    Findings.write(facts.applications, to: &html)
    for dispute in facts.disputes {
      html.markup("<p>Dispute ")
      html.link(["disputes", dispute.id], dispute.id)
      html.text(
        " on \(dispute.document): \(Grouped.amount(dispute.amount)), "
          + "\(ReportWords.reason(dispute.reasonCode)), \(dispute.status.rawValue)")
      html.markup("</p>\n")
    }
    html.markup("<p>")
    html.link(["receipts", facts.exception.payment.text], "All about this receipt")
    html.markup("</p></section>\n")
  }

  private static func history(_ facts: CaseFacts, to html: inout HTMLWriter) {
    guard !facts.history.isEmpty else { return }
    html.markup("<section><h2>What people decided about it</h2><ul>")
    for line in facts.history {
      html.markup("<li>")
      html.id(line.id)
      html.text(" \(Shown.moment(line.at)) \(line.actor): ")
      DecisionPages.words(of: line, to: &html)
      if !line.undoneBy.isEmpty {
        html.markup(" (undone by ")
        html.id(line.undoneBy)
        html.markup(")")
      }
      html.markup("</li>")
    }
    html.markup("</ul></section>\n")
  }
}
