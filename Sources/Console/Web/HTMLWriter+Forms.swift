import LedgerFiles
import Money

extension HTMLWriter {
  enum FormStyle {
    case row, plain, stack
  }

  /// A form that changes something, with the token that proves it to be ours.
  ///
  /// - Parameters:
  ///   - id: what buttons elsewhere on the page send it by.
  ///   - ask: a question that has to be answered first.
  mutating func form(
    _ action: String, _ visit: Visit, style: FormStyle = .row, hasFiles: Bool = false,
    id: StaticString? = nil, ask: String? = nil, _ body: (inout HTMLWriter) throws -> Void
  ) rethrows {
    markup("<form method=\"post\" action=\"")
    text(action)
    switch style {
    case .row: markup("\"")
    case .plain: markup("\" class=\"plain\"")
    case .stack: markup("\" class=\"stack\"")
    }
    if hasFiles { markup(" enctype=\"multipart/form-data\"") }
    if let id {
      markup(" id=\"")
      markup(id)
      markup("\"")
    }
    if let ask {
      markup(" data-ask=\"")
      text(ask)
      markup("\"")
    }
    markup("><input type=\"hidden\" name=\"csrf\" value=\"")
    text(visit.visitor?.csrf ?? "")
    markup("\">")
    try body(&self)
    markup("</form>\n")
  }

  mutating func hidden(_ name: StaticString, _ value: String) {
    markup("<input type=\"hidden\" name=\"")
    markup(name)
    markup("\" value=\"")
    text(value)
    markup("\">")
  }

  /// A link to a page of ours: the parts of its path are encoded.
  mutating func link(_ path: [String], _ words: String) {
    markup("<a href=\"")
    self.path(path)
    markup("\">")
    text(words.isEmpty ? "(none)" : words)
    markup("</a>")
  }

  /// An id of ours as a link to what it names: `N42`, `R43`, `Q44`, `F3`, receipts, exceptions and
  /// the disputes that runs opened; any other text as it stands.
  mutating func id(_ id: String) {
    if let place = Self.place(ofID: id) { link([place, id], id) } else { text(id) }
  }

  /// Words of ours, in which the names of receipts, exceptions and disputes are links.
  ///
  /// Those have a digest in them; what is as short as `N42` may be anybody's document number.
  mutating func linked(_ words: String) {
    var plain = ""
    for part in Self.parts(of: words) {
      guard part.utf8.count > 16, let place = Self.place(ofID: part) else {
        plain += part
        continue
      }
      text(plain)
      plain = ""
      link([place, part], part)
    }
    text(plain)
  }

  /// Where what an id names is shown; nil for what is none. A page shows some hundreds of them.
  private static func place(ofID id: String) -> String? {
    guard let first = id.utf8.first else { return nil }
    let rest = id.utf8.dropFirst()
    switch first {
    case UInt8(ascii: "N"), UInt8(ascii: "R"): return isNumber(rest) ? "decisions" : nil
    case UInt8(ascii: "Q"): return isNumber(rest) ? "proposals" : nil
    case UInt8(ascii: "F"): return isNumber(rest) ? "files" : nil
    case UInt8(ascii: "P"): return isHash(rest) ? "receipts" : nil
    case UInt8(ascii: "E"): return isNumberedHash(rest) ? "review" : nil
    case UInt8(ascii: "D"): return isNumberedHash(rest) ? "disputes" : nil
    default: return nil
    }
  }

  private static func isNumber(_ text: Substring.UTF8View) -> Bool {
    (1...18).contains(text.count) && text.allSatisfy { $0 &- 0x30 < 10 }
  }

  /// Sixteen hexadecimal figures, as they are written here.
  private static func isHash(_ text: Substring.UTF8View) -> Bool {
    text.count == 16 && text.allSatisfy { $0 &- 0x30 < 10 || $0 &- 0x61 < 6 }
  }

  /// `-0123456789abcdef-1`
  private static func isNumberedHash(_ text: Substring.UTF8View) -> Bool {
    text.count > 18 && text.first == UInt8(ascii: "-") && isHash(text.dropFirst().prefix(16))
      && text.dropFirst(17).first == UInt8(ascii: "-")
      && text.dropFirst(18).allSatisfy { $0 &- 0x30 < 10 }
  }

