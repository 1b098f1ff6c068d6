import Foundation
import Testing

@testable import XMLStream

/// Whoever reads a document, the plain scanner, libxml2, or one after the other, tells the same of it.
@Suite struct PlainDocumentTests {
  @Test(arguments: documents)
  func `what is told is what libxml2 tells`(document: String) {
    expectAlike(Array(document.utf8))
  }

  @Test(arguments: documents)
  func `a document that is cut anywhere is refused as libxml2 refuses it`(document: String) {
    let bytes = Array(document.utf8)
    // libxml2 does not begin with fewer than four bytes behind a mark of the byte order.
    for end in bytes.indices.dropFirst(7) { expectAlike(Array(bytes[..<end])) }
  }

  @Test(arguments: documents)
  func `a document with any byte changed is told as libxml2 tells it`(document: String) {
    let bytes = Array(document.utf8)
    for index in bytes.indices {
      for byte in Array("<>&;\"'= /!?-[]a:x#\n\r\t".utf8) + [0, 0x1F, 0x7F, 0x80, 0xC3, 0xED, 0xFF]
      {
        var changed = bytes
        changed[index] = byte
        expectAlike(changed)
      }
    }
  }

  @Test func `documents made of pieces at random are told as libxml2 tells them`() {
    var seed = UInt64(ProcessInfo.processInfo.environment["QUITTANCE_SEED"] ?? "") ?? 1
    func next(_ bound: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % bound
    }
    for _ in 0..<20_000 {
      var bytes = Array("<a>".utf8)
      for _ in 0..<next(12) { bytes += Self.pieces[next(Self.pieces.count)].utf8 }
      bytes += "</a>".utf8
      expectAlike(bytes)
    }
  }

  @Test(arguments: ["", "<![CDATA[x]]>", "<?pi?>", "<!-- c -->", "\u{E9}"])
  func `tags and texts may lie across blocks of 64 KiB`(rare: String) {
    for shift in 0..<90 {
      let head = "<a>" + String(repeating: " ", count: 65_480 + shift)
      expectAlike(
        Array("\(head)<b c=\"d\">t\u{E4}xt &amp; ]\r\n\(rare)</b>\n<c>\(rare)x</c></a>\n".utf8))
    }
  }

  @Test func `a wrong end tag is refused before the NUL that follows it, wherever blocks are cut`()
  {
    for shift in 0..<90 {
      let head = "<longer>" + String(repeating: " ", count: 65_440 + shift)
      let bytes = Array("\(head)</b>".utf8) + [UInt8](repeating: 0, count: 90) + Array("<c/>".utf8)
      expectAlike(bytes)
    }
  }

  @Test(arguments: ["<b", "<b>", "<b>t", "<b/>\n\t", "t\n&amp", "<!--\n"])
  func `a NUL inside is told by its line, whatever of the line is not read yet`(before: String) {
    for shift in [0, 20, 50, 80] {
      let head = "<a>\n\n" + String(repeating: " ", count: 65_440 + shift)
      let bytes = Array("\(head)\n\(before)".utf8) + [UInt8](repeating: 0, count: 120) + [0x78]
      let line = 4 + before.count { $0 == "\n" }
      #expect(refusal(bytes)?.line == line)
      expectAlike(bytes)
    }
  }

