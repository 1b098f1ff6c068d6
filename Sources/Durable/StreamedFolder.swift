/// A folder that is written piece by piece, file beside file, and shown whole at the end or not at
/// all. What does not fit into memory is written with it; `AtomicFolder` for the rest.
public struct StreamedFolder<System: FileSystem> {
  private let system: System
  private let target: String
  private let temporary: String
  /// Whether an empty directory lies at the target.
  private let replacesEmpty: Bool
  private var directories: [String] = []
  private var created: [String] = []
  private var open: [String: Int32] = [:]

  /// Begins a folder that will be at `path`, where nothing may be yet but an empty directory.
  public init(
    _ path: String, in system: System, processID: Int32
  ) throws(FileSystemError) {
    self.system = system
    var target = path
    while target.count > 1, target.hasSuffix("/") { target.removeLast() }
    self.target = target
    temporary = target + ".tmp-\(processID)"
    let kind = try system.attempt(target, .cannotCreate) { () throws(SystemCallError) in
      try system.kind(of: target)
    }
    replacesEmpty = kind == .directory
    if kind != nil {
      let names = kind == .directory ? (try? system.names(in: target)) ?? ["?"] : ["?"]
      guard names.isEmpty else {
        throw FileSystemError(
          code: .outputExists, call: "rename", path: target, errno: 0,
          reason: "something is there", remedy: "a new name or an empty folder")
      }
    }
    try makeDirectory(temporary)
  }

  /// Appends to the file at a plain relative path, which begins empty.
  public mutating func append(_ bytes: [UInt8], to path: String) throws(FileSystemError) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    precondition(
      !parts.contains { $0.isEmpty || $0 == "." || $0 == ".." }, "no plain relative path: \(path)")
    let place = temporary + "/" + path
    let file: Int32
    if let known = open[path] {
      file = known
    } else {
      var folder = temporary
      for part in parts.dropLast() {
        folder += "/" + part
        if !directories.contains(folder) { try makeDirectory(folder) }
      }
      file = try system.attempt(place, .cannotCreate) { () throws(SystemCallError) in
        try system.create(place)
      }
      created.append(place)
      open[path] = file
    }
    try system.writeAll(bytes, to: file, at: place)
  }

  /// Closes a file to which nothing more is appended.
  public mutating func close(_ path: String) throws(FileSystemError) {
    guard let file = open.removeValue(forKey: path) else { return }
    try system.syncAndClose(file, at: temporary + "/" + path)
  }

  /// Closes and syncs everything, and shows the folder.
  public mutating func finish() throws(FileSystemError) {
    for path in open.keys.sorted() { try close(path) }
    for directory in directories.reversed() { try system.syncDirectory(directory) }
    try system.attempt(target, .cannotCreate) { () throws(SystemCallError) in
      if replacesEmpty { try system.removeDirectory(target) }
      try system.rename(temporary, to: target)
    }
    created = []
    directories = []
    try system.syncDirectory(parent(of: target))
  }

  /// Removes all that was written; nothing is left.
  public mutating func abandon() {
    for file in open.values { try? system.close(file) }
    open = [:]
    for file in created { try? system.removeFile(file) }
    for directory in directories.reversed() { try? system.removeDirectory(directory) }
    created = []
    directories = []
  }

  private mutating func makeDirectory(_ path: String) throws(FileSystemError) {
    try system.attempt(path, .cannotCreate) { () throws(SystemCallError) in
      try system.makeDirectory(path)
    }
    directories.append(path)
  }
}
