import Money
import Testing

@Suite struct CalendarDateTests {
  @Test(arguments: [
    ("1970-01-01", 0), ("2000-02-29", 11016), ("2026-03-10", 20522), ("1900-01-01", -25567),
  ])
  func `a day has its number`(text: String, dayNumber: Int32) throws {
    let date = try #require(CalendarDate(iso: text))

    #expect(date.dayNumber == dayNumber)
    #expect(date.description == text)
  }

  @Test(arguments: [
    "2026-02-30", "2100-02-29", "2026-13-01", "2026-00-10", "0001-01-01", "2026-3-10", "20260310",
    "2026-03-10T", "",
  ])
  func `what the calendar lacks is no day`(text: String) {
    #expect(CalendarDate(iso: text) == nil)
  }

  @Test func `every day of two centuries survives being written and read`() {
    for dayNumber in Int32(-25567)...Int32(84000) {
      let date = CalendarDate(dayNumber: dayNumber)
      #expect(CalendarDate(year: date.year, month: date.month, day: date.day) == date)
    }
  }

  @Test func `a two-digit year lies between 1980 and 2079`() {
    #expect(CalendarDate(yymmdd: Array("800101".utf8))?.year == 1980)
    #expect(CalendarDate(yymmdd: Array("791231".utf8))?.year == 2079)
    #expect(CalendarDate(yymmdd: Array("260230".utf8)) == nil)
  }
}
