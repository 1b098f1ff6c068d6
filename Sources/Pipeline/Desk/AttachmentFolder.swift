import Crypto
import Durable
import Store

/// The bytes that people attached to disputes: beside the store, each file under the digest of what
/// is in it, so that the same bytes lie there once and no name from outside is ever a path.
public struct AttachmentFolder: Sendable {
  /// The most bytes that one attachment may have.
  public static let bytesMax = 10 << 20
  /// The most attachments of one dispute; those removed count too, since their bytes stay.
  public static let countMax = 100

  let folder: FilePath

  public init(_ places: PipelinePlaces) { self.init(beside: FilePath(places.store)) }

  /// That of a store, or of a copy of one.
  init(beside store: FilePath) { folder = store.parent / "attachments" }

  /// The digest that a row of the store names; nil for a row that is none.
  static func digest(of row: StateRow) -> String? {
    let cells = row.cells
    return cells.count > 5 ? cells[5] : nil
  }

  /// The digest that bytes are kept under: SHA-256, as 64 hexadecimal digits.
  static func digest(of bytes: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(data: bytes)
    return hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Where the bytes of a digest lie; nil for what is no digest.
  private func place(of digest: String) -> FilePath? {
    let isDigest =
      digest.utf8.count == 64
      && digest.utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      }
    return isDigest ? folder / digest : nil
  }

  /// Puts bytes where they belong: on the disk when the call returns.
  ///
  /// - Returns: their digest.
  /// - Throws: `FileSystemError`.
  func keep(
    _ bytes: [UInt8], in system: PosixFileSystem, processID: Int32
  ) throws(FileSystemError) -> String {
    let digest = Self.digest(of: bytes)
    if (try? self.bytes(of: digest)) != nil { return digest }
    try system.makeDirectories(folder)
    try DurableFile(system, processID: processID).replace(folder / digest, bytes)
    return digest
  }

  /// The bytes of a digest, which they still have.
  ///
  /// - Throws: `CaseError` (`attachmentLost`).
  public func bytes(of digest: String) throws(CaseError) -> [UInt8] {
    guard let place = place(of: digest) else { throw Self.lost(digest, "is no digest") }
    var bytes: [UInt8] = []
    do throws(FileSystemError) {
      let file = try DigestedFile(
        place, expecting: nil, limit: Int64(Self.bytesMax), in: PosixFileSystem())
      while true {
        let chunk = try file.read()
        if chunk.isEmpty { break }
        bytes += chunk
      }
    } catch {
      throw Self.lost(digest, "cannot be read: \(error.reason)")
    }
    guard Self.digest(of: bytes) == digest else { throw Self.lost(digest, "has other bytes") }
    return bytes
  }

  private static func lost(_ digest: String, _ problem: String) -> CaseError {
    CaseError(
      .attachmentLost, "the attachment \(digest.prefix(64)) \(problem)",
      expected: "the folder attachments beside the store as the pipeline left it; restore a copy")
  }
}
