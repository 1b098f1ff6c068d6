import HTTPTypes
import Hummingbird
import NIOCore

/// Where the console answers, and how strictly.
struct ServingTerms: Sendable {
  /// Names under which browsers may ask: a page of elsewhere that points its own name at this machine
  /// gets nothing (DNS rebinding).
  var hosts: Set<String>
  var isSecure: Bool
  /// What stands before it tells who asks.
  var isBehindProxy = false

  static let local: Set<String> = ["localhost", "127.0.0.1", "[::1]"]

  func isOurs(host authority: String?) -> Bool {
    guard let authority, authority.utf8.count <= 300 else { return false }
    return hosts.contains(Self.name(of: authority).lowercased())
  }

  /// Who asks: the last that a proxy of ours added, since all before it is the client's own word.
  func address(_ forwarded: String?, connection: String) -> String {
    guard isBehindProxy, let last = forwarded?.split(separator: ",").last?.trimmed, !last.isEmpty
    else { return connection }
    return String(last.prefix(64))
  }

  /// A page's own address (`Origin`) is that of the request.
  func isOurs(origin: String, _ authority: String?) -> Bool {
    origin == (isSecure ? "https://" : "http://") + (authority ?? "")
  }

  /// The host without its port.
  private static func name(of authority: String) -> String {
    if authority.hasPrefix("[") {
      guard let close = authority.firstIndex(of: "]") else { return authority }
      return String(authority[...close])
    }
    return String(authority.prefix { $0 != ":" })
  }

  // MARK: The session's cookie

  /// With TLS its name binds it to this host and to TLS (RFC 6265bis, 4.1.3.2).
  var cookieName: String { isSecure ? "__Host-quittance" : "quittance" }

  func sessionToken(in cookies: String?) -> String? {
    for cookie in (cookies ?? "").split(separator: ";") {
      let trimmed = cookie.trimmed
      if trimmed.hasPrefix(cookieName + "=") {
        return String(trimmed.dropFirst(cookieName.utf8.count + 1))
      }
    }
    return nil
  }

  /// - Parameter token: nil ends it.
  func cookie(_ token: String?) -> (HTTPField.Name, String) {
    let value = "\(cookieName)=\(token ?? ""); Path=/; HttpOnly; SameSite=Lax"
    return (.setCookie, value + (isSecure ? "; Secure" : "") + (token == nil ? "; Max-Age=0" : ""))
  }

  // MARK: What every answer has

  func addHeaders(to answer: inout Answer) {
    func add(_ name: String, _ value: String) {
      if let name = HTTPField.Name(name) { answer.headers.append((name, value)) }
    }
    add(
      "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
    add("X-Content-Type-Options", "nosniff")
    add("X-Frame-Options", "DENY")
    add("Referrer-Policy", "same-origin")
    add("Cross-Origin-Opener-Policy", "same-origin")
    add("Cross-Origin-Resource-Policy", "same-origin")
    add("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    if isSecure { add("Strict-Transport-Security", "max-age=31536000") }
    if !answer.headers.contains(where: { $0.0 == .cacheControl }) {
      add("Cache-Control", "no-store")
    }
  }
}

/// What Hummingbird keeps with a request: of it we need where it came from.
struct ConsoleContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let address: String
  /// The connection itself, to be closed where it must not go on.
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    channel = source.channel
    address = source.channel.remoteAddress?.ipAddress ?? "unknown"
  }
}
