import Money
import Receivables

/// One line of a lockbox file, with the layout that says where its fields stand.
struct LockboxRecord {
  let bytes: [UInt8]
  let layout: LockboxLayout.Record
  let place: FilePosition

  func withLine<R>(_ body: (LockboxLine) -> R) -> R {
    bytes.withUnsafeBufferPointer { body(LockboxLine(bytes: $0)) }
  }

  /// The field without blanks around it; empty where the line is too short or the layout has none.
  func bytes(_ name: String) -> ArraySlice<UInt8> { bytes(layout.fields[name]) }

  func bytes(_ field: LockboxLayout.Field?) -> ArraySlice<UInt8> {
    TextDecoding.trimmed(columns(field))
  }

  func text(_ name: String) -> String { TextDecoding.text(bytes(name)) }

  /// An identifier without its leading zeros; `0` where it is nothing but zeros.
  func identifier(_ name: String) -> String {
    let bytes = bytes(name)
    let significant = bytes.drop { $0 == 0x30 }
    return significant.isEmpty && !bytes.isEmpty ? "0" : TextDecoding.text(significant)
  }

  /// A day; nil where the field is blank or zeros, or no day.
  func date(_ field: LockboxLayout.Field?) -> CalendarDate? {
    let digits = Array(bytes(field))
    guard let field, digits.count == 6 else { return nil }
    switch field.datePattern {
    case .yearMonthDay: return CalendarDate(yymmdd: digits)
    case .monthDayYear: return CalendarDate(yymmdd: digits[4...] + digits[..<4])
    }
  }

  /// The amount is there, and blanks fill a part of its columns.
  func isIrregular(_ field: LockboxLayout.Field?) -> Bool {
    guard let field else { return false }
    let count = bytes(field).count
    return count > 0 && count < field.columns.count
  }

  func position(of name: String) -> FilePosition {
    var position = place
    position.column = layout.fields[name]?.columns.lowerBound ?? 1
    return position
  }

  private func columns(_ field: LockboxLayout.Field?) -> ArraySlice<UInt8> {
    guard let field, field.columns.lowerBound <= bytes.count else { return [] }
    return bytes[(field.columns.lowerBound - 1)..<min(field.columns.upperBound, bytes.count)]
  }
}
