extension PlainScanner {
  /// Goes behind the XML declaration, where there is one (XML 1.0, section 2.8).
  ///
  /// - Returns: `strange` for any but `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`, with
  ///   either quote and without what may be left out.
  mutating func declaration(_ next: inout UnsafePointer<UInt8>) -> Step {
    guard next[0] == UInt8(ascii: "<"), next[1] == UInt8(ascii: "?") else { return .done }
    var place = next
    guard skip("<?xml", &place), isXMLBlank(place[0]) else { return .strange }
    guard pseudoAttribute("version", ["1.0"], &place) else { return .strange }
    _ = pseudoAttribute("encoding", ["UTF-8", "utf-8"], &place)
    _ = pseudoAttribute("standalone", ["yes", "no"], &place)
    skipBlanks(&place)
    guard skip("?>", &place) else { return .strange }
    next = place
    return .done
  }

  private func pseudoAttribute(
    _ name: StaticString, _ values: [StaticString], _ next: inout UnsafePointer<UInt8>
  ) -> Bool {
    var place = next
    while place[0] == UInt8(ascii: " ") { place += 1 }
    guard place > next, skip(name, &place), skip("=", &place) else { return false }
    let quote = place[0]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return false }
    place += 1
    guard values.contains(where: { skip($0, &place) }), place[0] == quote else { return false }
    next = place + 1
    return true
  }

  private func skip(_ text: StaticString, _ next: inout UnsafePointer<UInt8>) -> Bool {
    let isThere = text.withUTF8Buffer { wanted in
      wanted.indices.allSatisfy { next[$0] == wanted[$0] }
    }
    if isThere { next += text.utf8CodeUnitCount }
    return isThere
  }
}