  /// Runs of what ids are made of, and what stands between them.
  private static func parts(of words: String) -> [String] {
    var parts: [String] = []
    var wasName: Bool?
    for character in words {
      let isName =
        character == "-" || (character.isASCII && (character.isLetter || character.isNumber))
      if isName == wasName {
        parts[parts.count - 1].append(character)
      } else {
        parts.append(String(character))
      }
      wasName = isName
    }
    return parts
  }

  mutating func path(_ parts: [String]) { text(Self.path(parts)) }

  /// `/customers/C%2F1`.
  static func path(_ parts: [String]) -> String {
    parts.map { "/" + PercentCoding.encoded($0) }.joined()
  }

  /// A name and what there is under it, in a list of facts; nothing where there is nothing.
  mutating func fact(_ name: StaticString, _ value: String?) {
    guard let value, !value.isEmpty else { return }
    markup("<dt>")
    markup(name)
    element("</dt><dd>", value, "</dd>")
  }

  mutating func cell(_ text: String, label: StaticString? = nil) {
    open("<td", label)
    element("", text, "</td>")
  }

  mutating func amount(_ money: Money?, label: StaticString? = nil) {
    open("<td class=\"n\"", label)
    element("", money.map { Grouped.amount($0) } ?? "", "</td>")
  }

  mutating func number(_ count: Int, label: StaticString? = nil) {
    open("<td class=\"n\"", label)
    text(count)
    markup("</td>")
  }

  private mutating func open(_ start: StaticString, _ label: StaticString?) {
    markup(start)
    if let label {
      markup(" data-label=\"")
      markup(label)
      markup("\"")
    }
    markup(">")
  }

  /// The heads of a table that begins, its columns named; those that end in `#` hold numbers.
  mutating func tableStart(_ caption: String, _ columns: [StaticString], stacks: Bool = true) {
    markup("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
    text(caption)
    markup(
      stacks
        ? "\"><table class=\"stack\"><caption class=\"aside\">"
        : "\"><table><caption class=\"aside\">")
    text(caption)
    markup("</caption><thead><tr>")
    for column in columns {
      let name = "\(column)"
      if name.hasSuffix("#") {
        element("<th scope=\"col\" class=\"n\">", String(name.dropLast()), "</th>")
      } else {
        element("<th scope=\"col\">", name, "</th>")
      }
    }
    markup("</tr></thead>\n<tbody>\n")
  }

  mutating func tableEnd() { markup("</tbody></table></div>\n") }

  /// The way to the next page of a list, with the same filter.
  mutating func pager(_ path: String, _ query: Fields, next: String?, isFirst: Bool) {
    pager(path, query, next: next, isFirst: isFirst, at: "after", keys: ("[", "]"))
  }

  /// The same for one of several lists of a page: the others stay where they are.
  ///
  /// - Parameter list: under what the address has its place; its section is called so, too.
  mutating func pager(_ path: String, _ query: Fields, next: String?, ofList list: StaticString) {
    let isFirst = query["\(list)"] == nil
    pager(path, query, next: next, isFirst: isFirst, at: list, part: "#\(list)")
  }

  private mutating func pager(
    _ path: String, _ query: Fields, next: String?, isFirst: Bool, at name: StaticString,
    part: String = "", keys: (first: StaticString, next: StaticString)? = nil
  ) {
    guard next != nil || !isFirst else { return }
    let kept = query.all.filter { $0.name != "\(name)" && !$0.value.isEmpty }
    func address(_ more: [(name: String, value: String)]) -> String {
      let fields = (kept + more).map {
        PercentCoding.encoded($0.name) + "=" + PercentCoding.encoded($0.value)
      }
      return (fields.isEmpty ? path : path + "?" + fields.joined(separator: "&")) + part
    }
    func link(_ address: String, _ words: StaticString, _ key: StaticString?) {
      markup("<a href=\"")
      text(address)
      if let key {
        markup("\" data-key=\"")
        markup(key)
      }
      markup("\">")
      markup(words)
      markup("</a>")
    }
    markup("<p class=\"pager\">")
    if !isFirst { link(address([]), "First page", keys?.first) }
    if let next { link(address([("\(name)", next)]), "Next page", keys?.next) }
    markup("</p>\n")
  }
}
