import LedgerFiles
import Receivables
import Yams

/// One reading of a pipeline's file: a node in, settings out, the first mistake thrown.
struct PipelineReading {
  let values: SettingsReading

  func settings(_ root: Node) throws(SettingsFileError) -> PipelineSettings {
    let group = try SettingsGroup(root, "", "the file", values)
    let name = try name(try group.required("name"))
    let inboxNodes = try group.required("inboxes")
    let ledger = try ledger(try group.required("ledger"))
    var inboxes: [Inbox] = []
    for node in try list(inboxNodes, "inboxes", "a list of folders: - folder: inbox") {
      inboxes.append(try inbox(node))
    }
    guard !inboxes.isEmpty else {
      throw values.error(.missingKey, inboxNodes, "there is no inbox", "at least one")
    }
    var settings = PipelineSettings(
      name: name, inboxes: inboxes,
      archive: try template(group["archive"], "archive", "archive/{year}/{month}", root),
      quarantine: try template(group["quarantine"], "quarantine", "quarantine", root),
      ledger: ledger)
    for (key, node) in group.members { try read(key, node, into: &settings) }
    try requireApart(settings, group)
    return settings
  }

  private func read(
    _ key: String, _ node: Node, into settings: inout PipelineSettings
  ) throws(SettingsFileError) {
    switch key {
    case "store": settings.store = try path(node, key)
    case "work": settings.work = try path(node, key)
    case "rules": settings.rules = try path(node, key)
    case "banks": settings.banks = try path(node, key)
    case "lockbox_layouts": settings.lockboxLayouts = try paths(node, key)
    case "csv_layouts": settings.csvLayouts = try paths(node, key)
    case "jobs": settings.jobs = try values.whole(node, key, 1...256)
    case "exports": settings.exports = try exports(node)
    case "notify":
      for node in try list(node, key, "a list: - on: [alert]") {
        settings.notices.append(try notice(node))
      }
    case "calendar": settings.calendar = try calendar(node)
    case "people": settings.people = try people(node)
    case "settle_day":
      settings.settleDay =
        try values.text(node, key) == "off" ? nil : try time(node, key, or: "off")
    case "metrics":
      for (_, node) in try SettingsGroup(node, "metrics", key, values).members {
        let port = try values.whole(node, "metrics.port", 0...65_535)
        settings.metricsPort = port == 0 ? nil : port
      }
    case "sweep": settings.sweep = try span(node, key, from: "100ms", to: "1h")
    case "log": settings.log = try values.choice(node, key)
    default: break  // name, inboxes, archive, quarantine and ledger are read before all others
    }
  }

  private func name(_ node: Node) throws(SettingsFileError) -> String {
    let name = try values.text(node, "name")
    guard name == PathTemplate.sanitised(name), name.utf8.count <= 64, name != "_" else {
      throw values.error(
        .badValue, node, "name '\(name)' is no name",
        "at most 64 of A-Z, a-z, 0-9, '.', '_' and '-', no '.' first")
    }
    return name
  }

  // MARK: Values

  func list(
    _ node: Node, _ name: String, _ expected: String
  ) throws(SettingsFileError) -> [Node] {
    if let scalar = node.scalar, scalar.string.isEmpty || scalar.string == "~" { return [] }
    guard let sequence = node.sequence else {
      throw values.error(.badValue, node, "\(name) is no list", expected)
    }
    return Array(sequence)
  }

  func path(_ node: Node, _ name: String) throws(SettingsFileError) -> String {
    let text = try values.text(node, name)
    guard !text.isEmpty, !text.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
      throw values.error(.badValue, node, "\(name) is no path", "a path from this file's folder")
    }
    return text
  }

  private func paths(_ node: Node, _ name: String) throws(SettingsFileError) -> [String] {
    var paths: [String] = []
    for node in try list(node, name, "a list such as [layout.json]") {
      paths.append(try path(node, name))
    }
    return paths
  }

  func time(
    _ node: Node, _ name: String, or other: String? = nil
  ) throws(SettingsFileError) -> TimeOfDay {
    let text = try values.text(node, name)
    guard let time = TimeOfDay(text) else {
      throw values.error(
        .badValue, node, "\(name) '\(text)' is no time",
        "HH:MM in UTC, such as 09:00\(other.map { ", or \($0)" } ?? "")")
    }
    return time
  }

  func span(
    _ node: Node, _ name: String, from least: String, to most: String
  ) throws(SettingsFileError) -> TimeSpan {
    let text = try values.text(node, name)
    guard let span = TimeSpan(text), let least = TimeSpan(least), let most = TimeSpan(most),
      (least...most).contains(span)
    else {
      throw values.error(
        .badValue, node, "\(name) '\(text)' is no such time",
        "\(least) to \(most), a number with ms, s, m, h or d")
    }
    return span
  }

  private func template(
    _ node: Node?, _ name: String, _ standard: String, _ root: Node
  ) throws(SettingsFileError) -> PathTemplate {
    guard let node else { return try template(standard, name, at: root) }
    return try template(try path(node, name), name, at: node)
  }

  func template(
    _ text: String, _ name: String, at node: Node
  ) throws(SettingsFileError) -> PathTemplate {
    let known = PathTemplate.Field.allCases.map(\.rawValue)
    do throws(PathTemplate.Problem) {
      return try PathTemplate(text)
    } catch {
      switch error {
      case .unknownField(let field):
        let hint = nearestValue(to: field, among: known).map { " (nearest: {\($0)})" } ?? ""
        throw values.error(
          .badValue, node, "\(name) has {\(field)}, which is unknown",
          "one of \(known.map { "{\($0)}" }.joined(separator: ", "))\(hint)")
      case .strayBrace:
        throw values.error(
          .badValue, node, "\(name) has a brace without its partner", "placeholders such as {date}")
      case .empty, .control:
        throw values.error(.badValue, node, "\(name) is no path", "a path from this file's folder")
      }
    }
  }
}
