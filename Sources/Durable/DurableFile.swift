/// Writes single files so that each is either whole and on the disk or as it was before.
///
/// The bytes go into a temporary sibling, which is synced, takes the name in one step, and has that
/// on the disk as well before anything is said to be done.
public struct DurableFile<System: FileSystem> {
  private let system: System
  /// Tells the temporary files of processes apart.
  private let processID: Int32

  public init(_ system: System, processID: Int32) {
    self.system = system
    self.processID = processID
  }

  /// Writes a file, in the place of one that is there.
  ///
  /// - Throws: `FileSystemError`; the file is then as it was, or, where only the last sync failed,
  ///   the new one. Doing it again completes it.
  public func replace(_ path: FilePath, _ bytes: [UInt8]) throws(FileSystemError) {
    try write(bytes, to: path) { temporary throws(SystemCallError) in
      try system.replace(path, with: temporary)
    }
  }

  /// Writes a file where none may be; `outputExists` where one is.
  public func create(_ path: FilePath, _ bytes: [UInt8]) throws(FileSystemError) {
    do throws(FileSystemError) {
      try write(bytes, to: path) { temporary throws(SystemCallError) in
        try system.rename(temporary, to: path)
      }
    } catch {
      // 17 is EEXIST.
      guard error.errno == 17 else { throw error }
      throw FileSystemError(
        code: .outputExists, call: error.call, path: path.display, errno: error.errno,
        reason: error.reason, remedy: "a free name")
    }
  }

  /// Removes the temporary files that killed processes have left in a folder. Nobody else may be
  /// writing there.
  public func removeLeftovers(in folder: FilePath) throws(FileSystemError) {
    let names = try system.attempt(folder, .inputOutput) { () throws(SystemCallError) in
      try system.entries(in: folder)
    }
    for name in names where Self.isTemporary(name) {
      let place = folder / name
      try system.attempt(place, .inputOutput) { () throws(SystemCallError) in
        try system.removeFile(place)
      }
    }
  }

  private static var infix: String { ".tmp-" }

  private static func isTemporary(_ name: FileName) -> Bool {
    let number = name.bytes.reversed().prefix {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
    }
    let rest = name.bytes.dropLast(number.count)
    return rest.first == UInt8(ascii: ".") && !number.isEmpty
      && rest.suffix(infix.utf8.count).elementsEqual(infix.utf8)
  }

  private func write(
    _ bytes: [UInt8], to path: FilePath,
    then show: (FilePath) throws(SystemCallError) -> Void
  ) throws(FileSystemError) {
    // A name may have 255 bytes, of which the temporary one needs some for itself.
    let stem = path.name?.bytes.prefix(128) ?? []
    let temporary =
      path.parent.appending([UInt8(ascii: ".")] + stem + "\(Self.infix)\(processID)".utf8)
    let file = try createTemporary(temporary)
    do throws(FileSystemError) {
      do throws(FileSystemError) {
        try system.writeAll(bytes, to: file, at: path)
      } catch {
        try? system.close(file)
        throw error
      }
      try system.syncAndClose(file, at: path)
      try system.attempt(path, .cannotCreate) { () throws(SystemCallError) in try show(temporary) }
    } catch {
      try? system.removeFile(temporary)
      throw error
    }
    try system.syncDirectory(path.parent)
  }

  /// Makes a temporary file, in the place of what an earlier process with our number has left.
  func createTemporary(_ temporary: FilePath) throws(FileSystemError) -> Int32 {
    try system.attempt(temporary, .cannotCreate) { () throws(SystemCallError) in
      do throws(SystemCallError) {
        return try system.create(temporary)
      } catch {
        // 17 is EEXIST.
        guard error.errno == 17 else { throw error }
        try system.removeFile(temporary)
        return try system.create(temporary)
      }
    }
  }
}

extension DurableFile: Sendable where System: Sendable {}
