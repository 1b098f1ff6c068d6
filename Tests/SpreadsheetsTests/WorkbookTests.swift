import Foundation
import Money
import Testing

@testable import Spreadsheets

@Suite struct WorkbookTests {
  /// A workbook of one sheet with these cells below the header.
  private func read(_ rows: [WorkbookCell]...) throws -> ReadWorkbook {
    try ReadWorkbook(workbook(rows).bytes())
  }

  private func workbook(_ rows: [[WorkbookCell]]) throws -> Workbook {
    let day = try #require(CalendarDate(iso: "2026-03-10"))
    return Workbook(
      title: "Exceptions & more", day: day,
      sheets: [
        WorkbookSheet(
          name: "Sheet", columns: [.init("First", width: 12), .init("Second", width: 30)],
          count: rows.count
        ) { rows[$0] }
      ])
  }

  private func money(_ text: String, _ code: String) throws -> Money {
    try Money(parsing: text, in: #require(Currency(code)))
  }

  @Test(arguments: [
    ("1234.50", "EUR", "1234.5", "#,##0.00"), ("-0.01", "EUR", "-0.01", "#,##0.00"),
    ("0.10", "USD", "0.1", "#,##0.00"), ("9000000", "JPY", "9000000", "#,##0"),
    ("1.005", "KWD", "1.005", "#,##0.000"), ("0.0001", "CLF", "0.0001", "#,##0.0000"),
    ("9999999999999.99", "EUR", "9999999999999.99", "#,##0.00"),
  ])
  func `an amount is a number with the decimals of its currency`(
    text: String, code: String, written: String, pattern: String
  ) throws {
    let book = try read([.amount(try money(text, code))])

    let sheet = try #require(book.sheets.first)
    #expect(sheet.kinds["A2"] == "n")
    #expect(sheet.cells["A2"] == written)
    let styles = try book.part("xl/styles.xml")
    // 3 and 4 are patterns that every spreadsheet knows by number.
    let number = ["#,##0": "numFmtId=\"3\"", "#,##0.00": "numFmtId=\"4\""][pattern] ?? "none"
    let hasPattern = styles.contains("formatCode=\"\(pattern)\"") || styles.contains(number)
    #expect(hasPattern)
  }

  @Test func `an amount beyond what a spreadsheet keeps exactly is a text`() throws {
    let book = try read([.amount(try money("10000000000000.01", "EUR"))])

    let sheet = try #require(book.sheets.first)
    #expect(sheet.kinds["A2"] == "inlineStr")
    #expect(sheet.cells["A2"] == "10000000000000.01")
  }

  @Test(arguments: [
    ("2026-03-10", "46091"), ("1900-01-01", "1"), ("1900-03-01", "61"), ("2200-12-31", "109939"),
  ])
  func `a date is a date`(day: String, serial: String) throws {
    let book = try read([.date(try #require(CalendarDate(iso: day)))])

    let sheet = try #require(book.sheets.first)
    #expect(sheet.kinds["A2"] == "n")
    #expect(sheet.cells["A2"] == serial)
    #expect(try book.part("xl/styles.xml").contains("formatCode=\"yyyy-mm-dd\""))
  }

  @Test(arguments: [
    "=1+1", "+49 30", "-5", "@SUM(A1)", "00123", "http://example.org", "{=1}", "1e3",
  ])
  func `a text stays a text whatever it looks like`(text: String) throws {
    let book = try read([.text(text)])

    let sheet = try #require(book.sheets.first)
    #expect(sheet.kinds["A2"] == "inlineStr")
    #expect(sheet.cells["A2"] == text)
    #expect(try !book.part("xl/worksheets/sheet1.xml").contains("<hyperlink"))
  }

  @Test(arguments: [
    ("Söhne & <Co> \"日本\"", "Söhne & <Co> \"日本\""), ("a\u{202E}b", "a\\u{202E}b"),
    ("a\u{0}b\nc\u{FFFE}", "a\\u{0}b\\u{A}c\\u{FFFE}"), (" blank ", " blank "),
    ("_x0041_", "_x005F_x0041_"),
  ])
  func `a text is shown as it is, and what misleads as what it is`(
    text: String, shown: String
  ) throws {
    let book = try read([.text(text)])

    #expect(book.sheets.first?.cells["A2"] == shown)
  }

  @Test func `a text longer than a cell is cut, and says so`() throws {
    let book = try read([.text(String(repeating: "Ö", count: 40_000))])

    let text = try #require(book.sheets.first?.cells["A2"])
    #expect(text.utf16.count == CellText.unitsMax)
    #expect(text.hasSuffix("Ö…"))
  }

  @Test func `the header is frozen, every column has a filter and its width`() throws {
    let book = try read([.text("a"), .empty], [.text("b"), .count(7)])

    let sheet = try book.part("xl/worksheets/sheet1.xml")
    #expect(sheet.contains("<autoFilter ref=\"A1:B3\"/>"))
    #expect(sheet.contains("ySplit=\"1\"") && sheet.contains("state=\"frozen\""))
    #expect(sheet.contains("<col min=\"2\" max=\"2\" width=\"30.7109375\""))
    #expect(book.sheets.first?.cells["B1"] == "Second")
    #expect(book.sheets.first?.cells["B3"] == "7")
  }

  @Test func `a sheet without rows is a header`() throws {
    let book = try read()

    #expect(book.sheets.first?.cells == ["A1": "First", "B1": "Second"])
  }

  @Test func `the same input is the same bytes, and the clock is not among it`() throws {
    let rows: [[WorkbookCell]] = [[.text("a"), .count(1)], [.text("b"), .count(2)]]

    let once = try workbook(rows).bytes()
    let again = try workbook(rows).bytes()

    #expect(once == again)
    let core = try ReadWorkbook(once).part("docProps/core.xml")
    #expect(core.contains(">2026-03-10T00:00:00Z</dcterms:created>"))
    #expect(core.contains("<dc:title>Exceptions &amp; more</dc:title>"))
  }

  @Test func `rows beyond the end of a sheet go on in the next`() throws {
    let sheet = WorkbookSheet(name: "Sheet", columns: [.init("A", width: 5)], count: 7) {
      [.count($0)]
    }

    let parts = sheet.parts(rowsMax: 3)

    #expect(parts.map(\.name) == ["Sheet", "Sheet 2", "Sheet 3"])
    #expect(parts.map(\.count) == [3, 3, 1])
    #expect(parts[2].row(0) == [.count(6)])
  }
}
