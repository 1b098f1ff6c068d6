/// An output folder that is written now and shown later: whole and durable under a hidden name
/// before the store says that it is due, and moved to its place by one rename after that.
///
/// While it waits it is called `.staging-BATCH.INODE`, after its own inode. An earlier output in its
/// place is exchanged for it, after which the hidden name leads to a folder with another inode: so
/// that whoever comes after a crash knows which of the two is the new one.
public struct StagedFolder<System: FileSystem> {
  private let system: System
  private let parent: FilePath
  private let prefix: String
  private let processID: Int32

  /// - Parameters:
  ///   - batch: what tells it from others that wait; letters, digits, `-` and `_` alone.
  ///   - parent: the folder in which it will be shown, which must exist.
  public init(batch: String, in parent: FilePath, system: System, processID: Int32) {
    precondition(
      !batch.isEmpty && FileName(batch)?.sanitised == batch && !batch.contains("."),
      "no name of a batch: \(batch)")
    self.system = system
    self.parent = parent
    self.processID = processID
    prefix = ".staging-\(batch)."
  }

  /// Writes the files, by their relative path, in the place of what was left by an earlier attempt.
  ///
  /// - Throws: `FileSystemError`; nothing is staged then, or, where only the last sync failed, the
  ///   whole folder, which a repetition replaces.
  public func write(
    _ files: some Sequence<(path: String, bytes: [UInt8])>
  ) throws(FileSystemError) {
    try abandon()
    var folder = try FolderInMaking(at: parent / (prefix + "tmp-\(processID)"), in: system)
    do throws(FileSystemError) {
      try folder.write(files)
      try folder.finish()
      try system.attempt(folder.place, .cannotCreate) { () throws(SystemCallError) in
        guard let facts = try system.facts(of: folder.place) else {
          throw SystemCallError(call: "lstat", errno: 2)
        }
        try system.rename(folder.place, to: parent / (prefix + "\(facts.inode)"))
      }
    } catch {
      folder.abandon()
      throw error
    }
    try system.syncDirectory(parent)
  }

  /// Shows the folder under a name in its parent, where nothing may be but an empty directory or an
  /// earlier output. To publish again what is published already changes nothing.
  ///
  /// - Throws: `FileSystemError`; publishing again completes it.
  public func publish(as name: FileName) throws(FileSystemError) {
    let target = parent / name
    var old: [FilePath] = []
    for place in try waiting() {
      let facts = try system.attempt(place, .cannotCreate) { () throws(SystemCallError) in
        try system.facts(of: place)
      }
      guard let facts else { continue }
      guard place.name?.display == prefix + "\(facts.inode)" else {
        old.append(place)
        continue
      }
      let isReplacing = try system.isReplaceable(target)
      try system.attempt(target, .cannotCreate) { () throws(SystemCallError) in
        if isReplacing {
          try system.exchange(place, with: target)
        } else {
          try system.rename(place, to: target)
        }
      }
      if isReplacing { old.append(place) }
    }
    let shown = try system.attempt(target, .cannotCreate) { () throws(SystemCallError) in
      try system.facts(of: target)
    }
    guard shown != nil else {
      throw FileSystemError(
        code: .inputMissing, call: "rename", path: target.display, errno: 2,
        reason: "what should be shown there was never written, or is gone",
        remedy: "the folder to be written again")
    }
    try system.syncDirectory(parent)
    for place in old { system.removeTree(place) }
  }

  /// Removes what was staged and not published.
  public func abandon() throws(FileSystemError) {
    for place in try waiting() {
      // First the name, so that a folder that is removed by half does not look like a whole one.
      let doomed = parent / (prefix + "gone-\(place.name?.sanitised ?? "")")
      try system.attempt(place, .cannotCreate) { () throws(SystemCallError) in
        try system.rename(place, to: doomed)
      }
      system.removeTree(doomed)
      let left = try system.attempt(doomed, .cannotCreate) { () throws(SystemCallError) in
        try system.facts(of: doomed)
      }
      guard left == nil else {
        throw FileSystemError(
          code: .cannotCreate, call: "unlink", path: doomed.display, errno: 0,
          reason: "what was left of an earlier attempt cannot be removed",
          remedy: "a folder that can be removed")
      }
    }
  }

  private func waiting() throws(FileSystemError) -> [FilePath] {
    let names = try system.attempt(parent, .cannotCreate) { () throws(SystemCallError) in
      try system.entries(in: parent)
    }
    return names.filter { $0.bytes.starts(with: prefix.utf8) }.map { parent / $0 }
  }
}

extension StagedFolder: Sendable where System: Sendable {}
