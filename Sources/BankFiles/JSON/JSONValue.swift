/// A JSON document, as far as layouts need it: the order of keys is kept, numbers are whole.
struct JSONValue {
  enum Content {
    case object([Member])
    case array([JSONValue])
    case text(String)
    case number(Int)
    case flag(Bool)
    case null
  }

  /// A type of its own: as a tuple it would make the compiler go round in circles.
  struct Member {
    var key: String
    var value: JSONValue
  }

  var content: Content
  /// Where it begins; lines and columns from 1.
  var line: Int
  var column: Int

  subscript(key: String) -> JSONValue? {
    guard case .object(let members) = content else { return nil }
    return members.first { $0.key == key }?.value
  }

  var members: [(key: String, value: JSONValue)]? {
    if case .object(let members) = content { members.map { ($0.key, $0.value) } } else { nil }
  }

  var elements: [JSONValue]? {
    if case .array(let elements) = content { elements } else { nil }
  }

  var text: String? {
    if case .text(let text) = content { text } else { nil }
  }

  var number: Int? {
    if case .number(let number) = content { number } else { nil }
  }
}
