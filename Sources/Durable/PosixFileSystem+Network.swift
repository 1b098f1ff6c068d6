import Glibc

extension PosixFileSystem {
  public func isOnNetwork(_ path: FilePath) throws(SystemCallError) -> Bool {
    guard let statfs = Self.statfs else { throw SystemCallError(call: "statfs", errno: ENOSYS) }
    // `struct statfs` is 120 bytes and begins with the type, a long.
    var answer = [Int](repeating: 0, count: 64)
    _ = try Self.call("statfs", path) { place in
      answer.withUnsafeMutableBytes { statfs(place, $0.baseAddress) }
    }
    return Self.networks.contains(UInt32(truncatingIfNeeded: answer.first ?? 0))
  }

  private typealias Statfs =
    @convention(c) (UnsafePointer<CChar>, UnsafeMutableRawPointer?) -> Int32

  /// Swift's module of glibc leaves `<sys/statfs.h>` out.
  private static let statfs = dlsym(nil, "statfs").map { unsafeBitCast($0, to: Statfs.self) }

  /// From <linux/magic.h> and the file systems' own sources.
  private static let networks: Set<UInt32> = [
    0x6969,  // NFS
    0x517B, 0xFF53_4D42, 0xFE53_4D42,  // SMB, CIFS, SMB2
    0x6573_5546,  // FUSE, and so sshfs, s3fs, virtiofs
    0x5346_414F, 0x6B41_4653,  // AFS
    0x0102_1997,  // 9P
    0x00C3_6400,  // Ceph
    0x7375_7245,  // Coda
    0x564C,  // NCP
    0x0BD0_0BD0,  // Lustre
    0x0116_1970, 0x7461_636F,  // GFS2, OCFS2
    0x4750_4653,  // GPFS
    0x786F_4256, 0xBACB_ACBC,  // folders of a host shared with its VirtualBox and VMware guests
  ]
}
