/// The SEPA attributes that German banks write into the purpose: `EREF+…MREF+…SVWZ+…`.
///
/// - Source: Deutsche Kreditwirtschaft, DFÜ-Abkommen, Anlage 3, chapter 8 (SEPA in field 86).
extension MT940Detail {
  private enum Keyword {
    case endToEnd, batch, reference, purpose, ultimate, original, charges, account, other

    init?(_ word: UInt32) {
      switch word {
      case 0x4552_4546: self = .endToEnd  // EREF
      case 0x4B52_4546: self = .batch  // KREF: the sender's file
      case 0x4D52_4546, 0x5252_4546: self = .reference  // MREF, RREF
      case 0x5356_575A: self = .purpose  // SVWZ
      case 0x4142_5741: self = .ultimate  // ABWA: the payer behind the payer
      case 0x4F41_4D54: self = .original  // OAMT
      case 0x434F_414D: self = .charges  // COAM
      case 0x4942_414E: self = .account  // IBAN
      case 0x4352_4544, 0x4445_4254, 0x4142_5745, 0x5055_5250: self = .other  // CRED DEBT ABWE PURP
      default: return nil
      }
    }
  }

  private struct Mark {
    var keyword: Keyword
    /// Where the keyword begins, and its value.
    var begin: Int
    var start: Int
  }

  /// - Parameter purpose: the joined sub-fields; those that were not full end with a line feed.
  mutating func readKeywords(_ purpose: [UInt8]) {
    let marks = Self.marks(in: purpose)
    addText(purpose[..<(marks.first?.begin ?? purpose.count)])
    for place in marks.indices {
      let mark = marks[place]
      let end = place + 1 < marks.count ? marks[place + 1].begin : purpose.count
      let value = purpose[mark.start..<end]
      if mark.keyword == .purpose {
        addText(value)
        continue
      }
      // A value that does not fill its sub-field has ended; what follows belongs to nobody's
      // keyword, and is text.
      let border = value.firstIndex(of: 0x0A) ?? end
      switch mark.keyword {
      case .endToEnd: add(.endToEndID, value[..<border])
      case .batch: add(.batchReference, value[..<border])
      case .reference: add(.reference, value[..<border])
      case .ultimate: add(.ultimate, value[..<border])
      case .original: add(.original, value[..<border])
      case .charges: add(.charges, value[..<border])
      case .account: if first(.account) == nil { add(.account, value[..<border]) }
      case .purpose, .other: break
      }
      addText(value[border...])
    }
  }

  /// Remittance, but for the bank's own message about a payment that came back.
  mutating func addText(_ bytes: ArraySlice<UInt8>) {
    let text = Self.trimmed(bytes)
    add(text.starts(with: "MTLG:".utf8) ? .bankText : .text, text)
  }

  /// `EREF+` anywhere, since keywords follow a full sub-field directly; `EREF:` at a line's begin.
  private static func marks(in bytes: [UInt8]) -> [Mark] {
    var marks: [Mark] = []
    for index in bytes.indices.dropFirst(3) {
      let isPlus = bytes[index] == UInt8(ascii: "+")
      guard isPlus || bytes[index] == UInt8(ascii: ":") else { continue }
      if isPlus, bytes[(index - 3)..<index].elementsEqual("BIC".utf8),
        marks.last?.keyword == .account
      {
        marks.append(Mark(keyword: .other, begin: index - 3, start: index + 1))
        continue
      }
      guard index >= 4, isPlus || index == 4 || bytes[index - 5] == 0x0A else { continue }
      let word = bytes[(index - 4)..<index].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      guard let keyword = Keyword(word) else { continue }
      // The payer may well write of an IBAN+BIC.
      if keyword == .account, !isCountry(bytes, at: index + 1) { continue }
      marks.append(Mark(keyword: keyword, begin: index - 4, start: index + 1))
    }
    return marks
  }

  private static func isCountry(_ bytes: [UInt8], at index: Int) -> Bool {
    var index = index
    while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x0A { index += 1 }
    return index + 3 < bytes.count && MT940Tag.isCapital(bytes[index])
      && MT940Tag.isCapital(bytes[index + 1]) && MT940Tag.isFigure(bytes[index + 2])
      && MT940Tag.isFigure(bytes[index + 3])
  }
}
