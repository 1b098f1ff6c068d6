/// Names of companies, no two of which differ by a slip of the pen.
enum CompanyNames {
  private static let syllables = [
    "bal", "bem", "bir", "bon", "cas", "cor", "dal", "den", "dor", "fal", "fen", "fir", "gal",
    "gor", "hal", "hem", "hir", "jan", "jor", "kal", "kel", "kir", "kon", "lam", "len", "lin",
    "lor", "mal", "mer", "mir", "mon", "nal", "nem", "nor", "pal", "pen", "pir", "pol", "ral",
    "ren", "rin", "ros", "sal", "sen", "sil", "son", "tal", "tem", "tir", "tor", "val", "ven",
    "vir", "vol", "wal", "wen", "win", "yal", "yor", "zam", "zen",
  ]

  /// The invented word of the n-th customer. Its last syllable is a check over the others, so that
  /// two words differ in two syllables at least.
  static func word(_ index: Int) -> String {
    let base = syllables.count  // 61, a prime
    // A step that is prime to 61^3 spreads neighbours.
    var rest = Int((UInt64(index) * 71_933 + 12_345) % 226_981)
    rest += index / 226_981 * 226_981
    var check = 0
    var word = ""
    var weight = 1
    for _ in 0..<(index < 226_981 ? 3 : 4) {
      let digit = rest % base
      rest /= base
      check += digit * weight
      weight += 1
      word += syllables[digit]
    }
    word += syllables[(check + 7 * base) % base]
    return word.prefix(1).uppercased() + word.dropFirst()
  }

  static func name(_ index: Int, _ language: Language, _ random: inout SplitMix) -> String {
    "\(word(index)) \(random.pick(language.companyWords)) \(random.pick(language.legalForms))"
  }

  /// The name with one letter of its first word wrong, or two changed places.
  static func misspelt(_ name: String, _ random: inout SplitMix) -> String {
    var letters = Array(name)
    let place = random.within(3...6)
    if random.chance(500), letters[place] != letters[place + 1] {
      letters.swapAt(place, place + 1)
    } else {
      letters.remove(at: place)
    }
    return String(letters)
  }
}