  @Test func `a plain tag beyond 16 KiB is refused, wherever its blocks are cut`() {
    for shift in [0, 30_000, 50_000, 60_000] {
      let head = "<a>" + String(repeating: " ", count: shift)
      let long = String(repeating: "v", count: 20_000)
      expectAlike(Array("\(head)<b c='\(long)'/></a>".utf8))
      expectAlike(Array("\(head)<b\(String(repeating: " ", count: 20_000))></b></a>".utf8))
      expectAlike(Array("\(head)<b></b\(String(repeating: " ", count: 20_000))></a>".utf8))
    }
    #expect(
      refusal("<a><b c='\(String(repeating: "v", count: 20_000))'/></a>")?.code == .limitExceeded)
  }

  @Test func `nothing is told behind a text that is too long`() {
    var told: [String] = []
    let parser = XMLPushParser(paths: everything(["a"]))
    let text = "<a>" + String(repeating: "x", count: 70_000) + "\ry</a>"
    #expect(throws: XMLStreamError.self) {
      try parser.consume(Array(text.utf8).span) { take($0, ["a"], into: &told) }
      try parser.finish { take($0, ["a"], into: &told) }
    }
    #expect(told == ["1<a"])
  }

  @Test func `prefixed documents are plain, wherever their blocks are cut`() throws {
    let entry = "<p:b xmlns:q='u'><q:c p:x='1'>t</q:c></p:b>\n"
    for shift in 0..<60 {
      let text =
        "<p:a xmlns:p='u'>" + String(repeating: " ", count: shift)
        + String(repeating: entry, count: 2000) + "</p:a>"
      let parser = XMLPushParser(paths: everything(["a"]))
      try parser.consume(Array(text.utf8).span) { $0.count }
      try parser.finish { $0.count }
      #expect(parser.plain != nil, "shifted by \(shift)")
    }
  }

  @Test func `what is passed over is passed over alike`() {
    for document in Self.documents {
      let bytes = Array(document.utf8)
      for index in bytes.indices {
        for byte in "<>&a\n".utf8 {
          var changed = bytes
          changed[index] = byte
          expectAlike(changed, in: Self.someOnly)
        }
      }
    }
  }

  @Test func `white space around the root may be as long as it likes`() throws {
    let blanks = String(repeating: "\n", count: 2 << 20)

    #expect(try events(of: "<a><?p?></a>\(blanks)").count == 2)
    #expect(try events(of: "<a></a>\(blanks)").count == 2)
  }

  @Test func `a plain document needs no libxml2`() throws {
    let parser = XMLPushParser(paths: everything(["a"]), readsPlain: true)
    try parser.consume(Array(Self.documents[0].utf8).span) { $0.count }
    try parser.finish { $0.count }

    #expect(parser.plain != nil)
  }

  @Test func `files of very many names are told as libxml2 tells them`() {
    let names = (0..<3000).map { "<n\($0) a\($0)='1'/>" }.joined()
    expectAlike(Array("<a>\(names)</a>".utf8))
  }

  @Test func `a namespace that libxml2 goes on with is not told again`() throws {
    let text = "<a xmlns='urn:x' xmlns:p='urn:y'><b/><p:b/><?pi?><b/><p:c><b/></p:c></a>"
    let told = try events(of: text).filter { $0.hasPrefix("ns") }

    #expect(told == ["ns urn:x", "ns urn:y", "ns urn:x", "ns urn:y", "ns urn:x"])
  }

  @Test func `an error behind a plain part has its line and column`() {
    let error = refusal("<a>\n <b>text</b>\n  <b>&nosuch;</b>\n</a>")

    #expect(error?.line == 3)
    #expect(error?.column == 14)
  }

  // MARK: The other reader

  static let documents = [
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <!-- of a bank -->
    <a xmlns="urn:x" xmlns:p='urn:y' p:q="1">
      <b c="EUR">12.30</b> <b   c = 'x"y' />
      <p:c>A &amp; B &#233;&#xE9; Zürich €\u{1F600}</p:c>\r
      mixed ]] text <c> lead and trail </c >
    </a>
    <!-- end -->

    """,
    "<a><b>x<![CDATA[<y>]]>z</b><?pi x?><b xmlns=\"urn:b\"><c/></b><c xml:lang='de'>é</c></a>",
    "<?xml version='1.0' standalone='no' ?>\n\n<r:a xmlns:r=\"u\"><r:b r:c=\"1\" d=\"2\"/></r:a> ",
    "\u{FEFF}<a>\t<b>\r\n</b>&lt;&gt;<b>&quot;&apos;</b></a>\u{0}\u{0}",
  ]

  static let pieces = [
    "<b>", "</b>", "<c>", "</c>", "<b/>", "<c x='1'/>", "<p:b xmlns:p=\"u\">", "</p:b>", "text",
    " ",
    "\n", "\r\n", "\r", "&amp;", "&#65;", "&#x1F;", "&x;", "]]", "]]>", ">", "<!-- c -->", "<!--",
    "--", "-->", "<![CDATA[d]]>", "<?p?>", "é", "\u{FFFE}", "<b xmlns='v'>", "<b x='1' x='2'>",
    "<b\nx='1'\n>", "<b x='a&amp;b'/>", "<b x='a\nb'/>", "<c:b/>", "<b c:x='1'/>", "<b x=1/>",
    "<b x/>",
    "<1/>", "<é/>", "</ b>", "</b >", "<b></b>", "<c>t</c>", "&", "<", "\t", "a:b", "<a:b:c/>",
    "\u{7F}",
    "<b xmlns:p=''/>", "<b xmlns=''/>", "<b xmlns:xml='x'/>", "<b p:y='1' xmlns:p='w'>",
    "<b xmlns='v'/>",
  ]

  static let names = ["a", "b", "c", "x"]

  /// Only `a` in the root and what is in it: all else is passed over.
  static let someOnly = XMLPathTable(
    names: names, root: 1, next: [0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 2, 0, 0],
    interests: [[], [], [.start, .text, .attributes]])

  private func expectAlike(
    _ bytes: [UInt8], in paths: XMLPathTable = everything(names),
    location: SourceLocation = #_sourceLocation
  ) {
    let (ours, theirs) = (
      told(bytes, paths, readsPlain: true), told(bytes, paths, readsPlain: false)
    )
    #expect(
      ours == theirs, "\(String(decoding: bytes, as: UTF8.self).debugDescription)",
      sourceLocation: location)
  }

  /// Everything that is told of a document, how it ends included.
  private func told(_ bytes: [UInt8], _ paths: XMLPathTable, readsPlain: Bool) -> [String] {
    let names = Self.names
    let parser = XMLPushParser(paths: paths, readsPlain: readsPlain)
    var found: [String] = []
    do {
      try parser.consume(bytes.span) { take($0, names, into: &found) }
      try parser.finish { take($0, names, into: &found) }
    } catch {
      // Columns are bytes here, and letters with libxml2, which waits for the end of the text that a
      // document is cut in before it counts the lines of it.
      let line = error.code == .truncated ? 0 : error.line ?? 0
      found.append("\(error.code) \(line) \(error.problem)")
    }
    return found + parser.notes.map { "note \($0.line) \($0.text)" }
  }
}
