/// What somebody typed into a search box, made harmless: words for a full-text index, and codes.
struct SearchWords {
  /// The text, at most so long, without signs that no text has.
  let text: String
  /// Letters and digits, small: the text as one code.
  let code: String
  /// Each word by itself.
  let words: [String]

  private static let lengthMax = 100
  private static let wordsMax = 8

  init(_ text: String) {
    let kept = text.prefix(Self.lengthMax).unicodeScalars.filter {
      $0.properties.generalCategory != .control
    }
    let plain = String(String.UnicodeScalarView(kept))
    self.text = plain.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    code = SearchCode.folded(self.text)
    words = self.text.split { !$0.isLetter && !$0.isNumber }.prefix(Self.wordsMax).map(String.init)
  }

  /// How ids may be written that somebody typed without care: as it stands, in capitals, and as those
  /// of payments, with a capital `P` and small digits.
  var ids: [String] {
    var ids = [text]
    for id in [text.uppercased(), text.prefix(1).uppercased() + text.dropFirst().lowercased()]
    where !ids.contains(id) {
      ids.append(id)
    }
    return ids
  }

  /// Names that have all words, each at least as a beginning; nil where there is no word.
  ///
  /// Words have letters and digits alone and stand in quotes: nothing in them is FTS5 syntax.
  var beginnings: String? { Self.match(words, isBeginning: true) }

  /// Names that have all words as they are.
  var wholes: String? { Self.match(words, isBeginning: false) }

  static func match(_ words: [String], isBeginning: Bool) -> String? {
    words.isEmpty
      ? nil
      : words.map { "\"\($0.replacing("\"", with: ""))\"" + (isBeginning ? "*" : "") }
        .joined(separator: " ")
  }
}
