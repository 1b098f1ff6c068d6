/// Bytes that are gathered first and read once they are all there, in bounded memory: what is more
/// than a MiB of them waits in a scratch file.
public struct SpilledBytes: Sendable {
  private var recent: [UInt8] = []
  private var file: ScratchFile?
  private var fileCount = 0

  private static let recentMax = 1 << 20

  public init() {}

  public var isEmpty: Bool { fileCount == 0 && recent.isEmpty }

  public mutating func append(_ bytes: [UInt8]) throws(FileSystemError) {
    recent += bytes
    guard recent.count > Self.recentMax else { return }
    if file == nil { file = try ScratchFile() }
    guard let file else { return }
    let place = fileCount
    // A typed throw does not pass through the closure, so that it travels as a result.
    try recent.withUnsafeBytes { all in
      Result { () throws(FileSystemError) in try file.write(all, at: place) }
    }.get()
    fileCount += recent.count
    recent.removeAll(keepingCapacity: true)
  }

  /// Hands all of them out, in pieces of at most a MiB.
  public func forEachPiece(_ body: ([UInt8]) throws -> Void) throws {
    var offset = 0
    while let file, offset < fileCount {
      var piece = [UInt8](repeating: 0, count: min(Self.recentMax, fileCount - offset))
      try piece.withUnsafeMutableBytes { try file.read(into: $0, at: offset) }
      try body(piece)
      offset += piece.count
    }
    if !recent.isEmpty { try body(recent) }
  }
}
