import Foundation
import Testing

@testable import Access

/// An access file in a folder of its own, which goes with the test. Its passwords cost next to
/// nothing.
final class TemporaryAccess: Sendable {
  let folder: URL
  var path: String { folder.appendingPathComponent("day.sqlite.access.sqlite").path }

  static let cheap = PasswordCost(logN: 4, blockSize: 8, parallelism: 1)
  /// 2026-03-10T18:00:00Z.
  static let start: Int64 = 1_773_165_600

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("access-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func open(
    making: Bool = true, cost: PasswordCost = cheap,
    turn: HashingTurn = HashingTurn(atOnce: 2, waitingMax: 64)
  ) throws -> AccessFile {
    try AccessFile(path, making: making, cost: cost, turn: turn)
  }

  /// With a clerk alice, whose password is `rightPassword`.
  func openWithAlice(_ role: Role = .clerk) throws -> AccessFile {
    let file = try open()
    try file.addPerson(
      name: "alice", role: role, password: rightPassword, by: "root", at: Self.start)
    return file
  }

  /// All bytes of the file, and of its journal.
  func bytes() throws -> Data {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().reduce(Data()) {
      try $0 + Data(contentsOf: folder.appendingPathComponent($1))
    }
  }

  /// A statement by another process and by other means.
  @discardableResult
  func run(_ sql: String) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", Self.script, path, sql]
    process.standardOutput = output
    process.standardError = Pipe()
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    if process.terminationStatus != 0 { throw Refused() }
    return String(decoding: text, as: UTF8.self)
  }

  /// SQLite would not do it.
  struct Refused: Error {}

  private static let script = """
    import sqlite3, sys
    db = sqlite3.connect(sys.argv[1], timeout=5)
    for row in db.execute(sys.argv[2]): print(*row)
    db.commit()
    """
}

let rightPassword = "a river of grey stones"
let wrongPassword = "a river of gray stones"

extension AccessFile {
  /// Why somebody is not let in; nil where they are.
  func refusal(
    _ name: String = "alice", _ password: String = wrongPassword, from address: String = "10.0.0.1",
    at moment: Int64
  ) -> AccessRefusal.Code? {
    do throws(AccessRefusal) {
      _ = try signIn(name: name, password: password, from: address, at: moment)
      return nil
    } catch {
      return error.code
    }
  }
}

/// The code that something fails with.
func code(_ body: () throws -> Void) -> AccessError.Code? {
  do {
    try body()
    return nil
  } catch {
    return (error as? AccessError)?.code
  }
}
