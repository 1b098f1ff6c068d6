import Glibc

/// The file system of this machine.
public struct PosixFileSystem: FileSystem, Sendable {
  public init() {}

  public func facts(of path: FilePath) throws(SystemCallError) -> FileFacts? {
    var status = stat()
    do throws(SystemCallError) {
      _ = try Self.call("lstat", path) { lstat($0, &status) }
    } catch {
      if error.errno == ENOENT { return nil }
      throw error
    }
    return Self.facts(status)
  }

  public func facts(of file: Int32) throws(SystemCallError) -> FileFacts {
    var status = stat()
    _ = try Self.repeated("fstat") { fstat(file, &status) }
    return Self.facts(status)
  }

  public func makeDirectory(_ path: FilePath) throws(SystemCallError) {
    _ = try Self.call("mkdir", path) { mkdir($0, 0o750) }
  }

  public func create(_ path: FilePath) throws(SystemCallError) -> Int32 {
    try Self.call("open", path) {
      open($0, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o640)
    }
  }

  public func restrict(_ path: FilePath) throws(SystemCallError) {
    _ = try Self.call("chmod", path) { chmod($0, 0o640) }
  }

  public func openDirectory(_ path: FilePath) throws(SystemCallError) -> Int32 {
    try Self.call("open", path) { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
  }

  public func openForReading(_ path: FilePath) throws(SystemCallError) -> Int32 {
    try Self.call("open", path) { open($0, O_RDONLY | O_NOCTTY | O_CLOEXEC) }
  }

  public func openUnfollowed(_ path: FilePath) throws(SystemCallError) -> Int32 {
    try Self.call("open", path) {
      open($0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    }
  }

  public func openForLocking(_ path: FilePath) throws(SystemCallError) -> Int32 {
    try Self.call("open", path) {
      open($0, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0o640)
    }
  }

  public func tryLock(_ file: Int32) throws(SystemCallError) -> Bool {
    do throws(SystemCallError) {
      _ = try Self.repeated("flock") { flock(file, LOCK_EX | LOCK_NB) }
      return true
    } catch {
      if error.errno == EWOULDBLOCK { return false }
      throw error
    }
  }

  public func unlock(_ file: Int32) throws(SystemCallError) {
    _ = try Self.repeated("flock") { flock(file, LOCK_UN) }
  }

  public func truncate(_ file: Int32) throws(SystemCallError) {
    _ = try Self.repeated("ftruncate") { ftruncate(file, 0) }
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

  public func removeFile(_ path: FilePath) throws(SystemCallError) {
    _ = try Self.call("unlink", path) { unlink($0) }
  }

  public func removeDirectory(_ path: FilePath) throws(SystemCallError) {
    _ = try Self.call("rmdir", path) { rmdir($0) }
  }

  public func entries(in path: FilePath) throws(SystemCallError) -> [FileName] {
    let directory = try Self.found("opendir", path) { opendir($0) }
    defer { closedir(directory) }
    var names: [FileName] = []
    errno = 0
    while let entry = readdir(directory) {
      let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      // `.` and `..` are no names.
      if let name = FileName(bytes: bytes) { names.append(name) }
      errno = 0
    }
    if errno != 0 { throw SystemCallError(call: "readdir", errno: errno) }
    return names.sorted()
  }

  private static func facts(_ status: stat) -> FileFacts {
    let kind: FileKind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .directory
      case S_IFLNK: .symbolicLink
      case S_IFIFO: .pipe
      case S_IFSOCK: .socket
      default: .other
      }
    return FileFacts(
      kind: kind, size: Int64(status.st_size),
      modified: FileTime(
        seconds: Int64(status.st_mtim.tv_sec), nanoseconds: Int64(status.st_mtim.tv_nsec)),
      changed: FileTime(
        seconds: Int64(status.st_ctim.tv_sec), nanoseconds: Int64(status.st_ctim.tv_nsec)),
      inode: UInt64(status.st_ino), device: UInt64(status.st_dev), links: UInt64(status.st_nlink))
  }
}

/// The system's words for an error number.
public func systemMessage(_ errno: Int32) -> String { String(cString: strerror(errno)) }
