import BankFiles
import Durable
import Settings

/// A file that was taken, where it lies now: its bytes are the last word on every posting.
public struct ArchivedFile: Sendable {
  /// A line with its number, from 1.
  public struct Line: Hashable, Sendable {
    public var number: Int
    /// Cut after `lineBytesMax`.
    public var bytes: [UInt8]
  }

  /// More of a line is not shown: a whole file may be one line.
  public static let lineBytesMax = 4096

  let place: FilePath
  private let facts: FileFacts

  /// - Parameters:
  ///   - storedAs: as the state has it, from the pipeline's folder.
  ///   - bytes: how long it is; the name may be counted up, and another file have it.
  ///   - digest: SHA-256 of it, in hexadecimal; empty where it was never read.
  /// - Returns: nil where it does not lie there any more.
  public init?(storedAs: String, bytes: Int64, digest: String, in places: PipelinePlaces) {
    let path = FilePath(places.resolved(storedAs))
    let system = PosixFileSystem()
    guard let name = path.name else { return nil }
    let stem = name.bytes.prefix { $0 != UInt8(ascii: ".") }
    let others = ((try? system.entries(in: path.parent)) ?? []).filter {
      $0.bytes.starts(with: stem)
    }
    var fitting: [(place: FilePath, facts: FileFacts)] = []
    for candidate in [name] + others.filter({ $0 != name }) {
      let place = path.parent / candidate
      if let facts = try? system.facts(of: place), facts.kind == .file, facts.size == bytes {
        fitting.append((place, facts))
      }
    }
    // Two days of one name may be as long as each other: then only their bytes tell them apart.
    let found =
      fitting.count < 2 || digest.isEmpty
      ? fitting.first
      : fitting.first {
        (try? Pipeline.digest(of: $0.place, $0.facts, in: system)) == digest
      }
    guard let found else { return nil }
    (place, facts) = found
  }

  /// Some lines of it.
  ///
  /// - Throws: `FileSystemError`.
  public func lines(_ wanted: ClosedRange<Int>) throws -> [Line] {
    var lines: [Line] = []
    var current = Line(number: 1, bytes: [])
    try eachChunk { chunk in
      for byte in chunk {
        if byte == UInt8(ascii: "\n") {
          if wanted.contains(current.number) { lines.append(current) }
          if current.number >= wanted.upperBound { return false }
          current = Line(number: current.number + 1, bytes: [])
        } else if current.number >= wanted.lowerBound, current.bytes.count < Self.lineBytesMax {
          current.bytes.append(byte)
        }
      }
      return true
    }
    if wanted.contains(current.number), !current.bytes.isEmpty, lines.last?.number != current.number
    {
      lines.append(current)
    }
    return lines
  }

  /// How long it is, in bytes.
  public var size: Int64 { facts.size }

  /// All of it.
  ///
  /// - Returns: nil where it has more than so many bytes.
  /// - Throws: `FileSystemError`.
  public func bytes(atMost limit: Int) throws -> [UInt8]? {
    guard facts.size <= Int64(limit) else { return nil }
    var bytes: [UInt8] = []
    try eachChunk { chunk in
      bytes += chunk
      return bytes.count <= limit
    }
    return bytes.count <= limit ? bytes : nil
  }

  /// - Parameter take: false to stop.
  private func eachChunk(_ take: ([UInt8]) -> Bool) throws {
    let file = try InputFile(place.display, in: PosixFileSystem())
    while true {
      let chunk = try file.read()
      if chunk.isEmpty || !take(chunk) { return }
    }
  }
}
