import Foundation
import HTTPTypes
import LedgerFiles
import Money

extension Schema {
  /// What is wrong with a value, and where; nil where it is as described.
  ///
  /// - Parameter place: how the value is called: `limit`, `lines[2].amount`; empty for a whole body.
  func problem(of value: JSONValue, at place: String) -> Refusal? {
    switch (self, value) {
    case (.text(let text), .string(let string)):
      return text.expected(of: string).map { Self.wrong(value, at: place, expected: $0) }
    case (.choice(let values), .string(let string)) where values.contains(string): return nil
    case (.whole(let range), .integer(let number)) where range?.contains(number) != false:
      return nil
    case (.boolean, .boolean): return nil
    case (.optional, .null): return nil
    case (.optional(let schema), _): return schema.problem(of: value, at: place)
    case (.list(_, let max?), .list(let values)) where values.count > max:
      return Refusal(
        .badRequest, "\(place) has \(values.count) entries; expected at most \(max)",
        parameter: place)
    case (.list(let schema, _), .list(let values)):
      for (index, value) in values.enumerated() {
        if let problem = schema.problem(of: value, at: "\(place)[\(index)]") { return problem }
      }
      return nil
    case (.members(let members, let optional), .object(let values)):
      return Self.problem(of: values, members, optional, at: place)
    case (.alternatives(let name, let alternatives), .object(let values)):
      return Self.problem(of: values, alternatives, by: name, at: place)
    default: return Self.wrong(value, at: place, expected: expected)
    }
  }

  private static func problem(
    of values: [(key: String, value: JSONValue)], _ members: [(key: String, value: Schema)],
    _ optional: Set<String>, at place: String
  ) -> Refusal? {
    for (key, value) in values {
      let name = inside(place, key)
      guard let schema = members.first(where: { $0.key == key })?.value else {
        return Refusal(
          .badRequest,
          "there is no “\(cut(name))” here; expected "
            + (members.isEmpty ? "no members" : list(members.map(\.key))),
          parameter: cut(name))
      }
      if let problem = schema.problem(of: value, at: name) { return problem }
    }
    for (key, schema) in members
    where !optional.contains(key) && !values.contains(where: { $0.key == key }) {
      return missing(inside(place, key), expected: schema.expected)
    }
    return nil
  }

  private static func problem(
    of values: [(key: String, value: JSONValue)],
    _ alternatives: [(value: String, schema: Schema)], by name: String, at place: String
  ) -> Refusal? {
    let choice = Schema.choice(alternatives.map(\.value))
    guard let told = values.first(where: { $0.key == name })?.value else {
      return missing(inside(place, name), expected: choice.expected)
    }
    if let problem = choice.problem(of: told, at: inside(place, name)) { return problem }
    guard case .string(let chosen) = told,
      let schema = alternatives.first(where: { $0.value == chosen })?.schema
    else { return nil }
    return schema.problem(of: .object(values.filter { $0.key != name }), at: place)
  }

  // MARK: Words

  static func missing(_ name: String, expected: String) -> Refusal {
    Refusal(.badRequest, "\(name) is missing; expected \(expected)", parameter: name)
  }

  static func wrong(_ value: JSONValue, at place: String, expected: String) -> Refusal {
    let told: String
    if case .string(let text) = value {
      told = "“\(cut(text))”"
    } else {
      told = cut(String(decoding: value.compact, as: UTF8.self))
    }
    return Refusal(
      .badRequest, "\(place.isEmpty ? "the body" : place) is \(told); expected \(expected)",
      parameter: place.isEmpty ? nil : place)
  }

  /// No answer repeats more of what somebody sent.
  private static func cut(_ text: String) -> String {
    text.count > 100 ? text.prefix(100) + "…" : text
  }

  private static func inside(_ place: String, _ key: String) -> String {
    place.isEmpty ? key : place + "." + key
  }

  /// `a, b or c`.
  static func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " or " + last
  }

  /// What would have been right.
  var expected: String {
    switch self {
    case .text(let text): text.expected
    case .choice(let values): Self.list(values)
    case .whole(let range?): "\(range.lowerBound) to \(range.upperBound)"
    case .whole(nil): "a whole number"
    case .boolean: "true or false"
    case .optional(let schema): schema.expected + ", or null"
    case .list(let schema, _): "a list, each of it \(schema.expected)"
    case .members(let members, _) where members.isEmpty: "an object without members"
    case .members(let members, _): "an object with \(Self.list(members.map(\.key)))"
    case .alternatives(let name, _): "an object with \(name)"
    }
  }
}

extension Schema.Text {
  /// What would have been right; nil where the text is.
  fileprivate func expected(of text: String) -> String? { fits(text) ? nil : expected }

  private func fits(_ text: String) -> Bool {
    let scalars = text.unicodeScalars
    switch self {
    case .free: return true
    case .named:
      return scalars.count <= Schema.namedMax && !scalars.contains(where: Self.isControl)
        && !scalars.allSatisfy(\.properties.isWhitespace)
    case .note:
      return scalars.count <= Schema.noteMax
        && !scalars.contains { Self.isControl($0) && !"\t\n\r".unicodeScalars.contains($0) }
    case .date: return CalendarDate(iso: text) != nil
    case .amount:
      return scalars.count <= Schema.amountMax && text.wholeMatch(of: /-?[0-9]+(\.[0-9]+)?/) != nil
    case .currency: return Currency(text) != nil
    case .number: return text.wholeMatch(of: /[0-9]{1,18}/) != nil
    case .place:
      return scalars.count <= Schema.placeMax && text.wholeMatch(of: /[A-Za-z0-9_\-]+/) != nil
    case .bytes: return Data(base64Encoded: text) != nil
    case .owner:
      return text == "mine" || text == "nobody"
        || text.hasPrefix("@") && scalars.count <= Schema.namedMax
          && Schema.Text.named.fits(String(text.dropFirst()))
    }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || scalar.value == 0x7F
  }

  fileprivate var expected: String {
    switch self {
    case .free: "a text"
    case .named: "1 to \(Schema.namedMax) characters, not all of them blank"
    case .note: "a text of at most \(Schema.noteMax) characters"
    case .date: "a day such as 2026-03-10"
    case .amount: "an amount such as 1234.50, as text"
    case .currency: "a currency of ISO 4217 such as EUR"
    case .number: "a number, as text"
    case .place: "the next of the page before"
    case .bytes: "bytes in base64"
    case .owner: "mine, nobody, or @ and the name of somebody"
    }
  }
}
