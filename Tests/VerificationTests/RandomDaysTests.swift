import LedgerFiles
import Reconciliation
import TestSupport
import Testing

@testable import Verification

/// What a run gives out is held against itself, over random companies and days.
@Suite struct RandomDaysTests {
  @Test func `every random day verifies`() throws {
    var faults: [String] = []
    var counted = 0
    for seed in SeededGenerator.seeds(400) {
      let outcome = try RandomWorld(seed: seed).reconciled()
      let checks = try Self.verify(outcome)
      counted += checks.last?.looked ?? 0
      for check in checks where !check.holds {
        faults.append("seed \(seed): \(check.name): \(check.faults.first ?? "")")
      }
    }

    #expect(faults.prefix(5) == [])
    #expect(counted > 400, "random days have searches to certify")
  }

  static func verify(_ outcome: RunOutcome) throws -> [VerifiedCheck] {
    var verifier = try OutputVerifier(
      OutputFiles(
        ledger: outcome.ledger,
        files: [
          "applications.csv": ApplicationsFile.bytes(outcome.applications),
          "exceptions.csv": ExceptionsFile.bytes(outcome.exceptions),
          "disputes.csv": DisputesFile.bytes(outcome.disputes),
          "journal.ledger": LedgerJournal.bytes(outcome.journal),
        ]))
    let lines = DecisionsFile.bytes(outcome).split(separator: UInt8(ascii: "\n")).map(Array.init)
    for (number, line) in lines.enumerated() { verifier.goBack(before: line, number: number + 1) }
    for line in lines { verifier.follow(line) }
    return verifier.finish()
  }
}
