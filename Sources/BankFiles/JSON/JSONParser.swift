import Receivables

/// A small strict reader of JSON (RFC 8259) that knows where everything stands.
///
/// Stricter than the standard where a layout gains by it: a key may not come twice, and numbers are
/// whole.
struct JSONParser {
  private static let depthMax = 20

  private let file: String
  private let bytes: [UInt8]
  private var index = 0
  private var line = 1
  private var lineStart = 0

  static func parse(_ bytes: [UInt8], file: String) throws(BankFileError) -> JSONValue {
    var parser = JSONParser(bytes, file)
    let value = try parser.value(depth: 0)
    parser.skipBlanks()
    guard parser.index == bytes.count else {
      throw parser.error("something follows the document", "its end")
    }
    return value
  }

  private init(_ bytes: [UInt8], _ file: String) {
    self.bytes = bytes
    self.file = file
  }

  private mutating func value(depth: Int) throws(BankFileError) -> JSONValue {
    skipBlanks()
    let line = line
    let column = index - lineStart + 1
    guard depth <= Self.depthMax else { throw error("the values nest too deeply", "a flat layout") }
    let content: JSONValue.Content
    switch peek {
    case UInt8(ascii: "{"): content = try object(depth)
    case UInt8(ascii: "["): content = try array(depth)
    case UInt8(ascii: "\""): content = .text(try text())
    case UInt8(ascii: "t"): content = try word("true", .flag(true))
    case UInt8(ascii: "f"): content = try word("false", .flag(false))
    case UInt8(ascii: "n"): content = try word("null", .null)
    default: content = .number(try number())
    }
    return JSONValue(content: content, line: line, column: column)
  }

  private mutating func object(_ depth: Int) throws(BankFileError) -> JSONValue.Content {
    var members: [JSONValue.Member] = []
    index += 1
    if try takes(UInt8(ascii: "}")) { return .object([]) }
    repeat {
      skipBlanks()
      guard peek == UInt8(ascii: "\"") else { throw error("no key stands here", "a key in quotes") }
      let key = try text()
      if members.contains(where: { $0.key == key }) {
        throw error("the key '\(key)' comes twice", "every key once")
      }
      guard try takes(UInt8(ascii: ":")) else { throw error("no colon follows the key", "':'") }
      members.append(JSONValue.Member(key: key, value: try value(depth: depth + 1)))
    } while try takes(UInt8(ascii: ","))
    guard try takes(UInt8(ascii: "}")) else { throw error("the object does not end", "',' or '}'") }
    return .object(members)
  }

  private mutating func array(_ depth: Int) throws(BankFileError) -> JSONValue.Content {
    var elements: [JSONValue] = []
    index += 1
    if try takes(UInt8(ascii: "]")) { return .array([]) }
    repeat { elements.append(try value(depth: depth + 1)) } while try takes(UInt8(ascii: ","))
    guard try takes(UInt8(ascii: "]")) else { throw error("the list does not end", "',' or ']'") }
    return .array(elements)
  }

  private mutating func text() throws(BankFileError) -> String {
    var kept: [UInt8] = []
    index += 1
    while let byte = peek, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw error("a control character stands in a text", "none") }
      index += 1
      guard byte == UInt8(ascii: "\\") else {
        kept.append(byte)
        continue
      }
      switch peek {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): kept.append(peek ?? 0)
      case UInt8(ascii: "n"): kept.append(0x0A)
      case UInt8(ascii: "t"): kept.append(0x09)
      default: throw error("the escape is unknown", "\\\", \\\\, \\/, \\n or \\t")
      }
      index += 1
    }
    guard peek != nil else { throw error("the text does not end", "a closing quote") }
    index += 1
    guard let text = String(validating: kept, as: UTF8.self) else {
      throw error("the text is not UTF-8", "UTF-8")
    }
    return text
  }

  private mutating func number() throws(BankFileError) -> Int {
    let start = index
    while let byte = peek, (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-") { index += 1 }
    guard let number = Int(TextDecoding.text(bytes[start..<index])) else {
      throw error("no value stands here", "an object, a list, a text or a whole number")
    }
    return number
  }

  private mutating func word(
    _ word: String, _ content: JSONValue.Content
  ) throws(BankFileError) -> JSONValue.Content {
    guard bytes[index...].starts(with: word.utf8) else {
      throw error("no value stands here", "'\(word)'")
    }
    index += word.utf8.count
    return content
  }

  private mutating func takes(_ byte: UInt8) throws(BankFileError) -> Bool {
    skipBlanks()
    guard peek == byte else { return false }
    index += 1
    return true
  }

  private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipBlanks() {
    while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A {
      index += 1
      if byte == 0x0A {
        line += 1
        lineStart = index
      }
    }
  }

  private func error(_ problem: String, _ expected: String) -> BankFileError {
    BankFileError(
      code: .badRecord,
      position: FilePosition(file: file, line: line, column: index - lineStart + 1),
      problem: problem, expected: expected)
  }
}
