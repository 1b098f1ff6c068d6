import Money

/// A balance field: `1!a6!n3!a15d`.
struct MT940Balance {
  /// Negative where the account is in debit.
  var units: Int64
  var date: CalendarDate?
  var isDateClamped: Bool
  var currency: Currency
  var remark: String?

  enum Refusal: Error {
    case malformed
    case unknownCurrency(String)
    case amount(String)
  }

  init(_ bytes: Span<UInt8>) throws(Refusal) {
    var start = 0
    while start < bytes.count, bytes[start] == 0x20 { start += 1 }
    guard bytes.count - start > 10,
      bytes[start] == UInt8(ascii: "C") || bytes[start] == UInt8(ascii: "D"),
      (1...6).allSatisfy({ MT940Tag.isFigure(bytes[start + $0]) })
    else { throw .malformed }
    let day = MT940Date(bytes, at: start + 1)
    date = day?.date
    isDateClamped = day?.isClamped ?? false
    currency = try Self.currency(bytes, at: start + 7)
    var end = start + 10
    while end < bytes.count, MT940Amount.isPart(bytes[end]) { end += 1 }
    var rest = end
    while rest < bytes.count, bytes[rest] == 0x20 || bytes[rest] == 0x09 { rest += 1 }
    guard rest == bytes.count else { throw .malformed }
    do {
      let amount = try MT940Amount(
        bytes.extracting((start + 10)..<end), digits: currency.minorDigits)
      units = bytes[start] == UInt8(ascii: "D") ? -amount.units : amount.units
      remark = amount.remark
    } catch {
      throw .amount(error.reason)
    }
  }

  /// Three capitals.
  static func currency(_ bytes: Span<UInt8>, at offset: Int) throws(Refusal) -> Currency {
    guard offset + 3 <= bytes.count,
      (offset..<(offset + 3)).allSatisfy({ MT940Tag.isCapital(bytes[$0]) })
    else { throw .malformed }
    let code = String(
      decoding: [bytes[offset], bytes[offset + 1], bytes[offset + 2]], as: UTF8.self)
    guard let currency = Currency(code) else { throw .unknownCurrency(code) }
    return currency
  }
}
