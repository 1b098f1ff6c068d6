import Access
import Enquiry
import LedgerFiles
import Money
import Pipeline
import Receivables

/// What can be done about a dispute, each way with its key.
enum DisputeForms {
  static func write(_ facts: DisputeFacts, _ visit: Visit, to html: inout HTMLWriter) {
    html.markup("<section><h2>Decide</h2>\n")
    steps(facts, visit, to: &html)
    if !facts.isResolved { merge(facts, visit, to: &html) }
    html.markup("</section>\n<section><h2>Whose it is, and until when</h2>\n")
    owner(facts, visit, to: &html)
    due(facts, visit, to: &html)
    html.markup("</section>\n")
  }

  /// All steps share one note; the first button is the one that Enter presses, and does the least.
  private static func steps(_ facts: DisputeFacts, _ visit: Visit, to html: inout HTMLWriter) {
    html.form(facts.here + "/step", visit, style: .stack) { html in
      html.markup("<label>Note <textarea name=\"note\" maxlength=\"1000\" rows=\"2\" ")
      html.markup("data-key=\"w\" data-says=\"write a note\"></textarea></label>\n")
      html.markup("<div class=\"steps\">")
      button("note", "n", "Only note it", to: &html)
      if facts.isResolved {
        button("reopen", "o", "Reopen", to: &html)
      } else {
        if facts.dispute.stage == .open { button("review", "r", "Under review", to: &html) }
        button("approve", "a", "Approve: credit it", style: "main", to: &html)
        button("deny", "x", "Deny: due again", style: "grave", to: &html)
        button("explain", "p", "Explained: accept what is short", to: &html)
        button("resolve", "s", "Resolve", to: &html)
      }
      html.markup("</div>\n")
      if !facts.isResolved {
        html.markup("<label class=\"line\"><input type=\"checkbox\" name=\"eyes\" value=\"1\"> ")
        html.markup("<span>ask for a second pair of eyes</span></label>\n")
        html.markup("<p class=\"hint\">Approved, what is open of the deduction is credited to its ")
        html.markup("reason. Denied, it stays open and is due. Resolved, nothing moves.</p>\n")
      }
    }
  }

  private static func button(
    _ step: StaticString, _ key: StaticString, _ words: StaticString, style: StaticString = "",
    to html: inout HTMLWriter
  ) {
    html.markup("<button name=\"step\" value=\"")
    html.markup(step)
    html.markup("\" class=\"")
    html.markup(style)
    html.markup("\" data-key=\"")
    html.markup(key)
    html.markup("\">")
    html.markup(words)
    html.markup(" <kbd>")
    html.markup(key)
    html.markup("</kbd></button>")
  }

  private static func merge(_ facts: DisputeFacts, _ visit: Visit, to html: inout HTMLWriter) {
    guard !facts.others.isEmpty else { return }
    html.markup("<details data-key=\"m\" data-says=\"merge it into another dispute\"><summary>")
    html.markup("Merge it into another dispute <kbd>m</kbd></summary>\n")
    html.form(facts.here + "/merge", visit) { html in
      html.markup("<label class=\"grow\">Goes on as <select name=\"into\" required>")
      html.markup("<option value=\"\">choose</option>")
      for other in facts.others {
        html.element("<option value=\"", other.id, "\">")
        html.text(
          "\(other.document), \(Grouped.amount(other.amount)), "
            + "\(ReportWords.reason(other.reasonCode)), \(other.id)")
        html.markup("</option>")
      }
      html.markup("</select></label><label class=\"grow\">Note ")
      html.markup("<input name=\"note\" maxlength=\"500\"></label><button>Merge</button>")
    }
    html.markup("<p class=\"hint\">This one is resolved and points to the other; no amount moves. ")
    html.markup("Reopening parts them again.</p></details>\n")
  }

  // MARK: Whose, until when

  private static func owner(_ facts: DisputeFacts, _ visit: Visit, to html: inout HTMLWriter) {
    let held = facts.dispute.owner
    let names = Set(facts.people + [held]).filter { !$0.isEmpty }.sorted()
    html.form(facts.here + "/owner", visit) { html in
      html.markup("<label>Owner <select name=\"owner\"><option value=\"\">nobody</option>")
      for name in names {
        html.element("<option value=\"", name, "\"")
        html.element(name == held ? " selected>" : ">", name, "</option>")
      }
      html.markup("</select></label><button>Set the owner</button>")
      if held != visit.name {
        html.markup("<button name=\"take\" value=\"1\" data-key=\"t\" ")
        html.markup("data-says=\"make it mine\">Take it <kbd>t</kbd></button>")
      }
    }
  }

  private static func due(_ facts: DisputeFacts, _ visit: Visit, to html: inout HTMLWriter) {
    html.form(facts.here + "/due", visit) { html in
      html.markup("<label>Due on <input type=\"date\" name=\"due\" value=\"")
      html.text(facts.dispute.dueOn?.description ?? "")
      html.markup("\"></label><button>Set the day</button>")
    }
  }

  // MARK: Attachments

  static func attachments(_ facts: DisputeFacts, _ visit: Visit, to html: inout HTMLWriter) {
    html.markup("<section><h2>Attachments</h2>\n")
    let there = facts.attachments.filter { $0.removed.isEmpty }
    if there.isEmpty {
      html.markup("<p class=\"soft\">None.</p>\n")
    } else {
      html.tableStart("Attachments", ["Name", "Size#", "Said to be", "By", "When", "Remove"])
      for line in there { attachment(line, facts, visit, to: &html) }
      html.tableEnd()
    }
    if visit.may(.attach) {
      html.form(facts.here + "/attachments", visit, hasFiles: true) { html in
        html.markup("<label class=\"grow\">Attach a file, at most 10 MB ")
        html.markup("<input type=\"file\" name=\"file\" required data-key=\"f\" ")
        html.markup("data-says=\"choose a file to attach\"></label><button>Attach</button>")
      }
    }
    html.markup("</section>\n")
  }

  private static func attachment(
    _ line: AttachmentLine, _ facts: DisputeFacts, _ visit: Visit, to html: inout HTMLWriter
  ) {
    let path = ["disputes", facts.dispute.id, "attachments", line.id]
    html.markup("<tr><th scope=\"row\">")
    html.link(path, line.name)
    html.markup("</th><td class=\"n\" data-label=\"Size\">")
    html.text(size(line.bytes))
    html.markup("</td>")
    html.cell(line.type, label: "Said to be")
    html.cell(line.actor, label: "By")
    html.cell(line.at, label: "When")
    html.markup("<td>")
    if visit.may(.attach) {
      html.form(
        HTMLWriter.path(path + ["remove"]), visit, style: .plain, ask: "Remove \(line.name)?"
      ) { html in
        html.markup("<button class=\"grave\" aria-label=\"Remove ")
        html.element("", line.name, "\">Remove</button>")
      }
    }
    html.markup("</td></tr>\n")
  }

  /// `812 B`, `34 kB`, `2.1 MB`; cut, not rounded.
  static func size(_ bytes: Int) -> String {
    switch bytes {
    case ..<1000: "\(bytes) B"
    case ..<1_000_000: "\(bytes / 1000) kB"
    default: "\(bytes / 1_000_000).\(bytes % 1_000_000 / 100_000) MB"
    }
  }
}
