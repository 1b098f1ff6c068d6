import Money
import Receivables

extension CSVStatementLayout {
  private static let keys = [
    "id", "delimiter", "quote", "encoding", "decimal", "grouping", "date", "debits", "header",
    "skip_before", "skip_after", "final_line_end", "currency", "account", "columns", "words",
  ]

  /// Reads a layout from its JSON text.
  ///
  /// | key | what | default |
  /// |---|---|---|
  /// | `id` | its name, for messages | must be there |
  /// | `delimiter`, `quote` | one character; `""` for no quotes | `,` and `"` |
  /// | `encoding` | `utf-8` or `windows-1252` | UTF-8, else Windows-1252 |
  /// | `decimal`, `grouping` | the marks in numbers; `""` for no groups | `.` and none |
  /// | `date` | see `CSVDatePattern` | `YYYY-MM-DD` |
  /// | `debits` | `positive` or `negative`: the debit column's sign | `positive` |
  /// | `header` | the first line names the columns | `true` |
  /// | `skip_before`, `skip_after` | lines before the header, records at the end | 0 |
  /// | `final_line_end` | `optional` where the bank's last line does not end | `required` |
  /// | `currency`, `account` | of all lines, where no column says it | |
  /// | `columns` | `Field`: a name in the header or a number from 1; a list for `text` | |
  /// | `words` | `Meaning`: a list of words | |
  ///
  /// - Throws: `BankFileError` with the place: no JSON, an unknown key, a value that cannot be used,
  ///   or columns that make no bank lines.
  public static func parse(json: [UInt8], file: String) throws(BankFileError) -> CSVStatementLayout
  {
    let root = try JSONParser.parse(json, file: file)
    try root.expectKeys(keys, in: file)
    guard let id = root["id"]?.text, !id.isEmpty else {
      throw root.error("the layout has no id", "\"id\": \"a name\"", in: file)
    }
    var layout = CSVStatementLayout(id: id)
    try layout.takeCharacters(root, file)
    try layout.takeForms(root, file)
    try layout.takeShape(root, file)
    try layout.takeColumns(root, file)
    try layout.takeWords(root["words"], file)
    try layout.expectBankLines(root, file)
    return layout
  }

  private mutating func takeCharacters(_ root: JSONValue, _ file: String) throws(BankFileError) {
    if let value = root["delimiter"] {
      guard let byte = Self.character(value), byte != 0x0A, byte != 0x0D else {
        throw value.error("the delimiter is not usable", "one ASCII character", in: file)
      }
      delimiter = byte
    }
    if let value = root["quote"] {
      if value.text == "" {
        quote = nil
      } else if let byte = Self.character(value), byte != delimiter, byte > 0x20 {
        quote = byte
      } else {
        throw value.error("the quote is not usable", "one ASCII character, or none", in: file)
      }
    }
    if quote == delimiter {
      throw root.error("the delimiter is the quote", "another character", in: file)
    }
    if let value = root["encoding"] {
      guard let encoding = value.text.flatMap(Encoding.init(rawValue:)) else {
        throw value.error("the encoding is unknown", "utf-8 or windows-1252", in: file)
      }
      self.encoding = encoding
    }
  }

  private mutating func takeForms(_ root: JSONValue, _ file: String) throws(BankFileError) {
    if let value = root["decimal"] {
      guard let mark = value.text, mark == "." || mark == "," else {
        throw value.error("the decimal mark is not usable", "\".\" or \",\"", in: file)
      }
      amounts.decimalMark = mark == "." ? "." : ","
    }
    if let value = root["grouping"] {
      let marks: [String: Unicode.Scalar] = [".": ".", ",": ",", " ": " ", "'": "'", "_": "_"]
      guard let text = value.text, text.isEmpty || marks[text] != nil,
        text != String(Character(amounts.decimalMark))
      else {
        throw value.error(
          "the grouping mark is not usable",
          "\".\", \",\", \" \", \"'\" or none, "
            + "and another than the decimal mark", in: file)
      }
      amounts.groupMark = marks[text]
    }
    if let value = root["date"] {
      guard let pattern = value.text.flatMap({ CSVDatePattern($0) }) else {
        throw value.error(
          "the date pattern is not usable", "YYYY, MM and DD, such as DD.MM.YYYY", in: file)
      }
      dates = pattern
    }
    if let value = root["debits"] {
      guard let text = value.text, text == "positive" || text == "negative" else {
        throw value.error("the sign of debits is unknown", "positive or negative", in: file)
      }
      debitsAreNegative = text == "negative"
    }
    if let value = root["currency"] {
      guard let currency = value.text.flatMap({ Currency($0) }) else {
        throw value.error("the currency is unknown", "an ISO 4217 code", in: file)
      }
      self.currency = currency
    }
    if let value = root["account"] {
      guard let text = value.text, !text.isEmpty else {
        throw value.error("the account is not usable", "a text", in: file)
      }
      account = text.filter { $0 != " " }
    }
  }

  private mutating func takeShape(_ root: JSONValue, _ file: String) throws(BankFileError) {
    if let value = root["header"] {
      guard case .flag(let flag) = value.content else {
        throw value.error("the header is neither there nor absent", "true or false", in: file)
      }
      hasHeader = flag
    }
    linesBefore = try Self.count(root["skip_before"], most: 1_000, file)
    recordsAfter = try Self.count(root["skip_after"], most: 100, file)
    if let value = root["final_line_end"] {
      guard let text = value.text, text == "required" || text == "optional" else {
        throw value.error("the final line end is unknown", "required or optional", in: file)
      }
      mayLackFinalLineEnd = text == "optional"
    }
  }

  private static func count(
    _ value: JSONValue?, most: Int, _ file: String
  ) throws(BankFileError) -> Int {
    guard let value else { return 0 }
    guard let number = value.number, (0...most).contains(number) else {
      throw value.error("the number of lines is not usable", "0 to \(most)", in: file)
    }
    return number
  }

  private static func character(_ value: JSONValue) -> UInt8? {
    guard let utf8 = value.text?.utf8, utf8.count == 1, let byte = utf8.first, byte < 0x80,
      byte >= 0x20 || byte == 0x09
    else { return nil }
    return byte
  }
}
