/// The folder in which files are worked on, and the ways into it and out of it: each a rename that
/// happens as a whole and is on the disk, in both folders, before anything is said to be done.
public struct WorkFolder<System: FileSystem> {
  public let path: FilePath
  let system: System
  let processID: Int32

  /// - Parameter path: on the same file system as the inbox, the archive and the quarantine.
  public init(_ path: FilePath, in system: System, processID: Int32) {
    self.path = path
    self.system = system
    self.processID = processID
  }

  /// Makes the folder where there is none.
  public func prepare() throws(FileSystemError) { try system.makeDirectories(path) }

  /// Takes a file out of an inbox, if nobody else does.
  ///
  /// - Parameters:
  ///   - facts: what the look said after which the file is claimed.
  ///   - token: the claim's own, such as its number in the store; letters, digits, `-` and `_`. It
  ///     must never be used for another claim: that a file has this name is how a claim is known to
  ///     have succeeded although NFS says otherwise.
  /// - Returns: nil where somebody else has it, where it is gone, and where it is no longer what the
  ///   look saw: the next look will tell.
  public func claim(
    _ name: FileName, in inbox: FilePath, facts: FileFacts, token: String
  ) throws(FileSystemError) -> Claim? {
    let (source, place) = (inbox / name, path / Self.workName(token, name))
    guard let moved = try move(source, facts, to: place) else { return nil }
    guard moved.isUnchanged(since: facts) else {
      return try giveBack(Claim(place: place, facts: moved), to: source)
    }
    try sync(inbox)
    return Claim(place: place, facts: moved)
  }

  /// The files that lie in the folder, in the order of their names; after a restart, what was being
  /// worked on. What a killed process has left of copies is removed.
  public func pending() throws(FileSystemError) -> [Claim] {
    try DurableFile(system, processID: processID).removeLeftovers(in: path)
    let names = try attempt(path) { () throws(SystemCallError) in try system.entries(in: path) }
    var claims: [Claim] = []
    for name in names {
      let place = path / name
      let facts = try attempt(place) { () throws(SystemCallError) in try system.facts(of: place) }
      if let facts, facts.kind == .file { claims.append(Claim(place: place, facts: facts)) }
    }
    return claims
  }

  /// Puts a file back, which turned out not to be complete.
  ///
  /// - Returns: false where another file has its name by now; it stays ours.
  public func release(
    _ claim: Claim, to inbox: FilePath, as name: FileName
  ) throws(FileSystemError) -> Bool {
    do throws(FileSystemError) {
      guard try move(claim.place, claim.facts, to: inbox / name) != nil else { return false }
    } catch {
      if error.code == .outputExists { return false }
      throw error
    }
    try sync(inbox)
    return true
  }

  /// Removes the marker of a file that was claimed; one that is gone already is no error.
  public func removeMarker(_ marker: FileName, in inbox: FilePath) throws(FileSystemError) {
    do throws(FileSystemError) {
      try attempt(inbox / marker) { () throws(SystemCallError) in
        try system.removeFile(inbox / marker)
      }
    } catch {
      // 2 is ENOENT.
      guard error.errno == 2 else { throw error }
    }
    try system.syncDirectory(inbox)
  }

  /// `TOKEN-NAME`, safe whatever the name.
  static func workName(_ token: String, _ name: FileName) -> String {
    precondition(
      !token.isEmpty && token.utf8.count <= 100 && FileName(token)?.sanitised == token,
      "no token of a claim: \(token)")
    return "\(token)-\(name.sanitised)"
  }

  /// Moves a file to a name that must be free; nil where it is gone.
  ///
  /// - Throws: `outputExists` where the name is taken by another, `crossDevice`, `cannotCreate`.
  func move(
    _ source: FilePath, _ facts: FileFacts, to target: FilePath
  ) throws(FileSystemError) -> FileFacts? {
    do throws(SystemCallError) {
      try system.rename(source, to: target)
    } catch {
      // Over NFS a rename that was sent twice says that there is nothing (2, ENOENT) or that the
      // name is taken (17, EEXIST), although the first one succeeded: the names tell.
      if error.errno == 2 || error.errno == 17 {
        let left = try attempt(source) { () throws(SystemCallError) in
          try system.facts(of: source)
        }
        if left?.isSameFile(as: facts) != true {
          let there = try attempt(target) { () throws(SystemCallError) in
            try system.facts(of: target)
          }
          if let there, there.isSameFile(as: facts) { return there }
          if error.errno == 2 { return nil }
        }
      }
      throw Self.failure(error, source, target)
    }
    return try attempt(target) { () throws(SystemCallError) in
      guard let there = try system.facts(of: target) else {
        throw SystemCallError(call: "lstat", errno: 2)
      }
      return there
    }
  }

  /// Both folders of a move that leads into the work folder or out of it.
  func sync(_ other: FilePath) throws(FileSystemError) {
    try system.syncDirectory(path)
    if other != path { try system.syncDirectory(other) }
  }

  func attempt<Answer>(
    _ path: FilePath, _ body: () throws(SystemCallError) -> Answer
  ) throws(FileSystemError) -> Answer {
    try system.attempt(path, .inputOutput, remedy: "a folder that can be written", body)
  }

  /// Undoes a claim that came too soon. Where the name is taken meanwhile the file stays claimed.
  private func giveBack(_ claim: Claim, to source: FilePath) throws(FileSystemError) -> Claim? {
    do throws(FileSystemError) {
      _ = try move(claim.place, claim.facts, to: source)
    } catch {
      guard error.code == .outputExists else { throw error }
      try sync(source.parent)
      return claim
    }
    try sync(source.parent)
    return nil
  }

  private static func failure(
    _ error: SystemCallError, _ source: FilePath, _ target: FilePath
  ) -> FileSystemError {
    // 17 is EEXIST, 18 EXDEV.
    switch error.errno {
    case 17:
      FileSystemError(
        code: .outputExists, call: error.call, path: target.display, errno: error.errno,
        reason: systemMessage(error.errno), remedy: "a free name")
    case 18:
      FileSystemError(
        code: .crossDevice, call: error.call, path: target.display, errno: error.errno,
        reason:
          "\(source.parent) is on another file system, out of which nothing moves in one step",
        remedy: "inbox, work, archive and quarantine on one file system, or files that are copied")
    default:
      FileSystemError(
        code: .cannotCreate, call: error.call, path: source.display, errno: error.errno,
        reason: "to \(target): \(systemMessage(error.errno))",
        remedy: "folders that can be written, with room left")
    }
  }
}

extension WorkFolder: Sendable where System: Sendable {}
