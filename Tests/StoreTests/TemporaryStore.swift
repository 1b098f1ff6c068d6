import Foundation
import LedgerFiles
import Store

/// A store in a folder of its own, which goes with the test.
final class TemporaryStore {
  let folder: URL
  var path: String { folder.appendingPathComponent("store.sqlite").path }

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("store-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func open() throws -> SQLiteStore { try SQLiteStore(path, for: .write) }

  /// A statement by other means than the store's own.
  func run(_ sql: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.standardError = Pipe()
    process.arguments = ["python3", "-c", Self.script, path, sql]
    try process.run()
    process.waitUntilExit()
    if process.terminationStatus != 0 { throw Refused() }
  }

  /// SQLite would not do it.
  struct Refused: Error {}

  private static let script = """
    import sqlite3, sys
    db = sqlite3.connect(sys.argv[1])
    db.executescript(sys.argv[2])
    db.commit()
    """
}

extension CommitTerms {
  static func now(_ second: Int = 0, claims: [FileClaim] = []) -> CommitTerms {
    CommitTerms(
      actor: "quittance", recordedAt: "2026-03-10T18:00:\(second < 10 ? "0" : "")\(second)Z",
      claims: claims)
  }
}

/// The row of an alert, which needs few cells.
func alert(_ id: String, _ message: String = "a gap") -> RowChange {
  StateTable.alerts.adding([id, "gap", "DE1", "day.xml", message])
}
