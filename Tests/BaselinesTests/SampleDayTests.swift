import Foundation
import Money
import Receivables
import TestSupport
import Testing

@testable import baselines

/// Every baseline on the day in `samples/`: whatever it decides, its books must hold.
@Suite struct SampleDayTests {
  private static let samples = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("samples").path

  private func day() throws -> (ledger: Ledger, receipts: [Receipt]) {
    let bank = Self.samples + "/bank"
    let files = try FileManager.default.contentsOfDirectory(atPath: bank).sorted()
    let ledger = try Intake.ledger(Self.samples + "/ledger")
    return (
      ledger, try Intake.receipts(files.map { bank + "/" + $0 }, history: ledger.receipts)
    )
  }

  @Test func `the contract's example of a payment's identity`() throws {
    var transaction = try BankTransaction.receipt("980.00", reference: "E2E-4711")
    transaction.account = "DE89370400440532013000"
    var identifier = PaymentIdentifier()
    let statement = BankStatement(id: "S1", account: transaction.account)
    identifier.begin(statement)

    #expect(identifier.id(of: transaction, in: statement) == "P5847222919a10ce2")
    #expect(identifier.id(of: transaction, in: statement) != "P5847222919a10ce2")
  }

  @Test func `receipts have the identities that ours gives them`() throws {
    let text = try String(
      contentsOfFile: Self.samples + "/expected/ledger/receipts.csv", encoding: .utf8)
    let ours = Set(text.split(separator: "\n").compactMap { $0.split(separator: ",").first })

    let strangers = try day().receipts.map(\.payment.text).filter { !ours.contains($0[...]) }

    #expect(strangers == [])
  }

  @Test(arguments: [
    "oracle-autocash", "jde-lists", "business-central", "odoo17-greedy", "erpnext-rank",
  ])
  func `no money is made or lost, and no item passes zero`(name: String) throws {
    let (ledger, receipts) = try day()
    let type = try #require(BaselinesCommand.all.first { $0.name == name })
    var baseline = type.init(parties: PartyIndex(ledger), settings: Rules())
    var store = OpenItemStore(ledger.openItems)
    var applied = 0

    for receipt in receipts {
      let verdict = baseline.decide(receipt, store)
      store.book(verdict.lines)
      applied += verdict.lines.isEmpty ? 0 : 1

      let rest = receipt.cash - verdict.cashUsed
      #expect(rest >= 0)
      #expect(rest == 0 || !verdict.notices.isEmpty, "\(receipt.payment)")
      #expect(verdict.rows.filter { $0.kind == .credit }.reduce(0) { $0 + $1.amount } == 0)
      for item in verdict.lines.compactMap(\.item) {
        let before = ledger.openItems[item].open.minorUnits
        #expect(store[item].open == 0 || (store[item].open < 0) == (before < 0))
        #expect(store[item].open.magnitude <= before.magnitude)
      }
    }

    #expect(applied > 0)
  }
}
