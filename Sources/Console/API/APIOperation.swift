import Access
import HTTPTypes
import LedgerFiles

/// One thing that programs can ask for: its route and its description are made of the same value, so
/// that the description never says otherwise.
struct APIOperation: Sendable {
  struct Parameter: Sendable {
    var name: String
    var summary: String
    var schema: JSONValue = Schema.string

    init(_ name: String, _ summary: String, _ schema: JSONValue = Schema.string) {
      self.name = name
      self.summary = summary
      self.schema = schema
    }

    /// What every list takes.
    static let page = [
      Parameter("after", "The `next` of the page before."),
      Parameter("limit", "How many lines, 1 to 500.", Schema.integer(1...500)),
    ]
  }

  var method: HTTPRequest.Method
  /// Behind `/api/v1`.
  var path: String
  var name: String
  var summary: String
  var permission: Permission
  var query: [Parameter] = []
  var request: JSONValue?
  var response: JSONValue
  var answer: @Sendable (Visit, Office) async throws -> JSONValue

  static func get(
    _ path: String, _ name: String, _ summary: String, query: [Parameter] = [],
    gives response: JSONValue,
    _ answer: @escaping @Sendable (Visit, Office) async throws -> JSONValue
  ) -> APIOperation {
    APIOperation(
      method: .get, path: path, name: name, summary: summary, permission: .see, query: query,
      response: response, answer: answer)
  }

  static func post(
    _ path: String, _ name: String, _ summary: String, for permission: Permission,
    takes request: JSONValue, gives response: JSONValue,
    _ answer: @escaping @Sendable (Visit, Office) async throws -> JSONValue
  ) -> APIOperation {
    APIOperation(
      method: .post, path: path, name: name, summary: summary, permission: permission,
      request: request, response: response, answer: answer)
  }

  var route: Route {
    let answer = answer
    return .api(method, "/api/v1" + path, for: permission) { visit, office in
      visit.method == .get
        ? .json(try await answer(visit, office))
        : try await Idempotency.once(visit, office) { try await answer(visit, office) }
    }
  }

  /// The operation as OpenAPI describes one.
  var description: JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("operationId", .string(name)), ("summary", .string(summary)),
      ("description", .string("Needs the permission `\(permission.rawValue)`.")),
    ]
    var parameters = path.matches(of: /\{([a-z]+)\}/).map { match in
      Self.parameter(String(match.output.1), "path", "", Schema.string, isRequired: true)
    }
    parameters += query.map {
      Self.parameter($0.name, "query", $0.summary, $0.schema, isRequired: false)
    }
    if method != .get {
      parameters.append(
        Self.parameter(
          "Idempotency-Key", "header",
          "The same key with the same request is answered again and done once, for a day.",
          .object([
            ("type", .string("string")), ("minLength", .integer(1)), ("maxLength", .integer(128)),
          ]),
          isRequired: false))
    }
    if !parameters.isEmpty { members.append(("parameters", .list(parameters))) }
    if let request {
      members.append(
        (
          "requestBody",
          .object([
            ("required", .boolean(true)), ("content", Self.content("application/json", request)),
          ])
        ))
    }
    var responses: [(key: String, value: JSONValue)] = [
      (
        "200",
        .object([
          ("description", .string("Done.")),
          ("content", Self.content("application/json", response)),
        ])
      )
    ]
    let problems =
      ["400", "401", "403", "404", "429", "503"]
      + (method == .get ? [] : ["409", "413", "415", "422"])
    for status in problems.sorted() {
      responses.append((status, .object([("$ref", .string("#/components/responses/Problem"))])))
    }
    members.append(("responses", .object(responses)))
    return .object(members)
  }

  private static func parameter(
    _ name: String, _ place: String, _ summary: String, _ schema: JSONValue, isRequired: Bool
  ) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("name", .string(name)), ("in", .string(place)), ("required", .boolean(isRequired)),
    ]
    if !summary.isEmpty { members.append(("description", .string(summary))) }
    members.append(("schema", schema))
    return .object(members)
  }

  static func content(_ type: String, _ schema: JSONValue) -> JSONValue {
    .object([(type, .object([("schema", schema)]))])
  }
}

/// Schemas as OpenAPI 3.1 has them, in the few shapes that are used.
enum Schema {
  static let string = JSONValue.object([("type", .string("string"))])
  static let optionalString = JSONValue.object([
    ("type", .list([.string("string"), .string("null")]))
  ])
  static let boolean = JSONValue.object([("type", .string("boolean"))])
  static let whole = JSONValue.object([("type", .string("integer"))])
  static let date = JSONValue.object([("type", .string("string")), ("format", .string("date"))])
  /// A decimal, as text: no program rounds it by accident.
  static let amount = JSONValue.object([
    ("type", .string("string")), ("pattern", .string(#"^-?[0-9]+(\.[0-9]+)?$"#)),
  ])
  /// Whatever `decisions.jsonl` has.
  static let anything = JSONValue.object([])

  static func integer(_ range: ClosedRange<Int>) -> JSONValue {
    .object([
      ("type", .string("integer")), ("minimum", .integer(range.lowerBound)),
      ("maximum", .integer(range.upperBound)),
    ])
  }

  static func choice(_ values: [String]) -> JSONValue {
    .object([("type", .string("string")), ("enum", .list(values.map { .string($0) }))])
  }

  static func list(_ of: JSONValue) -> JSONValue {
    .object([("type", .string("array")), ("items", of)])
  }

  /// - Parameter optional: members that may be absent.
  static func object(
    _ members: [(key: String, value: JSONValue)], optional: Set<String> = []
  ) -> JSONValue {
    .object([
      ("type", .string("object")),
      ("required", .list(members.map(\.key).filter { !optional.contains($0) }.map { .string($0) })),
      ("properties", .object(members)),
    ])
  }

  /// Some lines, and where the next begin.
  static func page(_ line: JSONValue) -> JSONValue {
    object([("lines", list(line)), ("next", optionalString)])
  }
}
