import Glibc

/// The addresses that a name leads to, and which of them are nobody's outside.
enum HostAddresses {
  /// All addresses of a host, 4 or 16 bytes each; none where it cannot be found.
  ///
  /// - Parameter host: a name, or an address as URLs write it (`[::1]`).
  static func of(_ host: String) -> [[UInt8]] {
    let name = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(name, nil, &hints, &list) == 0 else { return [] }
    defer { freeaddrinfo(list) }
    var addresses: [[UInt8]] = []
    var next = list
    while let info = next?.pointee {
      if let bytes = bytes(of: info) { addresses.append(bytes) }
      next = info.ai_next
    }
    return addresses
  }

  private static func bytes(of info: addrinfo) -> [UInt8]? {
    guard let address = info.ai_addr else { return nil }
    switch info.ai_family {
    case AF_INET:
      return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
        withUnsafeBytes(of: $0.pointee.sin_addr) { Array($0) }
      }
    case AF_INET6:
      return address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
        withUnsafeBytes(of: $0.pointee.sin6_addr) { Array($0) }
      }
    default: return nil
    }
  }

  /// This machine, this network, or nobody at all: what a name from outside must not lead to.
  ///
  /// - Source: the IANA special-purpose address registries (RFC 6890 and its updates).
  static func isPrivate(_ address: [UInt8]) -> Bool {
    if address.count == 4 { return isPrivateV4(address) }
    guard address.count == 16 else { return true }
    let isMapped = address[..<10].allSatisfy { $0 == 0 } && address[10] == 0xFF
    let isCompatible = address[..<12].allSatisfy { $0 == 0 }
    let isTranslated =
      address.starts(with: [0, 0x64, 0xFF, 0x9B]) && address[4..<12].allSatisfy { $0 == 0 }
    // `::`, `::1` and what is written as an address of the old kind.
    if isMapped || isCompatible || isTranslated { return isPrivateV4(Array(address[12...])) }
    if address.starts(with: [0x20, 0x02]) { return isPrivateV4(Array(address[2..<6])) }
    let isUniqueLocal = address[0] & 0xFE == 0xFC
    let isLinkLocal = address[0] == 0xFE && address[1] & 0x80 == 0x80
    // 64:ff9b:1::/48 leads into the network's own addresses of the old kind, and 100::/64 nowhere.
    let isLocalTranslation = address.starts(with: [0, 0x64, 0xFF, 0x9B])
    let isDiscard = address.starts(with: [1, 0, 0, 0, 0, 0, 0, 0])
    return isUniqueLocal || isLinkLocal || isLocalTranslation || isDiscard || address[0] == 0xFF
  }

  private static func isPrivateV4(_ address: [UInt8]) -> Bool {
    switch (address[0], address[1]) {
    case (0, _), (10, _), (127, _), (169, 254), (192, 168), (100, 64...127), (172, 16...31),
      (198, 18...19), (224..., _):
      true
    case (192, 0): address[2] == 0
    default: false
    }
  }
}
