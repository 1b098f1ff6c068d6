/// A path as the file system takes it: bytes, which need not be UTF-8.
public struct FilePath: Hashable, Sendable, ExpressibleByStringInterpolation {
  public let bytes: [UInt8]

  public init(bytes: [UInt8]) { self.bytes = bytes }
  public init(_ path: String) { bytes = Array(path.utf8) }
  public init(stringLiteral path: String) { self.init(path) }

  public static func / (folder: FilePath, name: FileName) -> FilePath {
    folder.appending(name.bytes)
  }

  /// Appends a relative path.
  public static func / (folder: FilePath, path: String) -> FilePath {
    folder.appending(Array(path.utf8))
  }

  /// Text as in `FileName.display`.
  public var display: String { EscapedBytes.display(bytes) }

  /// The directory that it lies in.
  public var parent: FilePath {
    let path = withoutTrailingSlashes
    guard let slash = path.bytes.lastIndex(of: Self.slash) else { return "." }
    return slash == 0 ? "/" : FilePath(bytes: Array(path.bytes[..<slash])).withoutTrailingSlashes
  }

  /// Its last part; nil where that is no name, as in `/` and `..`.
  public var name: FileName? {
    let path = withoutTrailingSlashes.bytes
    let start = path.lastIndex(of: Self.slash).map { $0 + 1 } ?? 0
    return FileName(bytes: Array(path[start...]))
  }

  var withoutTrailingSlashes: FilePath {
    var kept = bytes[...]
    while kept.count > 1, kept.last == Self.slash { kept.removeLast() }
    return FilePath(bytes: Array(kept))
  }

  private static let slash = UInt8(ascii: "/")

  func appending(_ more: [UInt8]) -> FilePath {
    FilePath(bytes: bytes + (bytes.isEmpty || bytes.last == Self.slash ? [] : [Self.slash]) + more)
  }
}

extension FilePath: Comparable {
  public static func < (one: FilePath, other: FilePath) -> Bool {
    one.bytes.lexicographicallyPrecedes(other.bytes)
  }
}

extension FilePath: CustomStringConvertible {
  public var description: String { display }
}
