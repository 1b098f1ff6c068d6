import Money

/// What is compared, by payment.
struct ScoreInput {
  var receipts: [String: ScoredReceipt] = [:]
  /// Payments in the order of the truth, then those that only the output has.
  var order: [String] = []
  var strangers = 0
  var trueDisputes: [ScoredDispute: Int] = [:]
  var disputes: [ScoredDispute: Int] = [:]

  /// - Parameters: files by their name within the folder; those that are missing count as empty.
  init(truth: [String: [UInt8]], output: [String: [UInt8]]) throws(ScoreInputError) {
    try readReceipts(truth["receipts.csv"])
    try readApplications(truth["applications.csv"], into: \.truth, of: "truth")
    try readApplications(output["applications.csv"], into: \.output, of: "output")
    try readExceptions(truth["exceptions.csv"], into: \.trueExceptions, of: "truth")
    try readExceptions(output["exceptions.csv"], into: \.exceptions, of: "output")
    trueDisputes = try Self.disputes(truth["disputes.csv"], of: "truth")
    disputes = try Self.disputes(output["disputes.csv"], of: "output")
  }

  private mutating func readReceipts(_ bytes: [UInt8]?) throws(ScoreInputError) {
    guard
      var table = try ScoreTable(
        bytes, file: "truth/receipts.csv",
        columns: ["payment_id", "scenario", "amount", "currency", "expected"])
    else { return }
    let (payment, scenario) = (table.place("payment_id"), table.place("scenario"))
    let (amount, currency) = (table.place("amount"), table.place("currency"))
    let expected = table.place("expected")
    while try table.next() {
      let id = table.text(payment)
      if receipts[id] == nil { order.append(id) }
      receipts[id] = ScoredReceipt(
        scenario: table.text(scenario), expected: table.text(expected),
        isReceipt: try table.money(amount, currency).isPositive)
    }
  }

  private mutating func readApplications(
    _ bytes: [UInt8]?, into side: WritableKeyPath<ScoredReceipt, [ScoredLine]>, of folder: String
  ) throws(ScoreInputError) {
    guard
      var table = try ScoreTable(
        bytes, file: "\(folder)/applications.csv",
        columns: ["payment_id", "document_number", "kind", "amount", "currency"])
    else { return }
    let (payment, document) = (table.place("payment_id"), table.place("document_number"))
    let (kind, amount) = (table.place("kind"), table.place("amount"))
    let currency = table.place("currency")
    while try table.next() {
      let line = ScoredLine(
        document: table.text(document), kind: table.text(kind),
        amount: try table.money(amount, currency))
      with(table.text(payment)) { $0[keyPath: side].append(line) }
    }
  }

  private mutating func readExceptions(
    _ bytes: [UInt8]?, into side: WritableKeyPath<ScoredReceipt, Set<String>>, of folder: String
  ) throws(ScoreInputError) {
    guard
      var table = try ScoreTable(
        bytes, file: "\(folder)/exceptions.csv", columns: ["payment_id", "type"])
    else { return }
    let (payment, type) = (table.place("payment_id"), table.place("type"))
    while try table.next() {
      let name = table.text(type)
      with(table.text(payment)) { $0[keyPath: side].insert(name) }
    }
  }

  private mutating func with(_ payment: String, _ change: (inout ScoredReceipt) -> Void) {
    if receipts[payment] == nil {
      order.append(payment)
      strangers += 1
    }
    change(
      &receipts[
        payment,
        default: ScoredReceipt(scenario: "(not in the truth)", expected: "nothing", isReceipt: true)
      ])
  }

  private static func disputes(
    _ bytes: [UInt8]?, of folder: String
  ) throws(ScoreInputError) -> [ScoredDispute: Int] {
    guard
      var table = try ScoreTable(
        bytes, file: "\(folder)/disputes.csv",
        columns: ["document_number", "amount", "currency", "payment_id"])
    else { return [:] }
    let (payment, document) = (table.place("payment_id"), table.place("document_number"))
    let (amount, currency) = (table.place("amount"), table.place("currency"))
    let (reason, origin) = (table.place("reason_code"), table.place("status"))
    var disputes: [ScoredDispute: Int] = [:]
    while try table.next() {
      // What a return resolves is no dispute of a short payment.
      if table.text(origin) == "resolved" { continue }
      let dispute = ScoredDispute(
        payment: table.text(payment), document: table.text(document),
        amount: try table.money(amount, currency), reason: table.text(reason))
      disputes[dispute, default: 0] += 1
    }
    return disputes
  }
}
