import Testing
import XMLStream

@Suite struct XMLEventTests {
  @Test func `elements come with their names, texts and lines`() throws {
    let found = try events(of: "<a>\n <b>x</b>\n <d b='1' z='2'/></a>")

    #expect(found == ["1<a", "2<b", "2>x", "3<?d", "@b=1", "3>", "3>"])
  }

  @Test func `text is whole across entities, comments and CDATA`() throws {
    let found = try events(of: "<a>&lt;x&#xE9;<!-- no -->y<![CDATA[<&>]]></a>")

    #expect(found == ["1<a", "1><xéy<&>"])
  }

  @Test func `names are local, and namespaces come where they change`() throws {
    let found = try events(of: "<p:a xmlns:p='urn:one'><b xmlns='urn:two'/><p:c/></p:a>")

    #expect(
      found == ["ns urn:one", "1<a", "ns urn:two", "1<b", "1>", "ns urn:one", "1<c", "1>", "1>"])
  }

  @Test func `an undeclared prefix is no error`() throws {
    #expect(
      try events(of: "<p:a/>") == [
        "1<a", "1>", "note a prefix is not declared; names are read without it",
      ])
  }

  @Test func `text beside elements is left out, and told once`() throws {
    let found = try events(of: "<r><a>x<b>y</b></a><a>x<b>y</b></a></r>")

    #expect(
      found.filter { $0.hasPrefix("note") } == [
        "note an element has text beside elements; the text is left out"
      ])
  }

  @Test func `an attribute with a prefix is another one`() throws {
    #expect(try events(of: "<a xmlns:x='urn:x' x:c='1'/>") == ["1<a", "1>"])
  }

  @Test(arguments: [1, 7, 4096, 65_536])
  func `pieces of any size give the same events`(chunk: Int) throws {
    let item = "<a><b c='ö'>\(String(repeating: "x€", count: 200))</b>\n</a>"
    let text = "<r>\(String(repeating: item, count: 400))</r>"

    let found = try events(of: text, chunk: chunk)

    #expect(found == (try events(of: text)))
    #expect(found.count == 2 + 400 * 5)
  }

  @Test func `a byte order mark wins over the declaration`() throws {
    let text = "<?xml version='1.0' encoding='ISO-8859-1'?><a>é</a>"

    let found = try events(of: [0xEF, 0xBB, 0xBF] + Array(text.utf8))

    #expect(found.prefix(2) == ["1<a", "1>é"])
    #expect(found.count == 3)
  }

  @Test func `Latin-1 and UTF-16 are read as declared`() throws {
    let latin = Array("<?xml version='1.0' encoding='ISO-8859-1'?><a>".utf8) + [0xE9]
    let wide = "\u{FEFF}<?xml version='1.0' encoding='UTF-16'?><a>é</a>".utf16

    #expect(try events(of: latin + Array("</a>".utf8)) == ["1<a", "1>é"])
    #expect(
      try events(of: wide.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }) == ["1<a", "1>é"])
    #expect(
      try events(of: wide.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }) == ["1<a", "1>é"])
  }

  @Test func `blanks before the declaration are skipped and counted`() throws {
    let found = try events(of: "\n\n<?xml version='1.0'?>\n<a/>")

    #expect(
      found == ["4<a", "4>", "note white space before the XML declaration was skipped"])
  }

  @Test func `what transfers leave at the end is cut off`() throws {
    let found = try events(of: Array("<a/>\n".utf8) + [0x1A, 0, 0, 0x0A])

    #expect(found == ["1<a", "1>", "note NUL or Ctrl-Z at the end of the file was cut off"])
  }
}
