import Foundation
import LedgerFiles
import Settings
import Testing

/// `pipelines/`: the schema and the files that come with the program.
@Suite struct PipelineSchemaTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("pipelines")

  private typealias Object = [String: Any]

  /// The closed groups of the schema by path, as `PipelineFile.keys` has them.
  private func groups(
    _ node: Object, _ path: String, _ definitions: Object, into groups: inout [String: Set<String>]
  ) {
    if let reference = node["$ref"] as? String, let name = reference.split(separator: "/").last,
      let target = definitions[String(name)] as? Object
    {
      self.groups(target, path, definitions, into: &groups)
    }
    if let properties = node["properties"] as? Object {
      #expect(node["additionalProperties"] as? Bool == false, "\(path) must be closed")
      groups[path] = Set(properties.keys)
      for (key, value) in properties {
        // The files of a ledger are mapped alike, whichever they are.
        let below = path == "ledger.files" ? "\(path).*" : path.isEmpty ? key : "\(path).\(key)"
        self.groups(value as? Object ?? [:], below, definitions, into: &groups)
      }
    }
    if let items = node["items"] as? Object {
      self.groups(items, path + "[]", definitions, into: &groups)
    }
    for choice in node["anyOf"] as? [Object] ?? [] {
      self.groups(choice, path, definitions, into: &groups)
    }
  }

  @Test func `the schema has the keys of the reader, and no others`() throws {
    let data = try Data(contentsOf: Self.folder.appendingPathComponent("schema.json"))
    let schema = try #require(try JSONSerialization.jsonObject(with: data) as? Object)

    var found: [String: Set<String>] = [:]
    groups(schema, "", schema["$defs"] as? Object ?? [:], into: &found)

    #expect(found == PipelineFile.keys.mapValues(Set.init))
  }

  @Test
  func
    `the pipelines that come with the program can be read, and touch nothing outside demo-pipeline`()
    throws
  {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
      .filter { $0.hasSuffix(".yaml") }.sorted()
    #expect(files == ["daily.yaml", "lockbox-intraday.yaml", "month-end.yaml"])

    for file in files {
      let bytes = try Data(contentsOf: Self.folder.appendingPathComponent(file))
      let settings = try PipelineFile.read(Array(bytes), file: file)
      let own = "../demo-pipeline/\(settings.name)/"
      let written =
        [settings.store, settings.work, settings.archive.text, settings.quarantine.text]
        + settings.exports.map(\.to.text)

      #expect(file == settings.name + ".yaml")
      #expect(written.filter { !$0.hasPrefix(own) } == [])
      #expect(settings.inboxes.allSatisfy { $0.take == .copy })
      for path in settings.inboxes.map(\.folder) + [settings.ledger.folder, settings.rules ?? ""] {
        let place = Self.folder.appendingPathComponent(path).path
        #expect(FileManager.default.fileExists(atPath: place), "\(file): \(path)")
      }
    }
  }

  @Test func `the example of the guide is the shortest that works`() throws {
    let guide = String(
      decoding: try Data(contentsOf: Self.folder.appendingPathComponent("README.md")),
      as: UTF8.self)
    let parts = guide.components(separatedBy: "```")
    let example = try #require(parts.count > 1 ? parts[1] : nil).dropFirst("yaml\n".count)

    let settings = try PipelineFile.read(Array(example.utf8), file: "README.md")

    #expect(settings.store == "daily.sqlite")
  }
}
