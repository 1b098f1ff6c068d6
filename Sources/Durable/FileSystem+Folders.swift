/// What everything needs that writes.
extension FileSystem {
  /// Makes a system call, and says of one that fails which path it was about and what would help.
  public func attempt<Answer>(
    _ path: FilePath, _ code: FileSystemError.Code,
    remedy: String = "a folder that can be written, with room left",
    _ body: () throws(SystemCallError) -> Answer
  ) throws(FileSystemError) -> Answer {
    do throws(SystemCallError) {
      return try body()
    } catch {
      throw FileSystemError(
        code: code, call: error.call, path: path.display, errno: error.errno,
        reason: systemMessage(error.errno), remedy: remedy)
    }
  }

  /// Writes all of it, however often the system takes only a part.
  func writeAll(
    _ bytes: [UInt8], to file: Int32, at path: FilePath
  ) throws(FileSystemError) {
    var written = 0
    while written < bytes.count {
      written += try attempt(path, .inputOutput) { () throws(SystemCallError) -> Int in
        // A typed throw does not pass through the closure, so that it travels as a result.
        try bytes.withUnsafeBytes { all in
          Result { () throws(SystemCallError) in
            try write(UnsafeRawBufferPointer(rebasing: all[written...]), to: file)
          }
        }.get()
      }
    }
  }

  /// Syncs a file and closes it, whatever comes.
  func syncAndClose(_ file: Int32, at path: FilePath) throws(FileSystemError) {
    do throws(FileSystemError) {
      try attempt(path, .inputOutput) { () throws(SystemCallError) in try sync(file) }
    } catch {
      try? close(file)
      throw error
    }
    try attempt(path, .inputOutput) { () throws(SystemCallError) in try close(file) }
  }

  /// Waits until a file that somebody else wrote is on the disk.
  public func syncFile(_ path: FilePath) throws(FileSystemError) {
    let file = try attempt(path, .inputUnreadable) { () throws(SystemCallError) in
      try openForReading(path)
    }
    try syncAndClose(file, at: path)
  }

  /// Waits until the names in a directory are on the disk.
  public func syncDirectory(_ path: FilePath) throws(FileSystemError) {
    let directory = try attempt(path, .inputOutput) { () throws(SystemCallError) in
      try openDirectory(path)
    }
    try syncAndClose(directory, at: path)
  }

  /// Makes a directory and those above it, as far as they are missing, and has the name of each new
  /// one on the disk.
  public func makeDirectories(_ path: FilePath) throws(FileSystemError) {
    let path = path.withoutTrailingSlashes
    let there = try attempt(path, .cannotCreate) { () throws(SystemCallError) in
      try facts(of: path)
    }
    switch there?.kind {
    case .directory, .symbolicLink: return
    case nil: break
    default:
      throw FileSystemError(
        code: .cannotCreate, call: "mkdir", path: path.display, errno: 0,
        reason: "what is there is no folder", remedy: "a folder, or a free name")
    }
    if path.parent != path { try makeDirectories(path.parent) }
    do throws(FileSystemError) {
      try attempt(path, .cannotCreate) { () throws(SystemCallError) in try makeDirectory(path) }
    } catch {
      // Another process was quicker: 17 is EEXIST.
      guard error.errno == 17 else { throw error }
    }
    try syncDirectory(path.parent)
  }

  /// Removes a file or a folder as far as it lets itself be removed; links in it are not followed.
  func removeTree(_ path: FilePath) {
    let facts = (try? facts(of: path)) ?? nil
    guard facts?.kind == .directory else {
      if facts != nil { try? removeFile(path) }
      return
    }
    for name in (try? entries(in: path)) ?? [] { removeTree(path / name) }
    try? removeDirectory(path)
  }

  /// Whether something lies at a folder's place that a new output may replace: an empty directory,
  /// or an earlier output, which holds `summary.json` and `ledger`, or the history that a ledger
  /// folder of ours has; throws where something else is.
  func isReplaceable(_ target: FilePath) throws(FileSystemError) -> Bool {
    let there = try attempt(target, .cannotCreate) { () throws(SystemCallError) in
      try facts(of: target)
    }
    switch there?.kind {
    case nil: return false
    case .directory: break
    default: throw outputExists(target, "a file is there")
    }
    let names = try attempt(target, .cannotCreate) { () throws(SystemCallError) in
      try entries(in: target)
    }
    let held = Set(names.map(\.display))
    // An ERP's own folder has no history: it is never replaced.
    let history: Set = [
      "customers.csv", "open_items.csv", "cleared_items.csv", "applications.csv", "receipts.csv",
    ]
    guard
      held.isEmpty || held.isSuperset(of: ["summary.json", "ledger"])
        || held.isSuperset(of: history)
    else {
      throw outputExists(target, "the folder is not empty and no output of ours")
    }
    return true
  }

  private func outputExists(_ target: FilePath, _ reason: String) -> FileSystemError {
    FileSystemError(
      code: .outputExists, call: "rename", path: target.display, errno: 0, reason: reason,
      remedy: "a new name, an empty folder or an earlier output")
  }
}
