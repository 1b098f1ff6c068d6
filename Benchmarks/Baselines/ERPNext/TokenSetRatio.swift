/// The likeness of two texts by their sets of words (B6: "token-set ratio").
///
/// The best of three: the words in common against each text's common and other words, and those two
/// against each other; likeness is 1 − edits / both lengths, where a replacement is two edits.
struct TokenSetRatio {
  /// Lower-cased words, once each, in order.
  let words: [String]
  /// How often each letter occurs, 32 kinds of them: what two texts have in common at most.
  private let letters: SIMD32<UInt16>
  private let length: Int

  init(_ text: [String]) {
    words = Set(text.map { $0.lowercased() }).sorted()
    length = Self.length(words)
    var letters = SIMD32<UInt16>()
    for byte in words.joined(separator: " ").utf8 { letters[Int(byte & 31)] += 1 }
    self.letters = letters
  }

  /// The ratio cannot be above this, if the texts have no word in common.
  func ratioMaxWithoutCommonWord(to other: TokenSetRatio) -> Int {
    let both = length + other.length
    guard both > 0 else { return 0 }
    return 2 * Int(pointwiseMin(letters, other.letters).wrappedSum()) * 100_000 / both
  }

  /// In hundred-thousandths of the whole; 0 where it cannot reach the cutoff.
  func ratio(to other: TokenSetRatio, cutoff: Int) -> Int {
    guard !words.isEmpty, !other.words.isEmpty else { return 0 }
    var common: [String] = []
    var mine: [String] = []
    var theirs: [String] = []
    var (i, j) = (0, 0)
    while i < words.count || j < other.words.count {
      if j == other.words.count || (i < words.count && words[i] < other.words[j]) {
        mine.append(words[i])
        i += 1
      } else if i == words.count || other.words[j] < words[i] {
        theirs.append(other.words[j])
        j += 1
      } else {
        common.append(words[i])
        (i, j) = (i + 1, j + 1)
      }
    }
    if !common.isEmpty, mine.isEmpty || theirs.isEmpty { return 100_000 }
    let shared = Self.length(common)
    let gap = shared == 0 ? 0 : 1
    let (mineLength, theirsLength) = (Self.length(mine), Self.length(theirs))
    var best = 0
    if shared > 0 {
      for rest in [mineLength, theirsLength] {
        let both = 2 * shared + gap + rest
        best = max(best, (both - gap - rest) * 100_000 / both)
      }
    }
    let both = 2 * (shared + gap) + mineLength + theirsLength
    let fewest = mineLength > theirsLength ? mineLength - theirsLength : theirsLength - mineLength
    if (both - fewest) * 100_000 / both > max(best, cutoff) {
      let edits = Self.edits(
        Array(mine.joined(separator: " ").utf8), Array(theirs.joined(separator: " ").utf8))
      best = max(best, (both - edits) * 100_000 / both)
    }
    return best > cutoff ? best : 0
  }

  private static func length(_ words: [String]) -> Int {
    words.reduce(max(0, words.count - 1)) { $0 + $1.utf8.count }
  }

  /// Insertions and deletions: both lengths less twice the longest common subsequence.
  private static func edits(_ one: [UInt8], _ other: [UInt8]) -> Int {
    var row = [Int](repeating: 0, count: other.count + 1)
    for letter in one {
      var diagonal = 0
      for (column, otherLetter) in other.enumerated() {
        let above = row[column + 1]
        row[column + 1] = letter == otherLetter ? diagonal + 1 : max(above, row[column])
        diagonal = above
      }
    }
    return one.count + other.count - 2 * row[other.count]
  }
}
