import Money
import Testing

@testable import Spreadsheets

/// What tells a workbook that a full disk cut off from a whole one.
@Suite struct ReadAgainTests {
  @Test(arguments: [
    ("<?xml version=\"1.0\"?>\n<a b=\"1\"><c/></a>", true), ("<?xml version=\"1.0\"?>\n<a/>", true),
    ("<?xml version=\"1.0\"?>\n<a b=\"1\"/>\n", true),
    ("<?xml version=\"1.0\"?>\n<a><c></c></a>\n", true),
    ("<?xml version=\"1.0\"?>\n<a b=\"1\"><c/>", false),
    ("<?xml version=\"1.0\"?>\n<a b=\"1", false),
    ("<?xml version=\"1.0\"?>\n", false), ("", false),
    ("<?xml version=\"1.0\"?>\n<a><a2></a2>", false),
  ])
  func `a part is whole if it ends what it began`(text: String, isWhole: Bool) {
    #expect(XMLPart(Array(text.utf8)).isWhole == isWhole)
  }

  @Test func `rows are counted`() {
    let text = "<?xml?><s><row r=\"1\"><c/></row><rowBreaks/><row r=\"2\"/><ro"

    #expect(XMLPart(Array(text.utf8)).rows == 2)
  }

  @Test(arguments: [0, 1, 22, 400])
  func `an archive that lost its end is none`(left: Int) throws {
    #expect(throws: WorkbookError.self) { try ZipArchive(Array(whole().prefix(left))) }
  }

  @Test func `a part whose bytes are damaged is told`() throws {
    var bytes = try whole()
    for index in 60..<90 { bytes[index] = 0xFF }
    let archive = try ZipArchive(bytes)
    let first = try #require(archive.names.first)

    #expect(throws: WorkbookError.self) { try archive.contents(of: first) }
  }

  private func whole() throws -> [UInt8] {
    try Workbook(
      title: "T", day: .init(dayNumber: 20_000),
      sheets: [WorkbookSheet(name: "S", columns: [.init("A", width: 5)], count: 0) { _ in [] }]
    ).bytes()
  }
}
