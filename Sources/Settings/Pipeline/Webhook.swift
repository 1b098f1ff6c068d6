/// An address that an event is posted to as JSON.
public struct Webhook: Hashable, Sendable {
  /// `https`, or `http` on this machine; the scheme, host and port are what `host` was read from.
  public var url: String
  public var host: String
  /// Hosts that may be called. One of these may also be on a private address, since somebody
  /// wrote it down here; any other may not, and no answer may lead elsewhere.
  public var hosts: [String]
  /// Attempts beside the first, each after twice the time of the one before.
  public var retries = 5
  /// A file with what both sides know: each event is signed with it. nil where none is.
  public var secretFile: String?
  /// For one attempt.
  public var timeout = TimeSpan(milliseconds: 10_000)

  /// - Returns: nil where the text is no such address.
  public init?(url: String, hosts: [String] = []) {
    guard url.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
      let scheme = ["https://", "http://"].first(where: { url.hasPrefix($0) })
    else { return nil }
    let authority = url.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
    // A password in a file that many read is none.
    guard !authority.contains("@") else { return nil }
    var host = authority
    var port = Substring()
    if authority.hasPrefix("[") {
      guard let close = authority.firstIndex(of: "]") else { return nil }
      host = authority[...close]
      port = authority[authority.index(after: close)...]
    } else if let colon = authority.firstIndex(of: ":") {
      host = authority[..<colon]
      port = authority[colon...]
    }
    guard !host.isEmpty, port.isEmpty || Self.isPort(port) else { return nil }
    self.url = url
    self.host = String(host)
    self.hosts = hosts
    guard scheme == "https://" || isHere else { return nil }
  }

  /// Its host is this machine.
  var isHere: Bool { ["localhost", "127.0.0.1", "[::1]"].contains(host) }

  private static func isPort(_ text: Substring) -> Bool {
    guard text.hasPrefix(":"), text.utf8.dropFirst().allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int(text.dropFirst())
    else { return false }
    return (1...65_535).contains(number)
  }
}
