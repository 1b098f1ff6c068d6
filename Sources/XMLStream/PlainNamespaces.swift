/// The namespaces of a plain document that are bound where it is being read.
struct PlainNamespaces {
  private struct Binding {
    /// nil for the default namespace.
    var prefix: UnsafePointer<UInt8>?
    var uri: UnsafePointer<UInt8>
    /// How many elements are open around the one that binds it.
    var level: Int
  }

  private static let bindingsMax = 32
  private static let urisMax = 64
  private static let lengthMax = 200

  /// The default namespace; nil if there is none.
  var standard: UnsafePointer<UInt8>?
  private var bindings: [Binding] = []
  /// Each that was ever bound, ended by a zero byte, so that equal ones have one address.
  private var uris: [UnsafeMutablePointer<UInt8>] = []

  func deallocate() {
    for uri in uris { uri.deallocate() }
  }

  var count: Int { bindings.count }

  func bound(to prefix: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    bindings.last { $0.prefix == prefix }?.uri
  }

  mutating func unbind(to count: Int) { bindings.removeLast(bindings.count - count) }

  /// - Returns: false for what libxml2 has to look at.
  mutating func bindStandard(_ uri: UnsafeBufferPointer<UInt8>, at level: Int) -> Bool {
    guard bind(nil, uri, at: level) else { return false }
    standard = bindings.last?.uri
    return true
  }

  mutating func bind(
    _ prefix: UnsafePointer<UInt8>?, _ uri: UnsafeBufferPointer<UInt8>, at level: Int
  ) -> Bool {
    guard bindings.count < Self.bindingsMax, !uri.isEmpty, uri.count <= Self.lengthMax,
      !bindings.contains(where: { $0.level == level && $0.prefix == prefix }),
      // Those of XML itself are bound to their prefixes alone.
      !uri.starts(with: "http://www.w3.org/XML/".utf8),
      !uri.starts(with: "http://www.w3.org/2000/xmlns".utf8), let kept = kept(uri)
    else { return false }
    bindings.append(Binding(prefix: prefix, uri: kept, level: level))
    return true
  }

  private mutating func kept(_ uri: UnsafeBufferPointer<UInt8>) -> UnsafePointer<UInt8>? {
    for known in uris
    where uri.indices.allSatisfy({ known[$0] == uri[$0] }) && known[uri.count] == 0 {
      return UnsafePointer(known)
    }
    guard uris.count < Self.urisMax else { return nil }
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: uri.count + 1)
    _ = UnsafeMutableBufferPointer(start: copy, count: uri.count).update(fromContentsOf: uri)
    copy[uri.count] = 0
    uris.append(copy)
    return UnsafePointer(copy)
  }

  /// What an element binds, as it would be written.
  func declarations(at level: Int) -> [UInt8] {
    var text: [UInt8] = []
    for binding in bindings where binding.level == level {
      let uri = Self.bytes(binding.uri)
      let quote = uri.contains(UInt8(ascii: "\"")) ? UInt8(ascii: "'") : UInt8(ascii: "\"")
      text += Array(" xmlns".utf8)
      if let prefix = binding.prefix { text += [UInt8(ascii: ":")] + Self.bytes(prefix) }
      text += [UInt8(ascii: "="), quote] + uri + [quote]
    }
    return text
  }

  private static func bytes(_ text: UnsafePointer<UInt8>) -> [UInt8] {
    var count = 0
    while text[count] != 0 { count += 1 }
    return Array(UnsafeBufferPointer(start: text, count: count))
  }
}
