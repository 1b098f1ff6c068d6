/// A size of a file as settings write it: `500kB`, `20MB`, `10GB`, of thousands each.
public struct ByteSize: Hashable, Sendable {
  public var bytes: Int64

  public init(bytes: Int64) { self.bytes = bytes }

  /// A whole number and one of `B`, `kB`, `MB`, `GB`, `TB`.
  public init?(_ text: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard (1...6).contains(digits.utf8.count), let number = Int64(digits) else { return nil }
    switch text.dropFirst(digits.count) {
    case "B": bytes = number
    case "kB": bytes = number * 1_000
    case "MB": bytes = number * 1_000_000
    case "GB": bytes = number * 1_000_000_000
    case "TB": bytes = number * 1_000_000_000_000
    default: return nil
    }
  }
}

extension ByteSize: CustomStringConvertible {
  public var description: String {
    let units: [(Int64, String)] = [
      (1_000_000_000_000, "TB"), (1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB"),
    ]
    for (unit, name) in units where bytes % unit == 0 && bytes >= unit {
      return "\(bytes / unit)\(name)"
    }
    return "\(bytes)B"
  }
}
