import Yams

/// A mapping of the file with the keys that `PipelineFile.keys` gives it.
struct SettingsGroup {
  let members: [(key: String, value: Node)]
  private let node: Node
  private let name: String
  private let values: SettingsReading

  /// - Parameter path: the group's place in `PipelineFile.keys`.
  init(
    _ node: Node, _ path: String, _ name: String, _ values: SettingsReading
  ) throws(SettingsFileError) {
    self.node = node
    self.name = name
    self.values = values
    members = try values.members(of: node, name, known: PipelineFile.keys[path] ?? [])
  }

  subscript(_ key: String) -> Node? { members.first { $0.key == key }?.value }

  func required(_ key: String) throws(SettingsFileError) -> Node {
    guard let value = self[key] else {
      throw values.error(.missingKey, node, "\(name) has no '\(key)'", "the key '\(key)'")
    }
    return value
  }
}
