import Books
import Money
import Receivables
import Reconciliation
import TestSupport

/// People who decide at random, mostly what the books allow.
struct RandomDesk {
  var random: SeededGenerator
  var traces: [DeskTrace] = []
  private static let reasons = ["FREIGHT", "DAMAGE", ""]

  init(seed: UInt64) { random = SeededGenerator(seed: seed &+ 77) }

  mutating func action(in world: DeskWorld) -> DeskAction? {
    let records = world.ledger.receipts
    guard !records.isEmpty else { return nil }
    let unapplied = records.filter { $0.outcome == .unapplied || $0.outcome == .partApplied }
    let some = random.pick(unapplied.isEmpty || random.happens(20) ? records : unapplied)
    let any = random.pick(records)
    let customer = random.pick(world.ledger.customers).id
    switch random.number(0...17) {
    case 0...3:
      let left = left(of: some, in: world)
      return .apply(some.payment, payer: customer, lines: lines(left, some, in: world))
    case 4: return .putOnAccount(some.payment, customer)
    case 5:
      return .reassign(
        any.payment, payer: random.happens(80) ? customer : nil,
        lines: lines(any.amount.minorUnits, any, in: world))
    case 6: return .notOurs(some.payment, note: "no customer")
    case 7:
      guard !world.exceptions.isEmpty else { return nil }
      return .settle(exception: random.pick(world.exceptions).id, note: "done")
    case 8:
      let credits = world.ledger.openItems.filter { $0.open.isNegative }
      guard !credits.isEmpty else { return nil }
      let credit = random.pick(credits)
      let debits = world.ledger.openItems.filter {
        $0.open.isPositive && $0.currency == credit.currency
      }
      guard !debits.isEmpty else { return nil }
      let debit = random.pick(debits)
      let amount = min(part(debit.open.minorUnits), -credit.open.minorUnits)
      return .net(lines: [
        line(debit, .credit, amount), line(credit, .credit, -amount),
      ])
    case 9:
      guard !world.ledger.openItems.isEmpty else { return nil }
      let item = random.pick(world.ledger.openItems)
      let amount = Money(minorUnits: part(item.open.minorUnits), item.currency)
      return .writeOff(item.key, amount, reasonCode: "SMALL")
    case 10, 11:
      guard !world.ledger.disputes.isEmpty else { return nil }
      let step = random.pick([
        DisputeStep.underReview(note: "looking"), .note(""), .explain(note: "agreed"),
        .approve(note: "credit"), .approve(note: ""), .deny(note: "no"), .resolve(note: ""),
        .reopen(note: "again"),
        .merge(into: random.pick(world.ledger.disputes).id, note: "the same"),
      ])
      return .dispute(random.pick(world.ledger.disputes).id, step)
    case 12, 13: return .undoReceipt(any.payment, reason: "wrong")
    case 14: return .takeOffBooks(any.payment, reason: "wrong file")
    case 15:
      return random.happens(50)
        ? .learnAlias(CustomerAlias(customer: customer, alias: "Alias \(random.number(1...9))"))
        : .learnAccount(CustomerAccount(customer: customer, iban: "DE5\(random.number(1...9))"))
    default:
      guard !traces.isEmpty else { return nil }
      return .undo(random.pick(traces))
    }
  }

  private func left(of record: ReceiptRecord, in world: DeskWorld) -> Int64 {
    record.amount.minorUnits
      - world.ledger.applications.standing(of: record.payment)
      .filter { $0.kind == .payment || $0.kind == .onAccount }
      .reduce(0) { $0 + $1.amount.minorUnits }
  }

  private mutating func part(_ amount: Int64) -> Int64 {
    random.happens(60) || abs(amount) < 4 ? amount : amount / Int64(random.number(2...4))
  }

  private func line(
    _ item: OpenItem, _ kind: ApplicationKind, _ amount: Int64, reason: String = "",
    _ treatment: Decision.DeductionTreatment? = nil
  ) -> Decision.Clearing {
    Decision.Clearing(
      item: item.key, kind: kind, amount: Money(minorUnits: amount, item.currency),
      reasonCode: reason, treatment: treatment)
  }

  /// Lines that use at most this much cash, on items that are open (or will be).
  private mutating func lines(
    _ cash: Int64, _ record: ReceiptRecord, in world: DeskWorld
  ) -> [Decision.Clearing] {
    var cash = cash
    var lines: [Decision.Clearing] = []
    let fitting = world.ledger.openItems.filter { $0.currency == record.amount.currency }
    let debits = fitting.filter(\.open.isPositive)
    let credits = fitting.filter(\.open.isNegative)
    for item in debits.shuffled(using: &random).prefix(random.number(1...3)) where cash > 0 {
      let paid = min(cash, part(item.open.minorUnits))
      if paid > 0 { lines.append(line(item, .payment, paid)) }
      cash -= paid
      var rest = item.open.minorUnits - paid
      if rest > 0, random.happens(25), let credit = credits.randomElement(using: &random) {
        let netted = min(rest, -credit.open.minorUnits)
        lines += [line(item, .credit, netted), line(credit, .credit, -netted)]
        rest -= netted
      }
      if rest > 0, random.happens(60) { lines.append(shortfall(item, rest, in: world)) }
    }
    if cash > 0, random.happens(30) {
      lines.append(
        Decision.Clearing(
          item: nil, kind: .onAccount,
          amount: Money(minorUnits: part(cash), record.amount.currency)))
    }
    return lines
  }

  private mutating func shortfall(
    _ item: OpenItem, _ rest: Int64, in world: DeskWorld
  ) -> Decision.Clearing {
    let reason = random.pick(Self.reasons)
    switch random.number(0...7) {
    case 0: return line(item, .discount, rest)
    case 1: return line(item, .writeOff, part(rest))
    case 2: return line(item, .bankCharge, rest)
    case 3: return line(item, .withholdingTax, rest)
    case 4: return line(item, .deduction, rest, reason: reason, .agreed)
    case 5:
      let dispute = world.ledger.disputes.first {
        $0.document == item.number && $0.customer == item.customer
      }
      return line(
        item, .deduction, min(rest, dispute?.amount.minorUnits ?? rest), reason: reason,
        dispute.map { .bindDispute(id: $0.id) } ?? .openDispute)
    case 6:
      let allowance = world.ledger.allowances.first { $0.customer == item.customer }
      return line(
        item, .deduction, min(rest, allowance?.amount.minorUnits ?? rest),
        reason: allowance?.reasonCode ?? reason,
        allowance.map { .useAllowance(id: $0.id) } ?? .openDispute)
    default: return line(item, .deduction, part(rest), reason: reason, .openDispute)
    }
  }
}
