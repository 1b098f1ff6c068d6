import Money
import Receivables

/// The funds type of an amount: when it is available. Never part of any total.
enum BAI2Funds {
  enum Outcome {
    case read(valueDate: CalendarDate?)
    /// A type code stands where the funds type should: a field was dropped before it.
    case missing
    case refused(String)
  }

  private static let isCut = "the record ends within the fields of the funds type"

  /// Reads the fields that belong to funds type `code` from what follows it.
  static func read(_ code: ArraySlice<UInt8>, from fields: inout some BAI2FieldSource) -> Outcome {
    if code.isEmpty { return .read(valueDate: nil) }
    if BAI2TypeCode(code) != nil { return .missing }
    guard code.count == 1, let letter = code.first else {
      return .refused("the funds type '\(TextDecoding.text(code))' is unknown")
    }
    switch letter >= 0x61 ? letter & 0xDF : letter {  // lower case has been seen
    case UInt8(ascii: "Z"), UInt8(ascii: "0"), UInt8(ascii: "1"), UInt8(ascii: "2"):
      return .read(valueDate: nil)
    case UInt8(ascii: "V"):
      if fields.isAtEnd { return .refused(Self.isCut) }
      let date = fields.take()
      if fields.isAtEnd { return .refused(Self.isCut) }
      _ = fields.take()
      if date.isEmpty { return .read(valueDate: nil) }
      guard let valueDate = CalendarDate(yymmdd: date) else {
        return .refused("the value date '\(TextDecoding.text(date))' is none")
      }
      return .read(valueDate: valueDate)
    case UInt8(ascii: "S"):
      for _ in 0..<3 {
        if fields.isAtEnd { return .refused(Self.isCut) }
        _ = fields.take()
      }
      return .read(valueDate: nil)
    case UInt8(ascii: "D"):
      let count = fields.take()
      guard let pairs = WholeNumber.count(count), pairs <= 999 else {
        return .refused("'\(TextDecoding.text(count))' is no number of availability pairs")
      }
      for _ in 0..<pairs {
        if fields.isAtEnd { return .refused("fewer than \(pairs) availability pairs follow") }
        _ = fields.take()
        _ = fields.take()
      }
      return .read(valueDate: nil)
    default: return .refused("the funds type '\(TextDecoding.text(code))' is unknown")
    }
  }
}
