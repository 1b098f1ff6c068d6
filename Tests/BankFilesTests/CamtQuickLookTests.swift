import BankFiles
import Money
import Receivables
import Testing

/// The quick look at ordinary entries, held against the plain reader.
@Suite struct CamtQuickLookTests {
  static let files = [
    "fi-052.v02.xml", "fi-053.v02.xml", "fi-054.v02.xml", "five-decimals-053.v02.xml",
    "generic-053.v03.xml", "ing-053.v02.xml", "no-namespace-053.xml", "nordea-053.v02.xml",
    "pf-053-batches.v04.xml", "pf-053.v04.xml", "pf-054-dd.v04.xml", "pf-054-esr.v04.xml",
    "pf-054-qr.v04.xml", "pf-054-return.v04.xml", "two-accounts-053.v02.xml", "ubs-053.v08.xml",
    "wise-053.v10.xml", "made/strd-053.v08.xml", "made/strd-053.v13.xml",
  ]

  /// A reversal indicator, even one that says no, is left to the plain reader.
  @Test(arguments: files)
  func `reads as the plain reader does`(file: String) throws {
    let bytes = try camtFixture(file)
    let plain = String(decoding: bytes, as: UTF8.self)
      .split(separator: "</Ntry>", omittingEmptySubsequences: false)
      .joined(separator: "<RvslInd>false</RvslInd></Ntry>")

    let quickly = try readCamt(bytes)
    let plainly = try readCamt(Array(plain.utf8))

    #expect(quickly.transactions.map(\.withoutRaw) == plainly.transactions.map(\.withoutRaw))
    #expect(quickly.statements == plainly.statements)
    #expect(quickly.problems == plainly.problems)
  }

  @Test(arguments: files)
  func `counts what it packs as what it unpacks`(file: String) throws {
    let reader = CamtReader(file: file)
    var batch = BankFileBatch()
    let bytes = try camtFixture(file)
    try reader.consume(bytes.span, into: &batch)
    try reader.finish(into: &batch)

    var moved: [String] = []
    batch.handOutMovements { moved.append("\($0.amount) \($0.direction) \($0.status)") }
    var made: [String] = []
    batch.handOut {
      guard case .transaction(let transaction) = $0 else { return }
      made.append("\(transaction.amount) \(transaction.direction) \(transaction.status)")
    }

    #expect(moved.sorted() == made.sorted())
    let count = batch.transactions
    #expect(count == made.count)
  }

  @Test func `an entry that spans blocks is read whole, whatever the pieces`() throws {
    let padding = String(repeating: "<!-- \(String(repeating: "x", count: 990)) -->\n", count: 70)
    let bytes = camtStatement(
      camtEntry(details: "\(padding)<TxDtls><Refs><EndToEndId>E-1</EndToEndId></Refs></TxDtls>")
        + camtEntry(date: "2026-03-11", details: ""))

    for chunk in [7919, 65_536, 100_000, 1_000_000] {
      let transactions = try readCamt(bytes, chunk: chunk).transactions

      #expect(transactions.map(\.endToEndID) == ["E-1", nil])
      #expect(transactions.map(\.bookingDate?.description) == ["2026-03-10", "2026-03-11"])
    }
  }

  @Test func `a transaction names its element and keeps its fields as the file has them`() throws {
    let details = "<TxDtls><Refs><EndToEndId>E-1</EndToEndId></Refs><RmtInf><Ustrd>INV 1 &amp; 2"
    let read = try readCamt(
      camtStatement(camtEntry(details: details + "</Ustrd></RmtInf></TxDtls>")))

    #expect(read.transactions.map(\.record) == ["Ntry/NtryDtls/TxDtls"])
    #expect(
      read.transactions.map(\.raw) == [
        """
        Amt Ccy="EUR": 100.00
        CdtDbtInd: CRDT
        Cd: BOOK
        Dt: 2026-03-10
        AcctSvcrRef: A1
        EndToEndId: E-1
        Ustrd: INV 1 & 2

        """
      ])
  }
}

extension BankTransaction {
  fileprivate var withoutRaw: BankTransaction {
    var copy = self
    copy.raw = ""
    return copy
  }
}
