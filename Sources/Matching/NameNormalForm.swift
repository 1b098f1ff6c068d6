/// Names of companies in the form in which they are compared.
enum NameNormalForm {
  /// The words of a name: upper-case ASCII, umlauts and their transliterations folded into one,
  /// initials of an abbreviation joined, legal forms and small words dropped.
  static func words(_ name: String) -> [[UInt8]] {
    let words = allWords(name)
    var telling = words.filter { !isFormOrSmall($0) }
    // A company has one legal form: of `AS Logistik GmbH` the first word is a part of the name.
    if let first = words.first, legalForms.contains(first), !smallWords.contains(first),
      let form = formBehindName(words), !areOfOneCompany(first, form)
    {
      telling.insert(first, at: 0)
    }
    return (telling.isEmpty ? words : telling).map(folded)
  }

  /// The legal form that stands in front of a name, where that is its only one: `AB` of
  /// `AB Logistik`, which is not `AS Logistik`.
  static func formInFront(of name: String) -> [UInt8]? {
    let words = allWords(name)
    guard words.count > 1, let first = words.first, legalForms.contains(first),
      !smallWords.contains(first), formBehindName(words) == nil
    else { return nil }
    return first
  }

  private static func allWords(_ name: String) -> [[UInt8]] {
    var words: [[UInt8]] = []
    var word: [UInt8] = []
    for byte in NormalForm.asciiUpper(name) + [0x20] {
      if NormalForm.isAlphanumeric(byte) {
        word.append(byte)
      } else if byte == UInt8(ascii: "'") {
        continue  // O'Neill is one word
      } else if !word.isEmpty {
        words.append(word)
        word = []
      }
    }
    return joiningInitials(words)
  }

  private static func isFormOrSmall(_ word: [UInt8]) -> Bool {
    legalForms.contains(word) || smallWords.contains(word)
  }

  /// The first legal form behind a word that is none.
  private static func formBehindName(_ words: [[UInt8]]) -> [UInt8]? {
    words.drop(while: isFormOrSmall).first {
      legalForms.contains($0) && !smallWords.contains($0) && !partners.contains($0)
    }
  }

  /// `Oy Nokia Ab`: the same form in both languages of Finland.
  private static func areOfOneCompany(_ first: [UInt8], _ second: [UInt8]) -> Bool {
    finnishForms.contains(first) && finnishForms.contains(second)
  }

  /// A letter of the word may be a slip: it is neither a figure, a Roman numeral, an initial nor so
  /// short that another letter makes another company of it.
  static func mayHaveSlip(_ word: some Collection<UInt8>) -> Bool {
    word.count >= 3 && !isNumeral(word)
  }

  /// Figures among the letters, or a Roman numeral: what tells sister companies apart.
  static func isNumeral(_ word: some Collection<UInt8>) -> Bool {
    word.contains(where: NormalForm.isDigit) || word.allSatisfy(romanFigures.contains)
  }

  /// The words in a fixed order: `Meier Bau` is `Bau Meier`.
  static func key(_ words: [[UInt8]]) -> [UInt8] {
    Array(words.sorted { $0.lexicographicallyPrecedes($1) }.joined(separator: [0x20]))
  }

  /// The words in their own order without blanks: how a cut name is recognised.
  static func run(_ words: [[UInt8]]) -> [UInt8] { words.flatMap { $0 } }

  /// Where a bank may have cut a name, going by its length.
  enum Cut {
    case no
    /// Only if it ends inside a word.
    case insideWord
    /// Also between two words.
    case anywhere
  }

  /// Whether a bank may have cut the name: it is as long as banks let names be, and ends in no
  /// legal form.
  ///
  /// A name that merely begins another is a company of its own: `Nord Bau` is not `Nord Bau
  /// Immobilien`. So short cuts count only where they part a word.
  static func cut(of name: String) -> Cut {
    var text = name[...]
    while text.last == " " { text.removeLast() }
    let last = NormalForm.asciiUpper(String(text)).split { !NormalForm.isAlphanumeric($0) }.last
    guard let last, !legalForms.contains(Array(last)) || smallWords.contains(Array(last)) else {
      return .no
    }
    // A blank at the cut is lost on the way: one less may be the whole length.
    let length = text.unicodeScalars.count
    func isOne(of lengths: Set<Int>) -> Bool {
      lengths.contains(length) || lengths.contains(length + 1)
    }
    if isOne(of: [27, 30, 32, 35, 70, 140]) { return .anywhere }
    return isOne(of: [18, 22, 24, 33]) ? .insideWord : .no
  }

  /// `S A R L` is `SARL`: single letters in a row are one word.
  private static func joiningInitials(_ words: [[UInt8]]) -> [[UInt8]] {
    var joined: [[UInt8]] = []
    var isInInitials = false
    for word in words {
      let isInitial = word.count == 1 && word.allSatisfy(NormalForm.isLetter)
      if isInitial, isInInitials, let last = joined.indices.last {
        joined[last].append(contentsOf: word)
      } else {
        joined.append(word)
      }
      isInInitials = isInitial
    }
    return joined
  }

  /// `MUELLER`, `MULLER` (from `MÜLLER` without dots) and `MÜLLER` are one.
  private static func folded(_ word: [UInt8]) -> [UInt8] {
    var folded: [UInt8] = []
    var index = 0
    while index < word.count {
      let byte = word[index]
      folded.append(byte)
      index += 1
      guard index < word.count else { break }
      let isVowelOfUmlaut =
        byte == UInt8(ascii: "A") || byte == UInt8(ascii: "O") || byte == UInt8(ascii: "U")
      if isVowelOfUmlaut, word[index] == UInt8(ascii: "E") { index += 1 }
      if byte == UInt8(ascii: "S"), index < word.count, word[index] == byte { index += 1 }
    }
    return folded
  }

  /// Words that tell no company from another; a name that ends in one was cut there.
  private static let smallWords: Set<[UInt8]> = Set(
    "AND UND ET THE DE LA MIT".split(separator: " ").map { Array($0.utf8) })

  /// Of the numbers that companies have.
  private static let romanFigures: Set<UInt8> = Set("IVX".utf8)

  /// `SARL Dupont & Cie`: a company's partners are no legal form.
  private static let partners: Set<[UInt8]> = Set(
    "CO CIE COMPANY".split(separator: " ").map { Array($0.utf8) })

  private static let finnishForms: Set<[UInt8]> = Set(
    "OY OYJ AB ABP".split(separator: " ").map { Array($0.utf8) })

  private static let legalForms: Set<[UInt8]> = Set(
    """
    GMBH MBH AG KG KGAA OHG GBR UG EV EK EG SE CO CIE INC INCORPORATED LLC LTD LIMITED CORP \
    CORPORATION COMPANY PLC LP LLP SA SARL SAS SASU SPA SRL SRLS SL SLU BV NV AB OY OYJ AS ASA APS \
    KS SP ZOO SPZOO SRO DOO KFT ZRT BVBA SPRL SNC PTY PTE PVT LDA VOF CV HB \
    GESELLSCHAFT AKTIENGESELLSCHAFT BESCHRANKTER BESCHRAENKTER HAFTUNG HAFTUNGSBESCHRANKT \
    HAFTUNGSBESCHRAENKT AKTIEBOLAG OSAKEYHTIO
    """.split(separator: " ").map { Array($0.utf8) })
}
