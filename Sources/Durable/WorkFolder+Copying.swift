extension WorkFolder {
  /// Takes a copy of a file whose original stays; otherwise as `claim`. The copy is whole and on the
  /// disk, or absent.
  public func copy(
    _ name: FileName, in inbox: FilePath, facts: FileFacts, token: String
  ) throws(FileSystemError) -> Claim? {
    let place = path / Self.workName(token, name)
    if let made = try attempt(place, { () throws(SystemCallError) in try system.facts(of: place) })
    {
      // An earlier attempt of this very claim came so far: a copy has its name only once it is whole.
      try system.syncDirectory(path)
      return Claim(place: place, facts: made)
    }
    let temporary = path / ".\(token).tmp-\(processID)"
    let output = try DurableFile(system, processID: processID).createTemporary(temporary)
    do throws(FileSystemError) {
      do throws(FileSystemError) {
        try write(inbox / name, facts, to: output, at: temporary)
      } catch {
        try? system.close(output)
        throw error
      }
      try system.syncAndClose(output, at: temporary)
      let made = try attempt(temporary) { () throws(SystemCallError) in
        guard let made = try system.facts(of: temporary) else {
          throw SystemCallError(call: "lstat", errno: 2)
        }
        return made
      }
      guard let moved = try move(temporary, made, to: place) else { return nil }
      try system.syncDirectory(path)
      return Claim(place: place, facts: moved)
    } catch {
      try? system.removeFile(temporary)
      // It is gone or another one by now: the next look will tell.
      if error.code == .inputReplaced || error.code == .inputMissing { return nil }
      throw error
    }
  }

  private func write(
    _ source: FilePath, _ facts: FileFacts, to output: Int32, at temporary: FilePath
  ) throws(FileSystemError) {
    let input = try DigestedFile(source, expecting: facts, limit: facts.size, in: system)
    while true {
      let bytes = try input.read()
      if bytes.isEmpty { break }
      try system.writeAll(bytes, to: output, at: temporary)
    }
    _ = try input.finish()
  }
}
