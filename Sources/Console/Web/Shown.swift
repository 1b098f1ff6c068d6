/// How pages write what programs write otherwise.
enum Shown {
  /// `2026-03-10T18:00:05Z` as `2026-03-10 18:00 UTC`; what is no such moment stays as it is.
  static func moment(_ text: String) -> String {
    guard text.utf8.count == 20, text.hasSuffix("Z") else { return text }
    return text.prefix(10) + " " + text.dropFirst(11).prefix(5) + " UTC"
  }
}
