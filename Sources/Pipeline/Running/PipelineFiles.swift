import BankFiles
import Durable
public import Receivables
public import Settings

/// Reads the files that a pipeline names.
public enum PipelineFiles {
  /// The pipeline's own file.
  public static func settings(_ path: String) throws -> PipelineSettings {
    let bytes = try InputFile(path, in: PosixFileSystem()).readAll(limit: PipelineFile.bytesMax)
    do throws(SettingsFileError) {
      return try PipelineFile.read(bytes, file: path)
    } catch {
      throw Diagnosed(diagnostics: [Diagnostic(error, path: path)])
    }
  }

  /// The rules; their defaults where the pipeline names none.
  static func rules(_ places: PipelinePlaces) throws -> RuleBook {
    guard let path = places.settings.rules.map(places.resolved) else { return RuleBook() }
    return try rules(path)
  }

  /// The rules of a file.
  public static func rules(_ path: String) throws -> RuleBook {
    let bytes = try InputFile(path, in: PosixFileSystem()).readAll(limit: RulesFile.bytesMax)
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
