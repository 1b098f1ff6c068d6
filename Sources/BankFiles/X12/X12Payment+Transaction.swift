import Money
import Receivables

extension X12Payment {
  /// What every payment is, whatever set it stands in: the set adds account, day and reference.
  ///
  /// - Returns: nil, with an error told, where the money or its direction is uncertain.
  func transaction(
    _ settled: Settled, _ problems: inout X12Problems, into events: inout BankFileBatch
  ) -> BankTransaction? {
    let flag = head.text(3)
    guard flag == "C" || flag == "D" else {
      problems.report(
        .error, .badDirection, head, "the credit or debit flag (BPR03) is '\(flag.prefix(40))'",
        "C or D", into: &events)
      return nil
    }
    var transaction = BankTransaction(
      position: head.place(in: problems.file), account: "", amount: settled.total,
      direction: flag == "C" ? .credit : .debit, record: "BPR",
      raw: TextDecoding.text(raw[...]))
    transaction.classification = flag == "C" ? .receipt : .other
    transaction.bankCode = [head.text(4), head.text(5)].filter { !$0.isEmpty }
      .joined(separator: "/")
    transaction.references = references
    transaction.payer = payer
    transaction.documents = settled.documents
    transaction.text = text
    if !documents.isEmpty { transaction.text += named.map { "\($0.qualifier) \($0.number)" } }
    checkRouting(&problems, into: &events)
    return transaction
  }

  private func checkRouting(
    _ problems: inout X12Problems, into events: inout BankFileBatch
  ) {
    guard head.text(6) == "01", RoutingNumber.hasRightCheckDigit(head.element(7)) == false else {
      return
    }
    problems.report(
      .warning, .unusual, head,
      "the check digit of routing number \(payer.routingNumber) is wrong",
      "a number of the American Bankers Association", into: &events)
  }
}
