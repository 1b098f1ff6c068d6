/// The words between slashes of Dutch and of structured SWIFT fields: `/EREF/…/REMI/…`.
///
/// - Source: ING, ABN AMRO and Rabobank, format descriptions of MT940 structured; SWIFT, field 86.
enum MT940CodeWord: String, CaseIterable {
  case eref = "EREF"
  case pref = "PREF"
  case marf = "MARF"
  case csid = "CSID"
  case cref = "CREF"
  case rtrn = "RTRN"
  case ordp = "ORDP"
  case benm = "BENM"
  case ultd = "ULTD"
  case ultc = "ULTC"
  case cntp = "CNTP"
  case name = "NAME"
  case addr = "ADDR"
  case id = "ID"
  case iban = "IBAN"
  case bic = "BIC"
  case remi = "REMI"
  case ustd = "USTD"
  case strd = "STRD"
  case cdtrref = "CDTRREF"
  case cdtrreftp = "CDTRREFTP"
  case cd = "CD"
  case issr = "ISSR"
  case isdt = "ISDT"
  case pdat = "PDAT"
  case purp = "PURP"
  case svcl = "SVCL"
  case trcd = "TRCD"
  case trtp = "TRTP"
  case ocmt = "OCMT"
  case chgs = "CHGS"
  case chgt = "CHGT"
  case exch = "EXCH"

  /// Only behind `CDTRREFTP` or `ORDP`: too short to be told from text elsewhere.
  var isDependent: Bool { self == .cd || self == .issr || self == .id }

  /// By the letters, the first in the highest byte.
  private static let byLetters: [UInt128: MT940CodeWord] = Dictionary(
    uniqueKeysWithValues: allCases.map { (pack($0.rawValue.utf8), $0) })

  private static func pack(_ letters: some Sequence<UInt8>) -> UInt128 {
    letters.reduce(0) { $0 << 8 | UInt128($1) }
  }

  /// The word that begins at an offset with its first slash, and where its last one is.
  static func at(_ offset: Int, in bytes: ArraySlice<UInt8>) -> (word: MT940CodeWord, slash: Int)? {
    guard offset < bytes.endIndex, bytes[offset] == UInt8(ascii: "/") else { return nil }
    var end = offset + 1
    while end < bytes.endIndex, end - offset <= 10, bytes[end] != UInt8(ascii: "/") {
      guard MT940Tag.isCapital(bytes[end]) else { return nil }
      end += 1
    }
    guard end < bytes.endIndex, bytes[end] == UInt8(ascii: "/"), end > offset + 1 else {
      return nil
    }
    return byLetters[pack(bytes[(offset + 1)..<end])].map { ($0, end) }
  }

  /// The text begins with a code word, or has one of those that only this layout has.
  static func begins(_ bytes: [UInt8]) -> Bool {
    let text = MT940Detail.trimmed(bytes[...])
    if let first = at(text.startIndex, in: text) { return !first.word.isDependent }
    for index in text.indices where text[index] == UInt8(ascii: "/") {
      guard let found = at(index, in: text) else { continue }
      switch found.word {
      case .eref, .remi, .marf, .trtp, .ordp, .benm, .cntp, .rtrn, .ocmt: return true
      default: continue
      }
    }
    return false
  }
}
