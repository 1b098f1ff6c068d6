import Receivables
import Yams

extension PipelineReading {
  func notice(_ node: Node) throws(SettingsFileError) -> Notice {
    let group = try SettingsGroup(node, "notify[]", "a notification", values)
    let onNode = try group.required("on")
    var events: [Notice.Event] = []
    for node in try values.elements(of: onNode, "on") {
      let event: Notice.Event = try values.choice(node, "on")
      guard !events.contains(event) else {
        throw values.error(.badValue, node, "\(event.rawValue) occurs twice", "every event once")
      }
      events.append(event)
    }
    guard !events.isEmpty else {
      throw values.error(.badValue, onNode, "on is empty", "events such as [alert, failure]")
    }
    switch (group["command"], group["webhook"]) {
    case (let node?, nil): return Notice(on: events, by: .command(try command(node)))
    case (nil, let node?): return Notice(on: events, by: .webhook(try webhook(node)))
    case (nil, nil):
      throw values.error(
        .missingKey, node, "a notification has neither command nor webhook", "one of both")
    case (.some, let node?):
      throw values.error(
        .badValue, node, "a notification has a command and a webhook", "two notifications")
    }
  }

  private func command(_ node: Node) throws(SettingsFileError) -> CommandTemplate {
    let expected = "a list of a program's path and its arguments, such as [/usr/bin/logger, -t, x]"
    var words: [String] = []
    for node in try list(node, "command", expected) {
      let word = try values.text(node, "command")
      if let field = CommandTemplate.unknownField(in: word) {
        let known = CommandTemplate.Field.allCases.map(\.rawValue)
        let hint = nearestValue(to: field, among: known).map { " (nearest: {\($0)})" } ?? ""
        throw values.error(
          .badValue, node, "command has {\(field)}, which is unknown",
          "one of \(known.map { "{\($0)}" }.joined(separator: ", "))\(hint)")
      }
      words.append(word)
    }
    guard let command = CommandTemplate(words) else {
      throw values.error(.badValue, node, "command names no program by its path", expected)
    }
    return command
  }

  private func webhook(_ node: Node) throws(SettingsFileError) -> Webhook {
    let group = try SettingsGroup(node, "notify[].webhook", "webhook", values)
    let urlNode = try group.required("url")
    let url = try values.text(urlNode, "url")
    guard var webhook = Webhook(url: url) else {
      throw values.error(
        .badValue, urlNode, "url '\(url)' is no address for a webhook",
        "https://host/path without a password (http for localhost alone)")
    }
    for (key, node) in group.members {
      switch key {
      case "retries": webhook.retries = try values.whole(node, key, 0...20)
      case "secret_file": webhook.secretFile = try values.text(node, key)
      case "timeout": webhook.timeout = try span(node, key, from: "1s", to: "5m")
      case "hosts":
        webhook.hosts = try values.texts(node, key)
        guard webhook.hosts.contains(webhook.host) else {
          throw values.error(
            .badValue, node, "hosts does not have \(webhook.host)", "the host of url among them")
        }
      default: break  // url is read
      }
    }
    if webhook.isHere, webhook.hosts.isEmpty {
      throw values.error(
        .badValue, urlNode,
        "\(webhook.host) is this machine, which no name from outside may lead to",
        "hosts: [\"\(webhook.host)\"] beside the url, which says that it is meant")
    }
    return webhook
  }
}
