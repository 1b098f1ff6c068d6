import LedgerFiles
import Money

/// As OpenAPI 3.1, which is JSON Schema, has it.
extension Schema {
  /// - Parameter isRequest: what is not described is refused there; an answer may have more one day.
  func json(isRequest: Bool = false) -> JSONValue {
    switch self {
    case .text(let text): .object([("type", .string("string"))] + text.keywords)
    case .choice(let values):
      .object([("type", .string("string")), ("enum", .list(values.map { .string($0) }))])
    case .whole(nil): .object([("type", .string("integer"))])
    case .whole(let range?):
      .object([
        ("type", .string("integer")), ("minimum", .integer(range.lowerBound)),
        ("maximum", .integer(range.upperBound)),
      ])
    case .boolean: .object([("type", .string("boolean"))])
    case .optional(let schema):
      .object([
        ("anyOf", .list([schema.json(isRequest: isRequest), .object([("type", .string("null"))])]))
      ])
    case .list(let schema, let max):
      .object(
        [("type", .string("array")), ("items", schema.json(isRequest: isRequest))]
          + (max.map { [("maxItems", .integer($0))] } ?? []))
    case .members(let members, let optional):
      Self.object(
        members.map { ($0.key, $0.value.json(isRequest: isRequest)) }, optional, isRequest)
    case .alternatives(let name, let alternatives):
      .object([
        (
          "oneOf",
          .list(
            alternatives.map { value, schema in
              guard case .members(let members, let optional) = schema else {
                return schema.json(isRequest: isRequest)
              }
              let told = (key: name, value: JSONValue.object([("const", .string(value))]))
              return Self.object(
                [told] + members.map { ($0.key, $0.value.json(isRequest: isRequest)) }, optional,
                isRequest)
            })
        )
      ])
    }
  }

  private static func object(
    _ members: [(key: String, value: JSONValue)], _ optional: Set<String>, _ isClosed: Bool
  ) -> JSONValue {
    let required = members.map(\.key).filter { !optional.contains($0) }
    var keywords: [(key: String, value: JSONValue)] = [("type", .string("object"))]
    if !required.isEmpty { keywords.append(("required", .list(required.map { .string($0) }))) }
    keywords.append(("properties", .object(members)))
    if isClosed { keywords.append(("additionalProperties", .boolean(false))) }
    return .object(keywords)
  }
}

extension Schema.Text {
  fileprivate var keywords: [(key: String, value: JSONValue)] {
    switch self {
    case .free: []
    case .named:
      [
        ("minLength", .integer(1)), ("maxLength", .integer(Schema.namedMax)),
        (
          "pattern",
          .string(#"^[^\u0000-\u001f\u007f]*[^\u0000-\u001f\u007f\s][^\u0000-\u001f\u007f]*$"#)
        ),
      ]
    case .note:
      [
        ("maxLength", .integer(Schema.noteMax)),
        ("pattern", .string(#"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$"#)),
      ]
    case .date: [("format", .string("date"))]
    case .amount:
      [
        ("maxLength", .integer(Schema.amountMax)),
        ("pattern", .string(#"^-?[0-9]+(\.[0-9]+)?$"#)),
      ]
    case .currency: [("enum", .list(Currency.all.map { .string($0.code) }))]
    case .number: [("pattern", .string("^[0-9]{1,18}$"))]
    case .place:
      [("maxLength", .integer(Schema.placeMax)), ("pattern", .string("^[A-Za-z0-9_-]+$"))]
    case .bytes:
      [
        ("contentEncoding", .string("base64")),
        (
          "pattern",
          .string("^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$")
        ),
      ]
    case .owner:
      [
        ("maxLength", .integer(Schema.namedMax)),
        (
          "pattern",
          .string(
            #"^(mine|nobody|@[^\u0000-\u001f\u007f]*[^\u0000-\u001f\u007f\s][^\u0000-\u001f\u007f]*)$"#
          )
        ),
      ]
    }
  }
}
