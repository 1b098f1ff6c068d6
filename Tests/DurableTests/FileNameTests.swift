import Durable
import Testing

@Suite("File names") struct FileNameTests {
  @Test(arguments: ["", ".", "..", "a/b", "/", "a\0b"])
  func `what is no name in a folder is none`(text: String) {
    #expect(FileName(text) == nil)
  }

  @Test(arguments: [
    ("day.xml", "day.xml"), ("Müller 1.xml", "Müller 1.xml"), ("100%.xml", "100%.xml"),
    ("a\nb", "a\\u{A}b"), ("\u{202E}lmx.exe", "\\u{202E}lmx.exe"), ("a\\b", "a\\\\b"),
    ("\u{1B}[31m", "\\u{1B}[31m"), ("👩‍💼.xml", "👩‍💼.xml"),
  ])
  func `a name is shown so that nothing acts on the terminal, and read back`(
    text: String, shown: String
  ) throws {
    let name = try #require(FileName(text))

    #expect(name.display == shown)
    #expect(FileName(display: shown) == name)
  }

  @Test(
    arguments: [
      ([0xFF], "\\xFF"), ([0x4D, 0xFC, 0x6C], "M\\xFCl"), ([0xC3], "\\xC3"),
      ([0xE2, 0x82, 0x41], "\\xE2\\x82A"), ([0xED, 0xA0, 0x80], "\\xED\\xA0\\x80"),
      ([0xC3, 0xA9, 0xF0, 0x9F, 0x05], "é\\xF0\\x9F\\u{5}"),
    ] as [([UInt8], String)])
  func `bytes that are no UTF-8 are neither lost nor changed`(bytes: [UInt8], shown: String) throws
  {
    let name = try #require(FileName(bytes: bytes))

    #expect(name.display == shown)
    #expect(FileName(display: shown)?.bytes == bytes)
  }

  @Test(arguments: ["\\", "\\q", "\\x", "\\xZZ", "\\x4", "\\u{}", "\\u{110000}", "\\u{41", "\\u41"])
  func `what was never shown is not read`(text: String) {
    #expect(FileName(display: text) == nil)
  }

  @Test func `composed and decomposed twins are two names`() throws {
    let composed = try #require(FileName("é.xml"))
    let decomposed = try #require(FileName("e\u{301}.xml"))

    #expect(composed != decomposed)
    #expect(Set([composed, decomposed]).count == 2)
    #expect(decomposed < composed)
  }

  @Test(arguments: [
    ("day.xml", "day.xml"), ("-rf", "_rf"), (".hidden", "_hidden"), ("a b;c.xml", "a_b_c.xml"),
    ("Müller.xml", "M__ller.xml"), ("$(x)", "__x_"), ("day.", "day_"), ("...", "_._"),
    ("CON", "_CON"), ("nul.txt", "_nul.txt"), ("COM1.xml", "_COM1.xml"), ("COM0.xml", "COM0.xml"),
    ("CONTO.xml", "CONTO.xml"), ("{customer}", "_customer_"), ("a\nb", "a_b"),
  ])
  func `a safe name is one everywhere`(text: String, safe: String) throws {
    let name = try #require(FileName(text))
    #expect(name.sanitised == safe)
  }

  @Test func `a safe name has 128 bytes at most and keeps the extension`() throws {
    let long = String(repeating: "x", count: 251)

    let withExtension = try #require(FileName(long + ".xml"))
    let without = try #require(FileName(long))
    let all = try #require(FileName("a." + long))

    #expect(withExtension.sanitised == String(repeating: "x", count: 124) + ".xml")
    #expect(without.sanitised == String(repeating: "x", count: 128))
    #expect(all.sanitised == "a." + String(repeating: "x", count: 126))
  }

  @Test(arguments: [
    ("a/b", "a", "b"), ("a", ".", "a"), ("/a", "/", "a"), ("a/b/", "a", "b"), ("a//b", "a", "b"),
  ])
  func `a path has a parent and a name`(path: FilePath, parent: FilePath, name: String) {
    #expect(path.parent == parent)
    #expect(path.name == FileName(name))
  }

  @Test func `a path that ends in none has no name`() {
    #expect(FilePath("/").name == nil)
    #expect(FilePath("a/..").name == nil)
    #expect(FilePath("/").parent == "/")
    #expect("in/" / "x" == FilePath("in/x"))
  }

  @Test(arguments: [
    ("day.xml", 1, "day.xml"), ("day.xml", 2, "day-2.xml"), ("a.b.gz", 12, "a.b-12.gz"),
    ("day", 3, "day-3"), (".day", 2, ".day-2"),
  ])
  func `the second file of a name has its number before the last dot`(
    name: String, number: Int, expected: String
  ) throws {
    #expect(try #require(FileName(name)).numbered(number) == FileName(expected))
  }
}
