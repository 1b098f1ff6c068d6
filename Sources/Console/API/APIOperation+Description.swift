import Access
import HTTPTypes
import LedgerFiles

extension APIOperation {
  /// The operation as OpenAPI describes one.
  var description: JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("operationId", .string(name)), ("summary", .string(summary)),
      ("description", .string("Needs the permission `\(permission.rawValue)`.")),
    ]
    if !parameters.isEmpty { members.append(("parameters", .list(parameters))) }
    if let request {
      members.append(
        (
          "requestBody",
          .object([
            ("required", .boolean(!request.isAllOptional)),
            ("content", Self.content("application/json", request.json(isRequest: true))),
          ])
        ))
    }
    members.append(("responses", .object(responses)))
    return .object(members)
  }

  private var hasNames: Bool { path.contains("{") }

  private var parameters: [JSONValue] {
    var parameters = path.matches(of: /\{([a-z]+)\}/).map { match in
      Self.parameter(
        Parameter(String(match.output.1), "", .text(.named), isRequired: true), in: "path")
    }
    parameters += query.map { Self.parameter($0, in: "query") }
    if method != .get {
      parameters.append(.object([("$ref", .string("#/components/parameters/IdempotencyKey"))]))
    }
    return parameters
  }

  private var responses: [(key: String, value: JSONValue)] {
    var responses: [(key: String, value: JSONValue)] = [
      (
        "200",
        .object([
          ("description", .string("Done.")),
          ("content", Self.content("application/json", response.json())),
        ])
      )
    ]
    var problems = ["400", "401", "403", "429", "503"]
    if hasNames { problems.append("404") }
    if method != .get { problems += ["408", "409", "413", "415", "422"] }
    for status in problems.sorted() {
      let name = APIDescription.problems[status] ?? "Problem"
      responses.append((status, .object([("$ref", .string("#/components/responses/" + name))])))
    }
    return responses
  }

  static func parameter(_ parameter: Parameter, in place: String) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("name", .string(parameter.name)), ("in", .string(place)),
      ("required", .boolean(parameter.isRequired)),
    ]
    if !parameter.summary.isEmpty { members.append(("description", .string(parameter.summary))) }
    members.append(("schema", parameter.schema.json(isRequest: true)))
    return .object(members)
  }

  static func content(_ type: String, _ schema: JSONValue) -> JSONValue {
    .object([(type, .object([("schema", schema)]))])
  }
}

extension Schema {
  /// Nothing has to be said.
  fileprivate var isAllOptional: Bool {
    guard case .members(let members, let optional) = self else { return false }
    return members.allSatisfy { optional.contains($0.key) }
  }
}
