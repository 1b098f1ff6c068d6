import Money
public import Receivables
import Yams

/// Reads `rules.yaml` (contract, "Rules"): every key optional, an unknown one an error.
///
/// Numbers are read from their text, so that no amount ever is a binary fraction.
public enum RulesFile {
  /// The longest file that is read; a rules file is a page.
  public static let bytesMax = 1 << 20

  /// - Parameter file: the name that positions carry.
  /// - Throws: `RulesFileError`, the first one, with line and column.
  public static func read(_ bytes: [UInt8], file: String) throws(RulesFileError) -> RuleBook {
    guard bytes.count <= bytesMax else {
      throw RulesFileError(
        code: .limitExceeded, position: FilePosition(file: file),
        problem: "the file has \(bytes.count) bytes", expected: "at most \(bytesMax)")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw RulesFileError(
        code: .badYAML, position: FilePosition(file: file), problem: "the file is not UTF-8",
        expected: "UTF-8 text")
    }
    try refuseAliases(in: text, file)
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw described(error, file)
    }
    // A file of comments alone says nothing, and so does an empty one.
    guard let root, root.scalar?.string != "" else { return RuleBook() }
    var book = RuleBook()
    let reading = RulesReading(file: file)
    try reading.read(root, into: &book.general, customers: &book.customers)
    return book
  }

  /// Anchors and aliases make a few bytes mean a million keys, and rules need none.
  private static func refuseAliases(in text: String, _ file: String) throws(RulesFileError) {
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
          throw RulesFileError(
            code: .badYAML,
            position: FilePosition(file: file, line: number + 1, column: column + 1),
            problem: "an anchor or an alias (\(character)) stands here",
            expected: "rules written out; a text that begins so in quotes")
        }
        before = character == "\t" ? " " : character
      }
    }
  }

  private static func described(_ error: any Error, _ file: String) -> RulesFileError {
    var position = FilePosition(file: file)
    var problem = "the file is no YAML"
    switch error as? YamlError {
    case .scanner(_, let what, let mark, _), .parser(_, let what, let mark, _),
      .composer(_, let what, let mark, _):
      position = FilePosition(file: file, line: mark.line, column: mark.column)
      problem = "the file is no YAML: \(what)"
    case .reader(let what, _, _, _):
      problem = "the file is no YAML: \(what)"
    case .duplicatedKeysInMapping(let duplicates, _):
      return RulesFileError(
        code: .duplicateKey, position: position,
        problem: "keys occur twice: \(duplicates.map { "\($0)" }.sorted().joined(separator: ", "))",
        expected: "every key once")
    default: break
    }
    return RulesFileError(
      code: .badYAML, position: position, problem: problem,
      expected: "keys and values as in the contract's rules.yaml")
  }
}

/// One reading of a rules file: a node in, rules out, the first mistake thrown.
private struct RulesReading {
  let file: String

  /// The groups of keys, and the keys that stand alone.
  private static let keys = [
    "tolerance", "discount", "bank_charge", "partial_from", "accepted_reasons", "auto_apply",
    "suggest", "subset", "strategies",
  ]

  func read(
    _ root: Node, into general: inout Rules, customers: inout [CustomerID: Rules]
  ) throws(RulesFileError) {
    var overrides: Node?
    for (key, value) in try members(of: root, "the file", known: Self.keys + ["customers"]) {
      if key == "customers" {
        overrides = value
      } else {
        try read(key, value, into: &general)
      }
    }
    try check(general, root)
    guard let overrides else { return }
    for (id, node) in try members(of: overrides, "customers", known: nil) {
      // A customer's rules begin as everybody's, wherever in the file those stand.
      var rules = general
      for (key, value) in try members(of: node, "customer \(id)", known: Self.keys) {
        try read(key, value, into: &rules)
      }
      try check(rules, node)
      customers[CustomerID(id)] = rules
    }
  }

