/// A pattern for the names of files: `*` any run of characters, `?` any one, `[a-z]` and `[!0-9]`
/// one of a set or none of it. Capitals count, and a point at the beginning is like any other.
public struct GlobPattern: Hashable, Sendable {
  private enum Part: Hashable, Sendable {
    case anyRun
    case anyOne
    case one(Unicode.Scalar)
    case set([ClosedRange<Unicode.Scalar>], isNegated: Bool)

    func takes(_ scalar: Unicode.Scalar) -> Bool {
      switch self {
      case .anyRun, .anyOne: true
      case .one(let own): own == scalar
      case .set(let ranges, let isNegated): ranges.contains { $0.contains(scalar) } != isNegated
      }
    }
  }

  /// The pattern as it was written.
  public let text: String
  private let parts: [Part]

  /// - Returns: nil for an empty text, one with a `/`, and a set that is empty or does not end.
  public init?(_ text: String) {
    guard !text.isEmpty, !text.contains("/") else { return nil }
    var parts: [Part] = []
    var rest = Array(text.unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "*": if parts.last != .anyRun { parts.append(.anyRun) }
      case "?": parts.append(.anyOne)
      case "[":
        guard let set = Self.set(&rest) else { return nil }
        parts.append(set)
      default: parts.append(.one(scalar))
      }
    }
    self.text = text
    self.parts = parts
  }

  /// The whole name fits the pattern.
  ///
  /// - Complexity: O(*n* · *m*): only the last `*` is ever tried again.
  public func matches(_ name: String) -> Bool {
    let scalars = Array(name.unicodeScalars)
    var (place, part) = (0, 0)
    var retry: (place: Int, part: Int)?
    while place < scalars.count {
      if part < parts.count, parts[part] == .anyRun {
        part += 1
        retry = (place, part)
      } else if part < parts.count, parts[part].takes(scalars[place]) {
        place += 1
        part += 1
      } else if let last = retry {
        place = last.place + 1
        part = last.part
        retry = (place, part)
      } else {
        return false
      }
    }
    return parts[part...].allSatisfy { $0 == .anyRun }
  }

  /// The set behind its opening bracket; a `]` that stands first belongs to it.
  private static func set(_ rest: inout ArraySlice<Unicode.Scalar>) -> Part? {
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    let isNegated = rest.first == "!"
    if isNegated { rest.removeFirst() }
    while let scalar = rest.popFirst() {
      if scalar == "]", !ranges.isEmpty { return .set(ranges, isNegated: isNegated) }
      if rest.first == "-", let upper = rest.dropFirst().first, upper != "]" {
        guard scalar <= upper else { return nil }
        ranges.append(scalar...upper)
        rest.removeFirst(2)
      } else {
        ranges.append(scalar...scalar)
      }
    }
    return nil
  }
}
