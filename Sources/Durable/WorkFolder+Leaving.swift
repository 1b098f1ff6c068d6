extension WorkFolder {
  /// Moves a file that is done to an archive folder, which is made where there is none. A name that
  /// is taken becomes `day-2.xml`, `day-3.xml` and so on.
  ///
  /// - Parameter name: a safe one (`FileName.sanitised`).
  /// - Returns: where it lies; to move again what was moved before a crash answers the same.
  public func archive(
    _ claim: Claim, as name: String, in folder: FilePath
  ) throws(FileSystemError) -> FilePath {
    try system.makeDirectories(folder)
    for number in 1...Self.namesMax {
      let target = folder / Self.numbered(name, number)
      do throws(FileSystemError) {
        guard try move(claim.place, claim.facts, to: target) != nil else {
          guard let target = try found(claim.facts, name, in: folder) else {
            throw gone(claim.place)
          }
          try restrict(target, claim.facts)
          try sync(folder)
          return target
        }
      } catch {
        if error.code == .outputExists { continue }
        throw error
      }
      try restrict(target, claim.facts)
      try sync(folder)
      return target
    }
    throw tooMany(name, folder)
  }

  /// Moves a file, or whatever else has the name of one, to a quarantine folder, after the reason
  /// beside it is on the disk: `day.xml`, `day.xml.reason.txt`, `day.xml.reason.json`. Names that
  /// are taken are counted up as in `archive`.
  ///
  /// - Parameters:
  ///   - source: in the work folder, or in an inbox for what cannot be claimed.
  ///   - name: a safe one (`FileName.sanitised`).
  /// - Returns: where it lies; to move again what was moved before a crash answers the same.
  public func quarantine(
    _ source: FilePath, facts: FileFacts, as name: String, in folder: FilePath,
    reason: QuarantineReason
  ) throws(FileSystemError) -> FilePath {
    try system.makeDirectories(folder)
    let there = try attempt(source) { () throws(SystemCallError) in try system.facts(of: source) }
    guard there?.isSameFile(as: facts) == true else {
      guard let target = try found(facts, name, in: folder) else { throw gone(source) }
      try restrict(target, facts)
      try sync(source, folder)
      return target
    }
    for number in 1...Self.namesMax {
      let target = folder / Self.numbered(name, number)
      let taken = try attempt(target) { () throws(SystemCallError) in try system.facts(of: target) }
      if taken != nil { continue }
      guard try write(reason.text, to: target, ".reason.txt", for: facts),
        try write(reason.json, to: target, ".reason.json", for: facts)
      else { continue }
      guard try move(source, facts, to: target) != nil else { throw gone(source) }
      try restrict(target, facts)
      try sync(source, folder)
      return target
    }
    throw tooMany(name, folder)
  }

  /// What we keep is read by us and our group, however open its sender left it, or closed.
  private func restrict(_ place: FilePath, _ facts: FileFacts) throws(FileSystemError) {
    guard facts.kind == .file else { return }
    do throws(SystemCallError) {
      try system.restrict(place)
    } catch {
      // A file that still belongs to its sender (1, EPERM) keeps what he gave it, as do those of a
      // file system without permissions (95, EOPNOTSUPP).
      if error.errno == 1 || error.errno == 95 { return }
      throw FileSystemError(
        code: .cannotCreate, call: error.call, path: place.display, errno: error.errno,
        reason: systemMessage(error.errno), remedy: "a folder that can be written")
    }
  }

  /// Nobody delivers as many files of one name.
  private static var namesMax: Int { 100_000 }

  /// `day.xml`, `day-2.xml`.
  private static func numbered(_ name: String, _ number: Int) -> FileName {
    guard let safe = FileName(name), safe.sanitised == name else {
      preconditionFailure("no safe name: \(name)")
    }
    return safe.numbered(number)
  }

  /// The file among those that have the name or a number of it.
  private func found(
    _ facts: FileFacts, _ name: String, in folder: FilePath
  ) throws(FileSystemError) -> FilePath? {
    for number in 1...Self.namesMax {
      let target = folder / Self.numbered(name, number)
      let there = try attempt(target) { () throws(SystemCallError) in try system.facts(of: target) }
      guard let there else { return nil }
      if there.isSameFile(as: facts) { return target }
    }
    return nil
  }

  /// Writes one of the files beside a target; false where another is there.
  private func write(
    _ bytes: [UInt8], to target: FilePath, _ suffix: String, for facts: FileFacts
  ) throws(FileSystemError) -> Bool {
    let place = FilePath(bytes: target.bytes + suffix.utf8)
    // Its temporary file is called after the file that it is about, so that what a killed process
    // has left of it is written over, and that of another file is not.
    let mark = Int32(truncatingIfNeeded: facts.inode % 0x7FFF_FFFF)
    do throws(FileSystemError) {
      try DurableFile(system, processID: mark).create(place, bytes)
      return true
    } catch {
      guard error.code == .outputExists else { throw error }
    }
    // What a move that was cut short has left says the same.
    let there = try attempt(place) { () throws(SystemCallError) in try system.facts(of: place) }
    guard let there, there.kind == .file, there.size == bytes.count else { return false }
    let input = try DigestedFile(place, expecting: there, limit: there.size, in: system)
    var content: [UInt8] = []
    while true {
      let some = try input.read()
      if some.isEmpty { break }
      content += some
    }
    guard content == bytes else { return false }
    // Its name may not have been on the disk yet when the move was cut short.
    try system.syncDirectory(target.parent)
    return true
  }

  private func sync(_ source: FilePath, _ folder: FilePath) throws(FileSystemError) {
    try system.syncDirectory(folder)
    if source.parent != folder { try system.syncDirectory(source.parent) }
  }

  private func gone(_ source: FilePath) -> FileSystemError {
    FileSystemError(
      code: .inputMissing, call: "renameat2", path: source.display, errno: 2,
      reason: "it is gone, and not where it was to go", remedy: "a file that nobody else moves")
  }

  private func tooMany(_ name: String, _ folder: FilePath) -> FileSystemError {
    FileSystemError(
      code: .outputExists, call: "renameat2", path: (folder / name).display, errno: 17,
      reason: "too many files have this name", remedy: "a folder that is emptied now and then")
  }
}