  private func read(
    _ key: String, _ value: Node, into rules: inout Rules
  ) throws(RulesFileError) {
    switch key {
    case "tolerance":
      for (key, value) in try members(of: value, key, known: ["absolute", "percent", "use"]) {
        switch key {
        case "absolute": rules.toleranceAbsolute = try amount(value, "tolerance.absolute")
        case "percent": rules.tolerancePercent = try percent(value, "tolerance.percent")
        default: rules.toleranceUse = try choice(value, "tolerance.use")
        }
      }
    case "discount":
      for (_, value) in try members(of: value, key, known: ["grace_days"]) {
        rules.discountGraceDays = try whole(value, "discount.grace_days", 0...366)
      }
    case "bank_charge":
      for (_, value) in try members(of: value, key, known: ["maximum"]) {
        rules.bankChargeMaximum = try amount(value, "bank_charge.maximum")
      }
    case "partial_from": rules.partialFrom = try percent(value, key)
    case "accepted_reasons": rules.acceptedReasons = try texts(value, key)
    case "auto_apply": rules.autoApply = try confidence(value, key)
    case "suggest": rules.suggest = try confidence(value, key)
    case "strategies": rules.strategies = try strategies(value, key)
    default:
      for (key, value) in try members(of: value, key, known: ["items", "set_size"]) {
        if key == "items" {
          rules.subsetItems = try whole(value, "subset.items", 1...10_000)
        } else {
          rules.subsetSetSize = try whole(value, "subset.set_size", 1...100)
        }
      }
    }
  }

  private func check(_ rules: Rules, _ node: Node) throws(RulesFileError) {
    guard rules.suggest <= rules.autoApply else {
      throw error(
        .badValue, node, "suggest \(rules.suggest) is above auto_apply \(rules.autoApply)",
        "suggest at or below auto_apply")
    }
  }

  // MARK: Nodes

  /// The members of a mapping, in the file's order, every key known and there once.
  private func members(
    of node: Node, _ name: String, known: [String]?
  ) throws(RulesFileError) -> [(key: String, value: Node)] {
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

  private func text(_ node: Node, _ name: String) throws(RulesFileError) -> String {
    guard let scalar = node.scalar else {
      throw error(.badValue, node, "\(name) is a list or a mapping", "one value")
    }
    return scalar.string
  }

  private func texts(_ node: Node, _ name: String) throws(RulesFileError) -> [String] {
    if let scalar = node.scalar, scalar.string.isEmpty || scalar.string == "~" { return [] }
    guard let sequence = node.sequence else {
      throw error(.badValue, node, "\(name) is no list", "a list such as [FREIGHT, PRICE]")
    }
    var texts: [String] = []
    for element in sequence { texts.append(try text(element, name)) }
    return texts
  }

  /// Each once, in the order of trying; behind one that always fits none would ever be tried.
  private func strategies(_ node: Node, _ name: String) throws(RulesFileError) -> [Strategy] {
    if let scalar = node.scalar, scalar.string.isEmpty || scalar.string == "~" { return [] }
    guard let sequence = node.sequence else {
      throw error(.badValue, node, "\(name) is no list", "a list such as [past_due, oldest_first]")
    }
    var strategies: [Strategy] = []
    for element in sequence {
      let strategy: Strategy = try choice(element, name)
      guard !strategies.contains(strategy) else {
        throw error(.badValue, element, "\(strategy.rawValue) occurs twice", "every strategy once")
      }
      if let last = strategies.last, [.oldestFirst, .newestFirst, .onAccount].contains(last) {
        throw error(
          .badValue, element, "\(strategy.rawValue) would never be tried",
          "nothing behind \(last.rawValue), which always fits")
      }
      strategies.append(strategy)
    }
    return strategies
  }

  private func amount(_ node: Node, _ name: String) throws(RulesFileError) -> RuleAmount {
    let text = try text(node, name)
    guard let amount = RuleAmount(text) else {
      throw error(
        .badValue, node, "\(name) '\(text)' is no amount",
        "a decimal from 0 with at most five decimals, such as 1.00")
    }
    return amount
  }

  private func percent(_ node: Node, _ name: String) throws(RulesFileError) -> Percent {
    let text = try text(node, name)
    guard let percent = Percent(text) else {
      throw error(.badValue, node, "\(name) '\(text)' is no percentage", "such as 0.5 or 25%")
    }
    return percent
  }

  private func confidence(_ node: Node, _ name: String) throws(RulesFileError) -> Confidence {
    let text = try text(node, name)
    guard let confidence = Confidence(text) else {
      throw error(
        .badValue, node, "\(name) '\(text)' is no confidence",
        "a number from 0 to 1 with at most two decimals")
    }
    return confidence
  }

  private func whole(
    _ node: Node, _ name: String, _ range: ClosedRange<Int>
  ) throws(RulesFileError) -> Int {
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

  private func choice<Choice: RawRepresentable & CaseIterable>(
    _ node: Node, _ name: String
  ) throws(RulesFileError) -> Choice where Choice.RawValue == String {
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

  private func error(
    _ code: RulesFileError.Code, _ node: Node, _ problem: String, _ expected: String
  ) -> RulesFileError {
    RulesFileError(
      code: code,
      position: FilePosition(file: file, line: node.mark?.line, column: node.mark?.column),
      problem: problem, expected: expected)
  }
}
