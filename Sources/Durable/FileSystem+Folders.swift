/// What everything needs that writes a folder.
extension FileSystem {
  /// Makes a system call, and says of one that fails which path it was about and what would help.
  func attempt<Answer>(
    _ path: String, _ code: FileSystemError.Code, _ body: () throws(SystemCallError) -> Answer
  ) throws(FileSystemError) -> Answer {
    do throws(SystemCallError) {
      return try body()
    } catch {
      throw FileSystemError(
        code: code, call: error.call, path: path, errno: error.errno,
        reason: systemMessage(error.errno), remedy: "a folder that can be written, with room left")
    }
  }

  /// Writes all of it, however often the system takes only a part.
  func writeAll(
    _ bytes: [UInt8], to file: Int32, at path: String
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
  func syncAndClose(_ file: Int32, at path: String) throws(FileSystemError) {
    do throws(FileSystemError) {
      try attempt(path, .inputOutput) { () throws(SystemCallError) in try sync(file) }
    } catch {
      try? close(file)
      throw error
    }
    try attempt(path, .inputOutput) { () throws(SystemCallError) in try close(file) }
  }

  func syncDirectory(_ path: String) throws(FileSystemError) {
    let directory = try attempt(path, .inputOutput) { () throws(SystemCallError) in
      try openDirectory(path)
    }
    try syncAndClose(directory, at: path)
  }
}

/// The directory that a path lies in.
func parent(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}
