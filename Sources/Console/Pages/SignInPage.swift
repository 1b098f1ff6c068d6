import Access
import HTTPTypes
import LedgerFiles
import Pipeline

/// Signing in and out.
enum SignInPage {
  static let routes = [
    Route.open(.get, "/sign-in") { visit, _ in
      if visit.visitor != nil { return .see("/") }
      return page(visit, told: nil, status: .ok)
    },
    Route.open(.post, "/sign-in") { visit, office in
      let (name, password) = (visit.form["name"] ?? "", visit.form.exact("password") ?? "")
      let (address, now) = (visit.address, visit.now.seconds)
      do {
        // Hashing takes a third of a second, on purpose.
        let opened = try await office.apart {
          try office.access.signIn(name: name, password: password, from: address, at: now)
        }
        var answer = Answer.see(visit.form["then"] ?? "/")
        answer.headers.append(office.terms.cookie(opened.token))
        return answer
      } catch let refusal as AccessRefusal {
        var stranger = visit
        stranger.target = "/sign-in as \(name)"
        office.noteDenial(stranger, refusal.code.rawValue)
        return page(visit, told: refusal.text, status: .unauthorized)
      }
    },
    Route.action("/sign-out", for: .see, bodyMax: 1 << 12) { visit, office in
      if let session = visit.visitor?.session { try office.access.signOut(session) }
      office.reviews.endAll(by: visit.name)
      var answer = Answer.see("/sign-in")
      answer.headers.append(office.terms.cookie(nil))
      return answer
    },
  ]

  private static func page(
    _ visit: Visit, told: String?, status: HTTPResponse.Status
  ) -> Answer {
    var stranger = visit
    stranger.visitor = nil
    return Frame.answer("Sign in", nil, stranger, status: status) { html in
      html.markup("<section class=\"sign-in\"><h1>Quittance</h1>\n")
      if let told { html.element("<p class=\"alert\" role=\"alert\">", told, "</p>\n") }
      html.form("/sign-in", stranger, style: .stack) { html in
        html.hidden("then", visit.query["then"] ?? visit.form["then"] ?? "/")
        html.markup(
          "<label>Name <input name=\"name\" autocomplete=\"username\" required autofocus value=\"")
        html.text(visit.form["name"] ?? "")
        html.markup(
          """
          "></label>
          <label>Password <input type="password" name="password" \
          autocomplete="current-password" required></label>
          <button class="main">Sign in</button>
          """)
      }
      html.markup("</section>\n")
    }
  }
}
