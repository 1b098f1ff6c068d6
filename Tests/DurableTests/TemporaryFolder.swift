import Durable
import Foundation

/// Runs in a folder of its own on the real disk, which is removed afterwards.
func inFolder(_ body: (String) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("durable-\(UUID().uuidString)").path
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
  defer { remove(FilePath(folder)) }
  try body(folder)
}

/// Removes also what has a name that Foundation cannot say.
private func remove(_ path: FilePath) {
  let system = PosixFileSystem()
  if (try? system.facts(of: path))??.kind == .directory {
    for name in (try? system.entries(in: path)) ?? [] { remove(path / name) }
    try? system.removeDirectory(path)
  } else {
    try? system.removeFile(path)
  }
}

/// Writes a file as a sender would, without any care.
func put(_ path: FilePath, _ bytes: [UInt8]) throws {
  let system = PosixFileSystem()
  let file = try system.create(path)
  defer { try? system.close(file) }
  _ = try bytes.withUnsafeBytes { all in
    Result { () throws(SystemCallError) in try system.write(all, to: file) }
  }.get()
}

/// The whole content of a file.
func content(_ path: FilePath) throws -> [UInt8] {
  let file = try DigestedFile(path, expecting: nil, limit: 1 << 20, in: PosixFileSystem())
  var all: [UInt8] = []
  while true {
    let some = try file.read()
    if some.isEmpty { return all }
    all += some
  }
}
