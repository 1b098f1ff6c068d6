import BankFiles
import Durable
public import Receivables
public import Settings

/// Reads the files that a pipeline names.
public enum PipelineFiles {
  /// Rules, and as what they are written.
  public typealias Rules = (book: RuleBook, text: String)

  /// The pipeline's own file.
  public static func settings(_ path: String) throws -> PipelineSettings {
    let bytes = try InputFile(path, in: PosixFileSystem()).readAll(limit: PipelineFile.bytesMax)
    do throws(SettingsFileError) {
      return try PipelineFile.read(bytes, file: path)
    } catch {
      throw Diagnosed(diagnostics: [Diagnostic(error, path: path)])
    }
  }

  /// The rules, and as what they are written; their defaults where the pipeline names none.
  public static func rules(_ places: PipelinePlaces) throws -> Rules {
    guard let path = places.settings.rules.map(places.resolved) else { return (RuleBook(), "") }
    let bytes = try rulesBytes(path)
    return (try book(bytes, path), String(decoding: bytes, as: UTF8.self))
  }

  /// The rules as they are written; empty where the pipeline names none.
  public static func rulesText(_ places: PipelinePlaces) throws -> String {
    guard let path = places.settings.rules.map(places.resolved) else { return "" }
    return String(decoding: try rulesBytes(path), as: UTF8.self)
  }

  /// The rules of a file.
  public static func rules(_ path: String) throws -> RuleBook {
    try book(try rulesBytes(path), path)
  }

  private static func rulesBytes(_ path: String) throws -> [UInt8] {
    try InputFile(path, in: PosixFileSystem()).readAll(limit: RulesFile.bytesMax)
  }

  private static func book(_ bytes: [UInt8], _ path: String) throws -> RuleBook {
    do throws(SettingsFileError) {
      return try RulesFile.read(bytes, file: path)
    } catch {
      throw Diagnosed(diagnostics: [Diagnostic(error, path: path)])
    }
  }

  static func known(_ places: PipelinePlaces) throws -> KnownBanks {
    let settings = places.settings
    // The name of a layout that comes with the program is one; anything else is a path.
    let shipped = Set(LockboxLayout.shipped.map(\.id))
    return try KnownBanks(
      lockboxLayouts: settings.lockboxLayouts.map {
        shipped.contains($0) ? $0 : places.resolved($0)
      },
      csvLayouts: settings.csvLayouts.map(places.resolved),
      habits: settings.banks.map(places.resolved))
  }
}
