import Durable
public import LedgerFiles
import Receivables

/// Several things are wrong at once.
public struct Diagnosed: Error {
  public var diagnostics: [Diagnostic]

  public init(diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

  /// What is invalid weighs more than what is missing.
  public var exitCode: Int32 {
    let codes = diagnostics.map(\.exitCode)
    return codes.contains(ExitStatus.invalidInput) ? ExitStatus.invalidInput : codes.first ?? 0
  }
}

/// The ledger folder of the command line.
public enum LedgerFolderInput {
  /// No file of the folder may be longer.
  private static let bytesMax = 1 << 32

  /// - Throws: `FileSystemError` where the folder or a file cannot be read, `Diagnosed` with
  ///   everything that is wrong inside.
  public static func read(_ path: String) throws -> LedgerFolder {
    let system = PosixFileSystem()
    var folder = path
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    try requireDirectory(folder, in: system)
    var files: [String: [UInt8]] = [:]
    for name in LedgerFolder.fileNames {
      do throws(FileSystemError) {
        files[name] = try read(folder + "/" + name, in: system)
      } catch {
        if error.code != .inputMissing { throw error }
      }
    }
    do throws(LedgerFolderErrors) {
      return try LedgerFolder.read(files: files)
    } catch {
      var diagnostics = error.errors.map { Diagnostic($0, folder: folder) }
      if error.total > error.errors.count {
        diagnostics.append(
          Diagnostic(
            position: FilePosition(file: folder), code: "moreErrors",
            problem: "and \(error.total - error.errors.count) more errors",
            exitCode: ExitStatus.invalidInput))
      }
      throw Diagnosed(diagnostics: diagnostics)
    }
  }

  /// A pipe would make us wait for whoever is to fill it, a device never ends.
  private static func read(
    _ path: String, in system: PosixFileSystem
  ) throws(FileSystemError) -> [UInt8] {
    let kind = (try? system.kind(of: path)) ?? nil
    guard kind == nil || kind == .file || kind == .symbolicLink else {
      throw FileSystemError(
        code: .notAFile, call: "open", path: path, errno: 0, reason: "it is no regular file",
        remedy: "a CSV file")
    }
    return try InputFile(path, in: system).readAll(limit: bytesMax)
  }

  private static func requireDirectory(
    _ folder: String, in system: PosixFileSystem
  ) throws(FileSystemError) {
    let kind: FileKind
    do throws(SystemCallError) {
      let directory = try system.openForReading(folder)
      defer { try? system.close(directory) }
      kind = try system.kind(of: directory)
    } catch {
      throw FileSystemError(
        code: .inputMissing, call: error.call, path: folder, errno: error.errno,
        reason: systemMessage(error.errno), remedy: "a ledger folder that can be read")
    }
    guard kind == .directory else {
      throw FileSystemError(
        code: .notAFile, call: "open", path: folder, errno: 0, reason: "it is no folder",
        remedy: "a ledger folder")
    }
  }
}
