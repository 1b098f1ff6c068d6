public import Money

/// How a foreign file writes days: `DD.MM.YYYY`, `MM/DD/YY`, `YYYYMMDD`.
///
/// `YYYY` or `YY` (80 to 99 are of the last century), `MM` or `M`, `DD` or `D`, each once, and
/// between them anything but letters and figures. `M` and `D` read one figure or two, and write as
/// few as there are; without a separator behind them they would have no end, and are refused.
public struct DatePattern: Hashable, Sendable {
  private enum Part: Hashable, Sendable {
    case year(digits: Int)
    case month(isPadded: Bool)
    case day(isPadded: Bool)
    case literal(UInt8)
  }

  /// `YYYY-MM-DD`, as in our own files.
  public static let iso = DatePattern(
    text: "YYYY-MM-DD",
    parts: [
      .year(digits: 4), .literal(UInt8(ascii: "-")), .month(isPadded: true),
      .literal(UInt8(ascii: "-")), .day(isPadded: true),
    ])

  /// The pattern as it was written.
  public let text: String
  private let parts: [Part]

  private init(text: String, parts: [Part]) {
    self.text = text
    self.parts = parts
  }

  /// - Returns: nil where the text is no pattern.
  public init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    var parts: [Part] = []
    guard (3...20).contains(rest.count) else { return nil }
    while let letter = rest.first {
      let run = rest.prefix { $0 == letter }.count
      switch (letter, run) {
      case (UInt8(ascii: "Y"), 4), (UInt8(ascii: "Y"), 2): parts.append(.year(digits: run))
      case (UInt8(ascii: "M"), 1...2): parts.append(.month(isPadded: run == 2))
      case (UInt8(ascii: "D"), 1...2): parts.append(.day(isPadded: run == 2))
      case (0x20...0x2F, _), (0x3A...0x40, _): parts += repeatElement(.literal(letter), count: run)
      default: return nil
      }
      rest = rest.dropFirst(run)
    }
    func places(_ isMeant: (Part) -> Bool) -> Int { parts.count(where: isMeant) }
    guard places({ if case .year = $0 { true } else { false } }) == 1,
      places({ if case .month = $0 { true } else { false } }) == 1,
      places({ if case .day = $0 { true } else { false } }) == 1
    else { return nil }
    for (part, next) in zip(parts, parts.dropFirst()) {
      switch (part, next) {
      case (_, .literal), (.month(true), _), (.day(true), _), (.year, _), (.literal, _): continue
      default: return nil
      }
    }
    self.init(text: text, parts: parts)
  }

  /// The day that a text in this pattern names; nil where it is none.
  public func day(_ text: String) -> CalendarDate? {
    var rest = Array(text.utf8)[...]
    var (year, month, day) = (0, 0, 0)
    for part in parts {
      switch part {
      case .literal(let byte):
        guard rest.first == byte else { return nil }
        rest = rest.dropFirst()
      case .year(let digits):
        guard let value = Self.number(&rest, digits...digits) else { return nil }
        year = digits == 4 ? value : value + (value >= 80 ? 1900 : 2000)
      case .month(let isPadded):
        guard let value = Self.number(&rest, isPadded ? 2...2 : 1...2) else { return nil }
        month = value
      case .day(let isPadded):
        guard let value = Self.number(&rest, isPadded ? 2...2 : 1...2) else { return nil }
        day = value
      }
    }
    return rest.isEmpty ? CalendarDate(year: year, month: month, day: day) : nil
  }

  /// A day as this pattern writes it.
  public func text(_ date: CalendarDate) -> String {
    var text = ""
    for part in parts {
      switch part {
      case .literal(let byte): text.unicodeScalars.append(Unicode.Scalar(byte))
      case .year(let digits): text += Self.padded(digits == 4 ? date.year : date.year % 100, digits)
      case .month(let isPadded): text += Self.padded(date.month, isPadded ? 2 : 1)
      case .day(let isPadded): text += Self.padded(date.day, isPadded ? 2 : 1)
      }
    }
    return text
  }

  private static func number(
    _ rest: inout ArraySlice<UInt8>, _ count: ClosedRange<Int>
  ) -> Int? {
    let digits = rest.prefix(count.upperBound).prefix { (0x30...0x39).contains($0) }
    guard count.contains(digits.count) else { return nil }
    rest = rest.dropFirst(digits.count)
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}
