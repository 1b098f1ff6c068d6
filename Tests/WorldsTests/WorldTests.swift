import LedgerFiles
import Money
import Receivables
import Testing

@testable import Worlds

@Suite struct WorldTests {
  @Test func `the same plan gives the same bytes`() throws {
    let first = try world(plan())
    let second = try world(plan())

    #expect(first.files == second.files)
    #expect(try world(plan(seed: 8)).files != first.files)
  }

  @Test func `a payment's identity is the one that the contract works out`() throws {
    let id = PaymentNumber.id(
      account: "DE89370400440532013000",
      date: try #require(CalendarDate(iso: "2026-03-10")), isCredit: true,
      amount: Money(minorUnits: 98_000, .eur), reference: "E2E-4711", ordinal: 1)

    #expect(id == "P5847222919a10ce2")
  }

  @Test func `there are forty classes at least, each with a decision, and every one appears`()
    throws
  {
    let all = Scenario.all

    #expect(all.count >= 40)
    #expect(Set(all.map(\.name)).count == all.count)
    #expect(all.allSatisfy { !$0.decision.isEmpty && !$0.channels.isEmpty })
    let rows = try records(
      world(plan(profile: .hard, shares: ["stated_accepted_reason": 5])).files[
        "truth/scenarios.csv"])
    #expect(rows.filter { $0["count"] == "0" }.compactMap { $0["scenario"] } == [])
  }

  @Test(arguments: Profile.allCases)
  func `the money of each receipt adds up`(profile: Profile) throws {
    let files = try world(plan(profile: profile)).files
    var applied: [String: Int64] = [:]
    var netted: [String: Int64] = [:]
    for row in try records(files["truth/applications.csv"]) {
      let units = try units(row)
      let payment = try #require(row["payment_id"])
      switch row["kind"] {
      case "payment", "on_account", "reversal": applied[payment, default: 0] += units
      case "credit": netted[payment, default: 0] += units
      default: break
      }
    }
    var wrong: [String] = []
    var seen: Set<String> = []
    for row in try records(files["truth/receipts.csv"]) {
      let payment = try #require(row["payment_id"])
      if !seen.insert(payment).inserted { wrong.append("\(payment) comes twice") }
      let isApplied = row["expected"] == "apply"
      // Undoing a deduction is a reversal that moves no money.
      let undoesMore = row["scenario"] == "returned_with_deduction"
      if !undoesMore, (applied[payment] ?? 0) != (isApplied ? try units(row) : 0) {
        wrong.append("\(row["scenario"] ?? ""): \(payment)")
      }
      if netted[payment] ?? 0 != 0 { wrong.append("\(payment) nets \(netted[payment] ?? 0)") }
    }
    #expect(wrong == [])
  }

  @Test func `no item is paid beyond what is open, and the ledger folder can be read`() throws {
    let sink = try world(plan(profile: .hard))
    let ledger = try LedgerFolder.read(files: sink.folder("ledger")).ledger
    var open: [String: Int64] = [:]
    for item in ledger.openItems + ledger.clearedItems {
      open["\(item.customer) \(item.number)"] = item.open.minorUnits
    }
    for row in try records(sink.files["truth/applications.csv"]) where row["kind"] != "on_account" {
      let key = "\(row["customer_id"] ?? "") \(row["document_number"] ?? "")"
      let before = try #require(open[key], "\(key)")
      open[key] = before - (try units(row))
    }
    // Every credit and every invoice ends on its own side, or at zero.
    let credits = Set(
      (ledger.openItems + ledger.clearedItems).filter { $0.original.isNegative }
        .map { "\($0.customer) \($0.number)" })
    #expect(open.filter { credits.contains($0.key) ? $0.value > 0 : $0.value < 0 } == [:])
  }

  @Test func `a share that is given is kept, and the others divide the rest`() throws {
    let rows = try records(
      world(plan(payments: 1000, shares: ["text_slip": 500])).files["truth/scenarios.csv"])

    let counts = Dictionary(
      uniqueKeysWithValues: rows.map { ($0["scenario"] ?? "", Int($0["count"] ?? "") ?? 0) })
    #expect(counts["text_slip"] == 500)
    #expect((950...1050).contains(counts.values.reduce(0, +)))
  }

  private func units(_ row: [String: String]) throws -> Int64 {
    let currency = try #require(Currency(row["currency"] ?? ""))
    return try Money(parsing: row["amount"] ?? "", in: currency).minorUnits
  }
}
