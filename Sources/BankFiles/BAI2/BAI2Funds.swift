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

  /// An amount may be left out: it is none.
  private static func isAmount(_ bytes: ArraySlice<UInt8>) -> Bool {
    do {
      _ = try WholeNumber.read(bytes)
      return true
    } catch {
      return false
    }
  }

  private static func noAmount(_ bytes: ArraySlice<UInt8>) -> String {
    "'\(TextDecoding.text(bytes.prefix(40)))' is no amount of the funds type"
  }

  /// Reads the fields that belong to funds type `code` from what follows it; what cannot be one of them
  /// stays, since it is a reference.
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
      let before = fields
      for _ in 0..<3 {
        if fields.isAtEnd { return .refused(Self.isCut) }
        let amount = fields.take()
        if !isAmount(amount) {
          fields = before
          return .refused(noAmount(amount))
        }
      }
      return .read(valueDate: nil)
    case UInt8(ascii: "D"):
      let before = fields
      let count = fields.take()
      guard let pairs = WholeNumber.count(count), pairs <= 999 else {
        fields = before
        return .refused("'\(TextDecoding.text(count))' is no number of availability pairs")
      }
      for _ in 0..<pairs {
        if fields.isAtEnd { return .refused("fewer than \(pairs) availability pairs follow") }
        let pair = fields
        let (days, amount) = (fields.take(), fields.take())
        if !days.isEmpty, WholeNumber.count(days) == nil {
          fields = pair
          return .refused("'\(TextDecoding.text(days.prefix(40)))' is no number of days")
        }
        if !isAmount(amount) {
          fields = pair
          return .refused(noAmount(amount))
        }
      }
      return .read(valueDate: nil)
    default: return .refused("the funds type '\(TextDecoding.text(code))' is unknown")
    }
  }
}
