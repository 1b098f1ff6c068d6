import Access
import HTTPTypes
import Pipeline

/// Who asks: somebody who signed in, or a program with a token.
struct Visitor: Sendable {
  var name: String
  var role: Role
  var permissions: Set<Permission>
  /// What a form must bring back; nil for a program, whose token no browser sends by itself.
  var csrf: String?
  /// nil for a program.
  var session: Session?

  func may(_ permission: Permission) -> Bool { permissions.contains(permission) }
}

/// A request, checked and taken apart, as the pages see it.
struct Visit: Sendable {
  var method: HTTPRequest.Method
  /// As it was asked for, with its query: where to come back to.
  var target: String
  /// What stands in the places of the route's names.
  var parameters: [String: String] = [:]
  var query = Fields()
  var form = Fields()
  var files: [Multipart.File] = []
  var body: [UInt8] = []
  /// nil only on routes that are open to everybody.
  var visitor: Visitor?
  var address: String
  var now: Moment
  /// As the client named its request, so that it is not done twice.
  var idempotencyKey: String?
  /// The browser asks for a part of the page, to put it in place.
  var wantsPart = false

  func parameter(_ name: String) -> String { parameters[name] ?? "" }

  func may(_ permission: Permission) -> Bool { visitor?.may(permission) ?? false }

  var name: String { visitor?.name ?? "" }

  /// Why, as somebody wrote it: kept for ever, so that it has an end.
  var note: String { get throws { try Self.note(form["note"] ?? "") } }

  static func note(_ text: String) throws -> String {
    guard text.count <= 500 else {
      throw Refusal(.unprocessableContent, "The note is longer than 500 characters.")
    }
    return text
  }
}
