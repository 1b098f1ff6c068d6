import BankFiles
import Receivables
import Testing

/// What the bank's codes say a movement is (contract, steps 0 and 2).
struct MT940CodeTests {
  static func entry(
    _ mark: String, _ type: String, _ detail: String, account: String = "37040044/0532013000"
  ) throws -> BankTransaction {
    let trial = FlatFileTrial(
      mt940: MT940Sample.statement(
        ":61:2603100310\(mark)12,00\(type)NONREF\n:86:\(detail)", account: account))
    #expect(trial.errors == [])
    return try #require(trial.transactions.first)
  }

  /// Mark, type and business code, then the class.
  static let classes: [(String, String, String, BankTransaction.Class)] = [
    ("C", "NTRF", "166?00X", .receipt), ("C", "NTRF", "152?00X", .receipt),
    ("C", "NMSC", "194?00X", .receipt), ("C", "NDDT", "171?00X", .receipt),
    ("C", "NCHK", "170?00X", .receipt), ("C", "NTRF", "051?00X", .receipt),
    ("C", "NTRF", "820?00X", .receipt), ("C", "NTRF", "FREE TEXT", .receipt),
    ("C", "N196", "FREE TEXT", .receipt), ("C", "S103", "FREE TEXT", .receipt),
    ("D", "NTRF", "116?00X", .other), ("D", "NDDT", "105?00X", .other),
    ("D", "NRTI", "FREE TEXT", .return), ("D", "NDDT", "109?00X", .return),
    ("D", "NDDT", "108?00X", .return), ("C", "NTRF", "159?00X", .return),
    ("C", "NDDT", "181?00X", .return), ("RC", "NTRF", "166?00X", .return),
    ("RD", "NTRF", "116?00X", .return), ("D", "NTRF", "/RTRN/MS03//REMI/USTD//X/", .return),
    ("D", "NCHG", "FREE TEXT", .fee), ("C", "NCHG", "FREE TEXT", .fee),
    ("D", "NTRF", "808?00X", .fee), ("RD", "NCHG", "808?00X", .fee),
    ("C", "NINT", "FREE TEXT", .interest), ("D", "FINT", "FREE TEXT", .interest),
    ("C", "NTRF", "814?00X", .interest), ("C", "NCMZ", "FREE TEXT", .other),
    ("C", "NLDP", "FREE TEXT", .other), ("C", "NDIV", "FREE TEXT", .other),
    ("C", "NTRF", "833?00X", .other), ("C", "NTRF", "805?00X", .other),
    ("C", "NTRF", "899?00X", .other), ("C", "NTRF", "409?00X", .other),
  ]

  @Test(arguments: classes)
  func `the codes tell receipts from what no customer sends`(
    mark: String, type: String, detail: String, classification: BankTransaction.Class
  ) throws {
    #expect(try Self.entry(mark, type, detail).classification == classification)
  }

  @Test(arguments: [
    ("37040044/0532013000", BankTransaction.Class.return), ("DE89370400440532013000", .return),
    ("COBADEFFXXX/0532013000", .return), ("BPHKPLPK/320000546101", .receipt),
    ("PL29114010810000267002001002", .receipt), ("0532013000", .return),
  ])
  func `three figures mean what they mean in Germany only there`(
    account: String, classification: BankTransaction.Class
  ) throws {
    #expect(
      try Self.entry("C", "NTRF", "159?00X", account: account).classification == classification)
  }

  @Test(arguments: [
    ("079?00SAMMLER", true), ("191?00X", true), ("192?00X", true), ("196?00X", true),
    ("166?00X", false), ("FREE TEXT", false),
  ])
  func `a batch stands for payments that the statement does not bring`(
    detail: String, lacksDetails: Bool
  ) throws {
    #expect(try Self.entry("C", "NTRF", detail).lacksDetails == lacksDetails)
  }

  @Test func `a batch is bound by the sender's reference`() throws {
    let entry = try Self.entry("C", "NDDT", "192?00SAMMEL?20KREF+SDD-2026-03-10")

    #expect(entry.batch == "SDD-2026-03-10")
    #expect(entry.bankReference == "")
    #expect(entry.references == ["SDD-2026-03-10"])
  }

  @Test func `a movement of nothing is no receipt`() throws {
    let trial = FlatFileTrial(
      mt940: MT940Sample.statement(":61:2603100310C0,00NTRFNONREF"))

    #expect(trial.transactions.map(\.classification) == [.other])
  }
}
