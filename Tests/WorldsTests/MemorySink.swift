import Worlds

/// Keeps a world in memory.
struct MemorySink: WorldSink {
  private(set) var files: [String: [UInt8]] = [:]

  mutating func append(_ bytes: [UInt8], to path: String) {
    files[path, default: []] += bytes
  }

  /// The files of a folder, by their name in it.
  func folder(_ name: String) -> [String: [UInt8]] {
    var folder: [String: [UInt8]] = [:]
    for (path, bytes) in files where path.hasPrefix(name + "/") {
      folder[String(path.dropFirst(name.utf8.count + 1))] = bytes
    }
    return folder
  }
}
