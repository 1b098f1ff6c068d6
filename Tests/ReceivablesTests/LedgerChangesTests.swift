import Money
import Receivables
import Testing

@Suite("Changes of a ledger")
struct LedgerChangesTests {
  private func item(_ number: DocumentNumber, open: Int64) -> OpenItem {
    OpenItem(
      customer: "C1", number: number, type: .invoice,
      documentDate: CalendarDate(dayNumber: 20_000),
      original: Money(minorUnits: 100, .eur), open: Money(minorUnits: open, .eur))
  }

  private var before: Ledger {
    var ledger = Ledger()
    ledger.openItems = [item("A", open: 100), item("B", open: 100), item("C", open: 40)]
    ledger.clearedItems = [item("X", open: 0), item("Y", open: 0)]
    return ledger
  }

  @Test("A cleared item goes from the open ones and comes to the cleared ones")
  func clearedItem() {
    var after = before
    after.openItems.remove(at: 1)
    after.clearedItems.append(item("B", open: 0))
    let changes = LedgerChanges(from: before, to: after)
    #expect(changes.openItems.removed.map(\.number) == ["B"])
    #expect(changes.clearedItems.added.map(\.number) == ["B"])
    #expect(changes.openItems.changed.isEmpty && changes.openItems.added.isEmpty)
  }

  @Test("A part payment changes the row where it stands")
  func changedItem() {
    var after = before
    after.openItems[0].open = Money(minorUnits: 60, .eur)
    let changes = LedgerChanges(from: before, to: after)
    #expect(changes.openItems.changed == [item("A", open: 60)])
    #expect(changes.openItems.removed.isEmpty && changes.openItems.added.isEmpty)
  }

  @Test("Made again, the changes give the ledger that they came from, in its order")
  func replay() {
    var after = before
    after.openItems = [item("A", open: 60), item("C", open: 40), item("X", open: 70)]
    after.clearedItems = [item("Y", open: 0), item("B", open: 0)]
    var replayed = before
    replayed.apply(LedgerChanges(from: before, to: after))
    #expect(replayed == after)
  }

  @Test("A ledger that nothing happened to has no changes")
  func noChanges() {
    #expect(LedgerChanges(from: before, to: before).isEmpty)
  }
}
