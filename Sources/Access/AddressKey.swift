import Glibc

/// What counts as one address when failures are counted.
enum AddressKey {
  static let bytesMax = 64

  /// An IPv4 address as it is; of IPv6 the first 64 bits, since whoever has one address has as many
  /// as there are in that network; any other text as it is, cut to 64 bytes.
  static func text(of address: String) -> String {
    let bare = String(address.prefix { $0 != "%" })
    var parsed = in6_addr()
    guard bare.contains(":"), inet_pton(AF_INET6, bare, &parsed) == 1 else {
      return ShortText.cut(address, to: bytesMax)
    }
    let bytes = withUnsafeBytes(of: &parsed) { Array($0) }
    if bytes.prefix(10).allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
      return bytes[12...].map(String.init).joined(separator: ".")
    }
    let groups = stride(from: 0, to: 8, by: 2).map {
      String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16)
    }
    return groups.joined(separator: ":") + "::/64"
  }
}
