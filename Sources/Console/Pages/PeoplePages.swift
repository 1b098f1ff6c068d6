import Access
import HTTPTypes
import LedgerFiles
import Pipeline

/// Oneself: password and tokens. And for those who look after the console: people, and what was
/// refused to whom.
enum PeoplePages {
  static let routes = [
    Route.page("/me") { visit, office in try me(visit, office, token: nil, told: nil, status: .ok)
    },
    Route.action("/me/password", for: .see, bodyMax: 1 << 14) { visit, office in
      let (name, address, now) = (visit.name, visit.address, visit.now.seconds)
      let old = visit.form.exact("old") ?? ""
      let new = visit.form.exact("new") ?? ""
      guard new == visit.form.exact("again") else {
        return try me(
          visit, office, token: nil, told: "The two new passwords differ.",
          status: .unprocessableContent)
      }
      do {
        try await office.apart {
          try office.access.confirm(name: name, password: old, from: address, at: now)
          try office.access.setPassword(of: name, to: new, by: name, at: now)
        }
      } catch let refusal as AccessRefusal {
        return try me(visit, office, token: nil, told: refusal.text, status: .forbidden)
      } catch let error as AccessError {
        return try me(
          visit, office, token: nil, told: error.description, status: .unprocessableContent)
      }
      // All sessions have ended, this one too.
      return .see("/sign-in")
    },
    Route.action("/me/tokens", for: .useTokens, bodyMax: 1 << 14) { visit, office in
      // A token makes no token that may more than itself.
      let scopes = Set(visit.form.values("scope").compactMap { Permission(rawValue: $0) })
        .intersection(visit.visitor?.permissions ?? [])
      let days = visit.form["days"].flatMap { Int64($0) } ?? 90
      do {
        let token = try office.access.newToken(
          for: visit.name, name: visit.form["name"] ?? "", scopes: scopes,
          expires: visit.now.seconds + min(max(days, 1), 366) * 86_400, by: visit.name,
          at: visit.now.seconds)
        return try me(visit, office, token: token, told: nil, status: .ok)
      } catch let error as AccessError {
        return try me(
          visit, office, token: nil, told: error.description, status: .unprocessableContent)
      }
    },
    Route.action("/me/tokens/{id}/revoke", for: .useTokens, bodyMax: 1 << 14) { visit, office in
      guard let id = Int64(visit.parameter("id")),
        try office.access.tokens(of: visit.name).contains(where: { $0.id == id })
      else { throw Refusal.notThere }
      try office.access.revoke(id, by: visit.name, at: visit.now.seconds)
      return .see("/me")
    },
    Route.page("/people", for: .managePeople) { visit, office in
      try people(visit, office, told: nil, status: .ok)
    },
    Route.action("/people", for: .managePeople, bodyMax: 1 << 14) { visit, office in
      try await changing(visit, office) { name, now in
        guard let role = Role(rawValue: visit.form["role"] ?? "") else {
          throw Refusal(.unprocessableContent, "Which role?")
        }
        try office.access.addPerson(
          name: visit.form["name"] ?? "", role: role,
          password: visit.form.exact("password") ?? "", by: name, at: now)
      }
    },
    Route.action("/people/{name}/role", for: .managePeople, bodyMax: 1 << 14) { visit, office in
      try await changing(visit, office) { name, now in
        guard let role = Role(rawValue: visit.form["role"] ?? "") else {
          throw Refusal(.unprocessableContent, "Which role?")
        }
        try office.access.setRole(of: visit.parameter("name"), to: role, by: name, at: now)
      }
    },
    Route.action("/people/{name}/disabled", for: .managePeople, bodyMax: 1 << 14) {
      visit, office in
      try await changing(visit, office) { name, now in
        try office.access.setDisabled(
          of: visit.parameter("name"), to: visit.form["disabled"] == "1", by: name, at: now)
      }
    },
    Route.page("/audit", for: .seeAudit) { visit, office in
      let denials = try office.access.denials(last: 200)
      let changes = try office.access.changes(last: 200)
      return Frame.answer("Audit", nil, visit) { html in
        html.markup("<h1>Audit</h1>\n<section><h2>What was refused</h2>\n")
        html.tableStart("Refused", ["When", "Who", "From", "What", "Why"])
        for line in denials {
          html.element(
            "<tr><th scope=\"row\">", Shown.moment(Moment(seconds: line.at).description), "</th>")
          html.cell(line.who, label: "Who")
          html.cell(line.address, label: "From")
          html.cell("\(line.method) \(line.path)", label: "What")
          html.cell(line.why, label: "Why")
          html.markup("</tr>\n")
        }
        html.tableEnd()
        html.markup("</section>\n<section><h2>What changed about people</h2>\n")
        html.tableStart("Changes", ["When", "By", "What", "Whom", "Detail"])
        for line in changes {
          html.element(
            "<tr><th scope=\"row\">", Shown.moment(Moment(seconds: line.at).description), "</th>")
          html.cell(line.by, label: "By")
          html.cell(line.kind.rawValue, label: "What")
          html.cell(line.person, label: "Whom")
          html.cell(line.detail, label: "Detail")
          html.markup("</tr>\n")
        }
        html.tableEnd()
        html.markup("</section>\n")
      }
    },
  ]

  private static func changing(
    _ visit: Visit, _ office: Office,
    _ body: @escaping @Sendable (_ name: String, _ now: Int64) throws -> Void
  ) async throws -> Answer {
    let (name, now) = (visit.name, visit.now.seconds)
    do {
      try await office.apart { try body(name, now) }
      return .see("/people")
    } catch let error as AccessError {
      return try people(visit, office, told: error.description, status: .unprocessableContent)
    }
  }
}
