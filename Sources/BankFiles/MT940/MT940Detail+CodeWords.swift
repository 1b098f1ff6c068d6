extension MT940Detail {
  /// Of whom the names and accounts are that follow.
  private enum Side { case other, orderer, beneficiary, ultimate }

  mutating func readCodeWords(_ bytes: ArraySlice<UInt8>) {
    let found = Self.codeWords(in: bytes)
    add(.bankText, bytes[..<(found.first?.begin ?? bytes.endIndex)])
    var side = Side.other
    for (place, current) in found.enumerated() {
      let end = place + 1 < found.count ? found[place + 1].begin : bytes.endIndex
      let value = Self.withoutSlashes(bytes[min(current.start, end)..<end])
      read(current.word, value, &side)
    }
  }

  private mutating func read(
    _ word: MT940CodeWord, _ value: ArraySlice<UInt8>, _ side: inout Side
  ) {
    switch word {
    case .eref: add(.endToEndID, value)
    case .pref: add(.batchReference, value)
    case .marf, .cref: add(.reference, value)
    case .rtrn:
      isReturned = true
      add(.returnReason, value)
    case .ordp: begin(.orderer, value, &side)
    case .benm: begin(.beneficiary, value, &side)
    case .ultd, .ultc: begin(.ultimate, value, &side)
    case .name: addName(value, side)
    case .iban: if side != .ultimate { add(.account, value) }
    case .cntp: readCounterparty(value)
    case .remi, .ustd: add(.text, value)  // REMI is empty where USTD or STRD follow
    case .strd: readStructured(value)
    case .cdtrref: addPaymentReference(value)
    case .trtp: add(.bankText, value)
    case .ocmt: add(.original, value)
    case .chgs, .chgt: add(.charges, value)
    case .csid, .addr, .id, .bic, .cdtrreftp, .cd, .issr, .isdt, .pdat, .purp, .svcl, .trcd, .exch:
      break
    }
  }

  /// `/ORDP//NAME/…`, and `/ORDP/…` with the name itself.
  private mutating func begin(
    _ next: Side, _ value: ArraySlice<UInt8>, _ side: inout Side
  ) {
    side = next
    addName(value, next)
  }

  private mutating func addName(_ value: ArraySlice<UInt8>, _ side: Side) {
    switch side {
    case .other: add(.name, value)
    case .orderer: add(.orderer, value)
    case .beneficiary: add(.beneficiary, value)
    case .ultimate: break  // of the payer or of the receiver: nobody says
    }
  }

  /// `IBAN/BIC/name/city`.
  private mutating func readCounterparty(_ value: ArraySlice<UInt8>) {
    let parts = value.split(
      separator: UInt8(ascii: "/"), maxSplits: 3, omittingEmptySubsequences: false)
    if let account = parts.first { add(.account, account) }
    if parts.count > 2 { add(.name, parts[2]) }
  }

  /// `CUR/9001123412341234`: the kind of reference and the reference.
  private mutating func readStructured(_ value: ArraySlice<UInt8>) {
    guard let slash = value.firstIndex(of: UInt8(ascii: "/")), slash - value.startIndex <= 4 else {
      return add(.text, value)
    }
    addPaymentReference(Self.withoutSlashes(value[slash...]))
  }

  private mutating func addPaymentReference(_ value: ArraySlice<UInt8>) {
    add(first(.paymentReference) == nil ? .paymentReference : .text, value)
  }

  /// A slash may both end one word and begin the next: `/REMI/USTD//…`.
  private static func codeWords(
    in bytes: ArraySlice<UInt8>
  ) -> [(word: MT940CodeWord, begin: Int, start: Int)] {
    var found: [(word: MT940CodeWord, begin: Int, start: Int)] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      guard let (word, slash) = MT940CodeWord.at(index, in: bytes),
        !word.isDependent || isDependent(word, on: found.last?.word)
      else {
        index += 1
        continue
      }
      found.append((word, index, slash + 1))
      index = slash
    }
    return found
  }

  private static func isDependent(_ word: MT940CodeWord, on last: MT940CodeWord?) -> Bool {
    switch last {
    case .cdtrreftp, .cd, .issr: word == .cd || word == .issr
    case .ordp, .benm, .ultd, .ultc, .name, .addr: word == .id
    default: false
    }
  }

  private static func withoutSlashes(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = trimmed(bytes)
    while let first = bytes.first, first == UInt8(ascii: "/") { bytes.removeFirst() }
    while let last = bytes.last, last == UInt8(ascii: "/") { bytes.removeLast() }
    return trimmed(bytes)
  }
}
