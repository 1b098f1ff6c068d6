import BankFiles
import Money
import Receivables
import Testing

/// The quick look at ordinary checks, held against the plain machine.
@Suite struct LockboxQuickLookTests {
  private static let layout = LockboxLayout.shipped.filter { $0.id == "SAP-BAI2" }

  /// Byte by byte no check ever lies whole in the bytes at hand: the plain machine has them all.
  private func expectSame(_ text: String, _ layouts: [LockboxLayout] = layout) {
    let bytes = Array(text.utf8)
    let quickly = FlatFileTrial(bytes, by: LockboxReader(file: "box.txt", layouts: layouts))
    let plainly = FlatFileTrial(
      bytes, by: LockboxReader(file: "box.txt", layouts: layouts), chunk: 1)
    #expect(quickly.described == plainly.described)
  }

  private static let head = """
    100ACMECORP  09999999922601050830
    2ACMECORP  0999999992000000000040008000801
    50010000012345260105ACMECORP  0999999992

    """
  private static let end = """
    700100200123452601050020000170000
    800100200123452601050020000170000
    9000011

    """

  @Test(arguments: [
    "6001001000015000099999999200012345670000004711",
    "6001001000015000099999999200012345670000004711\n40010016019INV-1001        0000150000",
    "6001001000015000099999999100012345670000004711",  // the routing number's check digit
    "6001001000015000000000000000012345670000004711", "6001001000015000099999999",
    "60010010000150000         00012345670000004711",
    "6001001000015000X99999999200012345670000004711",
    "6001001 00015000099999999200012345670000004711",
    "600100100001500 099999999200012345670000004711",
    "6001001          99999999200012345670000004711",
    "6001 01000015000099999999200012345670000004711",
    "6   001000015000099999999200012345670000004711",
    "6002001000015000099999999200012345670000004711",
    "6001000000015000099999999200012345670000004711",
    "6001001000015000099999999200012345670000004711\n4001001602 INV-1001        0000150000",
    "6001001000015000099999999200012345670000004711\n40010016020INV-1001        0000150000",
    "6001001000015000099999999200012345670000004711\n40010016010INV-1001        0000150000",
    "6001001000015000099999999200012345670000004711\n40010016019INV-1001        0000150001",
    "6001001000015000099999999200012345670000004711\n40010016019INV-1001            150000",
    "6001001000015000099999999200012345670000004711\n40010016019INV-1001        000015000X",
    "6001001000015000099999999200012345670000004711\n40010016019INV-1001        00001500000000002500010SHORT",
    "6001001000015000099999999200012345670000004711\n40010026019INV-1001        0000150000",
    "6001001000015000099999999200012345670000004711\n40010016019INV-1001        0000150000\n40010016019INV-1",
    "6001001000015000099999999200012345670000004711\n40010016019INV-1001",
    "6001001000015000099999999200012345670000004711   \r\n40010016019INV-1001        0000150000  \r",
    "6001001000015000099999999200012345670000004711\n\n40010016019INV-1001        0000150000",
    "6001001000015000099999999200012345670000004711\nX",
    "6001001000015000099999999200012345670000004711\n40010016019M\u{FC}LLER          0000150000",
    "6001001000015000099999999200012345670000004711\n6001001000002000099999999200076543210000000815",
    "6001001000015000099999999200012345670000004711\n6001002000002000099999999200076543210000000815",
    "60010010000150000999999992000123456700000047110000000000000000000000000000000000000000000000000",
  ])
  func `reads each way of writing a check as the plain machine does`(check: String) {
    expectSame(Self.head + check + "\n" + Self.end)
  }

  @Test func `overflow sequences begin again after 99`() {
    let lines = (1...120).map { number in
      let sequence = (number - 1) % 99 + 1
      let padded = (sequence < 10 ? "0" : "") + String(sequence)
      return "40010016\(padded)\(number == 120 ? 9 : 0)INV-1001        0000000001\n"
    }
    expectSame(
      Self.head + "6001001000015000099999999200012345670000004711\n" + lines.joined() + Self.end)
  }

  @Test func `a batch that comes twice is reported by both`() {
    let check = "6001001000015000099999999200012345670000004711\n"
    let total = "70010010012345260105001 00015000\n"
    expectSame(Self.head + check + total + check + total + Self.end)
  }

  @Test(
    arguments: LockboxLayout.shipped.map(\.id),
    [
      "fundersclub-test_lockbox.bai", "fundersclub-test_empty_lockbox.bai",
    ])
  func `reads public files by every layout as the plain machine does`(id: String, file: String) {
    expectSame(
      String(decoding: FlatFileTrial.fixture("lockbox/" + file), as: UTF8.self),
      LockboxLayout.shipped.filter { $0.id == id })
  }

  @Test func `a check keeps its lines as the file has them`() throws {
    let lines = """
      6001001000015000099999999200012345670000004711
      40010016019INV-1001        0000150000

      """
    let trial = FlatFileTrial(
      Array((Self.head + lines + Self.end).utf8),
      by: LockboxReader(file: "box.txt", layouts: Self.layout))

    let transaction = try #require(trial.transactions.first)
    #expect(transaction.record == "6")
    #expect(transaction.raw == lines)
  }
}
