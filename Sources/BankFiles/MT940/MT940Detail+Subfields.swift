/// The German layout, which Austria, the Czech Republic, Poland and Hungary have taken over:
/// `GVC?00…?20…?29…?30…?33…?60…`.
///
/// - Source: Deutsche Kreditwirtschaft, DFÜ-Abkommen, Anlage 3, chapter 8 (MT940, field 86).
extension MT940Detail {
  /// How a field begins: three figures, and what parts its sub-fields.
  struct SubfieldLayout {
    var businessCode: Int?
    var separator: UInt8

    init?(_ line: Span<UInt8>) {
      var index = 0
      while index < line.count, line[index] == 0x20 { index += 1 }
      var code = 0
      var figures = 0
      while index < line.count, figures < 3, MT940Tag.isFigure(line[index]) {
        code = code * 10 + Int(line[index] - 0x30)
        figures += 1
        index += 1
      }
      guard figures == 3 || figures == 0, index + 2 < line.count,
        Self.isSeparator(line[index]),
        let first = MT940Date.pair(line, index + 1), MT940Detail.isSubfield(first)
      else { return nil }
      // Without the three figures only what surely begins a field.
      if figures == 0, first != 0, first != 20 { return nil }
      businessCode = figures == 3 ? code : nil
      separator = line[index]
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "?"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "~"),
        UInt8(ascii: "^"), UInt8(ascii: "@"):
        true
      default: false
      }
    }
  }

  static func isSubfield(_ code: Int) -> Bool {
    switch code {
    case 0, 10, 20...35, 38, 60...65, 70...79: true
    default: false
    }
  }

  /// A mark of a sub-field as nearly all banks write it, and no figures behind it: `N?2026` is a number
  /// of which a bank could not write a sign.
  static func hasSubfield(_ bytes: Span<UInt8>) -> Bool {
    bytes.withUnsafeBufferPointer { all in
      var index = ByteSearch.first(UInt8(ascii: "?"), in: all, from: 0)
      while index + 2 < all.count {
        if let code = MT940Date.pair(bytes, index + 1), isSubfield(code),
          index + 3 >= all.count || !MT940Tag.isFigure(all[index + 3])
        {
          return true
        }
        index = ByteSearch.first(UInt8(ascii: "?"), in: all, from: index + 1)
      }
      return false
    }
  }

  private struct Subfield {
    var code: Int
    /// Where its mark and its content begin.
    var mark: Int
    var start: Int
  }

  /// Sub-fields are cut at 27 letters; one that is full goes on in the next. (A longer one was not
  /// cut at all.)
  private static let width = 27

  mutating func readSubfields(_ bytes: [UInt8], _ layout: SubfieldLayout) {
    let marks = Self.ascending(Self.candidates(bytes, layout.separator))
    var purpose: [UInt8] = []
    purpose.reserveCapacity(bytes.count)
    var name: [UInt8] = []
    var account: ArraySlice<UInt8> = []
    for place in marks.indices {
      let subfield = marks[place]
      let end = place + 1 < marks.count ? marks[place + 1].mark : bytes.count
      let content = bytes[subfield.start..<end]
      switch subfield.code {
      case 0: add(.bankText, content)
      case 20...29, 60...65: Self.append(content, to: &purpose, or: 0x0A)
      case 30: add(.routingNumber, content)
      case 31: account = content
      case 38: account = IBAN.hasShape(Self.trimmed(content)) ? content : account
      case 32, 33:
        let own = Self.ownLines(content)
        Self.append(own, to: &name, or: 0x20)
        add(.bankText, content[own.endIndex...])
      case 34: if content.contains(where: { $0 != 0x30 }) { add(.returnReason, content) }
      default: break
      }
    }
    add(.account, account)
    add(.name, name[...])
    readKeywords(purpose)
  }

  /// The content up to a line that looks like a field or the end of a message: it was read on as text,
  /// but is nobody's name.
  private static func ownLines(_ content: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    for index in content.indices.dropLast() where content[index] == 0x0A {
      let next = content[index + 1]
      if next == UInt8(ascii: ":") || next == UInt8(ascii: "-") { return content[..<index] }
    }
    return content
  }

  /// A full sub-field is joined with the next one, another ends with the mark.
  private static func append(
    _ content: ArraySlice<UInt8>, to whole: inout [UInt8], or mark: UInt8
  ) {
    whole.append(contentsOf: content)
    let letters = content.count { $0 != 0x0A && $0 & 0xC0 != 0x80 }
    if letters != width { whole.append(mark) }
  }

  private static func candidates(_ bytes: [UInt8], _ separator: UInt8) -> [Subfield] {
    var found: [Subfield] = []
    found.reserveCapacity(16)
    for index in bytes.indices where bytes[index] == separator {
      // A line may end inside the mark.
      var code = 0
      var figures = 0
      var next = index + 1
      while next < bytes.count, figures < 2 {
        defer { next += 1 }
        if bytes[next] == 0x0A { continue }
        guard MT940Tag.isFigure(bytes[next]) else { break }
        code = code * 10 + Int(bytes[next] - 0x30)
        figures += 1
      }
      if figures == 2, isSubfield(code) {
        found.append(Subfield(code: code, mark: index, start: next))
      }
    }
    return found
  }

  /// The longest run of candidates whose codes never descend: a separator and two figures in
  /// somebody's text would break it.
  private static func ascending(_ candidates: [Subfield]) -> [Subfield] {
    let isAscending = candidates.indices.dropFirst().allSatisfy {
      candidates[$0 - 1].code <= candidates[$0].code
    }
    if isAscending { return candidates }
    // A field of attacks has thousands of them.
    let candidates = candidates.prefix(200)
    var lengths: [Int] = []
    var previous: [Int?] = []
    for (place, candidate) in candidates.enumerated() {
      var best: Int?
      for earlier in 0..<place where candidates[earlier].code <= candidate.code {
        if best.map({ lengths[earlier] > lengths[$0] }) ?? true { best = earlier }
      }
      lengths.append((best.map { lengths[$0] } ?? 0) + 1)
      previous.append(best)
    }
    var chosen: [Subfield] = []
    var place = lengths.indices.max { lengths[$0] < lengths[$1] }
    while let at = place {
      chosen.append(candidates[at])
      place = previous[at]
    }
    return chosen.reversed()
  }
}
