import Durable
import Receivables
import Reconciliation
import Store

/// Which statements are new, and whether those of an account follow one another.
extension Pipeline {
  /// The statements of each file that were not taken before, by the file's name in the state.
  func newStatements(_ good: [ReadItem]) throws -> [String: [StatementFacts]] {
    var new: [String: [StatementFacts]] = [:]
    var seen: [(facts: StatementFacts, closesDay: Bool)] = []
    // Of two that tell the same, the receipts name the first by name.
    let ordered = good.sorted { one, other in
      let (a, b) = (one.result, other.result)
      return a.name == b.name
        ? isOrderedByBytes(a.digest, b.digest) : isOrderedByBytes(a.name, b.name)
    }
    for entry in ordered {
      let closesDay = !StatementFormats.withinDay.contains(entry.result.format)
      new[entry.item.fileID] = try (entry.result.taken?.statements ?? [])
        .map(StatementFacts.init).filter { facts in
          let isHere = seen.contains { $0.closesDay == closesDay && $0.facts.isSame(as: facts) }
          if try isHere || isKnown(facts, closesDay: closesDay) { return false }
          seen.append((facts, closesDay))
          return true
        }
    }
    return new
  }

  /// The same came before, as a statement or as a report within the day like this one.
  private func isKnown(_ facts: StatementFacts, closesDay isStatement: Bool) throws -> Bool {
    try store.rows(of: .statements, where: "account", is: facts.account).contains {
      try StatementFacts($0)?.isSame(as: facts) ?? false && closesDay($0) == isStatement
    }
  }

  /// What is odd between the statements that came and their neighbours, whatever the order in which
  /// they came; and what was odd before and is not any more, since a late one closed the gap.
  func statementAlerts(
    _ good: [ReadItem], _ new: [String: [StatementFacts]]
  ) throws -> (raised: [PipelineAlert], closed: [String]) {
    let coming = good.flatMap { entry in
      StatementFormats.chained.contains(entry.result.format)
        ? (new[entry.item.fileID] ?? []).map { ($0, entry.item.name.display) } : []
    }
    var raised: [PipelineAlert] = []
    var closed: [String] = []
    // One number may be several accounts, each in its currency.
    let byAccount = Dictionary(grouping: coming) { "\($0.0.account) \($0.0.currency)" }
    for (_, coming) in byAccount.sorted(by: { isOrderedByBytes($0.key, $1.key) }) {
      guard let first = coming.first?.0, !first.account.isEmpty else { continue }
      let account = first.account
      var chain = try neighbours(of: coming.map(\.0), account, first.currency)
      chain += coming.map { StatementAlerts.Link(facts: $0.0, file: $0.1, isNew: true) }
      let found = StatementAlerts.along(chain)
      let open = Set(
        try store.rows(of: .alerts, where: "account", is: account).map { $0.cells[0] })
      var told = open
      raised += found.alerts.filter { told.insert($0.id).inserted }
      let current = Set(found.alerts.map(\.id))
      closed += Set(found.looked).intersection(open).subtracting(current).sorted()
    }
    return (raised, closed)
  }

  /// The account's statements that were taken before, from the last one before those that came.
  private func neighbours(
    of coming: [StatementFacts], _ account: String, _ currency: String
  ) throws -> [StatementAlerts.Link] {
    guard let first = coming.min(by: StatementAlerts.isEarlier) else { return [] }
    let known = try store.rows(of: .statements, where: "account", is: account)
      .compactMap { row in StatementFacts(row).map { (row: row, facts: $0) } }
      .sorted { StatementAlerts.isEarlier($0.facts, $1.facts) }
    var links: [StatementAlerts.Link] = []
    for (row, facts) in known.reversed()
    where try facts.currency == currency && closesDay(row) {
      let file = try row.cells.first.flatMap { try store.row(of: .files, key: [$0])?.cells[1] }
      links.append(StatementAlerts.Link(facts: facts, file: file ?? "", isNew: false))
      if StatementAlerts.isEarlier(facts, first) { break }
    }
    return links.reversed()
  }
}
