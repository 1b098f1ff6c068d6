import LedgerFiles
import Receivables
import Yams

extension PipelineReading {
  private static let plainKinds: [Export.Kind] = [
    .outputFolder, .ledgerFolder, .hledger, .beancount,
  ]

  func exports(_ node: Node) throws(SettingsFileError) -> [Export] {
    var exports: [Export] = []
    for node in try list(node, "exports", "a list: - kind: output_folder") {
      let export = try export(node)
      if let earlier = exports.first(where: { $0.to.text == export.to.text }) {
        throw values.error(
          .badValue, node, "\(export.to.text) is written by another export (\(earlier.kind.name))",
          "a place for each")
      }
      exports.append(export)
    }
    return exports
  }

  private func export(_ node: Node) throws(SettingsFileError) -> Export {
    let group = try SettingsGroup(node, "exports[]", "an export", values)
    let kind = try kind(group, node)
    let toNode = try group.required("to")
    let to = try template(try path(toNode, "to"), "to", at: toNode)
    // Batches of a day are many; what a batch leaves must not replace what another one left.
    guard kind == .ledgerFolder || to.has(.batch) else {
      throw values.error(
        .badValue, toNode, "to '\(to.text)' is the same for every batch", "{batch} in it")
    }
    return Export(kind, to: to)
  }

  private func kind(_ group: SettingsGroup, _ node: Node) throws(SettingsFileError) -> Export.Kind {
    let kindNode = try group.required("kind")
    let name = try values.text(kindNode, "kind")
    let form = TableExport.Form(rawValue: name)
    guard let form else {
      guard let kind = Self.plainKinds.first(where: { $0.name == name }) else {
        let known = Self.plainKinds.map(\.name) + TableExport.Form.allCases.map(\.rawValue)
        let hint = nearestValue(to: name, among: known).map { " (nearest: \($0))" } ?? ""
        throw values.error(
          .badValue, kindNode, "kind '\(name)' is unknown",
          "one of \(known.joined(separator: ", "))\(hint)")
      }
      if let (key, node) = group.members.first(where: { !["kind", "to"].contains($0.key) }) {
        throw values.error(
          .badValue, node, "\(key) says nothing of \(name)", "it with csv or jsonl")
      }
      return kind
    }
    let records: TableExport.Records = try values.choice(try group.required("records"), "records")
    var table = TableExport(records, as: form)
    for (key, node) in group.members {
      switch key {
      case "columns": table.columns = try columns(node, of: records)
      case "delimiter" where form == .csv: table.delimiter = try delimiter(node)
      case "delimiter":
        throw values.error(.badValue, node, "delimiter says nothing of jsonl", "it with csv")
      case "decimal": table.decimalMark = try values.choice(node, key)
      case "date": table.date = try datePattern(node)
      default: break  // kind, to and records are read
      }
    }
    return .table(table)
  }

  /// Theirs: ours, in order; one of ours may go under several names.
  private func columns(
    _ node: Node, of records: TableExport.Records
  ) throws(SettingsFileError) -> [TableExport.Column] {
    var columns: [TableExport.Column] = []
    for (name, node) in try values.members(of: node, "columns", known: nil) {
      let ours = try values.text(node, "columns of \(name)")
      guard records.columns.contains(ours) else {
        let hint = nearestValue(to: ours, among: records.columns).map { " (nearest: \($0))" } ?? ""
        throw values.error(
          .badValue, node, "column '\(ours)' is none of \(records.rawValue)",
          "one of \(records.columns.joined(separator: ", "))\(hint)")
      }
      columns.append(TableExport.Column(name: name, ours: ours))
    }
    guard !columns.isEmpty else {
      throw values.error(.badValue, node, "columns is empty", "theirs: ours, such as Beleg: amount")
    }
    return columns
  }
}
