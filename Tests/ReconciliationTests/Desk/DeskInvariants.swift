import Books
import Money
import Receivables
import Reconciliation

/// The invariants of the reliability plan over one decision, computed from the journal and the rows,
/// by none of the ways in which the desk computes them.
struct DeskInvariants {
  var before: DeskWorld
  var after: DeskWorld
  var outcome: DeskOutcome
  /// Receipts that somebody said are not ours: their cash may lie unseen.
  var setAside: Set<PaymentID> = []

  var broken: [String] { money + items + books + disputes + told }

  private func cash(of payment: PaymentID) -> Int64 {
    after.ledger.applications.standing(of: payment)
      .filter { $0.kind == .payment || $0.kind == .onAccount }
      .reduce(0) { $0 + $1.amount.minorUnits }
  }

  private func balance(
    _ payment: PaymentID, _ isAccount: (JournalAccount) -> Bool
  ) -> Int64 {
    after.journal.filter { $0.payment == payment }.flatMap(\.postings)
      .filter { isAccount($0.account) }.reduce(0) { $0 + $1.amount.minorUnits }
  }

  /// I1: what is applied and what is unapplied make the receipt; netted credits cancel out.
  private var money: [String] {
    var broken: [String] = []
    for record in after.ledger.receipts where record.amount.isPositive {
      let payment = record.payment
      let bank = balance(payment) { if case .bank = $0 { true } else { false } }
      let unapplied = -balance(payment) { $0 == .unappliedCash }
      let cash = cash(of: payment)
      let credits = after.ledger.applications.standing(of: payment)
        .filter { $0.kind == .credit }.reduce(0) { $0 + $1.amount.minorUnits }
      if credits != 0 { broken.append("I1 \(payment) credits \(credits)") }
      if record.outcome == .returned { continue }
      let amount = record.amount.minorUnits
      if bank != amount { broken.append("I1 \(payment) bank \(bank) of \(amount)") }
      if cash + unapplied != amount || cash < 0 || unapplied < 0 {
        broken.append("I1 \(payment) \(cash) + \(unapplied) is not \(amount)")
      }
      let expected: ReceiptRecord.Outcome =
        unapplied == 0 ? .applied : cash == 0 ? .unapplied : .partApplied
      if record.outcome != expected {
        broken.append("I1 \(payment) \(record.outcome), not \(expected)")
      }
    }
    return broken
  }

  private func open(_ world: DeskWorld) -> [DocumentKey: OpenItem] {
    Dictionary(
      (world.ledger.openItems + world.ledger.clearedItems).map { ($0.key, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  /// I2 and I3: items move by their lines, and never cross zero or pass their original.
  private var items: [String] {
    var broken: [String] = []
    let (old, new) = (open(before), open(after))
    let all = after.ledger.openItems + after.ledger.clearedItems
    if new.count != all.count { broken.append("I2 a document twice") }
    if after.ledger.openItems.contains(where: \.open.isZero)
      || after.ledger.clearedItems.contains(where: { !$0.open.isZero })
    {
      broken.append("I2 an item in the wrong file")
    }
    let lines = Dictionary(grouping: outcome.applications, by: \.documentKey)
    for (key, item) in new {
      let was = old[key]?.open.minorUnits ?? 0
      let moved = item.open.minorUnits - was
      let sum = (lines[key] ?? []).reduce(0) { $0 + $1.amount.minorUnits }
      let isMade = item.type == .deduction && lines[key] == nil
      if isMade ? ![0, item.original.minorUnits].contains(abs(moved)) : moved != -sum {
        broken.append("I2 \(key.number) moved \(moved) by lines of \(sum)")
      }
      if !item.open.hasSameSign(as: item.original)
        || item.open.minorUnits.magnitude > item.original.minorUnits.magnitude
      {
        broken.append("I3 \(key.number) \(item.open) of \(item.original)")
      }
    }
    for key in old.keys where new[key] == nil { broken.append("I2 \(key.number) is gone") }
    return broken
  }

  /// I4: entries balance; receivables and disputed receivables move by their items, per customer.
  private var books: [String] {
    var broken: [String] = []
    for entry in outcome.journal {
      let currencies = Set(entry.postings.map(\.amount.currency))
      if currencies.count > 1 || entry.postings.reduce(0, { $0 + $1.amount.minorUnits }) != 0 {
        broken.append("I4 \(entry)")
      }
    }
    func moved(_ world: DeskWorld) -> [String: Int64] {
      var sums: [String: Int64] = [:]
      for item in world.ledger.openItems {
        let side = item.type == .deduction ? "disputed" : "receivables"
        sums["\(side) \(item.customer) \(item.currency)", default: 0] += item.open.minorUnits
      }
      return sums
    }
    var change = moved(after)
    for (name, sum) in moved(before) { change[name, default: 0] -= sum }
    for posting in outcome.journal.flatMap(\.postings) {
      let currency = posting.amount.currency
      switch posting.account {
      case .receivables(let customer):
        change["receivables \(customer) \(currency)", default: 0] -= posting.amount.minorUnits
      case .disputed(let customer):
        change["disputed \(customer) \(currency)", default: 0] -= posting.amount.minorUnits
      default: continue
      }
    }
    for (name, rest) in change.sorted(by: { $0.key < $1.key }) where rest != 0 {
      broken.append("I4 \(name) off by \(rest)")
    }
    return broken
  }

  /// I12: an open dispute over a short payment has its deduction item.
  private var disputes: [String] {
    var left = after.ledger.openItems.filter { $0.type == .deduction }
    return after.ledger.disputes.compactMap { dispute in
      guard dispute.id.hasPrefix("D-"), dispute.status == .open else { return nil }
      let item = left.firstIndex {
        $0.customer == dispute.customer && $0.original == dispute.amount
          && $0.number.text.hasPrefix("\(dispute.document.text)-D")
      }
      guard let item else { return "I12 \(dispute.id) without its item" }
      left.remove(at: item)
      return nil
    }
  }

  /// Unapplied cash of the receipts concerned is in front of somebody, with its amount.
  private var told: [String] {
    var broken: [String] = []
    for payment in outcome.trace.payments where !setAside.contains(payment) {
      guard let record = after.ledger.receipts.first(where: { $0.payment == payment }),
        record.amount.isPositive, record.outcome != .returned
      else { continue }
      let left = record.amount.minorUnits - cash(of: payment)
      let open = after.exceptions.filter {
        $0.payment == payment && $0.type.leavesCashUnapplied
      }
      if (left == 0) != open.isEmpty || open.contains(where: { $0.amount.minorUnits != left }) {
        broken.append("\(payment) has \(left) unapplied, told \(open.map(\.amount.description))")
      }
    }
    if Set(after.exceptions.map(\.id)).count != after.exceptions.count {
      broken.append("an exception twice")
    }
    return broken
  }
}
