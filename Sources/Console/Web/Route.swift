import Access
import HTTPTypes

/// One thing that can be asked for. All of them stand in one table (`RouteTable`), with who may ask:
/// what is not there is denied.
struct Route: Sendable {
  enum Kind: Sendable {
    /// A page for people: who is not signed in is led to the sign-in.
    case page
    /// JSON for programs.
    case api
    /// Neither secret nor about anybody: style and script, the sign-in itself.
    case open
  }

  var method: HTTPRequest.Method
  /// `/exceptions/{id}`; a name in braces takes one part of the path, decoded.
  var path: String
  var kind: Kind
  /// What somebody must be permitted; nil only on open routes.
  var permission: Permission?
  var bodyMax: Int
  var answer: @Sendable (Visit, Office) async throws -> Answer

  private let parts: [Part]

  private enum Part: Sendable {
    case literal(String)
    case name(String)
  }

  private init(
    _ method: HTTPRequest.Method, _ path: String, _ kind: Kind, _ permission: Permission?,
    bodyMax: Int, _ answer: @escaping @Sendable (Visit, Office) async throws -> Answer
  ) {
    self.method = method
    self.path = path
    self.kind = kind
    self.permission = permission
    self.bodyMax = bodyMax
    self.answer = answer
    parts = path.split(separator: "/").map { part in
      part.hasPrefix("{") ? .name(String(part.dropFirst().dropLast())) : .literal(String(part))
    }
  }

  /// A page that is looked at.
  static func page(
    _ path: String, for permission: Permission = .see,
    _ answer: @escaping @Sendable (Visit, Office) async throws -> Answer
  ) -> Route { Route(.get, path, .page, permission, bodyMax: 0, answer) }

  /// Something that is done from a page.
  static func action(
    _ path: String, for permission: Permission, bodyMax: Int = 1 << 20,
    _ answer: @escaping @Sendable (Visit, Office) async throws -> Answer
  ) -> Route { Route(.post, path, .page, permission, bodyMax: bodyMax, answer) }

  static func api(
    _ method: HTTPRequest.Method, _ path: String, for permission: Permission,
    bodyMax: Int = 1 << 20,
    _ answer: @escaping @Sendable (Visit, Office) async throws -> Answer
  ) -> Route {
    Route(method, path, .api, permission, bodyMax: method == .get ? 0 : bodyMax, answer)
  }

  static func open(
    _ method: HTTPRequest.Method, _ path: String,
    _ answer: @escaping @Sendable (Visit, Office) async throws -> Answer
  ) -> Route { Route(method, path, .open, nil, bodyMax: 1 << 14, answer) }

  /// What stands in the places of its names; nil where the path is another one.
  func parameters(of path: [String]) -> [String: String]? {
    guard path.count == parts.count else { return nil }
    var found: [String: String] = [:]
    for (part, text) in zip(parts, path) {
      switch part {
      case .literal(let literal): if literal != text { return nil }
      case .name(let name): found[name] = text
      }
    }
    return found
  }

  /// Names in braces make a route less of a match than one that says it itself.
  var nameCount: Int {
    parts.count { part in
      if case .name = part { return true }
      return false
    }
  }
}
