/// The keys of one number, from its groups of letters and of digits.
struct DocumentKeys {
  /// As written, and with leading zeros dropped in every group of digits.
  var whole = KeyPair()
  /// What is left without the leading letters: three digits at least.
  var withoutLetters = KeyPair()
  /// The last group of digits, if it is not the only one: four significant digits at least.
  var lastGroup: UInt64?
  /// The leading letters.
  var prefix: [UInt8] = []

  var prefixText: String { String(decoding: prefix, as: UTF8.self) }

  /// The keys to look a number up by where it is written without its letters: for a number of
  /// digits alone, those of the digits themselves.
  var digitsOnly: KeyPair { prefix.isEmpty ? whole : withoutLetters }

  init(_ text: String) {
    let bytes = NormalForm.asciiUpper(text)
    self.init(bytes: bytes[...])
  }

  /// Groups end where letters meet digits, and at punctuation.
  init(bytes: ArraySlice<UInt8>) {
    var groups = Groups(capacity: bytes.count)
    for byte in bytes { groups.take(byte) }
    groups.end()
    guard let letters = groups.lettersBefore else { return }
    whole = KeyPair(groups.raw[...], groups.stripped[...])
    if letters > 0 {
      prefix = Array(groups.raw[..<letters])
      let rest = groups.raw[letters...]
      if NormalForm.withoutLeadingZeros(rest).count >= 3 {
        withoutLetters = KeyPair(rest, groups.stripped[letters...])
      }
    }
    if groups.digitGroups > 1, groups.endsInDigits {
      let digits = NormalForm.withoutLeadingZeros(groups.raw[groups.lastDigits...])
      if digits.count >= 4 { lastGroup = KeyHash.of(digits) }
    }
  }

  /// The letters and digits of a number, group after group.
  private struct Groups {
    private enum Kind { case none, letters, digits }

    /// As written, and without the leading zeros of each group of digits (one stays of zeros alone).
    var raw: [UInt8] = []
    var stripped: [UInt8] = []
    /// How many letters stand before the first digit; nil where there is no digit.
    var lettersBefore: Int?
    var digitGroups = 0
    /// Where the last group of digits begins, and whether it is the last of all.
    var lastDigits = 0
    var endsInDigits = false
    private var kind = Kind.none
    private var isAllZeros = false

    init(capacity: Int) {
      raw.reserveCapacity(capacity)
      stripped.reserveCapacity(capacity)
    }

    mutating func take(_ byte: UInt8) {
      guard NormalForm.isAlphanumeric(byte) else {
        endGroup()
        return
      }
      if NormalForm.isDigit(byte) {
        if kind != .digits {
          endGroup()
          kind = .digits
          isAllZeros = true
          digitGroups += 1
          lastDigits = raw.count
          lettersBefore = lettersBefore ?? raw.count
        }
        if byte != 0x30 { isAllZeros = false }
        if !isAllZeros { stripped.append(byte) }
        endsInDigits = true
      } else {
        if kind != .letters { endGroup() }
        kind = .letters
        stripped.append(byte)
        endsInDigits = false
      }
      raw.append(byte)
    }

    mutating func end() { endGroup() }

    private mutating func endGroup() {
      if kind == .digits, isAllZeros { stripped.append(0x30) }
      kind = .none
    }
  }
}

/// The one or two keys of a number as it is written with and without its leading zeros.
struct KeyPair: RandomAccessCollection {
  private var one: UInt64 = 0
  private var other: UInt64 = 0
  private(set) var endIndex = 0
  var startIndex: Int { 0 }

  /// None.
  init() {}

  init(_ raw: ArraySlice<UInt8>, _ stripped: ArraySlice<UInt8>) {
    one = KeyHash.of(NormalForm.withoutLeadingZeros(raw))
    other = KeyHash.of(NormalForm.withoutLeadingZeros(stripped))
    endIndex = one == other ? 1 : 2
  }

  subscript(index: Int) -> UInt64 { index == 0 ? one : other }
}
