/// Names with their values, as a query or a form has them, in their order; a name may come again.
struct Fields: Hashable, Sendable {
  private(set) var all: [(name: String, value: String)] = []

  /// More fields than these are none that a page of ours sends.
  static let fieldsMax = 2000

  init() {}

  /// - Parameter text: `name=value&name=value`.
  /// - Returns: nil where it is not well-formed, no UTF-8, or has too many fields.
  init?(encoded text: some StringProtocol) {
    for part in text.split(separator: "&") {
      guard all.count < Self.fieldsMax else { return nil }
      let name = part.prefix { $0 != "=" }
      let value = part.dropFirst(name.count + 1)
      guard let name = PercentCoding.decoded(Substring(name), plusIsSpace: true),
        let value = PercentCoding.decoded(Substring(value), plusIsSpace: true)
      else { return nil }
      all.append((name, value))
    }
  }

  /// The first of a name, without spaces around it; nil where it is not there, or empty.
  subscript(name: String) -> String? {
    guard let value = all.first(where: { $0.name == name })?.value else { return nil }
    let trimmed = value.trimmed
    return trimmed.isEmpty ? nil : trimmed
  }

  /// As it was written, spaces and all: for passwords and files of text.
  func exact(_ name: String) -> String? { all.first { $0.name == name }?.value }

  /// All of a name, in their order, as they were written.
  func values(_ name: String) -> [String] { all.filter { $0.name == name }.map(\.value) }

  mutating func add(_ name: String, _ value: String) { all.append((name, value)) }

  mutating func remove(_ name: String) { all.removeAll { $0.name == name } }

  static func == (one: Fields, other: Fields) -> Bool {
    one.all.elementsEqual(other.all) { $0 == $1 }
  }

  func hash(into hasher: inout Hasher) {
    for field in all {
      hasher.combine(field.name)
      hasher.combine(field.value)
    }
  }
}

extension StringProtocol {
  /// Without white space at both ends.
  var trimmed: String {
    let start = drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
