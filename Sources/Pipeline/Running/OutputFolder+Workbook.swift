public import Durable
public import LedgerFiles
public import Reconciliation
import Spreadsheets

extension OutputFolder.File {
  /// `exceptions.xlsx`, made here and now: that it cannot be made must be known before the folder
  /// is begun.
  ///
  /// - Throws: `FileSystemError`, since it is memory or temporary space that fails.
  public static func workbook(_ outcome: RunOutcome) throws(FileSystemError) -> OutputFolder.File {
    do {
      let bytes = try ExceptionsWorkbook.bytes(outcome)
      return OutputFolder.File(path: ExceptionsWorkbook.name) { bytes }
    } catch {
      throw FileSystemError(
        code: .inputOutput, call: error.call, path: ExceptionsWorkbook.name, errno: error.errno,
        reason: error.problem, remedy: "memory, and room in the folder for temporary files (TMPDIR)"
      )
    }
  }
}
