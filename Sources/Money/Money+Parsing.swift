extension Money {
  /// Which spellings of a decimal number a source may use.
  public enum Notation: Sendable {
    /// `-?digits[.digits]`, at most the currency's decimals: our own files.
    case plain
    /// `xs:decimal` of ISO 20022: an optional sign, either side of the point may be empty, up to
    /// `fractionDigitsMax` decimals of which those beyond the currency's must be zero.
    case xmlDecimal(fractionDigitsMax: Int)
  }

  /// Reads an exact amount.
  ///
  /// - Throws: `MoneyError.notANumber`, `.tooManyDecimals` where digits would be lost, `.overflow`.
  public init(
    parsing text: String, in currency: Currency, notation: Notation = .plain
  ) throws(MoneyError) {
    var copy = text
    let outcome: Result<Int64, MoneyError> = copy.withUTF8 { bytes in
      Result { () throws(MoneyError) -> Int64 in
        try Self.minorUnits(parsing: bytes.span, in: currency, notation: notation)
      }
    }
    self.init(minorUnits: try outcome.get(), currency)
  }

  /// Reads an exact amount from ASCII bytes; see `init(parsing:in:notation:)`.
  public static func minorUnits(
    parsing bytes: Span<UInt8>, in currency: Currency, notation: Notation = .plain
  ) throws(MoneyError) -> Int64 {
    let digits = currency.minorDigits
    let strict: Bool
    let fractionMax: Int
    switch notation {
    case .plain: (strict, fractionMax) = (true, digits)
    case .xmlDecimal(let most): (strict, fractionMax) = (false, max(most, digits))
    }
    var index = 0
    var end = bytes.count
    if !strict {  // the whitespace facet of xs:decimal is "collapse"
      while index < end, isBlank(bytes[index]) { index += 1 }
      while end > index, isBlank(bytes[end - 1]) { end -= 1 }
    }
    var negative = false
    if index < end, bytes[index] == UInt8(ascii: "-") {
      negative = true
      index += 1
    } else if !strict, index < end, bytes[index] == UInt8(ascii: "+") {
      index += 1
    }
    // Minor units are built below zero, since the least Int64 has no positive twin.
    var units: Int64 = 0
    var wholeDigits = 0
    var fractionDigits = 0
    var sawPoint = false
    while index < end {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "."), !sawPoint {
        sawPoint = true
        continue
      }
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else {
        throw .notANumber(text(of: bytes))
      }
      let digit = Int64(byte - UInt8(ascii: "0"))
      if sawPoint {
        fractionDigits += 1
        if fractionDigits > fractionMax { throw .tooManyDecimals(text(of: bytes), allowed: digits) }
        if fractionDigits > digits {
          if digit != 0 { throw .tooManyDecimals(text(of: bytes), allowed: digits) }
          continue
        }
      } else {
        wholeDigits += 1
      }
      units = try units.timesTenMinus(digit)
    }
    guard wholeDigits + fractionDigits > 0 else { throw .notANumber(text(of: bytes)) }
    if strict, wholeDigits == 0 || (sawPoint && fractionDigits == 0) {
      throw .notANumber(text(of: bytes))
    }
    var missing = digits - min(fractionDigits, digits)
    while missing > 0 {
      units = try units.timesTenMinus(0)
      missing -= 1
    }
    return negative ? units : try Int64(0).subtractingChecked(units)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  /// The text for an error message, cut where nobody would read on.
  private static func text(of bytes: Span<UInt8>) -> String {
    var kept: [UInt8] = []
    for index in 0..<min(bytes.count, 40) { kept.append(bytes[index]) }
    return String(decoding: kept, as: UTF8.self) + (bytes.count > 40 ? "…" : "")
  }
}

extension Int64 {
  fileprivate func timesTenMinus(_ digit: Int64) throws(MoneyError) -> Int64 {
    let (tenfold, overflow) = multipliedReportingOverflow(by: 10)
    if overflow { throw .overflow }
    return try tenfold.subtractingChecked(digit)
  }
}
