/// AutoMatch's score of two strings (B1, "AutoMatch recommendations", 1 and 2).
enum EditSimilarity {
  /// `1 − edits / length`, in millionths: the strings without anything but letters and digits, the
  /// edits by Levenshtein.
  ///
  /// Left open: which characters are stripped, and the denominator (cut in the page's copy). Chosen:
  /// all punctuation and blanks, and the longer string's length.
  static func score(_ recommended: String, _ supplied: String) -> Int {
    let one = stripped(recommended)
    let other = stripped(supplied)
    let length = max(one.count, other.count)
    guard length > 0 else { return 0 }
    return (length - distance(one, other)) * 1_000_000 / length
  }

  private static func stripped(_ text: String) -> [UInt8] {
    text.uppercased().utf8.filter {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (65...90).contains($0) || $0 > 127
    }
  }

  private static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
    var row = Array(0...other.count)
    for (line, letter) in one.enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      for (column, otherLetter) in other.enumerated() {
        let substituted = diagonal + (letter == otherLetter ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(substituted, diagonal + 1, row[column] + 1)
      }
    }
    return row[other.count]
  }
}
