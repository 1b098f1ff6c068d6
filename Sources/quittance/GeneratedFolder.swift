import Durable
import Worlds

/// A world's folder on the disk.
final class GeneratedFolder: WorldSink {
  private var folder: StreamedFolder<PosixFileSystem>

  init(_ folder: StreamedFolder<PosixFileSystem>) { self.folder = folder }

  func append(_ bytes: [UInt8], to path: String) throws {
    try folder.append(bytes, to: path)
    // A bank file comes whole: it need not stay open.
    if path.hasPrefix("bank/") { try folder.close(path) }
  }

  func finish() throws { try folder.finish() }
  func abandon() { folder.abandon() }
}
