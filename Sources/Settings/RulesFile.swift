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
  /// - Throws: `SettingsFileError`, the first one, with line and column.
  public static func read(_ bytes: [UInt8], file: String) throws(SettingsFileError) -> RuleBook {
    let reading = SettingsReading(file: file)
    guard let root = try reading.root(of: bytes, limit: bytesMax) else { return RuleBook() }
    var book = RuleBook()
    try RulesReading(values: reading).read(root, into: &book.general, customers: &book.customers)
    return book
  }
}

/// One reading of a rules file: a node in, rules out, the first mistake thrown.
private struct RulesReading {
  let values: SettingsReading

  /// The groups of keys, and the keys that stand alone.
  private static let keys = [
    "tolerance", "discount", "bank_charge", "partial_from", "accepted_reasons", "auto_apply",
    "suggest", "subset", "strategies",
  ]

  func read(
    _ root: Node, into general: inout Rules, customers: inout [CustomerID: Rules]
  ) throws(SettingsFileError) {
    var overrides: Node?
    for (key, value) in try values.members(of: root, "the file", known: Self.keys + ["customers"]) {
      if key == "customers" {
        overrides = value
      } else {
        try read(key, value, into: &general)
      }
    }
    try check(general, root)
    guard let overrides else { return }
    for (id, node) in try values.members(of: overrides, "customers", known: nil) {
      // A customer's rules begin as everybody's, wherever in the file those stand.
      var rules = general
      for (key, value) in try values.members(of: node, "customer \(id)", known: Self.keys) {
        try read(key, value, into: &rules)
      }
      try check(rules, node)
      customers[CustomerID(id)] = rules
    }
  }

  private func read(
    _ key: String, _ value: Node, into rules: inout Rules
  ) throws(SettingsFileError) {
    switch key {
    case "tolerance":
      for (key, value) in try values.members(of: value, key, known: ["absolute", "percent", "use"])
      {
        switch key {
        case "absolute": rules.toleranceAbsolute = try values.amount(value, "tolerance.absolute")
        case "percent": rules.tolerancePercent = try percent(value, "tolerance.percent")
        default: rules.toleranceUse = try values.choice(value, "tolerance.use")
        }
      }
    case "discount":
      for (_, value) in try values.members(of: value, key, known: ["grace_days"]) {
        rules.discountGraceDays = try values.whole(value, "discount.grace_days", 0...366)
      }
    case "bank_charge":
      for (_, value) in try values.members(of: value, key, known: ["maximum"]) {
        rules.bankChargeMaximum = try values.amount(value, "bank_charge.maximum")
      }
    case "partial_from": rules.partialFrom = try percent(value, key)
    case "accepted_reasons": rules.acceptedReasons = try values.texts(value, key)
    case "auto_apply": rules.autoApply = try confidence(value, key)
    case "suggest": rules.suggest = try confidence(value, key)
    case "strategies": rules.strategies = try strategies(value, key)
    default:
      for (key, value) in try values.members(of: value, key, known: ["items", "set_size"]) {
        if key == "items" {
          rules.subsetItems = try values.whole(value, "subset.items", 1...10_000)
        } else {
          rules.subsetSetSize = try values.whole(value, "subset.set_size", 1...100)
        }
      }
    }
  }

  private func check(_ rules: Rules, _ node: Node) throws(SettingsFileError) {
    guard rules.suggest <= rules.autoApply else {
      throw values.error(
        .badValue, node, "suggest \(rules.suggest) is above auto_apply \(rules.autoApply)",
        "suggest at or below auto_apply")
    }
  }

  /// Each once, in the order of trying; behind one that always fits none would ever be tried.
  private func strategies(_ node: Node, _ name: String) throws(SettingsFileError) -> [Strategy] {
    if let scalar = node.scalar, scalar.string.isEmpty || scalar.string == "~" { return [] }
    guard let sequence = node.sequence else {
      throw values.error(
        .badValue, node, "\(name) is no list", "a list such as [past_due, oldest_first]")
    }
    var strategies: [Strategy] = []
    for element in sequence {
      let strategy: Strategy = try values.choice(element, name)
      guard !strategies.contains(strategy) else {
        throw values.error(
          .badValue, element, "\(strategy.rawValue) occurs twice", "every strategy once")
      }
      if let last = strategies.last, [.oldestFirst, .newestFirst, .onAccount].contains(last) {
        throw values.error(
          .badValue, element, "\(strategy.rawValue) would never be tried",
          "nothing behind \(last.rawValue), which always fits")
      }
      strategies.append(strategy)
    }
    return strategies
  }

  private func percent(_ node: Node, _ name: String) throws(SettingsFileError) -> Percent {
    let text = try values.text(node, name)
    guard let percent = Percent(text) else {
      throw values.error(
        .badValue, node, "\(name) '\(text)' is no percentage", "such as 0.5 or 25%")
    }
    return percent
  }

  private func confidence(_ node: Node, _ name: String) throws(SettingsFileError) -> Confidence {
    let text = try values.text(node, name)
    guard let confidence = Confidence(text) else {
      throw values.error(
        .badValue, node, "\(name) '\(text)' is no confidence",
        "a number from 0 to 1 with at most two decimals")
    }
    return confidence
  }
}
