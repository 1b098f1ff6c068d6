/// Texts that strangers choose, cut to what is worth keeping.
enum ShortText {
  /// As many whole characters as fit.
  static func cut(_ text: String, to bytesMax: Int) -> String {
    guard text.utf8.count > bytesMax else { return text }
    var kept = ""
    var count = 0
    for scalar in text.unicodeScalars {
      count += String(scalar).utf8.count
      guard count <= bytesMax else { break }
      kept.unicodeScalars.append(scalar)
    }
    return kept
  }
}
