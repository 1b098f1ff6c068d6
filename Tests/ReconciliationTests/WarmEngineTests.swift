import Money
import Receivables
import TestSupport
import Testing

@testable import Reconciliation

/// An engine that lives on from batch to batch is, at each, a new one made of the rows so far: over
/// random companies and days. `QUITTANCE_SEED=n` repeats one.
@Suite struct WarmEngineTests {
  private static let seeds = SeededGenerator.seeds(300)
  private static let asOf = CalendarDate(dayNumber: 20_600)

  /// Runs a property over all seeds, batch by batch; the first that break it are named.
  private func holds(
    _ property: (_ world: inout RandomWorld, _ seed: UInt64) throws -> String?,
    _ location: SourceLocation = #_sourceLocation
  ) {
    var broken: [String] = []
    for seed in Self.seeds {
      var world = RandomWorld(seed: seed)
      world.addTwins()
      do {
        if let problem = try property(&world, seed) { broken.append("seed \(seed): \(problem)") }
      } catch {
        broken.append("seed \(seed): \(error)")
      }
    }
    #expect(broken.prefix(5) == [], sourceLocation: location)
  }

  /// What differs first between two outcomes; nil where nothing does.
  private func difference(_ a: BatchOutcome, _ b: BatchOutcome) -> String? {
    for (one, other) in zip(a.decided, b.decided) where one != other {
      return "decided \(one) and not \(other)"
    }
    if a.applications != b.applications { return "applications" }
    if a.exceptions != b.exceptions { return "exceptions" }
    if a.disputes != b.disputes { return "disputes" }
    if a.journal != b.journal { return "journal" }
    if a.summary != b.summary { return "summary \(a.summary) and not \(b.summary)" }
    if a.changes != b.changes { return "changes" }
    return a == b ? nil : "another"
  }

  @Test func `every batch comes out as from a new engine made of the rows so far`() {
    holds { world, seed in
      var warm = try ReconciliationEngine(ledger: world.ledger, rules: world.rules)
      if seed % 2 == 0 { warm.prepare() }
      for day in 1...4 {
        let files = world.nextBatch(day)
        var fresh = try ReconciliationEngine(ledger: world.ledger, rules: world.rules)

        let expected = try fresh.take(files, asOf: Self.asOf)
        let outcome = try warm.take(files, asOf: Self.asOf)

        if let difference = difference(outcome, expected) { return "day \(day): \(difference)" }
        world.ledger.apply(outcome.changes)
        if warm.ledger != world.ledger { return "day \(day): its ledger is not the rows so far" }
      }
      return nil
    }
  }

  @Test func `the changes of a batch make the rows that one run writes`() {
    holds { world, _ in
      for day in 1...3 {
        let before = world.ledger
        let files = world.nextBatch(day)
        let run = try reconcile(
          RunInput(ledger: before, files: files, rules: world.rules, asOf: Self.asOf))

        var engine = try ReconciliationEngine(ledger: before, rules: world.rules)
        let outcome = try engine.take(files, asOf: Self.asOf)

        if outcome.changes != LedgerChanges(from: before, to: run.ledger) {
          return "day \(day): other changes"
        }
        world.ledger.apply(outcome.changes)
        if world.ledger != run.ledger { return "day \(day): other rows" }
      }
      return nil
    }
  }

  @Test func `what the ledger does not keep of a receipt is forgotten with its batch`() throws {
    let world = try World(.item("4711", "100.00"))
    var receipt = try BankTransaction.receipt(
      "100.00", "4711", account: "DE11", on: "2026-03-03", reference: "FIRST")
    receipt.references = ["SECOND"]
    let comeback = try BankTransaction.comeback("100.00", reference: "SECOND", on: "2026-03-08")
    var engine = try ReconciliationEngine(ledger: world.ledger, rules: world.rules)

    _ = try engine.take([World.file("one.xml", [receipt])], asOf: Self.asOf)
    let later = try engine.take(
      [World.file("two.xml", [comeback], statement: "S2")], asOf: Self.asOf)
    let together = try world.reconciling(receipt, comeback)

    #expect(later.applications.isEmpty)
    #expect(together.lines == ["4711 payment 100.00", "4711 reversal -100.00"])
  }

  @Test func `the rows that a batch moved stand where writing and reading them would put them`()
    throws
  {
    let world = try World(.item("4711", "100.00"), .item("4712", "50.00"), .item("4713", "10.00"))
    var engine = try ReconciliationEngine(ledger: world.ledger, rules: world.rules)

    let paid = try engine.take(
      [
        World.file(
          "one.xml",
          [.receipt("100.00", "4711", account: "DE11", on: "2026-03-03", reference: "E1")])
      ], asOf: Self.asOf)
    let back = try engine.take(
      [
        World.file(
          "two.xml", [.comeback("100.00", reference: "E1", on: "2026-03-08")], statement: "S2")
      ], asOf: Self.asOf)

    #expect(paid.changes.openItems.removed.map(\.number) == ["4711"])
    #expect(paid.changes.clearedItems.added.map(\.number) == ["4711"])
    #expect(back.changes.clearedItems.removed.map(\.number) == ["4711"])
    #expect(back.changes.receipts.changed.map(\.outcome) == [.returned])
    #expect(engine.ledger.openItems.map(\.number) == ["4712", "4713", "4711"])
    #expect(engine.ledger.clearedItems.isEmpty)
  }

  @Test func `amounts that no longer count are refused as by a new engine`() throws {
    let large = Money(minorUnits: WorkingLedger.amountMax / 4, .eur)
    var world = try World(.item("4711", "1.00"))
    world.ledger.openItems[0].original = large
    world.ledger.openItems[0].open = large
    var receipt = try BankTransaction.receipt(
      "1.00", "4711", account: "DE11", on: "2026-03-03", reference: "E1")
    receipt.amount = large
    var warm = try ReconciliationEngine(ledger: world.ledger, rules: world.rules)

    let first = try warm.take([World.file("one.xml", [receipt])], asOf: Self.asOf)
    world.ledger.apply(first.changes)
    receipt.amount.minorUnits += 4
    receipt.bankReference = "E2"
    let next = try [World.file("two.xml", [receipt], statement: "S2")]
    var fresh = try ReconciliationEngine(ledger: world.ledger, rules: world.rules)

    #expect(throws: MoneyError.overflow) { try warm.take(next, asOf: Self.asOf) }
    #expect(throws: MoneyError.overflow) { try fresh.take(next, asOf: Self.asOf) }
  }
}
