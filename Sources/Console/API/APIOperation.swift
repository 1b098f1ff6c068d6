import Access
import HTTPTypes
import LedgerFiles

/// One thing that programs can ask for: its route and its description are made of the same value, so
/// that the description never says otherwise.
struct APIOperation: Sendable {
  struct Parameter: Sendable {
    var name: String
    var summary: String
    var schema: Schema
    var isRequired: Bool

    init(
      _ name: String, _ summary: String, _ schema: Schema = .text(.named),
      isRequired: Bool = false
    ) {
      self.name = name
      self.summary = summary
      self.schema = schema
      self.isRequired = isRequired
    }

    static let limitMax = 500

    /// What every list takes.
    static let page = [
      Parameter("after", "The `next` of the page before.", .text(.place)),
      Parameter("limit", "How many lines; 50 where it is not said.", .whole(1...limitMax)),
    ]
  }

  var method: HTTPRequest.Method
  /// Behind `/api/v1`.
  var path: String
  var name: String
  var summary: String
  var permission: Permission
  var query: [Parameter] = []
  var request: Schema?
  var response: Schema
  var bodyMax = 1 << 20
  var answer: @Sendable (Visit, Office) async throws -> JSONValue

  static func get(
    _ path: String, _ name: String, _ summary: String, for permission: Permission = .see,
    query: [Parameter] = [], gives response: Schema,
    _ answer: @escaping @Sendable (Visit, Office) async throws -> JSONValue
  ) -> APIOperation {
    APIOperation(
      method: .get, path: path, name: name, summary: summary, permission: permission,
      query: query,
      response: response, answer: answer)
  }

  /// - Parameter answer: does it, with what the body says.
  static func post<Body: Decodable & Sendable>(
    _ path: String, _ name: String, _ summary: String, for permission: Permission,
    takes request: Schema, as body: Body.Type, bodyMax: Int = 1 << 20, gives response: Schema,
    _ answer: @escaping @Sendable (Visit, Office, Body) async throws -> JSONValue
  ) -> APIOperation {
    APIOperation(
      method: .post, path: path, name: name, summary: summary, permission: permission,
      request: request, response: response, bodyMax: bodyMax
    ) { visit, office in
      try await answer(visit, office, try RequestBody.read(visit, as: body, request))
    }
  }

  var route: Route {
    let (answer, query, name) = (answer, query, name)
    return .api(method, "/api/v1" + path, for: permission, bodyMax: bodyMax) { visit, office in
      if let problem = Self.problem(of: visit.query, query, name) { throw problem }
      return visit.method == .get
        ? .json(try await answer(visit, office))
        : try await Idempotency.once(visit, office) { try await answer(visit, office) }
    }
  }

  /// What a query says that its operation does not know: ignored, it would answer another question.
  static func problem(of query: Fields, _ parameters: [Parameter], _ name: String) -> Refusal? {
    for (place, field) in query.all.enumerated() {
      guard let parameter = parameters.first(where: { $0.name == field.name }) else {
        return Refusal(
          .badRequest,
          "“\(field.name.prefix(100))” is no parameter of \(name); expected "
            + (parameters.isEmpty ? "none" : Schema.list(parameters.map(\.name))),
          parameter: String(field.name.prefix(100)))
      }
      if query.all[..<place].contains(where: { $0.name == field.name }) {
        return Refusal(
          .badRequest, "\(field.name) is given twice; expected one", parameter: field.name)
      }
      let value = parameter.schema.value(of: field.value)
      if let problem = parameter.schema.problem(of: value, at: field.name) { return problem }
    }
    let missing = parameters.first { parameter in
      parameter.isRequired && !query.all.contains { $0.name == parameter.name }
    }
    return missing.map { Schema.missing($0.name, expected: $0.schema.expected) }
  }
}

extension Schema {
  /// The text of a query as the value that it stands for.
  fileprivate func value(of text: String) -> JSONValue {
    switch self {
    case .whole: Int(text).flatMap { String($0) == text ? .integer($0) : nil } ?? .string(text)
    case .boolean: ["true": .boolean(true), "false": .boolean(false)][text] ?? .string(text)
    default: .string(text)
    }
  }
}
