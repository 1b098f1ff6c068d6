/// Keeps a spreadsheet from running a cell as a formula.
///
/// A cell that begins with `= + - @`, a tab or a return and is no number is written with a leading
/// apostrophe; reading takes the apostrophe off again exactly where what follows would get one.
///
/// A text that itself begins with an apostrophe and a formula is the one that does not come back
/// as it was: it is indistinguishable from a guarded formula, and just as harmless.
public enum FormulaGuard {
  /// A spreadsheet would run these bytes.
  public static func isFormula(_ cell: some Collection<UInt8>) -> Bool {
    switch cell.first {
    case UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "\t"), UInt8(ascii: "\r"): true
    case UInt8(ascii: "+"), UInt8(ascii: "-"): !isNumber(cell)
    default: false
    }
  }

  /// The text as it stands in a cell.
  public static func guarded(_ text: String) -> String {
    isFormula(text.utf8) ? "'" + text : text
  }

  /// The text that a cell stands for.
  public static func unguarded(_ cell: String) -> String {
    guard cell.utf8.first == UInt8(ascii: "'"), isFormula(cell.utf8.dropFirst()) else {
      return cell
    }
    return String(decoding: cell.utf8.dropFirst(), as: UTF8.self)
  }

  /// `[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?`
  private static func isNumber(_ cell: some Collection<UInt8>) -> Bool {
    var rest = cell[...]
    if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
      rest = rest.dropFirst()
    }
    let afterWhole = rest.drop(while: isDigit)
    var digits = rest.count - afterWhole.count
    rest = afterWhole
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      let afterFraction = rest.drop(while: isDigit)
      digits += rest.count - afterFraction.count
      rest = afterFraction
    }
    guard digits > 0 else { return false }
    if let letter = rest.first, letter == UInt8(ascii: "e") || letter == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
        rest = rest.dropFirst()
      }
      guard !rest.isEmpty else { return false }
      rest = rest.drop(while: isDigit)
    }
    return rest.isEmpty
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
