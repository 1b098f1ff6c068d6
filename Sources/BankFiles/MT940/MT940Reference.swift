/// What stands in the reference fields of an entry.
enum MT940Reference {
  /// The reference, or nothing where it is a placeholder, or says where the reference is.
  static func meaning(_ text: String) -> String {
    // Some banks shorten NONREF to a letter.
    let count = text.utf8.count
    if count < 2 { return "" }
    guard count <= longestPlaceholder else { return text }
    return placeholders.contains(text.uppercased()) ? "" : text
  }

  /// Figures alone.
  static func isNumber(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy(MT940Tag.isFigure)
  }

  /// Long enough, and of figures enough, to be given once: Danish banks write words there, others
  /// the number of the branch.
  static func isPlausiblyUnique(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    let figures = bytes.count(where: MT940Tag.isFigure)
    guard bytes.count >= 10, figures >= 6, bytes.allSatisfy({ $0 > 0x20 }) else { return false }
    // Zeros with a figure at their end count something.
    return bytes.count { $0 != bytes[0] } >= 2
  }

  private static let longestPlaceholder = 12

  private static let placeholders: Set<String> = [
    "NOTPROVIDED", "NOT PROVIDED", "NONREF", "NOREF", "NONE", "EREF", "EREF+", "KREF", "KREF+",
    "MREF", "MREF+", "PREF", "MARF", "CREF", "RREF", "OTHR",
  ]
}
