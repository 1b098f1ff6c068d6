import BankFiles
import Receivables
import Yams

extension PipelineReading {
  func inbox(_ node: Node) throws(SettingsFileError) -> Inbox {
    let group = try SettingsGroup(node, "inboxes[]", "an inbox", values)
    let folder = try path(try group.required("folder"), "folder")
    let formats = try group["format"].map(formats) ?? []
    var inbox = Inbox(folder: folder, patterns: try patterns(group["patterns"], formats))
    for (key, node) in group.members {
      switch key {
      case "ignore":
        for node in try list(node, key, "a list such as [\"*.log\"]") {
          inbox.ignore.append(try glob(node, key))
        }
      case "take": inbox.take = try values.choice(node, key)
      case "complete": inbox.completeness = try values.choice(node, key)
      case "marker": inbox.marker = try marker(node)
      case "settle": inbox.settle = try span(node, key, from: "0s", to: "1h")
      case "settle_max": inbox.settleMax = try span(node, key, from: "1s", to: "7d")
      case "size_max": inbox.sizeMax = try size(node, key)
      default: break  // folder, patterns and format are read
      }
    }
    guard inbox.settleMax > inbox.settle else {
      throw values.error(
        .badValue, group["settle_max"] ?? group["settle"] ?? node,
        "settle_max \(inbox.settleMax) is not above settle \(inbox.settle)",
        "a longer time, after which a file is incomplete")
    }
    if let node = group["marker"], inbox.completeness != .marker {
      throw values.error(
        .badValue, node, "marker is given, but complete is \(inbox.completeness.rawValue)",
        "complete: marker, or no marker")
    }
    return inbox
  }

  private func patterns(
    _ node: Node?, _ formats: [BankFileFormat]
  ) throws(SettingsFileError) -> [Inbox.Pattern] {
    guard let node else { return GlobPattern("*").map { [.init($0, formats: formats)] } ?? [] }
    var patterns: [Inbox.Pattern] = []
    for node in try list(node, "patterns", "a list such as [\"*.xml\"]") {
      if node.scalar != nil {
        patterns.append(Inbox.Pattern(try glob(node, "patterns"), formats: formats))
        continue
      }
      let group = try SettingsGroup(node, "inboxes[].patterns[]", "a pattern", values)
      let own = try group["format"].map(self.formats)
      patterns.append(
        Inbox.Pattern(try glob(try group.required("glob"), "glob"), formats: own ?? formats))
    }
    guard !patterns.isEmpty else {
      throw values.error(.badValue, node, "patterns is empty", "a list such as [\"*.xml\"]")
    }
    return patterns
  }

  func glob(_ node: Node, _ name: String) throws(SettingsFileError) -> GlobPattern {
    let text = try values.text(node, name)
    guard let glob = GlobPattern(text) else {
      throw values.error(
        .badValue, node, "\(name) '\(text)' is no pattern of names",
        "a name with * ? or [a-z], without a folder")
    }
    return glob
  }

  /// `auto` is any; a list is one of them.
  private func formats(_ node: Node) throws(SettingsFileError) -> [BankFileFormat] {
    if node.scalar?.string == "auto" { return [] }
    var formats: [BankFileFormat] = []
    for node in try values.elements(of: node, "format") {
      let text = try values.text(node, "format")
      guard let format = BankFileFormat(rawValue: text) else {
        let known = ["auto"] + BankFileFormat.allCases.map(\.rawValue)
        let hint = nearestValue(to: text, among: known).map { " (nearest: \($0))" } ?? ""
        throw values.error(
          .badValue, node, "format '\(text)' is unknown",
          "one of \(known.joined(separator: ", "))\(hint)")
      }
      formats.append(format)
    }
    return formats
  }

  private func marker(_ node: Node) throws(SettingsFileError) -> String {
    let text = try values.text(node, "marker")
    let parts = text.split(separator: "{name}", omittingEmptySubsequences: false)
    guard parts.count == 2, text != "{name}", !text.contains("/"),
      parts.allSatisfy({ !$0.contains("{") && !$0.contains("}") })
    else {
      throw values.error(
        .badValue, node, "marker '\(text)' names no marker", "{name} once and something beside it")
    }
    return text
  }

  private func size(_ node: Node, _ name: String) throws(SettingsFileError) -> ByteSize {
    let text = try values.text(node, name)
    guard let size = ByteSize(text), size.bytes > 0 else {
      throw values.error(
        .badValue, node, "\(name) '\(text)' is no size", "a number with B, kB, MB, GB or TB")
    }
    return size
  }
}
