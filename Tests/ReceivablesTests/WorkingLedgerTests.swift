import Money
import Receivables
import TestSupport
import Testing

/// The ledger while a run works on it.
@Suite struct WorkingLedgerTests {
  private func ledger(_ items: OpenItem..., cleared: [OpenItem] = []) throws -> WorkingLedger {
    var ledger = Ledger()
    ledger.customers = [
      Customer(id: "C1", name: "Mother"), Customer(id: "C2", name: "Daughter", parent: "C1"),
      Customer(id: "C3", name: "Other daughter", parent: "C1"),
    ]
    ledger.openItems = items
    ledger.clearedItems = cleared
    return try WorkingLedger(ledger)
  }

  @Test func `a customer's open items stand by due date, then by number`() throws {
    let ledger = try ledger(
      .item("B", "1.00", due: "2026-03-01"), .item("A", "1.00", due: "2026-03-01"),
      .item("C", "1.00", due: "2026-02-01"), .item("D", "1.00 USD", due: "2026-01-01"))

    let numbers = ledger.openItems(of: 0, in: .eur).map { ledger.items[$0].number.text }

    #expect(numbers == ["C", "A", "B"])
  }

  @Test func `an item without a due date is due on its document date`() throws {
    let item = try OpenItem.item("A", "-1.00", dated: "2026-01-05", due: nil)

    #expect(try item.dueDate == .reading("2026-01-05"))
  }

  @Test func `mother and daughter are related, two daughters are not`() throws {
    let ledger = try ledger()

    #expect(ledger.areRelated(0, 1) && ledger.areRelated(1, 0) && ledger.areRelated(2, 2))
    #expect(!ledger.areRelated(1, 2))
  }

  @Test func `the next deduction takes the next free number of the root document`() throws {
    let ledger = try ledger(
      .item("4711", "10.00"), .item("4711-D2", "1.00", type: .deduction),
      cleared: [try .item("4711-D1", "0.00", type: .deduction, original: "5.00")])

    #expect(ledger.nextDeductionNumber(for: DocumentKey("C1", "4711")) == "4711-D3")
    #expect(ledger.nextDeductionNumber(for: DocumentKey("C1", "4711-D2")) == "4711-D3")
  }

  @Test func `an invoice whose own number ends in -D1 is its own root`() throws {
    let ledger = try ledger(.item("X-D1", "10.00"))

    #expect(ledger.rootNumber(of: DocumentKey("C1", "X-D1")) == "X-D1")
  }

  @Test func `what is taken neither crosses zero nor passes the original`() throws {
    let ledger = try ledger(
      .item("A", "60.00", original: "100.00"), .item("B", "-60.00", original: "-100.00"))

    #expect(ledger.canTake(6_000, from: 0) && ledger.canTake(-4_000, from: 0))
    #expect(!ledger.canTake(6_001, from: 0) && !ledger.canTake(-4_001, from: 0))
    #expect(ledger.canTake(-6_000, from: 1) && !ledger.canTake(-6_001, from: 1))
    #expect(!ledger.canTake(.min, from: 0))
  }

  @Test func `amounts that together pass what can be counted are refused`() throws {
    #expect(throws: MoneyError.overflow) {
      try self.ledger(
        .item("A", "9000000000000000.00"), .item("B", "9000000000000000.00"))
    }
  }
}
