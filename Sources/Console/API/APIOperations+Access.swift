import Access
import HTTPTypes
import LedgerFiles
import Pipeline

/// Who may do what, and what was refused.
///
/// Nobody is added here, and no password is set: the digest of a request is kept for its key, and would
/// tell of a password in it.
extension APIOperations {
  private struct NewRole: Decodable, Sendable {
    var role: String
  }

  private struct Disabling: Decodable, Sendable {
    var disabled: Bool
  }

  private static let personSchema = Schema.object([
    ("name", .string), ("role", .choice(Role.allCases.map(\.rawValue))), ("disabled", .boolean),
    ("created_at", .string),
  ])
  private static let latest = [
    APIOperation.Parameter("limit", "How many; 50 where it is not said.", .whole(1...500))
  ]

  static let access: [APIOperation] = [
    .get(
      "/people", "listPeople", "Everybody who may sign in, or may no longer, by name.",
      for: .managePeople, gives: .object([("lines", .list(personSchema))])
    ) { _, office in
      .object([("lines", .list(try office.access.people().map(line)))])
    },
    .post(
      "/people/{name}/role", "setRole", "Lets somebody do more, or less, from now on.",
      for: .managePeople, takes: .object([("role", .choice(Role.allCases.map(\.rawValue)))]),
      as: NewRole.self, gives: personSchema
    ) { visit, office, body in
      guard let role = Role(rawValue: body.role) else {
        throw Schema.missing("role", expected: Schema.list(Role.allCases.map(\.rawValue)))
      }
      let (name, actor, now) = (visit.parameter("name"), visit.name, visit.now.seconds)
      try await office.apart {
        try office.access.setRole(of: name, to: role, by: actor, at: now)
      }
      return try person(name, office)
    },
    .post(
      "/people/{name}/disabled", "setDisabled",
      "Ends somebody's sessions and stops their tokens, or lets them in again.",
      for: .managePeople, takes: .object([("disabled", .boolean)]), as: Disabling.self,
      gives: personSchema
    ) { visit, office, body in
      let (name, actor, now) = (visit.parameter("name"), visit.name, visit.now.seconds)
      try await office.apart {
        try office.access.setDisabled(of: name, to: body.disabled, by: actor, at: now)
      }
      return try person(name, office)
    },
    .get(
      "/audit/denials", "listDenials", "What was refused to whom, the latest first.",
      for: .seeAudit, query: latest,
      gives: .object([
        (
          "lines",
          .list(
            .object([
              ("at", .string), ("who", .optionalString), ("address", .string), ("method", .string),
              ("path", .string), ("why", .string),
            ]))
        )
      ])
    ) { visit, office in
      .object([
        (
          "lines",
          .list(
            try office.access.denials(last: limit(visit)).map {
              .object([
                ("at", .string(Moment(seconds: $0.at).description)),
                ("who", LineJSON.optional($0.who)), ("address", .string($0.address)),
                ("method", .string($0.method)), ("path", .string($0.path)),
                ("why", .string($0.why)),
              ])
            })
        )
      ])
    },
    .get(
      "/audit/changes", "listChangesOfPeople",
      "What was changed about people and tokens, the latest first.", for: .seeAudit, query: latest,
      gives: .object([
        (
          "lines",
          .list(
            .object([
              ("at", .string), ("by", .string), ("kind", .string), ("person", .string),
              ("detail", .optionalString),
            ]))
        )
      ])
    ) { visit, office in
      .object([
        (
          "lines",
          .list(
            try office.access.changes(last: limit(visit)).map {
              .object([
                ("at", .string(Moment(seconds: $0.at).description)), ("by", .string($0.by)),
                ("kind", .string($0.kind.rawValue)), ("person", .string($0.person)),
                ("detail", LineJSON.optional($0.detail)),
              ])
            })
        )
      ])
    },
  ]

  private static func person(_ name: String, _ office: Office) throws -> JSONValue {
    guard let person = try office.access.person(named: name) else { throw Refusal.notThere }
    return line(person)
  }

  private static func line(_ person: Person) -> JSONValue {
    .object([
      ("name", .string(person.name)), ("role", .string(person.role.rawValue)),
      ("disabled", .boolean(person.isDisabled)),
      ("created_at", .string(Moment(seconds: person.createdAt).description)),
    ])
  }
}
