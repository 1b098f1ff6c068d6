public import LedgerFiles

/// The body of an event: its facts as one line of JSON, then the rows that it changes.
///
/// A row is `+open_items 11 74` (what happened, table, bytes of key and record), a line end, key and
/// record, a line end. Lengths come first, since records may hold line ends of their own.
public enum EventBody {
  public typealias Bytes = [UInt8]

  /// More rows than these go into an event of their own.
  static let rowsMax = 2048

  static func bytes(facts: Bytes, rows: some Collection<RowChange>) -> Bytes {
    var body = facts
    body.append(newline)
    for row in rows {
      body += row.kind.rawValue.utf8
      body += row.table.utf8
      body += " \(row.key.utf8.count) \(row.record.utf8.count)\n".utf8
      body += row.key.utf8
      body += row.record.utf8
      body.append(newline)
    }
    return body
  }

  /// The facts of a body.
  public static func facts(_ body: Bytes) -> Bytes {
    Array(body.prefix { $0 != newline })
  }

  /// The rows of a body.
  ///
  /// - Throws: `StoreError` where it is not as `bytes` writes it.
  public static func rows(_ body: Bytes) throws(StoreError) -> [RowChange] {
    var rows: [RowChange] = []
    guard let end = body.firstIndex(of: newline) else { throw damaged("it has no first line") }
    var place = end + 1
    while place < body.count {
      guard let lineEnd = body[place...].firstIndex(of: newline) else {
        throw damaged("a row has no head")
      }
      let words = body[place..<lineEnd].split(
        separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      guard words.count == 3, let mark = words[0].first,
        let kind = RowChange.Kind(rawValue: String(decoding: [mark], as: UTF8.self)),
        let keyLength = number(words[1]), let recordLength = number(words[2])
      else { throw damaged("a row's head is no head") }
      let keyEnd = lineEnd + 1 + keyLength
      let recordEnd = keyEnd + recordLength
      guard recordEnd < body.count, body[recordEnd] == newline else {
        throw damaged("a row is cut short")
      }
      rows.append(
        RowChange(
          String(decoding: words[0].dropFirst(), as: UTF8.self), kind,
          key: String(decoding: body[(lineEnd + 1)..<keyEnd], as: UTF8.self),
          record: String(decoding: body[keyEnd..<recordEnd], as: UTF8.self)))
      place = recordEnd + 1
    }
    return rows
  }

  private static let newline = UInt8(ascii: "\n")

  /// At most nine digits, so that nothing overflows.
  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard (1...9).contains(digits.count) else { return nil }
    var number = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      number = number * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return number
  }

  private static func damaged(_ problem: String) -> StoreError {
    StoreError(
      code: .damaged, problem: "the body of an event is damaged: \(problem)",
      remedy: "the store as it was written; restore a copy")
  }
}
