import Foundation
import LedgerFiles
import Store
import TestSupport
import Testing

@testable import Pipeline

@Suite("A day that is settled is decided as a whole")
struct SettlingTests {
  private static let calendar = """
    settle_day: "18:00"
    calendar:
      - { account: DE89370400440532013000, days: daily, by: "09:00" }
      - { account: DE02120300000000202051, days: daily, by: "09:00" }
    """

  @Test("Files wait for the cut-off, and are booked together then")
  func cutOff() throws {
    let place = try TemporaryPipeline(more: "settle_day: \"18:00\"")
    place.clock.put("2026-03-10T12:00:00Z")
    try place.drop(.paying("4711", "100.00"))
    let noon = try place.run()
    try place.drop(.paying("4712", "100.00", id: "S2"), as: "later.xml")
    let again = try place.run()
    place.clock.put("2026-03-10T18:00:00Z")

    let evening = try place.run()

    #expect(noon.waiting == ["day.xml"] && noon.batch == nil)
    #expect(again.waiting.sorted() == ["day.xml", "later.xml"] && again.batch == nil)
    #expect(evening.batch == "000001" && evening.taken.count == 2)
    #expect(try place.openItems() == ["4721 250.00"])
    #expect(place.files("work") == [])
  }

  @Test("The day is settled before the cut-off once every expected statement is there")
  func allStatements() throws {
    let place = try TemporaryPipeline(more: Self.calendar)
    place.clock.put("2026-03-10T12:00:00Z")
    try place.drop(.paying("4711", "100.00"))
    let first = try place.run()
    var other = BankFile.paying("4712", "100.00", id: "T1")
    other.account = "DE02120300000000202051"
    other.opening = "0.00"
    other.closing = "100.00"
    try place.drop(other, as: "other.xml")

    let second = try place.run()

    #expect(first.batch == nil)
    #expect(second.batch == "000001" && second.waiting == [])
  }

  @Test("A later day waits behind an earlier one that is not settled")
  func laterDay() throws {
    let place = try TemporaryPipeline(more: "settle_day: \"18:00\"")
    place.clock.put("2026-03-10T12:00:00Z")
    try place.drop(.paying("4711", "100.00"))
    try place.drop(.paying("4712", "100.00", id: "S0", day: "2026-03-09"), as: "before.xml")
    try place.drop(.paying("4721", "250.00", id: "S3", day: "2026-03-11"), as: "after.xml")

    let report = try place.run()

    #expect(report.taken == ["before.xml"])
    #expect(report.waiting.sorted() == ["after.xml", "day.xml"])
  }

  @Test("A file that cannot be used goes to quarantine without waiting")
  func badFile() throws {
    let place = try TemporaryPipeline(more: "settle_day: \"18:00\"")
    place.clock.put("2026-03-10T12:00:00Z")
    try place.drop(.paying("4711", "100.00"))
    try place.drop("nothing", as: "bad.xml")

    let report = try place.run()

    #expect(report.quarantined.map(\.name) == ["bad.xml"])
    #expect(report.waiting == ["day.xml"])
  }

  /// Two receipts for one item, and more that have nothing to do with them: who comes first gets
  /// the item in an unsettled day.
  private func files(seed: UInt64) -> [(name: String, text: String)] {
    var random = SeededGenerator(seed: seed)
    let documents = ["4711", "4712", "4721"]
    return (1...4).map { number in
      let entries = (0...Int.random(in: 0...2, using: &random)).map { place in
        let document = documents.randomElement(using: &random) ?? "4711"
        return BankFile.Entry(
          amount: Bool.random(using: &random)
            ? "100.00" : "\(Int.random(in: 1...250, using: &random)).00",
          text: "RE \(document)", reference: "E-\(number)-\(place)")
      }
      var file = BankFile(entries: entries, id: "S\(number)", sequence: number)
      file.account = number % 2 == 0 ? "DE89370400440532013000" : "DE02120300000000202051"
      return (name: "\(number).xml", text: file.text)
    }
  }

  private func ledger(
    _ files: [(name: String, text: String)]
  ) throws -> ([String: [UInt8]], [[String: String]]) {
    let place = try TemporaryPipeline(more: "settle_day: \"18:00\"")
    place.clock.put("2026-03-10T12:00:00Z")
    for file in files {
      try place.drop(file.text, as: file.name)
      try place.run()
      place.clock.advance(60)
    }
    place.clock.put("2026-03-10T18:00:00Z")
    let report = try place.run()
    #expect(report.taken.count == files.count && report.waiting == [])
    return (try place.store().ledgerFiles(), try place.rows("exceptions"))
  }

  @Test("Whatever the order in which a day's files come, the ledger is the same", arguments: 1...6)
  func anyOrder(seed: UInt64) throws {
    let files = files(seed: seed)
    var random = SeededGenerator(seed: seed)
    let expected = try ledger(files)

    let shuffled = try ledger(files.shuffled(using: &random))
    let reversed = try ledger(files.reversed())

    #expect(shuffled == expected && reversed == expected, "seed \(seed)")
  }
}
