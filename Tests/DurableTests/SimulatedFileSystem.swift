import Durable

/// A file system in memory whose k-th call fails, and which takes and hands out no more than three
/// bytes at a time. Whoever uses it is one thread.
final class SimulatedFileSystem: FileSystem {
  enum Node: Equatable {
    case file([UInt8])
    case directory
  }

  private(set) var nodes: [String: Node]
  /// How many calls were made.
  private(set) var calls = 0
  /// Paths that were synced since they last changed.
  private(set) var synced: Set<String> = []
  private var open: [Int32: String] = [:]
  private var offsets: [Int32: Int] = [:]
  private var nextDescriptor: Int32 = 3
  /// The call that fails, counted from 1; 0 for none.
  private let failing: Int
  /// Every call after it fails too, as on a disk that is gone.
  private let staysBroken: Bool

  init(_ nodes: [String: Node] = [:], failing: Int = 0, staysBroken: Bool = false) {
    self.nodes = nodes
    self.failing = failing
    self.staysBroken = staysBroken
  }

  var openFiles: Int { open.count }

  /// The files and folders at a path and under it.
  func tree(_ path: String) -> [String: Node] {
    nodes.filter { $0.key == path || $0.key.hasPrefix(path + "/") }
  }

  func kind(of path: String) throws(SystemCallError) -> FileKind? {
    try count("lstat")
    return nodes[path].map { $0 == .directory ? .directory : .file }
  }

  func makeDirectory(_ path: String) throws(SystemCallError) {
    try count("mkdir")
    try add(path, .directory, "mkdir")
  }

  func create(_ path: String) throws(SystemCallError) -> Int32 {
    try count("open")
    try add(path, .file([]), "open")
    return opened(path)
  }

  func openDirectory(_ path: String) throws(SystemCallError) -> Int32 {
    try openForReading(path)
  }

  func openForReading(_ path: String) throws(SystemCallError) -> Int32 {
    try count("open")
    guard nodes[path] != nil else { throw SystemCallError(call: "open", errno: 2) }
    return opened(path)
  }

  func kind(of file: Int32) throws(SystemCallError) -> FileKind {
    try count("fstat")
    return open[file].flatMap { nodes[$0] } == .directory ? .directory : .file
  }

  func write(_ bytes: UnsafeRawBufferPointer, to file: Int32) throws(SystemCallError) -> Int {
    try count("write")
    guard let path = open[file], case .file(let content) = nodes[path] else {
      throw SystemCallError(call: "write", errno: 9)
    }
    let some = bytes.prefix(3)
    nodes[path] = .file(content + some)
    synced.remove(path)
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
    if let path = open[file] { synced.insert(path) }
  }

  func close(_ file: Int32) throws(SystemCallError) {
    open[file] = nil
    try count("close")
  }

  func rename(_ path: String, to newPath: String) throws(SystemCallError) {
    try count("renameat2")
    guard nodes[newPath] == nil else { throw SystemCallError(call: "renameat2", errno: 17) }
    swap(path, newPath)
  }

  func exchange(_ path: String, with other: String) throws(SystemCallError) {
    try count("renameat2")
    swap(path, other)
  }

  func removeFile(_ path: String) throws(SystemCallError) {
    try count("unlink")
    guard case .file = nodes[path] else { throw SystemCallError(call: "unlink", errno: 2) }
    nodes[path] = nil
  }

  func removeDirectory(_ path: String) throws(SystemCallError) {
    try count("rmdir")
    guard tree(path).count == 1 else { throw SystemCallError(call: "rmdir", errno: 39) }
    nodes[path] = nil
  }

  func names(in path: String) throws(SystemCallError) -> [String] {
    try count("readdir")
    return nodes.keys.filter { $0.hasPrefix(path + "/") }
      .map { String($0.dropFirst(path.count + 1)) }
      .filter { !$0.contains("/") }.sorted()
  }

  private func swap(_ path: String, _ other: String) {
    let (one, two, before) = (tree(path), tree(other), synced)
    for old in Array(one.keys) + Array(two.keys) {
      nodes[old] = nil
      synced.remove(old)
    }
    for (tree, from, to) in [(one, path, other), (two, other, path)] {
      for (old, node) in tree {
        let new = to + old.dropFirst(from.count)
        nodes[new] = node
        if before.contains(old) { synced.insert(new) }
      }
      synced.remove(parent(to))
    }
  }

  private func count(_ name: String) throws(SystemCallError) {
    calls += 1
    if calls == failing || (staysBroken && failing > 0 && calls > failing) {
      throw SystemCallError(call: name, errno: 5)
    }
  }

  private func parent(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  private func add(_ path: String, _ node: Node, _ name: String) throws(SystemCallError) {
    guard nodes[path] == nil else { throw SystemCallError(call: name, errno: 17) }
    guard nodes[parent(path)] == .directory else { throw SystemCallError(call: name, errno: 2) }
    nodes[path] = node
    synced.remove(parent(path))
  }

  private func opened(_ path: String) -> Int32 {
    defer { nextDescriptor += 1 }
    open[nextDescriptor] = path
    return nextDescriptor
  }
}
