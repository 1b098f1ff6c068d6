import Durable
import Testing

@Suite("Patterns of file names") struct GlobTests {
  @Test(arguments: [
    ("*", "day.xml"), ("*.xml", "day.xml"), ("day.*", "day.xml"), ("*", "x"), ("d*y.x*", "day.xml"),
    ("*a*b*c", "xaxbxabc"), ("???.xml", "day.xml"), ("?.xml", "é.xml"), ("[a-d]ay.xml", "day.xml"),
    ("[!x]ay.xml", "day.xml"), ("[^x]ay.xml", "day.xml"), ("[]d]ay", "day"), ("[]d]ay", "]ay"),
    ("a[-z]", "a-"), ("[ab", "[ab"), ("a**b", "ab"), ("a-b[0-9][0-9]", "a-b07"), ("[é]", "é"),
  ])
  func `matches`(pattern: String, name: String) throws {
    let name = try #require(FileName(name))
    #expect(Glob(pattern).matches(name))
  }

  @Test(arguments: [
    ("*.xml", "day.XML"), ("*.xml", "day.xml.part"), ("?.xml", "day.xml"), ("", "x"),
    ("[a-c]ay", "day"), ("[!d]ay", "day"), ("[z-a]", "m"), ("*a*b*c", "xaxbxab"), ("x", "xx"),
    ("e\u{301}", "é"), ("day.xml", "day.xm"),
  ])
  func `does not match`(pattern: String, name: String) throws {
    let name = try #require(FileName(name))
    #expect(!Glob(pattern).matches(name))
  }

  @Test func `a byte that is no character is one of any`() throws {
    let name = try #require(FileName(bytes: [0x4D, 0xFC, 0x6C]))

    for pattern in ["*", "M?l", "M[!x]l"] { #expect(Glob(pattern).matches(name), "\(pattern)") }
    for pattern in ["M??l", "Ml", "Mül"] { #expect(!Glob(pattern).matches(name), "\(pattern)") }
  }

  @Test func `many stars take no time to fail`() throws {
    let name = try #require(FileName(String(repeating: "a", count: 255)))

    #expect(!Glob(String(repeating: "a*", count: 100) + "b").matches(name))
  }
}
