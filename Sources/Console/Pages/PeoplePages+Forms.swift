import Access
import HTTPTypes
import LedgerFiles
import Pipeline

extension PeoplePages {
  /// - Parameter token: one that was just made, shown this once.
  static func me(
    _ visit: Visit, _ office: Office, token: String?, told: String?, status: HTTPResponse.Status
  ) throws -> Answer {
    let tokens = visit.may(.useTokens) ? try office.access.tokens(of: visit.name) : []
    return Frame.answer(visit.name, nil, visit, status: status) { html in
      html.element("<h1>", visit.name, " ")
      html.element("<small>", visit.visitor?.role.rawValue ?? "", "</small></h1>\n")
      if let told { html.element("<p class=\"alert\" role=\"alert\">", told, "</p>\n") }
      if let token {
        html.element(
          "<p class=\"told\" role=\"status\">The token, shown this once: <code>", token, "")
        html.markup("</code></p>\n")
      }
      html.markup("<p>")
      if visit.may(.managePeople) { html.markup("<a href=\"/people\">People</a> · ") }
      if visit.may(.seeAudit) { html.markup("<a href=\"/audit\">Audit</a> · ") }
      html.markup("<a href=\"/api/v1/openapi.json\">API</a> · ")
      html.markup("<a href=\"/licences\">Licences</a></p>\n")
      password(visit, to: &html)
      if visit.may(.useTokens) { self.tokens(tokens, visit, to: &html) }
    }
  }

  private static func password(_ visit: Visit, to html: inout HTMLWriter) {
    html.markup("<section><h2>Password</h2>\n")
    html.form("/me/password", visit) { html in
      html.markup(
        """
        <label>Now <input type="password" name="old" autocomplete="current-password" required></label>
        <label>New <input type="password" name="new" autocomplete="new-password" minlength="10" \
        required></label>
        <label>Once more <input type="password" name="again" autocomplete="new-password" \
        minlength="10" required></label>
        <button>Change it</button>
        """)
    }
    html.markup("</section>\n")
  }

  private static func tokens(_ tokens: [APIToken], _ visit: Visit, to html: inout HTMLWriter) {
    html.markup("<section><h2>Tokens for programs</h2>\n")
    if !tokens.isEmpty {
      html.tableStart("Tokens", ["Token", "May", "Until", "Last used", "Revoke"])
      for token in tokens {
        html.element("<tr><th scope=\"row\">", token.name, "</th>")
        html.cell(token.scopes.map(\.rawValue).sorted().joined(separator: ", "), label: "May")
        html.cell(Shown.moment(Moment(seconds: token.expiresAt).description), label: "Until")
        html.cell(
          token.usedAt.map { Shown.moment(Moment(seconds: $0).description) } ?? "",
          label: "Last used")
        html.markup("<td>")
        if token.isLive(at: visit.now.seconds) {
          html.form("/me/tokens/\(token.id)/revoke", visit, style: .plain) { html in
            html.element("<button aria-label=\"Revoke ", token.name, "\">Revoke</button>")
          }
        } else {
          html.markup("over")
        }
        html.markup("</td></tr>\n")
      }
      html.tableEnd()
    }
    html.form("/me/tokens", visit) { html in
      html.markup("<label>Name <input name=\"name\" required maxlength=\"64\"></label>\n")
      html.markup("<label>Days <input name=\"days\" inputmode=\"numeric\" value=\"90\"></label>\n")
      html.markup("<fieldset><legend>It may</legend>")
      for permission in Permission.allCases where visit.may(permission) && permission != .useTokens
      {
        html.element(
          "<label class=\"line\"><input type=\"checkbox\" name=\"scope\" value=\"",
          permission.rawValue, "\"")
        html.markup(permission == .see ? " checked> <span>" : "> <span>")
        html.element("", permission.rawValue, "</span></label>")
      }
      html.markup("</fieldset><button>Make a token</button>")
    }
    html.markup("</section>\n")
  }

  static func people(
    _ visit: Visit, _ office: Office, told: String?, status: HTTPResponse.Status
  ) throws -> Answer {
    let people = try office.access.people()
    return Frame.answer("People", nil, visit, status: status) { html in
      html.markup("<h1>People</h1>\n")
      if let told { html.element("<p class=\"alert\" role=\"alert\">", told, "</p>\n") }
      html.markup("<section>")
      html.tableStart("People", ["Name", "Role", "Since", "Change"])
      for person in people {
        html.element("<tr><th scope=\"row\">", person.name, "")
        if person.isDisabled { html.markup(" <span class=\"tag\">disabled</span>") }
        html.markup("</th><td data-label=\"Role\">")
        html.form(HTMLWriter.path(["people", person.name, "role"]), visit, style: .plain) { html in
          roles(person.role, label: "Role of \(person.name)", to: &html)
          html.markup("<button>Set</button>")
        }
        html.markup("</td>")
        html.cell(Shown.moment(Moment(seconds: person.createdAt).description), label: "Since")
        html.markup("<td>")
        let path = HTMLWriter.path(["people", person.name, "disabled"])
        html.form(path, visit, style: .plain) { html in
          html.hidden("disabled", person.isDisabled ? "0" : "1")
          html.element(
            "<button aria-label=\"",
            "\(person.isDisabled ? "Enable" : "Disable") \(person.name)", "\">")
          html.markup(person.isDisabled ? "Enable</button>" : "Disable</button>")
        }
        html.markup("</td></tr>\n")
      }
      html.tableEnd()
      html.markup("</section>\n<section><h2>Add somebody</h2>\n")
      html.form("/people", visit) { html in
        html.markup("<label>Name <input name=\"name\" required maxlength=\"64\"></label>")
        html.markup("<label>Role ")
        roles(.clerk, label: "Role", to: &html)
        html.markup("</label><label>Password <input type=\"password\" name=\"password\" ")
        html.markup("autocomplete=\"new-password\" minlength=\"10\" required></label>")
        html.markup("<button>Add</button>")
      }
      html.markup("</section>\n")
    }
  }

  private static func roles(_ role: Role, label: String, to html: inout HTMLWriter) {
    html.element("<select name=\"role\" aria-label=\"", label, "\">")
    for choice in Role.allCases {
      html.markup(choice == role ? "<option selected>" : "<option>")
      html.element("", choice.rawValue, "</option>")
    }
    html.markup("</select>")
  }
}
