/// The keys of one number, from its groups of letters and of digits.
struct DocumentKeys {
  /// As written, and with leading zeros dropped in every group of digits.
  var whole = KeyPair()
  /// What is left without the leading letters: three digits at least.
  var withoutLetters = KeyPair()
  /// The serial alone, where other groups of digits stand beside it: the last group, of four digits
  /// at least of which three are significant, or the one before the year that ends the number (`4711/2026`,
  /// `FV/4711/03/2026`, `4711/26`), of three.
  var serial: UInt64?
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
    if let place = groups.serial {
      serial = KeyHash.of(NormalForm.withoutLeadingZeros(groups.raw[place]))
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
    /// Where the last three groups of digits stand, the last one first, and whether that is the
    /// last of all.
    private var last = (0..<0, 0..<0, 0..<0)
    private var endsInDigits = false
    /// A slash stands before the last group of digits.
    private var isSlashed = false
    private var lastMark: UInt8 = 0
    private var kind = Kind.none
    private var isAllZeros = false

    init(capacity: Int) {
      raw.reserveCapacity(capacity)
      stripped.reserveCapacity(capacity)
    }

    mutating func take(_ byte: UInt8) {
      guard NormalForm.isAlphanumeric(byte) else {
        endGroup()
        lastMark = byte
        return
      }
      if NormalForm.isDigit(byte) {
        if kind != .digits {
          endGroup()
          kind = .digits
          isAllZeros = true
          digitGroups += 1
          isSlashed = lastMark == UInt8(ascii: "/")
          last = (raw.count..<raw.count, last.0, last.1)
          lettersBefore = lettersBefore ?? raw.count
        }
        if byte != 0x30 { isAllZeros = false }
        if !isAllZeros { stripped.append(byte) }
        last.0 = last.0.lowerBound..<(raw.count + 1)
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

    /// Where the serial stands, if it is not the only group of digits.
    var serial: Range<Int>? {
      guard digitGroups > 1, endsInDigits else { return nil }
      let groups = [last.2, last.1, last.0].suffix(digitGroups).map { raw[$0] }
      switch YearBehind.groups(groups, isSlashed: isSlashed) {
      case 0:
        return last.0.count >= 4 && NormalForm.withoutLeadingZeros(raw[last.0]).count >= 3
          ? last.0 : nil
      case 1: return last.1
      default: return last.2
      }
    }

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
