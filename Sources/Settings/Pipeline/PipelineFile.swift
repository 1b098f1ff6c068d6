import Receivables

/// Reads `pipelines/*.yaml`: what a pipeline takes, decides with, and leaves for others.
///
/// `pipelines/schema.json` describes the same for editors.
public enum PipelineFile {
  /// The longest file that is read; a pipeline is a few pages.
  public static let bytesMax = 1 << 20

  /// - Parameter file: the name that positions carry.
  /// - Throws: `SettingsFileError`, the first one, with line and column.
  public static func read(
    _ bytes: [UInt8], file: String
  ) throws(SettingsFileError) -> PipelineSettings {
    let values = SettingsReading(
      file: file, content: "settings", example: "pipelines/daily.yaml")
    guard let root = try values.root(of: bytes, limit: bytesMax) else {
      throw SettingsFileError(
        code: .missingKey, position: FilePosition(file: file, line: 1, column: 1),
        problem: "the file says nothing", expected: "name, inboxes and ledger at least")
    }
    return try PipelineReading(values: values).settings(root)
  }

  /// The keys of each group, by its path; `[]` is an element of a list, `*` a key of one's own.
  public static let keys: [String: [String]] = [
    "": [
      "name", "store", "inboxes", "work", "archive", "quarantine", "ledger", "rules", "banks",
      "lockbox_layouts", "csv_layouts", "jobs", "exports", "notify", "calendar", "people",
      "settle_day", "metrics", "sweep", "log",
    ],
    "inboxes[]": [
      "folder", "patterns", "ignore", "format", "take", "complete", "marker", "settle",
      "settle_max", "size_max",
    ],
    "inboxes[].patterns[]": ["glob", "format"],
    "ledger": ["folder", "mode", "authority", "files"],
    "ledger.files": LedgerMappingKeys.tables,
    "ledger.files.*": LedgerMappingKeys.keys,
    "exports[]": ["kind", "to", "records", "columns", "delimiter", "decimal", "date"],
    "notify[]": ["on", "command", "webhook"],
    "notify[].webhook": ["url", "retries", "timeout", "hosts", "secret_file"],
    "calendar[]": ["account", "days", "by", "holidays"],
    "people": ["second_eyes_above", "limits", "write_off_max"],
    "metrics": ["port"],
  ]
}
