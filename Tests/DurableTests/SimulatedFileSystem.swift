import Durable

/// A file system in memory whose k-th call fails, and which takes and hands out no more than three
/// bytes at a time. Whoever uses it is one thread.
final class SimulatedFileSystem: FileSystem {
  enum Node: Equatable {
    case file([UInt8])
    case directory
    /// What is neither, such as a pipe.
    case special(FileKind)
  }

  private(set) var nodes: [FilePath: Node]
  /// How many calls were made.
  private(set) var calls = 0
  /// How often a file was closed that was not open: with real ones, somebody else's.
  private(set) var strayCloses = 0
  /// Paths that were synced since they last changed.
  private(set) var synced: Set<FilePath> = []
  /// How often a file or directory was synced.
  private(set) var syncs = 0
  /// What happens to the files of a folder whose disk is another one.
  var otherDisk: FilePath?
  /// Runs after the call with this number, as another process would.
  var meanwhile: (after: Int, what: (SimulatedFileSystem) -> Void)?
  /// Has a rename succeed and say ENOENT, as NFS does when it sent one twice.
  var repeatsRenames = false

  private var inodes: [FilePath: UInt64] = [:]
  private var modified: [UInt64: Int64] = [:]
  private var nextInode: UInt64 = 1
  private var ticks: Int64 = 0
  private var open: [Int32: FilePath] = [:]
  private var offsets: [Int32: Int] = [:]
  private var locks: [Int32: UInt64] = [:]
  private var nextDescriptor: Int32 = 3
  /// The call that fails, counted from 1; 0 for none.
  var failing: Int
  /// Every call after it fails too, as on a disk that is gone.
  private let staysBroken: Bool
  private let errno: Int32
  /// The name of the call that failed.
  private(set) var failed: String?

  init(
    _ nodes: [FilePath: Node] = [:], failing: Int = 0, staysBroken: Bool = false, errno: Int32 = 5
  ) {
    self.nodes = nodes
    self.failing = failing
    self.staysBroken = staysBroken
    self.errno = errno
    for path in nodes.keys.sorted() { number(path) }
  }

  var openFiles: Int { open.count }

  /// The files and folders at a path and under it.
  func tree(_ path: FilePath) -> [FilePath: Node] {
    nodes.filter { $0.key == path || $0.key.bytes.starts(with: path.bytes + [0x2F]) }
  }

  /// Puts a file somewhere, or another in its place, as somebody else would.
  func put(_ path: FilePath, _ bytes: [UInt8]) {
    nodes[path] = .file(bytes)
    number(path)
  }

  /// Appends to a file, as somebody else would.
  func grow(_ path: FilePath, _ bytes: [UInt8]) {
    guard case .file(let content) = nodes[path] else { return }
    nodes[path] = .file(content + bytes)
    touch(path)
  }

  /// Takes a file away, as somebody else would.
  func take(_ path: FilePath) {
    nodes[path] = nil
    inodes[path] = nil
  }

  /// What a look would say.
  func look(_ path: FilePath) -> FileFacts? {
    guard let node = nodes[path], let inode = inodes[path] else { return nil }
    let (kind, size): (FileKind, Int) =
      switch node {
      case .file(let bytes): (.file, bytes.count)
      case .directory: (.directory, 4096)
      case .special(let kind): (kind, 0)
      }
    return FileFacts(
      kind: kind, size: Int64(size),
      modified: FileTime(seconds: modified[inode, default: 0], nanoseconds: 0), inode: inode,
      device: isElsewhere(path) ? 2 : 1, links: 1)
  }

  func facts(of path: FilePath) throws(SystemCallError) -> FileFacts? {
    try count("lstat")
    return look(path)
  }

  func facts(of file: Int32) throws(SystemCallError) -> FileFacts {
    try count("fstat")
    guard let facts = open[file].flatMap(look) else {
      throw SystemCallError(call: "fstat", errno: 9)
    }
    return facts
  }

