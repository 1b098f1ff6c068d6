/// Writes a folder so that it is either whole or absent, whatever fails and wherever the power goes.
///
/// All files go into a temporary sibling, everything is synced, and one rename shows it. A folder
/// of an earlier run is exchanged for the new one in the same single step and removed afterwards.
public struct AtomicFolder<System: FileSystem> {
  private let system: System
  /// Tells the temporary folders of processes apart.
  private let processID: Int32

  public init(_ system: System, processID: Int32) {
    self.system = system
    self.processID = processID
  }

  /// Writes the files, by their relative path, to a folder at `path`.
  ///
  /// What may be there: nothing, an empty directory, or a folder that holds `summary.json` and
  /// `ledger`, which is an earlier output and is replaced. Its parent must exist.
  ///
  /// - Throws: `FileSystemError`; the folder is then as it was before, and the temporary one gone
  ///   unless removing it failed as well. The exception is a failure to sync the parent directory
  ///   at the very end: the new folder is then whole, but may be lost with the power.
  public func write(
    _ files: some Sequence<(path: String, bytes: [UInt8])>, to path: String
  ) throws(FileSystemError) {
    var target = path
    while target.count > 1, target.hasSuffix("/") { target.removeLast() }
    let isReplacing = try isReplacing(target)
    let temporary = target + ".tmp-\(processID)"
    var directories: [String] = []
    var created: [String] = []
    do throws(FileSystemError) {
      try makeDirectory(temporary)
      directories.append(temporary)
      for file in files {
        try makeParents(of: file.path, in: temporary, &directories)
        try writeFile(file.bytes, to: temporary + "/" + file.path, &created)
      }
      for directory in directories.reversed() { try system.syncDirectory(directory) }
      try show(temporary, at: target, isReplacing: isReplacing)
    } catch {
      for file in created { try? system.removeFile(file) }
      for directory in directories.reversed() { try? system.removeDirectory(directory) }
      throw error
    }
    try system.syncDirectory(parent(of: target))
    if isReplacing {
      // The new folder is in place and durable: what is left of the old one harms nobody.
      removeTree(temporary)
    }
  }

  /// Something that may be replaced is there; throws where something else is.
  private func isReplacing(_ target: String) throws(FileSystemError) -> Bool {
    switch try system.attempt(
      target, .cannotCreate, { () throws(SystemCallError) in try system.kind(of: target) })
    {
    case nil: return false
    case .directory: break
    default: throw outputExists(target, "a file is there")
    }
    let names = try system.attempt(target, .cannotCreate) { () throws(SystemCallError) in
      try system.names(in: target)
    }
    guard names.isEmpty || (names.contains("summary.json") && names.contains("ledger")) else {
      throw outputExists(target, "the folder is not empty and no output of ours")
    }
    return true
  }

  private func outputExists(_ target: String, _ reason: String) -> FileSystemError {
    FileSystemError(
      code: .outputExists, call: "rename", path: target, errno: 0, reason: reason,
      remedy: "a new name, an empty folder or an earlier output")
  }

  private func makeDirectory(_ path: String) throws(FileSystemError) {
    try system.attempt(path, .cannotCreate) { () throws(SystemCallError) in
      try system.makeDirectory(path)
    }
  }

  private func makeParents(
    of file: String, in folder: String, _ directories: inout [String]
  ) throws(FileSystemError) {
    let parts = file.split(separator: "/", omittingEmptySubsequences: false)
    precondition(
      !parts.contains { $0.isEmpty || $0 == "." || $0 == ".." }, "no plain relative path: \(file)")
    var path = folder
    for part in parts.dropLast() {
      path += "/" + part
      if directories.contains(path) { continue }
      try makeDirectory(path)
      directories.append(path)
    }
  }

  private func writeFile(
    _ bytes: [UInt8], to path: String, _ created: inout [String]
  ) throws(FileSystemError) {
    let file = try system.attempt(path, .cannotCreate) { () throws(SystemCallError) in
      try system.create(path)
    }
    created.append(path)
    do throws(FileSystemError) {
      try system.writeAll(bytes, to: file, at: path)
    } catch {
      try? system.close(file)
      throw error
    }
    try system.syncAndClose(file, at: path)
  }

  private func show(
    _ temporary: String, at target: String, isReplacing: Bool
  ) throws(FileSystemError) {
    try system.attempt(target, .cannotCreate) { () throws(SystemCallError) in
      if isReplacing {
        try system.exchange(temporary, with: target)
      } else {
        try system.rename(temporary, to: target)
      }
    }
  }

  /// Removes a folder as far as it lets itself be removed; links in it are not followed.
  private func removeTree(_ path: String) {
    for name in (try? system.names(in: path)) ?? [] {
      let entry = path + "/" + name
      if (try? system.kind(of: entry)) == .directory {
        removeTree(entry)
      } else {
        try? system.removeFile(entry)
      }
    }
    try? system.removeDirectory(path)
  }
}
