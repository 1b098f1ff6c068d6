import Foundation
import LedgerFiles
import Receivables
import Testing

/// The sample ledgers of before and after a day, beside each other.
@Suite struct LedgerSampleComparisonTests {
  private static let samples = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("samples")

  private func folder(_ path: String) throws -> LedgerFolder {
    let folder = Self.samples.appendingPathComponent(path)
    var files: [String: [UInt8]] = [:]
    for name in LedgerFolder.fileNames {
      files[name] = Array(try Data(contentsOf: folder.appendingPathComponent(name)))
    }
    return try LedgerFolder.read(files: files)
  }

  /// The ERP's snapshot of the morning comes again in the evening, after fifty payments.
  @Test func `a snapshot from before the day changes nothing and alarms nobody`() throws {
    let morning = try folder("ledger")
    let evening = try folder("expected/ledger")
    #expect(morning.ledger.openItems.count != evening.ledger.openItems.count)

    for authority in LedgerAuthority.allCases {
      let comparison = LedgerComparison(
        held: evening, theirs: morning, isSnapshot: true, authority: authority)

      #expect(comparison.changes.isEmpty)
      #expect(!comparison.hasAlerts)
      #expect(Set(comparison.differences.map(\.kind)) == [.notYetPosted, .oursAlone])
    }
  }

  @Test func `once the ERP has posted everything, both agree`() throws {
    let evening = try folder("expected/ledger")

    let comparison = LedgerComparison(held: evening, theirs: evening, isSnapshot: true)

    #expect(comparison.changes.isEmpty)
    #expect(comparison.differences == [])
  }

  @Test func `the first ledger is taken whole, row by row and byte by byte`() throws {
    let morning = try folder("ledger")
    var held = LedgerFolder(ledger: Ledger())

    let comparison = LedgerComparison(held: held, theirs: morning, isSnapshot: true)
    held.ledger.apply(comparison.changes)
    held.columns = comparison.columns

    #expect(held.ledger == morning.ledger)
    #expect(held.columns == morning.columns)
    #expect(!comparison.hasAlerts)
  }
}
