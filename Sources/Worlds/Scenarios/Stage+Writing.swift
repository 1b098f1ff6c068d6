import Money

extension Stage {
  /// A document's number as somebody writes it who does not care for punctuation.
  mutating func written(_ item: WorldItem) -> String {
    let style = world.invoices
    let serial = style.padded(item.serial)
    let word = random.pick(main.language.invoiceWords)
    let loose = style.join(style.letters, style.year, serial, random.pick([" ", "", ".", "_"]))
    switch random.below(4) {
    case 0: return "\(word) \(loose)"
    case 1: return "\(word) \(loose.lowercased())"
    case 2: return "\(word.lowercased())\(style.hasLetters ? "#" : ": ")\(item.number.lowercased())"
    default:
      let date = item.documentDate
      return "\(word) \(loose) \(main.language.dateWord) "
        + "\(ReferenceScheme.padded(date.day, 2)).\(ReferenceScheme.padded(date.month, 2))."
        + "\(date.year)"
    }
  }

  /// A number among others that mean nothing.
  mutating func distracted(_ number: String) -> [String] {
    let language = main.language
    let day = date.advanced(byDays: -random.within(3...50))
    let date =
      "\(ReferenceScheme.padded(day.day, 2)).\(ReferenceScheme.padded(day.month, 2))."
      + "\(day.year)"
    let other = random.pick([
      "TEL. 0\(random.within(30...89))/\(random.digits(7))",
      "TEL +49 89 \(random.digits(6))",
      "IBAN \(world.account(.camt).number)",
      "\(day)",
      "EUR \(random.within(1...9)).\(random.digits(3)),\(random.digits(2))",
      "KD-NR \(main.id)",
      "UST-ID DE\(random.within(1...9))\(random.digits(8))",
    ])
    let pieces = [
      "\(random.pick(language.invoiceWords)) \(number) \(language.dateWord) \(date)", other,
    ]
    return random.chance(500) ? pieces : [pieces.joined(separator: " ")]
  }

  /// An invoice whose number is written with one slip, and paid exactly.
  mutating func paySlipped(_ spoil: (inout Stage, String) -> String) {
    // No document stands near, so that the slip is no other's number.
    counters.serial += 120
    let place = invoice()
    counters.serial += 120
    payInText([place], named([spoil(&self, number(place))]))
  }

  /// One of the last two digits is another one, or looks like a letter.
  mutating func misread(_ number: String) -> String {
    var bytes = Array(number.utf8)
    let place = endOfSerial(bytes) - random.within(1...2)
    let letters: [UInt8: UInt8] = [48: 79, 49: 73, 53: 83, 56: 66]  // 0 O, 1 I, 5 S, 8 B
    if let letter = letters[bytes[place]], random.chance(600) {
      bytes[place] = letter
    } else {
      bytes[place] = 48 + (bytes[place] - 48 + UInt8(random.within(1...9))) % 10
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Another year is another document: slips are made in the serial.
  private func endOfSerial(_ number: [UInt8]) -> Int {
    let style = world.invoices
    return style.isYearLast
      ? number.count - style.separator.utf8.count - style.year.utf8.count : number.count
  }

  /// The last two digits of the serial changed places; where they are equal, one is misread.
  mutating func transposed(_ number: String) -> String {
    var bytes = Array(number.utf8)
    let last = endOfSerial(bytes) - 1
    if bytes[last] == bytes[last - 1] { return misread(number) }
    bytes.swapAt(last, last - 1)
    return String(decoding: bytes, as: UTF8.self)
  }
}
