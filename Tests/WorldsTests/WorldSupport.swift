import LedgerFiles
import Money
import Testing
import Worlds

func plan(
  seed: UInt64 = 7, profile: Profile = .typical, payments: Int = 2500, shares: [String: Int] = [:]
) throws -> WorldPlan {
  WorldPlan(
    seed: seed, customers: 60, items: 1500, payments: payments, profile: profile,
    asOf: try #require(CalendarDate(iso: "2026-03-10")), shares: shares)
}

func world(_ plan: WorldPlan) throws -> MemorySink {
  try WorldGenerator.generate(plan, into: MemorySink()).1
}

/// The records of a CSV file by column.
func records(_ bytes: [UInt8]?) throws -> [[String: String]] {
  var reader = try CSVReader(try #require(bytes))
  guard try reader.next() else { return [] }
  let header = reader.cells.map { reader.text($0) }
  var records: [[String: String]] = []
  while try reader.next() {
    let cells = reader.cells.map { reader.text($0) }
    records.append(Dictionary(uniqueKeysWithValues: zip(header, cells)))
  }
  return records
}
