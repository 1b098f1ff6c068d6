import BankFiles
import Receivables
import Testing

struct LockboxLayoutTests {
  static func layout(fields: String) -> String {
    """
    {"id": "ours", "recordLength": 80, "records": {
      "6": {"kind": "check", "fields": {\(fields)}}}}
    """
  }

  @Test func `every shipped layout is read`() {
    #expect(LockboxLayout.shipped.map(\.id) == ["SAP-BAI2", "WF300", "FC", "OT", "FTB", "EST"])
  }

  static let wrong: [(String, String)] = [
    (
      layout(fields: "\"amount\": [8, 17], \"item\": [5, 8]"),
      "ours.json:2:64: error: the field 'item' overlaps 'amount'; expected columns of its own (badRecord)"
    ),
    (
      layout(fields: "\"amount\": [72, 81]"),
      """
      ours.json:2:47: error: the columns 72 to 81 of 'amount' lie outside the record; expected \
      columns from 2 to 80 (badRecord)
      """
    ),
    (
      layout(fields: "\"item\": [5, 7]"),
      """
      ours.json:1:1: error: the layout does not say where the amount of a check stands; expected one \
      record of kind "check" with a field "amount" (badRecord)
      """
    ),
    (
      "{\"id\": \"a\", \"id\": \"b\"}",
      "ours.json:1:17: error: the key 'id' comes twice; expected every key once (badRecord)"
    ),
    ("{", "ours.json:1:2: error: no key stands here; expected a key in quotes (badRecord)"),
    (
      "",
      "ours.json:1:1: error: no value stands here; expected an object, a list, a text or a whole number (badRecord)"
    ),
  ]

  @Test(arguments: wrong)
  func `a layout that cannot be right is refused with the place`(json: String, message: String) {
    var refusal: BankFileError?
    do throws(BankFileError) {
      _ = try LockboxLayout.parse(json: Array(json.utf8), file: "ours.json")
    } catch {
      refusal = error
    }

    #expect(refusal?.description == message)
  }

  @Test func `a layout of the user's own is read`() throws {
    let json = Self.layout(fields: "\"amount\": [8, 17], \"checkDate\": [18, 23, \"MMDDYY\"]")

    let layout = try LockboxLayout.parse(json: Array(json.utf8), file: "ours.json")

    let check = try #require(layout.records[UInt8(ascii: "6")])
    #expect(check.fields["amount"] == LockboxLayout.Field(columns: 8...17))
    #expect(check.fields["checkDate"]?.datePattern == .monthDayYear)
    #expect(layout.currencyCode == "USD")
  }
}
