import BankFiles
import Money
import Receivables
import Testing

/// One small file in each shipped layout, set by columns; the reader is told none of the layouts.
struct LockboxShippedLayoutsTests {
  /// A record with texts at columns that count from 1.
  static func record(_ fields: [(column: Int, text: String)]) -> String {
    var bytes: [UInt8] = []
    for field in fields {
      while bytes.count < field.column - 1 { bytes.append(0x20) }
      bytes.append(contentsOf: field.text.utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static let header = record([
    (1, "100"), (4, "ACMECORP"), (14, "0999999992"), (24, "260105"), (30, "0830"),
  ])

  @Test func `the 300-column layout has names, gross amounts and discounts`() throws {
    let lines = [
      Self.header,
      Self.record([(1, "2ACMECORP"), (12, "0999999992"), (32, "400")]),
      Self.record([(1, "5000000"), (8, "0012345"), (15, "260105")]),
      Self.record([
        (1, "6001001"), (8, "0000098000"), (18, "999999992"), (27, "0001234567"),
        (37, "0000004711"), (88, "260102"), (94, "ACME TOOLS INC"), (124, "C-100"),
      ]),
      Self.record([
        (1, "4001001"), (8, "6019"), (12, "INV-1001"), (27, "0000098000"), (81, "251201"),
        (87, "00000100000"), (98, "00000002000"),
      ]),
      Self.record([
        (1, "7001001"), (8, "0012345"), (15, "260105"), (21, "001"), (24, "0000098000"),
      ]),
      Self.record([
        (1, "8001001"), (8, "0012345"), (15, "260105"), (21, "001"), (24, "0000098000"),
        (35, "001"),
      ]),
      "9000008",
    ]

    let trial = FlatFileTrial(lockbox: lines.joined(separator: "\n"))

    #expect(trial.failure == nil)
    #expect(trial.problems.map(\.description) == [])
    #expect(trial.summary?.version == "WF300")
    let check = try #require(trial.transactions.first)
    #expect(check.payer.name == "ACME TOOLS INC")
    #expect(check.payer.customerNumber == "C-100")
    let document = try #require(check.documents.first)
    #expect(document.number == "INV-1001")
    #expect(document.paid?.decimal == "980.00")
    #expect(document.due?.decimal == "1000.00")
    #expect(document.discount?.decimal == "20.00")
    #expect(document.date?.description == "2025-12-01")
  }

  @Test func `the layout with the amount late in the check opens a batch by every header`() throws {
    let check = Self.record([
      (1, "6001001"), (8, "0012345"), (15, "260105"), (21, "1111111111"), (31, "2222222222"),
      (41, "0000010050"), (51, "09999999"), (59, "0001234567"), (69, "000000004711"),
    ])
    let second = Self.record([
      (1, "6002001"), (8, "0012345"), (15, "260105"), (21, "1111111111"), (31, "2222222222"),
      (41, "0000000950"), (51, "09999999"), (59, "0001234567"), (69, "000000004712"),
    ])
    let lines = [
      Self.header, "2ACMECORP  0999999992",
      Self.record([(1, "5001000"), (8, "0012345"), (15, "260105")]), check,
      Self.record([(1, "4001001601"), (11, "0000LB0001"), (21, "     10050")]),
      Self.record([
        (1, "7001001"), (8, "0012345"), (15, "260105"), (21, "001"), (24, "0000010050"),
      ]),
      Self.record([(1, "5002000"), (8, "0012345"), (15, "260105")]), second,
      Self.record([
        (1, "7002001"), (8, "0012345"), (15, "260105"), (21, "001"), (24, "0000000950"),
      ]),
      Self.record([
        (1, "8002001"), (8, "0012345"), (15, "260105"), (21, "002"), (24, "0000011000"),
      ]),
      "9000011",
    ]

    let trial = FlatFileTrial(lockbox: lines.joined(separator: "\n"))

    #expect(trial.failure == nil)
    #expect(trial.problems.map(\.description) == [])
    #expect(trial.summary?.version == "OT")
    #expect(trial.statements.map(\.id) == ["0012345/2026-01-05"])
    #expect(trial.transactions.map(\.amount.decimal) == ["100.50", "9.50"])
    #expect(trial.transactions.map(\.bankReference) == ["1-1-4711", "2-1-4712"])
    #expect(trial.transactions.first?.documents.map(\.number) == ["0000LB0001"])
    #expect(trial.transactions.first?.documents.map(\.paid?.decimal) == ["100.50"])
  }

  @Test func `the 85-column layout has three invoices in a remittance line`() throws {
    let lines = [
      Self.record([
        (1, "10"), (3, "ACMECORP"), (14, "0999999992"), (24, "260105"), (30, "0830"),
      ]),
      Self.record([(1, "2ACMECORP"), (13, "0999999992"), (33, "400")]),
      Self.record([(1, "500001"), (8, "0012345"), (15, "260105")]),
      Self.record([
        (1, "600001001"), (10, "0000060000"), (20, "999999992"),
        (29, "00000000000001234567"), (49, "000000000004711"), (64, "C-100"),
      ]),
      Self.record([
        (1, "400001001"), (10, "00001"), (15, "9"), (16, "000000001001"), (28, "0000010000"),
        (38, "000000001002"), (50, "0000020000"), (60, "000000001003"), (72, "0000030000"),
      ]),
      Self.record([
        (1, "700001"), (8, "0012345"), (15, "260105"), (21, "000001"), (27, "000000060000"),
      ]),
      Self.record([
        (1, "8"), (8, "0012345"), (15, "260105"), (21, "000001"), (27, "000000060000"),
      ]),
      Self.record([(1, "9000008"), (8, "000000060000")]),
    ]

    let trial = FlatFileTrial(lockbox: lines.joined(separator: "\n"))

    #expect(trial.failure == nil)
    #expect(trial.problems.map(\.description) == [])
    #expect(trial.summary?.version == "FTB")
    let check = try #require(trial.transactions.first)
    #expect(check.amount.decimal == "600.00")
    #expect(check.payer.account == "1234567")
    #expect(check.documents.map(\.number) == ["000000001001", "000000001002", "000000001003"])
    #expect(check.documents.map(\.paid?.decimal) == ["100.00", "200.00", "300.00"])
    #expect(trial.checks.contains("file_total 600.00 USD 600.00 USD holds"))
  }
}