  func makeDirectory(_ path: FilePath) throws(SystemCallError) {
    try count("mkdir")
    try add(path, .directory, "mkdir")
  }

  func create(_ path: FilePath) throws(SystemCallError) -> Int32 {
    try count("open")
    try add(path, .file([]), "open")
    return opened(path)
  }

  func restrict(_ path: FilePath) throws(SystemCallError) {
    try count("chmod")
    guard nodes[path] != nil else { throw SystemCallError(call: "chmod", errno: 2) }
  }

  func openDirectory(_ path: FilePath) throws(SystemCallError) -> Int32 {
    try count("open")
    guard nodes[path] == .directory else { throw SystemCallError(call: "open", errno: 20) }
    return opened(path)
  }

  func openForReading(_ path: FilePath) throws(SystemCallError) -> Int32 {
    try count("open")
    guard nodes[path] != nil else { throw SystemCallError(call: "open", errno: 2) }
    return opened(path)
  }

  func openUnfollowed(_ path: FilePath) throws(SystemCallError) -> Int32 {
    try count("open")
    guard let node = nodes[path] else { throw SystemCallError(call: "open", errno: 2) }
    guard node != .special(.symbolicLink) else { throw SystemCallError(call: "open", errno: 40) }
    return opened(path)
  }

  func openForLocking(_ path: FilePath) throws(SystemCallError) -> Int32 {
    try count("open")
    if nodes[path] == nil { try add(path, .file([]), "open") }
    return opened(path)
  }

  func tryLock(_ file: Int32) throws(SystemCallError) -> Bool {
    try count("flock")
    guard let inode = open[file].flatMap({ inodes[$0] }) else {
      throw SystemCallError(call: "flock", errno: 9)
    }
    guard !locks.contains(where: { $0.value == inode && $0.key != file }) else { return false }
    locks[file] = inode
    return true
  }

  func unlock(_ file: Int32) throws(SystemCallError) {
    try count("flock")
    locks[file] = nil
  }

  func truncate(_ file: Int32) throws(SystemCallError) {
    try count("ftruncate")
    guard let path = open[file] else { throw SystemCallError(call: "ftruncate", errno: 9) }
    nodes[path] = .file([])
    touch(path)
  }

  func write(_ bytes: UnsafeRawBufferPointer, to file: Int32) throws(SystemCallError) -> Int {
    try count("write")
    guard let path = open[file], case .file(let content) = nodes[path] else {
      throw SystemCallError(call: "write", errno: 9)
    }
    let some = bytes.prefix(3)
    nodes[path] = .file(content + some)
    touch(path)
    return some.count
  }

  func read(
    _ file: Int32, into buffer: UnsafeMutableRawBufferPointer
  ) throws(SystemCallError) -> Int {
    try count("read")
    guard let path = open[file], case .file(let content) = nodes[path] else {
      throw SystemCallError(call: "read", errno: 9)
    }
    let some = content.dropFirst(offsets[file, default: 0]).prefix(min(3, buffer.count))
    offsets[file, default: 0] += some.count
    buffer.copyBytes(from: some)
    return some.count
  }

  func sync(_ file: Int32) throws(SystemCallError) {
    try count("fsync")
    syncs += 1
    if let path = open[file] { synced.insert(path) }
  }

  func close(_ file: Int32) throws(SystemCallError) {
    if open[file] == nil { strayCloses += 1 }
    open[file] = nil
    offsets[file] = nil
    locks[file] = nil
    try count("close")
  }

  func rename(_ path: FilePath, to newPath: FilePath) throws(SystemCallError) {
    try count("renameat2")
    try check(path, newPath, "renameat2")
    guard nodes[newPath] == nil else { throw SystemCallError(call: "renameat2", errno: 17) }
    swap(path, newPath)
    if repeatsRenames { throw SystemCallError(call: "renameat2", errno: 2) }
  }

