import Receivables

/// What somebody decides about an exception, as programs write it.
struct APIChoice: Decodable, Sendable {
  struct Line: Decodable, Sendable {
    /// Both are left out of money on account.
    var customerId: String?
    var documentNumber: String?
    var kind: String?
    var amount: String
    var reasonCode: String?
  }

  var action: String
  var suggestion: String?
  var lines: [Line]?
  var customerId: String?
  var reassign: Bool?
  var learn: Bool?
  var secondEyes: Bool?
  var payerId: String?
  var seen: String?
  var note: String?

  /// Each way to decide with what it takes: what another way takes is refused, not ignored.
  static let schema = Schema.alternatives(
    by: "action",
    [
      (
        "accept", taking([("suggestion", .text(.named)), ("learn", .boolean)], optional: ["learn"])
      ),
      (
        "lines",
        taking(
          [
            ("lines", .list(line, max: linesMax)), ("payer_id", .text(.named)),
            ("reassign", .boolean),
            ("learn", .boolean),
          ], optional: ["payer_id", "reassign", "learn"])
      ),
      (
        "on_account",
        taking([("customer_id", .text(.named)), ("learn", .boolean)], optional: ["learn"])
      ), ("not_ours", taking([])), ("settle", taking([])), ("undo_receipt", taking([])),
    ])

  private static func taking(
    _ own: [(key: String, value: Schema)], optional: Set<String> = []
  ) -> Schema {
    .object(
      own + [("second_eyes", .boolean), ("seen", .text(.number)), ("note", .text(.note))],
      optional: optional.union(["second_eyes", "seen", "note"]))
  }

  /// About as many as a form of ours has.
  private static let linesMax = 500

  private static let line = Schema.object(
    [
      ("customer_id", .text(.named)), ("document_number", .text(.named)),
      (
        "kind",
        .choice(
          ApplicationKind.allCases.filter { $0 != .reversal }.map(\.rawValue))
      ), ("amount", .amount), ("reason_code", .text(.named)),
    ], optional: ["customer_id", "document_number", "kind", "reason_code"])

  /// The same, as the page's form has it.
  var fields: Fields {
    var fields = Fields()
    fields.add("verb", action)
    fields.add("suggestion", suggestion ?? "")
    fields.add("account_of", customerId ?? "")
    fields.add("note", note ?? "")
    fields.add("payer", payerId ?? "")
    fields.add("seen", seen ?? "")
    if reassign == true { fields.add("reassign", "1") }
    if learn == true { fields.add("learn", "1") }
    if secondEyes == true { fields.add("eyes", "1") }
    for line in lines ?? [] {
      let number = line.documentNumber ?? ""
      fields.add(
        "document",
        line.customerId.map {
          PercentCoding.encoded($0) + "/" + PercentCoding.encoded(number)
        } ?? number)
      fields.add("kind", line.kind ?? ApplicationKind.payment.rawValue)
      fields.add("amount", line.amount)
      fields.add("reason", line.reasonCode ?? "")
    }
    return fields
  }
}
