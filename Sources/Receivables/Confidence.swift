/// How sure a match is, in hundredths: 100 is certain. Kept as an integer so that every machine
/// computes and prints the same.
public struct Confidence: Hashable, Sendable, Comparable, Codable {
  public var hundredths: Int

  public init(hundredths: Int) {
    self.hundredths = min(100, max(0, hundredths))
  }

  /// Reads `0.95`, `0.5`, `1` or `1.00`: 0 to 1, at most two decimals.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first, whole == "0" || whole == "1", parts.count <= 2 else {
      return nil
    }
    var hundredths = whole == "1" ? 100 : 0
    if parts.count == 2 {
      let fraction = parts[1].utf8
      guard (1...2).contains(fraction.count), fraction.allSatisfy({ (0x30...0x39).contains($0) })
      else { return nil }
      let tens = fraction.first.map { Int($0) - 0x30 } ?? 0
      let ones = fraction.dropFirst().first.map { Int($0) - 0x30 } ?? 0
      hundredths += tens * 10 + ones
    }
    guard hundredths <= 100 else { return nil }
    self.hundredths = hundredths
  }

  public static func < (a: Confidence, b: Confidence) -> Bool { a.hundredths < b.hundredths }
}

extension Confidence: CustomStringConvertible {
  /// `0.97`, `1.00`.
  public var description: String {
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}
