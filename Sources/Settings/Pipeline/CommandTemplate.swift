/// An argument vector with places for what happened.
public struct CommandTemplate: Hashable, Sendable {
  /// What may stand between braces.
  public enum Field: String, Sendable, CaseIterable {
    /// One line for people.
    case subject
    /// The event's name: `quarantine`.
    case event
    case pipeline
  }

  /// As they were written; the first is the program, by its path.
  public let words: [String]

  /// - Returns: nil where there is no program, it is no path (nothing is looked up by its bare
  ///   name) or a word has a NUL.
  public init?(_ words: [String]) {
    guard let program = words.first, program.contains("/"),
      words.allSatisfy({ !$0.utf8.contains(0) })
    else { return nil }
    self.words = words
  }

  /// The argument vector: every field filled in once, on one line, whatever it holds.
  public func arguments(subject: String, event: Notice.Event, pipeline: String) -> [String] {
    let values: [Field: String] = [
      .subject: subject, .event: event.rawValue, .pipeline: pipeline,
    ]
    return words.enumerated().map { place, word in
      place == 0 ? word : Self.filled(word, values)
    }
  }

  /// A word in braces that is no field, as the first one of a word has it.
  public static func unknownField(in word: String) -> String? {
    word.matches(of: /{([A-Za-z_]+)}/).lazy.map { String($0.output.1) }
      .first { Field(rawValue: $0) == nil }
  }

  private static func filled(_ word: String, _ values: [Field: String]) -> String {
    var filled = ""
    var rest = word[...]
    while let open = rest.firstIndex(of: "{") {
      filled += rest[..<open]
      rest = rest[open...]
      guard let close = rest.firstIndex(of: "}"),
        let field = Field(rawValue: String(rest[rest.index(after: open)..<close])),
        let value = values[field]
      else {
        filled.append("{")
        rest = rest.dropFirst()
        continue
      }
      filled += singleLine(value)
      rest = rest[rest.index(after: close)...]
    }
    return filled + rest
  }

  private static func singleLine(_ text: String) -> String {
    var line = ""
    for scalar in text.unicodeScalars {
      line.unicodeScalars.append(scalar.properties.generalCategory == .control ? " " : scalar)
    }
    return line
  }
}
