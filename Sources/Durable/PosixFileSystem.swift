import Glibc

/// The file system of this machine.
public struct PosixFileSystem: FileSystem, Sendable {
  public init() {}

  public func kind(of path: String) throws(SystemCallError) -> FileKind? {
    var status = stat()
    if lstat(path, &status) == 0 { return Self.kind(status) }
    if errno == ENOENT { return nil }
    throw SystemCallError(call: "lstat", errno: errno)
  }

  public func makeDirectory(_ path: String) throws(SystemCallError) {
    _ = try Self.repeated("mkdir") { mkdir(path, 0o750) }
  }

  public func create(_ path: String) throws(SystemCallError) -> Int32 {
    try Self.repeated("open") {
      open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o640)
    }
  }

  public func openDirectory(_ path: String) throws(SystemCallError) -> Int32 {
    try Self.repeated("open") { open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
  }

  public func openForReading(_ path: String) throws(SystemCallError) -> Int32 {
    try Self.repeated("open") { open(path, O_RDONLY | O_NOCTTY | O_CLOEXEC) }
  }

  public func kind(of file: Int32) throws(SystemCallError) -> FileKind {
    var status = stat()
    _ = try Self.repeated("fstat") { fstat(file, &status) }
    return Self.kind(status)
  }

  public func write(
    _ bytes: UnsafeRawBufferPointer, to file: Int32
  ) throws(SystemCallError) -> Int {
    try Self.repeated("write") { Glibc.write(file, bytes.baseAddress, bytes.count) }
  }

  public func read(
    _ file: Int32, into buffer: UnsafeMutableRawBufferPointer
  ) throws(SystemCallError) -> Int {
    try Self.repeated("read") { Glibc.read(file, buffer.baseAddress, buffer.count) }
  }

  public func sync(_ file: Int32) throws(SystemCallError) {
    _ = try Self.repeated("fsync") { fsync(file) }
  }

  public func close(_ file: Int32) throws(SystemCallError) {
    // An interrupted close has closed on Linux: repeating it could close somebody else's file.
    if Glibc.close(file) != 0, errno != EINTR {
      throw SystemCallError(call: "close", errno: errno)
    }
  }

  public func rename(_ path: String, to newPath: String) throws(SystemCallError) {
    try rename(path, newPath, flags: Self.noReplace)
  }

  public func exchange(_ path: String, with other: String) throws(SystemCallError) {
    try rename(path, other, flags: Self.exchange)
  }

  public func removeFile(_ path: String) throws(SystemCallError) {
    _ = try Self.repeated("unlink") { unlink(path) }
  }

  public func removeDirectory(_ path: String) throws(SystemCallError) {
    _ = try Self.repeated("rmdir") { rmdir(path) }
  }

  public func names(in path: String) throws(SystemCallError) -> [String] {
    guard let directory = opendir(path) else {
      throw SystemCallError(call: "opendir", errno: errno)
    }
    defer { closedir(directory) }
    var names: [String] = []
    errno = 0
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
      errno = 0
    }
    if errno != 0 { throw SystemCallError(call: "readdir", errno: errno) }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  // `renameat2`'s flags, from <linux/fs.h>.
  private static let noReplace: UInt32 = 1
  private static let exchange: UInt32 = 2

  private typealias Renameat2 =
    @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32

  /// glibc has the call since 2.28, but its header shows it to `_GNU_SOURCE` alone, which Swift's
  /// module does not define.
  private static let renameat2 = dlsym(nil, "renameat2").map {
    unsafeBitCast($0, to: Renameat2.self)
  }

  private func rename(
    _ path: String, _ newPath: String, flags: UInt32
  ) throws(SystemCallError) {
    guard let renameat2 = Self.renameat2 else {
      throw SystemCallError(call: "renameat2", errno: ENOSYS)
    }
    _ = try Self.repeated("renameat2") { renameat2(AT_FDCWD, path, AT_FDCWD, newPath, flags) }
  }

  /// Calls again while a signal interrupts; a negative answer is a failure.
  private static func repeated<Answer: SignedInteger>(
    _ name: String, _ call: () -> Answer
  ) throws(SystemCallError) -> Answer {
    while true {
      let answer = call()
      if answer >= 0 { return answer }
      if errno != EINTR { throw SystemCallError(call: name, errno: errno) }
    }
  }

  private static func kind(_ status: stat) -> FileKind {
    switch status.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .directory
    case S_IFLNK: .symbolicLink
    case S_IFIFO, S_IFSOCK: .pipe
    default: .other
    }
  }
}

/// The system's words for an error number.
public func systemMessage(_ errno: Int32) -> String { String(cString: strerror(errno)) }
