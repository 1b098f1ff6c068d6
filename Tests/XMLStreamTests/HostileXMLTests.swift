import Testing
import XMLStream

@Suite struct HostileXMLTests {
  @Test(arguments: [
    "<!DOCTYPE a><a/>",
    "<?xml version='1.0'?><!-- x --><!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>",
    "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>",
    "<!DOCTYPE a SYSTEM 'http://example.invalid/a.dtd'><a/>",
  ])
  func `a DOCTYPE is refused`(text: String) {
    #expect(refusal(text)?.code == .doctypeForbidden)
    let wide = ("\u{FEFF}" + text).utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(refusal(wide)?.code == .doctypeForbidden)
  }

  @Test func `a DOCTYPE behind long comments is refused`() {
    let comments = String(repeating: "<!-- \(String(repeating: "x", count: 1000)) -->", count: 1000)

    #expect(refusal(comments + "<!DOCTYPE a><a/>")?.code == .doctypeForbidden)
  }

  @Test func `64 levels are read, 65 are refused`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "<a>\n", count: depth) + String(repeating: "</a>", count: depth)
    }

    #expect(try events(of: nested(64)).count == 128)
    #expect(refusal(nested(65))?.code == .limitExceeded)
    #expect(refusal(nested(65))?.line == 65)
    #expect(refusal(nested(300_000))?.code == .limitExceeded)
  }

  @Test(arguments: [1, 4096, 65_536])
  func `a tag beyond 16 KiB is refused`(chunk: Int) {
    let attributes = (0..<200_000).map { " x\($0)=''" }.joined()
    let name = String(repeating: "n", count: 60_000)

    #expect(refusal(Array("<a><b\(attributes)/></a>".utf8), chunk: chunk)?.code == .limitExceeded)
    #expect(refusal(Array("<a><\(name)/></a>".utf8), chunk: chunk)?.code == .limitExceeded)
    #expect(refusal(Array("<\(name)".utf8), chunk: chunk) != nil)
  }

  @Test func `a tag of nearly 16 KiB is read, wherever the blocks are cut`() throws {
    let value = String(repeating: "v", count: 16_300)
    let text = "<r>" + String(repeating: "<a b='\(value)'/>\n", count: 40) + "</r>"

    #expect(try events(of: text).count == 2 + 40 * 3)
  }

  @Test func `the text of an element is limited, white space between elements is not`() throws {
    let fits = String(repeating: "x", count: 65_536)

    #expect(try events(of: "<a>\(fits)</a>").count == 2)
    #expect(refusal("<a>\(fits)x</a>")?.code == .limitExceeded)
    #expect(try events(of: "<a>\(String(repeating: " \n", count: 1 << 20))<b/></a>").count == 4)
  }

  @Test(arguments: ["<n%/>", "<x n%=''/>", "<?n% ?>", "<x><n%/></x>"])
  func `the names that a document may use are limited`(part: String) throws {
    func text(_ count: Int) -> String {
      "<a>\n" + (0..<count).map { part.replacing("%", with: "\($0)") }.joined(separator: "\n")
        + "</a>"
    }

    let refused = refusal(text(100_000))

    #expect(throws: Never.self) { try events(of: text(9_000)) }
    #expect(refused?.code == .limitExceeded)
    #expect((9_990...12_000).contains(refused?.line ?? 0))
    #expect(refused?.problem == "the document has more than 10000 different names")
  }

  @Test func `comments and instructions are limited`() throws {
    let filling = String(repeating: "x<y ", count: 100_000)
    let tooLong = String(repeating: "x<y ", count: 500_000)

    #expect(try events(of: "<a><!--\(filling)--></a>").count == 2)
    #expect(refusal("<a><!--\(tooLong)--></a>")?.code == .limitExceeded)
    #expect(refusal("<a><?x \(tooLong)?></a>")?.code == .limitExceeded)
    #expect(refusal("<a><![CDATA[\(tooLong)]]></a>")?.code == .limitExceeded)
  }

  @Test(
    arguments: [
      ("<a>&nope;</a>", .notWellFormed), ("<a></b>", .notWellFormed),
      ("<a b='1' b='2'/>", .notWellFormed), ("<a>\u{1}</a>", .notWellFormed),
      ("<a>&#xD800;</a>", .notWellFormed), ("<a>&#0;</a>", .notWellFormed),
      ("<a/><a/>", .trailingContent), ("<a/>text", .trailingContent), ("<a><b>", .truncated),
      ("<a>x", .truncated), ("<a", .truncated), ("", .empty), (" \n ", .empty),
      ("01,BANK,OURS/", .notXML), ("%PDF-1.7", .notXML), ("\u{FEFF}\u{FEFF}<a/>", .notXML),
      ("<?xml version='1.0' encoding='UTF-7'?><a/>", .badEncoding),
      ("<?xml version='1.0' encoding='UTF-32'?><a/>", .badEncoding),
      ("<?xml version='1.0' encoding='EBCDIC-CP-US'?><a/>", .badEncoding),
      ("<?xml version='1.0' encoding='nonsense'?><a/>", .badEncoding),
    ] as [(String, XMLStreamError.Code)])
  func `what is no XML is refused by its kind`(text: String, code: XMLStreamError.Code) {
    #expect(refusal(text)?.code == code)
  }

  @Test func `bytes that are not of the encoding are refused`() {
    #expect(refusal(Array("<a>".utf8) + [0xE9] + Array("</a>".utf8))?.code == .badEncoding)
    #expect(refusal(Array("<a>".utf8) + [0xC0, 0x80] + Array("</a>".utf8))?.code == .badEncoding)
    #expect(refusal(Array("<a>".utf8) + [0] + Array("</a>".utf8)) != nil)
    #expect(refusal([0x3C, 0, 0, 0, 0x61, 0, 0, 0])?.code == .badEncoding)
    #expect(refusal([0x1F, 0x8B, 8, 0])?.problem.contains("gzip") == true)
  }

  @Test func `an error names its line, also after blanks that were skipped`() {
    #expect(refusal("<a>\n<b>\n</c></a>")?.line == 3)
    #expect(refusal("\n<?xml version='1.0'?>\n<a>\n</c>")?.line == 4)
  }

  @Test func `a document cut anywhere never ends well`() {
    let whole = Array("<?xml version='1.0'?><a>\n <b c='x'>é &amp; y</b><!-- z --></a>".utf8)
    for count in whole.indices {
      let cut = Array(whole[..<count])
      #expect(refusal(cut) != nil, "cut at \(count)")
    }
  }
}
