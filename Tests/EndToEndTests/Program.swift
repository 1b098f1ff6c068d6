import Foundation

/// The built executable, run as a person would run it.
enum Program {
  struct Result {
    var status: Int32
    var output: String
    var errors: String
    /// Standard error, line by line.
    var errorLines: [String] { errors.split(separator: "\n").map(String.init) }
  }

  /// The folder of the package.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The program lies beside the tests.
  static let executable = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("quittance")

  static func run(
    _ arguments: String..., in directory: URL? = nil, environment: [String: String] = [:]
  ) throws -> Result {
    try run(executable.path, arguments, in: directory, environment: environment)
  }

  static func run(_ arguments: [String], in directory: URL? = nil) throws -> Result {
    try run(executable.path, arguments, in: directory)
  }

  /// Another program of this machine, by its name.
  static func other(_ name: String, _ arguments: String...) throws -> Result {
    try run("/usr/bin/env", [name] + arguments, in: nil, environment: ["LC_ALL": "C.UTF-8"])
  }

  /// A command line of the shell, in which `$Q` is the program.
  static func shell(_ line: String, in directory: URL) throws -> Result {
    try run("/bin/sh", ["-c", line], in: directory, environment: ["Q": executable.path])
  }

  private static func run(
    _ path: String, _ arguments: [String], in directory: URL?, environment: [String: String] = [:]
  ) throws -> Result {
    // Files rather than pipes: neither side can wait for the other.
    let folder = try TemporaryFolder()
    let (output, errors) = (folder / "output", folder / "errors")
    for file in [output, errors] { try Data().write(to: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = directory
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    // Whoever waits for ever is one test that fails, not a suite that never ends.
    let pid = process.processIdentifier
    let patience = DispatchWorkItem { kill(pid, SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(300), execute: patience)
    process.waitUntilExit()
    patience.cancel()
    return Result(
      status: process.terminationReason == .exit ? process.terminationStatus : -1,
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
  }
}

/// A folder that goes when nobody needs it any more.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("quittance-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  static func / (folder: TemporaryFolder, name: String) -> URL {
    folder.url.appendingPathComponent(name)
  }

  /// Writes a file, and the folders that it stands in.
  func write(_ text: String, to name: String) throws {
    let file = self / name
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// Everything in it, by path, sorted.
  func files(under name: String) throws -> [String] {
    let base = self / name
    guard let all = FileManager.default.enumerator(atPath: base.path) else { return [] }
    return all.compactMap { $0 as? String }.sorted()
  }
}
