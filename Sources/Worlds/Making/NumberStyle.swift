/// How a company numbers its documents: letters, a year, a serial, and what stands between them.
struct NumberStyle: Sendable {
  let letters: String
  let year: String
  let separator: String
  let width: Int
  /// Added to every serial, so that numbers of a style have its length.
  let base: Int
  /// `4711/2026`, as much of the world writes it.
  let isYearLast: Bool

  init(
    _ letters: String, _ year: String, _ separator: String, width: Int, base: Int = 0,
    isYearLast: Bool = false
  ) {
    self.isYearLast = isYearLast
    self.letters = letters
    self.year = year
    self.separator = separator
    self.width = width
    self.base = base
  }

  func number(_ serial: Int) -> String { join(letters, year, padded(serial), separator) }

  /// The serial as it stands in the number.
  func padded(_ serial: Int) -> String {
    let digits = String(serial + base)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }

  /// The serial without the zeros before it.
  func bare(_ serial: Int) -> String { String(serial + base) }

  var hasLetters: Bool { !letters.isEmpty }

  func join(_ letters: String, _ year: String, _ serial: String, _ separator: String) -> String {
    if year.isEmpty { return letters + serial }
    return (isYearLast ? [letters, serial, year] : [letters, year, serial])
      .filter { !$0.isEmpty }.joined(separator: separator)
  }

  /// Invoices and credit notes of one company. Both count with one counter, so that dropping the
  /// letters never makes one the other.
  static let pairs: [(NumberStyle, NumberStyle)] = [
    (NumberStyle("INV", "2026", "/", width: 6), NumberStyle("CN", "2026", "/", width: 6)),
    (NumberStyle("RE", "2026", "-", width: 7), NumberStyle("GS", "2026", "-", width: 7)),
    (
      NumberStyle("", "", "", width: 8, base: 90_000_000),
      NumberStyle("", "", "", width: 8, base: 70_000_000)
    ),
    (
      NumberStyle("A", "", "", width: 7, base: 1_200_000),
      NumberStyle("G", "", "", width: 7, base: 1_200_000)
    ),
    // Numbers that grow by a digit on the way.
    (NumberStyle("RG", "26", "-", width: 0), NumberStyle("GU", "26", "-", width: 0)),
    (NumberStyle("", "2026", "/", width: 6), NumberStyle("GS", "2026", "/", width: 6)),
    (
      NumberStyle("", "2026", "/", width: 0, base: 1_000, isYearLast: true),
      NumberStyle("K", "2026", "/", width: 0, base: 1_000, isYearLast: true)
    ),
    (
      NumberStyle("FV", "03/2026", "/", width: 5, isYearLast: true),
      NumberStyle("KOR", "03/2026", "/", width: 5, isYearLast: true)
    ),
    (NumberStyle("INV", "2603", "-", width: 5), NumberStyle("CRN", "2603", "-", width: 5)),
    // Short ones, as small companies have them.
    (
      NumberStyle("SI", "", "", width: 0, base: 400), NumberStyle("SC", "", "", width: 0, base: 400)
    ),
  ]

  /// Purchase orders, which are the customers' numbers, not ours.
  static let orders = [
    NumberStyle("PO", "", "", width: 8, base: 45_000_000),
    NumberStyle("B", "", "", width: 7, base: 3_300_000),
    NumberStyle("PO", "26", "-", width: 6, base: 310_000),
  ]
}
