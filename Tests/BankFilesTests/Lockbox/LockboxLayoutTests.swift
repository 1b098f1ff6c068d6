import BankFiles
import Money
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

  /// Record 7 or 8 of the example with its count in four columns, and the line of it.
  static let shifted: [(Int, String, String)] = [
    (9, "7001002001234526010500020000170000", "batch"),
    (10, "8001002001234526010500020000170000", "lockbox"),
  ]

  @Test(arguments: shifted)
  func `a total whose count has a digit more is read so, and the layout stays`(
    line: Int, record: String, name: String
  ) throws {
    let trial = FlatFileTrial(lockbox: LockboxTests.example(line, record))

    #expect(trial.summary?.version == "SAP-BAI2")
    #expect(
      trial.transactions.flatMap(\.documents).map(\.paid?.decimal) == [
        "1000.00", "500.00", "200.00",
      ])
    #expect(
      trial.problems.map(\.description) == [
        "box.txt:\(line):21: note: the \(name) total has its number of checks in 4 columns, the "
          + "layout SAP-BAI2 in 3 (unusual)"
      ])
    #expect(!trial.checks.contains { $0.hasSuffix("off") })
  }

  @Test func `a total that agrees in no columns is an error of the layout's own`() {
    let trial = FlatFileTrial(
      lockbox: LockboxTests.example(10, "8001002001234526010500020000170001"))

    #expect(trial.summary?.version == "SAP-BAI2")
    #expect(trial.errors.count == 1)
  }
}
