/// A folder that is being written, in a place that nobody looks at: what every kind of output folder
/// is made of before it is shown.
struct FolderInMaking<System: FileSystem> {
  private let system: System
  let place: FilePath
  private var directories: [FilePath] = []
  private var created: [FilePath] = []
  private var open: [String: Int32] = [:]

  /// Makes the folder, which must not be there yet.
  init(at place: FilePath, in system: System) throws(FileSystemError) {
    self.system = system
    self.place = place
    try makeDirectory(place)
  }

  /// Appends to the file at a plain relative path, which begins empty.
  mutating func append(_ bytes: [UInt8], to path: String) throws(FileSystemError) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    precondition(
      !parts.contains { $0.isEmpty || $0 == "." || $0 == ".." }, "no plain relative path: \(path)")
    let whole = place / path
    let file: Int32
    if let known = open[path] {
      file = known
    } else {
      var folder = place
      for part in parts.dropLast() {
        folder = folder / String(part)
        if !directories.contains(folder) { try makeDirectory(folder) }
      }
      file = try system.attempt(whole, .cannotCreate) { () throws(SystemCallError) in
        try system.create(whole)
      }
      created.append(whole)
      open[path] = file
    }
    try system.writeAll(bytes, to: file, at: whole)
  }

  /// Syncs and closes a file to which nothing more is appended.
  mutating func close(_ path: String) throws(FileSystemError) {
    guard let file = open.removeValue(forKey: path) else { return }
    try system.syncAndClose(file, at: place / path)
  }

  /// Writes whole files.
  mutating func write(
    _ files: some Sequence<(path: String, bytes: [UInt8])>
  ) throws(FileSystemError) {
    for file in files {
      try append(file.bytes, to: file.path)
      try close(file.path)
    }
  }

  /// Closes everything; all of it is on the disk then, but for the name of the folder itself.
  mutating func finish() throws(FileSystemError) {
    for path in open.keys.sorted() { try close(path) }
    for directory in directories.reversed() { try system.syncDirectory(directory) }
  }

  /// Forgets what was made: it lies elsewhere now, for all to see.
  mutating func letGo() {
    created = []
    directories = []
  }

  /// Removes all that was made; nothing is left.
  mutating func abandon() {
    for file in open.values { try? system.close(file) }
    open = [:]
    for file in created { try? system.removeFile(file) }
    for directory in directories.reversed() { try? system.removeDirectory(directory) }
    letGo()
  }

  private mutating func makeDirectory(_ path: FilePath) throws(FileSystemError) {
    try system.attempt(path, .cannotCreate) { () throws(SystemCallError) in
      try system.makeDirectory(path)
    }
    directories.append(path)
  }
}
