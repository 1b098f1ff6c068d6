/// What a person may be called: 1 to 64 of ASCII letters, figures, `.`, `_`, `-` and `@`.
///
/// Names are compared exactly, but no two differ in case only: nobody can pass for `alice` as
/// `Alice`. ASCII alone, so that no letter looks like another one.
public enum PersonName {
  static let bytesMax = 64

  public static func isUsable(_ name: String) -> Bool {
    (1...bytesMax).contains(name.utf8.count) && name.utf8.allSatisfy(isUsable)
  }

  /// The same text for all spellings of a name that differ in case.
  static func folded(_ name: String) -> String { name.lowercased() }

  private static func isUsable(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "-"), UInt8(ascii: "@"):
      true
    default: false
    }
  }
}