  func replace(_ path: FilePath, with newFile: FilePath) throws(SystemCallError) {
    try count("rename")
    try check(newFile, path, "rename")
    take(path)
    swap(newFile, path)
  }

  func exchange(_ path: FilePath, with other: FilePath) throws(SystemCallError) {
    try count("renameat2")
    try check(path, other, "renameat2")
    swap(path, other)
  }

  func removeFile(_ path: FilePath) throws(SystemCallError) {
    try count("unlink")
    guard let node = nodes[path] else { throw SystemCallError(call: "unlink", errno: 2) }
    guard node != .directory else { throw SystemCallError(call: "unlink", errno: 21) }
    take(path)
    synced.remove(path.parent)
  }

  func removeDirectory(_ path: FilePath) throws(SystemCallError) {
    try count("rmdir")
    guard tree(path).count == 1 else { throw SystemCallError(call: "rmdir", errno: 39) }
    take(path)
  }

  func entries(in path: FilePath) throws(SystemCallError) -> [FileName] {
    try count("readdir")
    guard nodes[path] == .directory else { throw SystemCallError(call: "opendir", errno: 2) }
    return nodes.keys.filter { $0.parent == path && $0 != path }.compactMap(\.name).sorted()
  }

  func isOnNetwork(_ path: FilePath) throws(SystemCallError) -> Bool {
    try count("statfs")
    return isElsewhere(path)
  }

  private func isElsewhere(_ path: FilePath) -> Bool {
    otherDisk.map { path == $0 || path.bytes.starts(with: $0.bytes + [0x2F]) } ?? false
  }

  private func check(
    _ path: FilePath, _ other: FilePath, _ call: String
  ) throws(SystemCallError) {
    guard nodes[path] != nil, nodes[other.parent] == .directory else {
      throw SystemCallError(call: call, errno: 2)
    }
    guard isElsewhere(path) == isElsewhere(other) else {
      throw SystemCallError(call: call, errno: 18)
    }
  }

  private func swap(_ path: FilePath, _ other: FilePath) {
    let (one, two, before, numbers) = (tree(path), tree(other), synced, inodes)
    for old in Array(one.keys) + Array(two.keys) {
      take(old)
      synced.remove(old)
    }
    for (tree, from, to) in [(one, path, other), (two, other, path)] {
      for (old, node) in tree {
        let new = FilePath(bytes: to.bytes + old.bytes.dropFirst(from.bytes.count))
        nodes[new] = node
        inodes[new] = numbers[old]
        if before.contains(old) { synced.insert(new) }
      }
      synced.remove(from.parent)
      synced.remove(to.parent)
    }
  }

  private func count(_ name: String) throws(SystemCallError) {
    calls += 1
    if let meanwhile, calls > meanwhile.after {
      self.meanwhile = nil
      meanwhile.what(self)
    }
    if calls == failing || (staysBroken && failing > 0 && calls > failing) {
      failed = name
      throw SystemCallError(call: name, errno: errno)
    }
  }

  private func add(_ path: FilePath, _ node: Node, _ name: String) throws(SystemCallError) {
    guard nodes[path] == nil else { throw SystemCallError(call: name, errno: 17) }
    guard nodes[path.parent] == .directory else { throw SystemCallError(call: name, errno: 2) }
    nodes[path] = node
    number(path)
    synced.remove(path.parent)
  }

  /// Gives a path a new inode.
  private func number(_ path: FilePath) {
    inodes[path] = nextInode
    nextInode += 1
    touch(path)
  }

  private func touch(_ path: FilePath) {
    ticks += 1
    if let inode = inodes[path] { modified[inode] = ticks }
    synced.remove(path)
  }

  private func opened(_ path: FilePath) -> Int32 {
    defer { nextDescriptor += 1 }
    open[nextDescriptor] = path
    return nextDescriptor
  }
}
