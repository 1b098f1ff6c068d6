import Foundation
import Store
import TestSupport
import Testing

@testable import Pipeline

@Suite("A pipeline that lives on is one that was opened anew")
struct WarmPipelineTests {
  /// Full, short and over payments, repeats, twins and a return.
  private func files(seed: UInt64) -> [BankFile] {
    var random = SeededGenerator(seed: seed)
    var balance = 0
    return (1...5).map { day in
      let entries = (0..<Int.random(in: 1...4, using: &random)).map { place in
        let document = ["4711", "4712", "4721", "4799"].randomElement(using: &random) ?? "4711"
        let amount = [40, 98, 100, 250, 260].randomElement(using: &random) ?? 100
        let isDebit = Int.random(in: 0...9, using: &random) == 0
        return BankFile.Entry(
          amount: "\(amount).00", text: "RE \(document)",
          reference: Bool.random(using: &random) ? "" : "E-\(day)-\(place)", isDebit: isDebit)
      }
      let sum = entries.reduce(0) { sum, entry in
        let amount = Int(entry.amount.dropLast(3)) ?? 0
        return sum + (entry.isDebit ? -amount : amount)
      }
      var file = BankFile(
        entries: entries, id: "S\(day)", sequence: day, day: "2026-03-0\(day)")
      file.opening = "\(1000 + balance).00"
      balance += sum
      file.closing = "\(1000 + balance).00"
      return file
    }
  }

  @Test("State and exports are the same after every batch", arguments: 1...6)
  func warm(seed: UInt64) throws {
    let files = files(seed: seed)
    let warm = try TemporaryPipeline()
    let fresh = try TemporaryPipeline()
    let pipeline = try warm.open()

    for (number, file) in files.enumerated() {
      for place in [warm, fresh] {
        try place.drop(file, as: "\(number).xml")
        place.clock.advance(60)
      }
      _ = try pipeline.runOnce()
      try fresh.run()

      #expect(
        try pipeline.store.digest(of: StateTable.all.filter { $0 != .facts })
          == fresh.store().digest(of: StateTable.all.filter { $0 != .facts }),
        "seed \(seed), batch \(number)")
    }

    #expect(warm.files("exports") == fresh.files("exports"))
    for file in warm.files("exports") {
      #expect(try warm.bytes("exports/\(file)") == fresh.bytes("exports/\(file)"), "\(file)")
    }
    try pipeline.close()
    #expect(try warm.broken() == [])
  }
}
