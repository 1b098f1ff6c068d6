import BankFiles
import LedgerFiles
import Receivables
import Yams

extension PipelineReading {
  func ledger(_ node: Node) throws(SettingsFileError) -> LedgerSource {
    let group = try SettingsGroup(node, "ledger", "ledger", values)
    var source = LedgerSource(folder: try path(try group.required("folder"), "ledger.folder"))
    if let node = group["mode"] { source.mode = try values.choice(node, "ledger.mode") }
    if let node = group["authority"] {
      source.authority = try values.choice(node, "ledger.authority")
    }
    if let node = group["files"] {
      let files = try SettingsGroup(node, "ledger.files", "ledger.files", values)
      for table in LedgerMapping.Table.allCases {
        guard let node = files[table.rawValue] else { continue }
        source.files.append(try mappedFile(node, table))
      }
    }
    return source
  }

  private func mappedFile(
    _ node: Node, _ table: LedgerMapping.Table
  ) throws(SettingsFileError) -> LedgerSource.MappedFile {
    let group = try SettingsGroup(node, "ledger.files.*", table.rawValue, values)
    let file = try glob(try group.required("file"), "file")
    var mapping = LedgerMapping(table)
    for (key, node) in group.members {
      switch key {
      case "delimiter": mapping.delimiter = try delimiter(node)
      case "encoding": mapping.encoding = try encoding(node)
      case "decimal": mapping.decimalMark = try values.choice(node, key)
      case "thousands": mapping.thousandsMark = try thousandsMark(node)
      case "date": mapping.date = try datePattern(node)
      case "lines_before_header": mapping.linesBeforeHeader = try values.whole(node, key, 0...100)
      case "columns": mapping.columns = try texts(node, key, keys: table.columns)
      case "constants": mapping.constants = try texts(node, key, keys: table.columns)
      case "values":
        for (column, node) in try values.members(of: node, key, known: table.columns) {
          mapping.values[column] = try texts(node, "values of \(column)", keys: nil)
        }
      case "negate_when": mapping.negateWhen = try marks(node, key)
      case "ignore_when": mapping.ignoreWhen = try marks(node, key)
      default: break  // file is read
      }
    }
    try check(mapping, group, node)
    return LedgerSource.MappedFile(file: file, mapping: mapping)
  }

  /// What the contract demands is there, and nothing is said twice.
  private func check(
    _ mapping: LedgerMapping, _ group: SettingsGroup, _ node: Node
  ) throws(SettingsFileError) {
    for column in mapping.table.columns
    where mapping.columns[column] != nil && mapping.constants[column] != nil {
      throw values.error(
        .badValue, group["constants"] ?? node, "\(column) is a column and a constant", "one of both"
      )
    }
    for column in mapping.table.required
    where mapping.columns[column] == nil && mapping.constants[column] == nil {
      throw values.error(
        .missingKey, group["columns"] ?? node,
        "\(mapping.table.rawValue) has nothing for \(column)",
        "\(column) in columns or in constants")
    }
    if mapping.thousandsMark == mapping.decimalMark.rawValue {
      throw values.error(
        .badValue, group["thousands"] ?? node, "decimal and thousands are the same mark",
        "two that differ")
    }
  }

  /// A mapping of texts; with keys that are known, or of one's own.
  func texts(
    _ node: Node, _ name: String, keys: [String]?
  ) throws(SettingsFileError) -> [String: String] {
    var texts: [String: String] = [:]
    for (key, node) in try values.members(of: node, name, known: keys) {
      texts[key] = try values.text(node, "\(name) of \(key)")
    }
    return texts
  }

  private func marks(_ node: Node, _ name: String) throws(SettingsFileError) -> [LedgerMapping.Mark]
  {
    var marks: [LedgerMapping.Mark] = []
    for (column, node) in try values.members(of: node, name, known: nil) {
      var texts: [String] = []
      for node in try values.elements(of: node, name) {
        texts.append(try values.text(node, "\(name) of \(column)"))
      }
      guard !texts.isEmpty else {
        throw values.error(
          .badValue, node, "\(name) of \(column) is empty", "values such as [H, C]")
      }
      marks.append(LedgerMapping.Mark(column: column, values: texts))
    }
    return marks
  }

  func delimiter(_ node: Node) throws(SettingsFileError) -> Delimiter {
    let text = try values.text(node, "delimiter")
    if text == "tab" { return .tab }
    guard let delimiter = Delimiter(rawValue: text) else {
      throw values.error(
        .badValue, node, "delimiter '\(text)' is unknown", "one of \",\" \";\" \"|\" and tab")
    }
    return delimiter
  }

  func datePattern(_ node: Node) throws(SettingsFileError) -> DatePattern {
    let text = try values.text(node, "date")
    guard let pattern = DatePattern(text) else {
      throw values.error(
        .badValue, node, "date '\(text)' is no pattern of days",
        "YYYY or YY, MM or M, DD or D, such as DD.MM.YYYY")
    }
    return pattern
  }

  private func encoding(_ node: Node) throws(SettingsFileError) -> LedgerMapping.Encoding {
    let text = try values.text(node, "encoding").lowercased()
    if text == "utf-8" { return .utf8 }
    guard let page = CodePage(rawValue: text) else {
      let known = ["utf-8"] + CodePage.allCases.map(\.rawValue)
      let hint = nearestValue(to: text, among: known).map { " (nearest: \($0))" } ?? ""
      throw values.error(
        .badValue, node, "encoding '\(text)' is unknown",
        "one of \(known.joined(separator: ", "))\(hint)")
    }
    return .page(page)
  }

  private func thousandsMark(_ node: Node) throws(SettingsFileError) -> String? {
    let text = try values.text(node, "thousands")
    if text == "none" { return nil }
    guard [".", ",", " ", "'", "’", "\u{A0}", "\u{202F}"].contains(text) else {
      throw values.error(
        .badValue, node, "thousands '\(text)' is unknown",
        "one of \".\" \",\" \" \" \"'\" (in quotes) and none")
    }
    return text
  }
}
