import Money
import Receivables
import Yams

/// One reading of a file of settings: nodes in, values out, the first mistake thrown with its place.
///
/// Numbers are read from their text, so that no amount ever is a binary fraction.
struct SettingsReading {
  let file: String
  /// What the file holds, and where its keys are explained: for messages.
  var content = "rules"
  var example = "the contract's rules.yaml"

  /// The file's one document; nil where it says nothing.
  func root(of bytes: [UInt8], limit: Int) throws(SettingsFileError) -> Node? {
    guard bytes.count <= limit else {
      throw SettingsFileError(
        code: .limitExceeded, position: FilePosition(file: file),
        problem: "the file has \(bytes.count) bytes", expected: "at most \(limit)")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw SettingsFileError(
        code: .badYAML, position: FilePosition(file: file), problem: "the file is not UTF-8",
        expected: "UTF-8 text")
    }
    try refuseAliases(in: text)
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw described(error)
    }
    // A file of comments alone says nothing, and so does an empty one.
    guard let root, root.scalar?.string != "" else { return nil }
    return root
  }

  /// The members of a mapping, in the file's order, every key known and there once.
  func members(
    of node: Node, _ name: String, known: [String]?
  ) throws(SettingsFileError) -> [(key: String, value: Node)] {
    if let scalar = node.scalar, scalar.string.isEmpty || scalar.string == "~" { return [] }
    guard let mapping = node.mapping else {
      throw error(.badValue, node, "\(name) is no mapping", "keys with values below \(name)")
    }
    var members: [(key: String, value: Node)] = []
    var keys: Set<String> = []
    for (keyNode, value) in mapping {
      guard let key = keyNode.scalar?.string, !key.isEmpty else {
        throw error(.badValue, keyNode, "a key of \(name) is no word", "a plain key")
      }
      if let known, !known.contains(key) {
        let hint = nearestValue(to: key, among: known).map { " (nearest: \($0))" } ?? ""
        throw error(
          .unknownKey, keyNode, "the key '\(key)' of \(name) is unknown",
          "one of \(known.joined(separator: ", "))\(hint)")
      }
      guard keys.insert(key).inserted else {
        throw error(.duplicateKey, keyNode, "the key '\(key)' occurs twice", "every key once")
      }
      members.append((key, value))
    }
    return members
  }

  /// The elements of a list; a value that stands alone is a list of one.
  func elements(of node: Node, _ name: String) throws(SettingsFileError) -> [Node] {
    if let scalar = node.scalar, scalar.string.isEmpty || scalar.string == "~" { return [] }
    guard let sequence = node.sequence else { return [node] }
    return Array(sequence)
  }

  func text(_ node: Node, _ name: String) throws(SettingsFileError) -> String {
    guard let scalar = node.scalar else {
      throw error(.badValue, node, "\(name) is a list or a mapping", "one value")
    }
    return scalar.string
  }

  func texts(_ node: Node, _ name: String) throws(SettingsFileError) -> [String] {
    if let scalar = node.scalar, scalar.string.isEmpty || scalar.string == "~" { return [] }
    guard let sequence = node.sequence else {
      throw error(.badValue, node, "\(name) is no list", "a list such as [FREIGHT, PRICE]")
    }
    var texts: [String] = []
    for element in sequence { texts.append(try text(element, name)) }
    return texts
  }

  func amount(_ node: Node, _ name: String) throws(SettingsFileError) -> RuleAmount {
    let text = try text(node, name)
    guard let amount = RuleAmount(text) else {
      throw error(
        .badValue, node, "\(name) '\(text)' is no amount",
        "a decimal from 0 with at most five decimals, such as 1.00")
    }
    return amount
  }

  func whole(
    _ node: Node, _ name: String, _ range: ClosedRange<Int>
  ) throws(SettingsFileError) -> Int {
    let text = try text(node, name)
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int(text), range.contains(number)
    else {
      throw error(
        .badValue, node, "\(name) '\(text)' is out of range",
        "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func choice<Choice: RawRepresentable & CaseIterable>(
    _ node: Node, _ name: String
  ) throws(SettingsFileError) -> Choice where Choice.RawValue == String {
    let text = try text(node, name)
    guard let choice = Choice(rawValue: text) else {
      let known = Choice.allCases.map(\.rawValue)
      let hint = nearestValue(to: text, among: known).map { " (nearest: \($0))" } ?? ""
      throw error(
        .badValue, node, "\(name) '\(text)' is unknown",
        "one of \(known.joined(separator: ", "))\(hint)")
    }
    return choice
  }

  func error(
    _ code: SettingsFileError.Code, _ node: Node, _ problem: String, _ expected: String
  ) -> SettingsFileError {
    SettingsFileError(
      code: code,
      position: FilePosition(file: file, line: node.mark?.line, column: node.mark?.column),
      problem: problem, expected: expected)
  }

  /// Anchors and aliases make a few bytes mean a million keys, and settings need none.
  private func refuseAliases(in text: String) throws(SettingsFileError) {
    for (number, line) in text.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    ).enumerated() {
      var quote: Character?
      var before: Character = " "
      for (column, character) in line.enumerated() {
        if let open = quote {
          if character == open { quote = nil }
        } else if character == "#", before == " " {
          break
        } else if character == "\"" || character == "'", " [{,:-?".contains(before) {
          quote = character
        } else if character == "*" || character == "&", " [{,:-?".contains(before) {
          throw SettingsFileError(
            code: .badYAML,
            position: FilePosition(file: file, line: number + 1, column: column + 1),
            problem: "an anchor or an alias (\(character)) stands here",
            expected: "\(content) written out; a text that begins so in quotes")
        }
        before = character == "\t" ? " " : character
      }
    }
  }

  private func described(_ error: any Error) -> SettingsFileError {
    var position = FilePosition(file: file)
    var problem = "the file is no YAML"
    switch error as? YamlError {
    case .scanner(_, let what, let mark, _), .parser(_, let what, let mark, _),
      .composer(_, let what, let mark, _):
      position = FilePosition(file: file, line: mark.line, column: mark.column)
      problem = "the file is no YAML: \(what)"
    case .reader(let what, _, _, _):
      problem = "the file is no YAML: \(what)"
    case .duplicatedKeysInMapping(let duplicates, let context):
      position = FilePosition(file: file, line: context.mark.line, column: context.mark.column)
      return SettingsFileError(
        code: .duplicateKey, position: position,
        problem: "keys occur twice: \(duplicates.map { "\($0)" }.sorted().joined(separator: ", "))",
        expected: "every key once")
    default: break
    }
    return SettingsFileError(
      code: .badYAML, position: position, problem: problem,
      expected: "keys and values as in \(example)")
  }
}
