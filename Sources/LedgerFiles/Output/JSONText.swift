import Money

/// Writes JSON on one line, piece by piece, for what comes by the million: no value is made first.
struct JSONText {
  private(set) var bytes: [UInt8]
  private var needsComma = false

  /// Goes on behind these bytes.
  init(_ bytes: consuming [UInt8] = []) { self.bytes = bytes }

  mutating func object(_ members: (inout JSONText) -> Void) {
    begin(UInt8(ascii: "{"))
    members(&self)
    end(UInt8(ascii: "}"))
  }

  mutating func list<Elements: Sequence>(
    _ elements: Elements, _ each: (inout JSONText, Elements.Element) -> Void
  ) {
    begin(UInt8(ascii: "["))
    for element in elements { each(&self, element) }
    end(UInt8(ascii: "]"))
  }

  /// The name of the member whose value comes next.
  mutating func key(_ key: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    key.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  mutating func string(_ text: String) {
    separate()
    JSONValue.write(text, to: &bytes)
  }

  mutating func integer(_ number: Int) {
    separate()
    bytes.append(contentsOf: String(number).utf8)
  }

  mutating func boolean(_ value: Bool) { word(value ? "true" : "false") }

  mutating func null() { word("null") }

  mutating func member(_ key: StaticString, _ text: String) {
    self.key(key)
    string(text)
  }

  /// A text that is null where it is empty: what a file does not say.
  mutating func member(_ key: StaticString, said text: String?) {
    self.key(key)
    if let text, !text.isEmpty { string(text) } else { null() }
  }

  mutating func member(_ key: StaticString, _ number: Int?) {
    self.key(key)
    if let number { integer(number) } else { null() }
  }

  mutating func member(_ key: StaticString, _ date: CalendarDate?) {
    self.key(key)
    if let date { string(date.description) } else { null() }
  }

  mutating func member(_ key: StaticString, _ amount: Money?) {
    self.key(key)
    if let amount { string(amount.decimal) } else { null() }
  }

  mutating func endLine() {
    bytes.append(UInt8(ascii: "\n"))
    needsComma = false
  }

  private mutating func word(_ word: StaticString) {
    separate()
    word.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  private mutating func begin(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func end(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }
}
