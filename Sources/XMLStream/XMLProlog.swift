/// What stands before the root element, read from the first block before libxml2 sees it.
struct XMLProlog {
  enum Width { case bytes, utf16LittleEndian, utf16BigEndian }

  var width = Width.bytes
  /// How many bytes of the block are not to be fed.
  var skipped = 0
  var linesSkipped = 0
  var ignoresDeclaredEncoding = false
  /// UTF-8, by its mark or its declaration or for want of either.
  var isUTF8 = true
  var notes: [XMLStreamNote] = []

  /// Looks at the first block of a document, which is at least its first 64 KiB or all of it.
  init(_ block: UnsafeBufferPointer<UInt8>) throws(XMLStreamError) {
    let head = Array(block.prefix(4))
    if head == [0, 0, 0xFE, 0xFF] || head == [0xFF, 0xFE, 0, 0] || head == [0, 0, 0, 0x3C]
      || head == [0x3C, 0, 0, 0]
    {
      throw Self.encodingRefused("UTF-32")
    }
    if head == [0x4C, 0x6F, 0xA7, 0x94] { throw Self.encodingRefused("EBCDIC") }
    if head.starts(with: [0xFF, 0xFE]) || head == [0x3C, 0, 0x3F, 0] {
      width = .utf16LittleEndian
    }
    if head.starts(with: [0xFE, 0xFF]) || head == [0, 0x3C, 0, 0x3F] { width = .utf16BigEndian }
    let hasUTF8Mark = head.starts(with: [0xEF, 0xBB, 0xBF])
    if hasUTF8Mark { skipped = 3 }

    let ascii = Self.ascii(block, width)
    var index = width == .bytes ? skipped : 0
    if width != .bytes, index < ascii.count, ascii[index] == 0xFF { index += 1 }
    let blanksStart = index
    while index < ascii.count, isXMLBlank(ascii[index]) { index += 1 }
    guard index < ascii.count else {
      throw XMLStreamError(
        code: .empty, problem: "the file is empty", expected: "an XML document")
    }
    guard ascii[index] == UInt8(ascii: "<") else {
      let isWide = width == .bytes ? "" : ", in UTF-16"
      throw XMLStreamError(
        code: .notXML, line: 1,
        problem: "this is no XML but \(Self.kind(of: ascii[index...]))\(isWide)",
        expected: "an XML document, beginning with '<'")
    }
    var encoding: String?
    if Self.has("<?xml", at: index, in: ascii) {
      encoding = Self.declaredEncoding(ascii[index...])
      if index > blanksStart, width == .bytes {
        skipped = index
        linesSkipped = ascii[blanksStart..<index].count { $0 == 0x0A }
        notes.append(
          XMLStreamNote(line: 1, text: "white space before the XML declaration was skipped"))
      }
    }
    if let encoding {
      let name = encoding.uppercased()
      guard Self.isSupported(name) else { throw Self.encodingRefused(encoding) }
      // Of which it is a part: letters beyond it are read where they are UTF-8, else refused.
      if name == "US-ASCII" || name == "ASCII" { ignoresDeclaredEncoding = true }
      isUTF8 = name == "UTF-8"
      if width != .bytes, !name.hasPrefix("UTF-16") {
        notes.append(
          XMLStreamNote(
            line: 1, text: "the bytes are UTF-16, the declaration says \(encoding): read as UTF-16")
        )
      }
      if hasUTF8Mark, name != "UTF-8", name != "UTF8" {
        ignoresDeclaredEncoding = true
        notes.append(
          XMLStreamNote(
            line: 1,
            text: "the byte order mark says UTF-8, the declaration \(encoding): read as UTF-8"))
      }
    }
    if width != .bytes { isUTF8 = false }
    if let offset = Self.doctype(in: ascii, from: index) {
      let line = 1 + ascii[..<offset].count { $0 == 0x0A }
      throw XMLStreamError(
        code: .doctypeForbidden, line: line, problem: "the file has a DOCTYPE",
        expected: "none: no bank's file needs one, and it can name other files")
    }
  }

  /// One byte per character of the block; what is not ASCII is 0xFF.
  private static func ascii(_ block: UnsafeBufferPointer<UInt8>, _ width: Width) -> [UInt8] {
    if width == .bytes { return Array(block) }
    let high = width == .utf16LittleEndian ? 1 : 0
    return (0..<block.count / 2).map { index in
      block[2 * index + high] == 0 ? block[2 * index + 1 - high] : 0xFF
    }
  }

  private static func has(_ text: StaticString, at index: Int, in bytes: [UInt8]) -> Bool {
    text.withUTF8Buffer { wanted in
      index + wanted.count <= bytes.count
        && wanted.indices.allSatisfy { bytes[index + $0] == wanted[$0] }
    }
  }

  /// Where the DOCTYPE begins, if there is one before the root element.
  private static func doctype(in bytes: [UInt8], from start: Int) -> Int? {
    var index = start
    func skip(past end: StaticString) {
      while index < bytes.count, !has(end, at: index, in: bytes) { index += 1 }
      index += end.utf8CodeUnitCount
    }
    while index < bytes.count {
      if isXMLBlank(bytes[index]) {
        index += 1
      } else if has("<?", at: index, in: bytes) {
        skip(past: "?>")
      } else if has("<!--", at: index, in: bytes) {
        index += 4
        skip(past: "-->")
      } else {
        return has("<!DOCTYPE", at: index, in: bytes) ? index : nil
      }
    }
    return nil
  }

  private static func declaredEncoding(_ bytes: ArraySlice<UInt8>) -> String? {
    let declaration = String(
      decoding: bytes.prefix(400).prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self)
    guard let attribute = declaration.firstRange(of: "encoding") else { return nil }
    let rest = declaration[attribute.upperBound...].drop { $0 == " " || $0 == "=" }
    guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
    return String(rest.dropFirst().prefix { $0 != quote })
  }

  private static func isSupported(_ name: String) -> Bool {
    if ["UTF-8", "UTF8", "US-ASCII", "ASCII", "UTF-16", "UTF-16LE", "UTF-16BE"].contains(name) {
      return true
    }
    for prefix in ["ISO-8859-", "WINDOWS-125", "CP125", "ISO8859-"] where name.hasPrefix(prefix) {
      return (1...2).contains(name.utf8.count - prefix.utf8.count)
    }
    return false
  }

  private static func encodingRefused(_ name: String) -> XMLStreamError {
    XMLStreamError(
      code: .badEncoding, line: 1, problem: "the encoding \(name.prefix(40)) is not read",
      expected: "UTF-8, UTF-16, ISO-8859-1 or windows-1252")
  }

  /// What else a file may be, by its first bytes.
  private static func kind(of bytes: ArraySlice<UInt8>) -> String {
    for (magic, name) in [
      ([0x1F, 0x8B], "a gzip archive"), ([0x50, 0x4B, 3, 4], "a zip archive"),
      (Array("%PDF".utf8), "a PDF document"), (Array("01,".utf8), "a BAI2 file"),
      (Array("{1:".utf8), "a SWIFT MT message"), (Array(":20:".utf8), "a SWIFT MT message"),
    ] as [([UInt8], String)] where bytes.starts(with: magic) {
      return name
    }
    return "something else"
  }
}
