import Receivables
public import Reconciliation

extension ReportedBatch {
  /// What a run comes to, in the figures that later ones are compared with.
  public init(_ outcome: RunOutcome) {
    let summary = outcome.summary
    let opened = zip(outcome.disputes, outcome.isDisputeOpenedNow).filter(\.1).map(\.0.amount)
    self.init(
      asOf: summary.asOf, receipts: summary.receipts.count - summary.returns.count,
      straightThrough: summary.straightThrough, exceptions: outcome.exceptions.count,
      amounts: Amounts(
        received: ReceivedSums.of(summary).amounts.compactMap(\.money),
        straightThrough: summary.straightThroughReceipts.amounts,
        unapplied: summary.unapplied, disputesOpened: summary.disputesOpened,
        disputed: CurrencySums(opened).amounts.compactMap(\.money)))
  }
}

/// What came in without what went back: returns are among the receipts, with negative amounts.
enum ReceivedSums {
  static func of(_ summary: RunSummary) -> CurrencySums {
    var received = CurrencySums(summary.receipts.amounts)
    for sum in CurrencySums(summary.returns.amounts).sums {
      received.add(-sum.minorUnits, sum.currency)
    }
    return received
  }
}
