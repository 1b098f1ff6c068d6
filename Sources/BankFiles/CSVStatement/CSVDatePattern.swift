import Money

/// How a bank writes days: `DD.MM.YYYY`, `MM/DD/YYYY`, `YYYYMMDD`, `D/M/YY`, `YYYY-MM-DD*` …
///
/// `YYYY` or `YY`, `MM` or `M`, `DD` or `D`, each once; every other character stands for itself. One
/// letter takes one or two digits. A star at the end lets anything follow, such as a time.
struct CSVDatePattern: Hashable, Sendable {
  enum Part: Hashable, Sendable {
    case year(digits: Int)
    case month(isPadded: Bool)
    case day(isPadded: Bool)
    case literal(UInt8)
  }

  static let iso = CSVDatePattern(
    parts: [
      .year(digits: 4), .literal(0x2D), .month(isPadded: true), .literal(0x2D),
      .day(isPadded: true),
    ], isOpen: false, text: "YYYY-MM-DD")

  let parts: [Part]
  let isOpen: Bool
  /// As the layout has it, for messages.
  let text: String

  private init(parts: [Part], isOpen: Bool, text: String) {
    self.parts = parts
    self.isOpen = isOpen
    self.text = text
  }

  /// - Returns: nil where the pattern has not exactly one year, month and day, or leaves open where
  ///   a number ends.
  init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    let isOpen = rest.last == UInt8(ascii: "*")
    if isOpen { rest.removeLast() }
    var parts: [Part] = []
    while let byte = rest.first {
      let length = rest.prefix { $0 == byte }.count
      switch (byte, length) {
      case (UInt8(ascii: "Y"), 2), (UInt8(ascii: "Y"), 4): parts.append(.year(digits: length))
      case (UInt8(ascii: "M"), 1...2): parts.append(.month(isPadded: length == 2))
      case (UInt8(ascii: "D"), 1...2): parts.append(.day(isPadded: length == 2))
      case (UInt8(ascii: "Y"), _), (UInt8(ascii: "M"), _), (UInt8(ascii: "D"), _): return nil
      default:
        guard byte < 0x80, !(0x30...0x39).contains(byte) else { return nil }
        parts.append(.literal(byte))
        rest.removeFirst()
        continue
      }
      rest.removeFirst(length)
    }
    let kinds = parts.map { part in
      switch part {
      case .year: "Y"
      case .month: "M"
      case .day: "D"
      case .literal: ""
      }
    }.filter { !$0.isEmpty }
    guard kinds.sorted() == ["D", "M", "Y"] else { return nil }
    for (part, next) in zip(parts, parts.dropFirst()) where !Self.hasFixedLength(part) {
      guard case .literal = next else { return nil }
    }
    self.init(parts: parts, isOpen: isOpen, text: text)
  }

  private static func hasFixedLength(_ part: Part) -> Bool {
    switch part {
    case .month(let isPadded), .day(let isPadded): isPadded
    case .year, .literal: true
    }
  }

  /// The day; nil where the text is none of the pattern, or no day of the calendar.
  func date(_ text: String) -> CalendarDate? {
    var rest = Array(text.utf8)[...]
    var (year, month, day) = (0, 0, 0)
    for part in parts {
      switch part {
      case .literal(let byte):
        guard rest.first == byte else { return nil }
        rest.removeFirst()
      case .year(let digits):
        guard let number = Self.take(digits, digits, from: &rest) else { return nil }
        // As in YYMMDD elsewhere: 80 to 99 are of the last century.
        year = digits == 4 ? number : number + (number >= 80 ? 1900 : 2000)
      case .month(let isPadded):
        guard let number = Self.take(isPadded ? 2 : 1, 2, from: &rest) else { return nil }
        month = number
      case .day(let isPadded):
        guard let number = Self.take(isPadded ? 2 : 1, 2, from: &rest) else { return nil }
        day = number
      }
    }
    // What may follow is no further digit of the day or the year.
    guard rest.isEmpty || (isOpen && !(0x30...0x39).contains(rest.first ?? 0)) else { return nil }
    return CalendarDate(year: year, month: month, day: day)
  }

  private static func take(
    _ least: Int, _ most: Int, from rest: inout ArraySlice<UInt8>
  ) -> Int? {
    let digits = rest.prefix(most).prefix { (0x30...0x39).contains($0) }
    guard digits.count >= least else { return nil }
    rest.removeFirst(digits.count)
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}
