/// Layouts that are no more than text, with what can be told of it.
extension MT940Detail {
  mutating func readFreeText(_ bytes: [UInt8]) {
    if let text = Self.behindPrimanota(bytes) {
      businessCode = businessCode ?? Self.leadingCode(bytes)
      return add(.text, text)
    }
    if Self.contains("TYT.:", bytes) || Self.contains("; OD:", bytes) { return readPolish(bytes) }
    if Self.contains("SVWZ+", bytes) || bytes.starts(with: Array("EREF+".utf8)) {
      return readKeywords(bytes)
    }
    addLeadingAccount(bytes)
    add(.text, bytes[...])
  }

  /// `999PN5477SCHECK-NR. …`: a business code and the number of the bank's slip, then text.
  private static func behindPrimanota(_ bytes: [UInt8]) -> ArraySlice<UInt8>? {
    guard leadingCode(bytes) != nil, bytes.count > 5, bytes[3] == UInt8(ascii: "P"),
      bytes[4] == UInt8(ascii: "N"), MT940Tag.isFigure(bytes[5])
    else { return nil }
    return bytes[5...].dropFirst(min(4, bytes[5...].prefix(while: MT940Tag.isFigure).count))
  }

  private static func leadingCode(_ bytes: [UInt8]) -> Int? {
    guard bytes.count > 3, bytes.prefix(3).allSatisfy(MT940Tag.isFigure),
      !MT940Tag.isFigure(bytes[3])
    else { return nil }
    return bytes.prefix(3).reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// The other account in front of the text: an IBAN, or the ten figures of Dutch giro accounts.
  /// It stays in the text too, since it may be something else.
  private mutating func addLeadingAccount(_ bytes: [UInt8]) {
    let word = bytes.prefix { $0 != 0x20 && $0 != 0x0A }
    let isGiro = word.count == 10 && word.allSatisfy(MT940Tag.isFigure) && word.count < bytes.count
    if IBAN.isValid(word) || isGiro { add(.account, word) }
  }

  // MARK: mBank and others in Poland: labels between semicolons

  /// - Source: mBank, MT940 with `OD:` (from), `TYT.:` (title), `TNR:` (the bank's number).
  private mutating func readPolish(_ bytes: [UInt8]) {
    if let code = Self.leadingCode(bytes) { businessCode = businessCode ?? code }
    let labels: [(String, Part?)] = [
      ("ID IPH:", .reference), ("Z RACH.:", .account), ("NA RACH.:", nil), ("OD:", .orderer),
      ("DLA:", .beneficiary), ("TYT.:", .text), ("TNR:", .reference),
    ]
    readLabels(bytes, labels) { part, value in
      var value = Self.trimmed(value)
      while value.last == UInt8(ascii: ";") { value = Self.trimmed(value.dropLast()) }
      guard part == .orderer || part == .beneficiary else { return value }
      // The address follows on the next line.
      return value[..<(value.firstIndex(of: 0x0A) ?? value.endIndex)]
    }
  }

  // MARK: ABN AMRO: two columns a line, of 33 and 32 letters

  func isInColumns(_ line: Span<UInt8>) -> Bool {
    let start = Self.copy(line, 0..<min(line.count, 40))
    let text = Self.trimmed(start[...])
    for word in ["GIRO ", "SEPA ", "BEA ", "GEA "] where text.starts(with: Array(word.utf8)) {
      return text.count > 32 || line.count > 32
    }
    // ` 11.78.09.357 NAME`
    let account = text.prefix { $0 != 0x20 }
    let figures = account.count(where: MT940Tag.isFigure)
    return account.count == 12 && figures == 9 && account.count { $0 == UInt8(ascii: ".") } == 3
  }

  mutating func readColumns(_ record: Span<UInt8>) {
    let bytes = columns(record)
    if Self.contains("IBAN:", bytes) {
      let labels: [(String, Part?)] = [
        ("IBAN:", .account), ("BIC:", nil), ("NAAM:", .name), ("OMSCHRIJVING:", .text),
        ("KENMERK:", .endToEndID), ("MACHTIGING:", .reference), ("INCASSANT:", nil),
      ]
      return readLabels(bytes, labels) { _, value in Self.trimmed(value) }
    }
    add(.text, bytes[...])
    var lines = bytes.split(separator: 0x0A)[...]
    guard var first = lines.popFirst().map(Self.trimmed) else { return }
    if first.starts(with: Array("GIRO ".utf8)) { first = Self.trimmed(first.dropFirst(5)) }
    let account = first.prefix { MT940Tag.isFigure($0) || $0 == UInt8(ascii: ".") }
    guard account.count >= 4 else { return }
    add(.account, account)
    let name = Self.trimmed(first[account.endIndex...])
    add(.name, name.isEmpty ? lines.first ?? [] : name)
  }

  /// Column after column; one that is full goes on in the next.
  private func columns(_ record: Span<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    for line in lines {
      var start = line.lowerBound
      var width = 33
      while start < line.upperBound {
        var end = min(start + width, line.upperBound)
        // A text that runs over the border of the columns is in one.
        if end - start == 33, record[end - 1] != 0x20 { end = line.upperBound }
        let column = Self.copy(record, start..<end)[...]
        let text = column[..<(column.lastIndex { $0 != 0x20 }.map { $0 + 1 } ?? 0)]
        bytes.append(contentsOf: text)
        if text.count < 32 { bytes.append(0x0A) }
        start = end
        width = 65 - width
      }
    }
    return bytes
  }

  // MARK: Labels

  /// Cuts text at labels, each at the begin of a line or behind a blank.
  private mutating func readLabels(
    _ bytes: [UInt8], _ labels: [(String, Part?)],
    _ clean: (Part, ArraySlice<UInt8>) -> ArraySlice<UInt8>
  ) {
    var marks: [(part: Part?, begin: Int, start: Int)] = []
    for index in bytes.indices {
      guard index == 0 || bytes[index - 1] == 0x20 || bytes[index - 1] == 0x0A,
        let label = labels.first(where: { bytes[index...].starts(with: $0.0.utf8) })
      else { continue }
      marks.append((label.1, index, index + label.0.utf8.count))
    }
    add(.bankText, clean(.bankText, bytes[..<(marks.first?.begin ?? bytes.count)]))
    for (place, mark) in marks.enumerated() {
      let end = place + 1 < marks.count ? marks[place + 1].begin : bytes.count
      guard let part = mark.part, mark.start <= end else { continue }
      add(part, clean(part, bytes[mark.start..<end]))
    }
  }

  private static func contains(_ text: String, _ bytes: [UInt8]) -> Bool {
    let pattern = Array(text.utf8)
    guard let first = pattern.first, bytes.count >= pattern.count else { return false }
    return (0...(bytes.count - pattern.count)).contains {
      bytes[$0] == first && bytes[$0...].starts(with: pattern)
    }
  }

  // MARK: Hungary and Poland: `:NS:`

  /// A line of the block: two figures that say what it is, then its value.
  mutating func readBlockLine(_ line: [UInt8]) {
    guard line.count > 2, MT940Tag.isFigure(line[0]), MT940Tag.isFigure(line[1]) else {
      return add(.text, line[...])
    }
    let value = line[2...]
    switch Int(line[0] - 0x30) * 10 + Int(line[1] - 0x30) {
    case 1...14: add(.text, value)
    case 15: add(.name, value)
    case 16: extendName(value)
    case 17: add(.bankText, value)
    case 33: add(.routingNumber, value)
    case 34: add(.account, value)
    default: break
    }
  }
}
