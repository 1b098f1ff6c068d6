import BankFiles
import Durable
import Settings
import Synchronization

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
    guard let found = try? Self.found(path, bytes: bytes, digest: digest) else { return nil }
    (place, facts) = found
  }

  /// - Parameter path: where it was to lie; there, or under that name counted up, it is looked for
  ///   first, and then under every name that begins as its own.
  /// - Returns: nil where no file has its length and digest.
  /// - Throws: `FileSystemError` where the archive cannot be read.
  static func found(
    _ path: FilePath, bytes: Int64, digest: String
  ) throws -> (place: FilePath, facts: FileFacts)? {
    let system = PosixFileSystem()
    for reach in Reach.allCases {
      let fitting = try system.attempt(path.parent, .inputMissing, remedy: "the archive") {
        () throws(SystemCallError) in
        try Self.fitting(path, bytes: bytes, reach, in: system)
      }
      // Two days of one name may be as long as each other: only their bytes tell them apart.
      for file in fitting
      where try digest.isEmpty || Self.digest(of: file.place, file.facts, in: system) == digest {
        return file
      }
    }
    return nil
  }

  /// Digests that were taken, so that each file is read for its own once, not at every look at it. What
  /// was written there since is another file by when it was changed.
  private static let digests = Mutex<[FileFacts: String]>([:])
  private static let digestsMax = 1000

  private static func digest(
    of place: FilePath, _ facts: FileFacts, in system: PosixFileSystem
  ) throws -> String {
    if let known = digests.withLock({ $0[facts] }) { return known }
    let digest = try Pipeline.digest(of: place, facts, in: system)
    digests.withLock { known in
      if known.count >= digestsMax { known.removeAll() }
      known[facts] = digest
    }
    return digest
  }

  /// How far a file is looked for.
  private enum Reach: CaseIterable {
    /// Under its name, and that name counted up: some calls, however many files the folder has.
    case near
    /// Under every name that begins as its own.
    case all
  }

  /// People clear an archive away; where so many numbers in a row are gone, no more are tried.
  private static let gapMax = 16

  /// The files of its length under the names that it may have.
  private static func fitting(
    _ path: FilePath, bytes: Int64, _ reach: Reach, in system: PosixFileSystem
  ) throws(SystemCallError) -> [(place: FilePath, facts: FileFacts)] {
    guard let name = path.name else { return [] }
    var fitting: [(place: FilePath, facts: FileFacts)] = []
    /// - Returns: whether anything lies there.
    func take(_ name: FileName) throws(SystemCallError) -> Bool {
      let place = path.parent / name
      guard let facts = try system.facts(of: place) else { return false }
      if facts.kind == .file, facts.size == bytes { fitting.append((place, facts)) }
      return true
    }
    switch reach {
    case .near:
      var (number, missing) = (1, 0)
      while missing < gapMax {
        missing = try take(name.numbered(number)) ? 0 : missing + 1
        number += 1
      }
    case .all:
      let stem = name.bytes.prefix { $0 != UInt8(ascii: ".") }
      for other in try system.entries(in: path.parent) where other.bytes.starts(with: stem) {
        _ = try take(other)
      }
    }
    return fitting
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
