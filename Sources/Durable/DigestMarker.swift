/// What `x.sha256` says of `x`, as `sha256sum` writes it: 64 hexadecimal digits, and perhaps a name.
public struct DigestMarker: Hashable, Sendable {
  /// 32 bytes.
  public let digest: [UInt8]

  /// nil where it does not begin with a digest.
  public init?(parsing bytes: [UInt8]) {
    // `sha256sum` puts a backslash before the digest of a file whose name has one.
    let text = bytes.first == UInt8(ascii: "\\") ? bytes.dropFirst() : bytes[...]
    let digits = text.prefix(64).compactMap { byte -> UInt8? in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
      default: nil
      }
    }
    let next = text.dropFirst(64).first
    guard digits.count == 64, next.map({ Array(" \t\r\n".utf8).contains($0) }) ?? true else {
      return nil
    }
    digest = stride(from: 0, to: 64, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}
