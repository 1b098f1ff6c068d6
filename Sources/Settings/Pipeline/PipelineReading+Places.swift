import LedgerFiles
import Yams

extension PipelineReading {
  private typealias Place = (what: String, path: String, node: Node?)

  /// What is moved or written into an inbox would be taken from it again, and what is written over the
  /// ledger's source would be read as what the ERP says.
  func requireApart(
    _ settings: PipelineSettings, _ group: SettingsGroup
  ) throws(SettingsFileError) {
    let inboxNodes = group["inboxes"]?.sequence.map(Array.init) ?? []
    let exportNodes = group["exports"]?.sequence.map(Array.init) ?? []
    let ledger: Place = ("the ledger's folder", settings.ledger.folder, group["ledger"])
    let moved: [Place] = [
      ("archive", settings.archive.text, group["archive"]),
      ("quarantine", settings.quarantine.text, group["quarantine"]),
      ("work", settings.work, group["work"]),
    ]
    let written: [Place] =
      zip(settings.exports, exportNodes).map { export, node in
        let isFile = export.kind != .ledgerFolder && export.kind != .outputFolder
        let folder = isFile ? Self.parent(of: export.to.text) : export.to.text
        return ("the export \(export.kind.name)", folder, node)
      }
    let store: Place = ("the store's folder", Self.parent(of: settings.store), group["store"])
    for (place, inbox) in settings.inboxes.enumerated() {
      let node = inboxNodes.indices.contains(place) ? inboxNodes[place] : nil
      let own: Place = ("inbox \(inbox.folder)", inbox.folder, node)
      for other in moved + written { try requireApart(other, own) }
      // Files of ours may lie there that it does not take.
      if inbox.pattern(for: Self.name(of: settings.store)) != nil { try requireApart(store, own) }
      if inbox.pattern(for: "open_items.csv") != nil { try requireApart(ledger, own) }
    }
    for (place, one) in moved.enumerated() {
      for other in moved.dropFirst(place + 1) { try requireApart(other, one) }
      try requireApart(one, ledger)
    }
    for one in written { try requireApart(one, ledger) }
  }

  private func requireApart(_ one: Place, _ other: Place) throws(SettingsFileError) {
    guard Self.plain(one.path) == Self.plain(other.path), let node = one.node ?? other.node else {
      return
    }
    throw values.error(
      .badValue, node, "\(one.what) is the same folder as \(other.what)", "a folder for each")
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func name(of path: String) -> String {
    String(path.split(separator: "/").last ?? "")
  }

  /// Without what says nothing: `./inbox//` is `inbox`, `in/../inbox` too.
  private static func plain(_ path: String) -> [Substring] {
    var parts: [Substring] = path.hasPrefix("/") ? ["/"] : []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != "..", last != "/" {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return parts
  }
}
