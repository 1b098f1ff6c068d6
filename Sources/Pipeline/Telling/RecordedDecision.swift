/// A line of `decisions.jsonl`, as a page for people. Its keys are those names in snake case.
public struct RecordedDecision: Decodable, Sendable {
  public struct Receipt: Decodable, Sendable {
    public struct Document: Decodable, Sendable {
      public struct Adjustment: Decodable, Sendable {
        public var amount: String
        public var reason: String?
        public var text: String?
      }

      public var number: String?
      public var type: String?
      public var date: String?
      public var due: String?
      public var paid: String?
      public var discount: String?
      public var credit: String?
      public var tax: String?
      public var adjustments: [Adjustment]
    }

    public var file: String
    public var line: Int?
    public var statementId: String?
    public var account: String?
    public var bookingDate: String?
    public var valueDate: String?
    public var amount: String
    public var currency: String
    public var direction: String
    public var bankCode: String?
    public var bankReference: String?
    public var payerName: String?
    public var payerAccount: String?
    public var checkNumber: String?
    public var paymentReference: String?
    public var documents: [Document]
    public var text: [String]
    public var charges: String?
    public var instructedAmount: String?
    public var instructedCurrency: String?
  }

  public struct Evidence: Decodable, Sendable {
    public var rule: String
    public var bearing: String
    public var found: String
    public var weight: Int
  }

  public struct Rejected: Decodable, Sendable {
    public var rule: String
    public var documents: [String]
    public var reason: String
  }

  public struct Certificate: Decodable, Sendable {
    public var search: String
    public var answer: String
    public var customerId: String
    public var amount: String
    public var currency: String
    public var items: Int
    public var sizeMax: Int?
    public var sets: [[String]]
    public var work: Int
  }

  public struct Line: Decodable, Sendable {
    public var customerId: String
    public var documentNumber: String
    public var kind: String
    public var amount: String
    public var currency: String
    public var reasonCode: String
    public var reverses: String?
  }

  public struct Raised: Decodable, Sendable {
    public var exceptionId: String
    public var type: String
    public var amount: String
    public var currency: String
    public var message: String
    public var candidates: [String]
  }

  public var paymentId: String
  public var receipt: Receipt
  /// The element or record that it was read from, and its fields as the file has them.
  public var record: String?
  public var raw: [String]?
  public var payer: String?
  public var rule: String
  public var confidence: String
  public var evidence: [Evidence]
  public var rejected: [Rejected]
  /// nil in the output of a program that kept none.
  public var certificates: [Certificate]?
  public var applications: [Line]
  public var exceptions: [Raised]

  /// The page.
  public var lines: [String] {
    receiptLines + decisionLines + evidenceLines + rejectedLines + certificateLines + bookedLines
      + raisedLines
  }

  private var receiptLines: [String] {
    let movement = receipt.direction == "credit" ? "Receipt" : "Payment that went back"
    var lines = ["\(movement) \(paymentId)"]
    func row(_ name: String, _ text: String?) {
      guard let text, !text.isEmpty else { return }
      lines.append("  " + name + String(repeating: " ", count: max(1, 12 - name.count)) + text)
    }
    row("amount", "\(receipt.amount) \(receipt.currency)")
    let valued = receipt.valueDate.flatMap { $0 == receipt.bookingDate ? nil : ", value \($0)" }
    row("booked", (receipt.bookingDate ?? "no date") + (valued ?? ""))
    row("on", receipt.account)
    let account = receipt.payerAccount.map { " (account \($0))" } ?? ""
    row("from", (receipt.payerName ?? "a payer without a name") + account)
    row("cheque", receipt.checkNumber)
    row("reference", receipt.bankReference)
    row("bank code", receipt.bankCode)
    row("charges", receipt.charges.map { "\($0) \(receipt.currency)" })
    row(
      "instructed",
      receipt.instructedAmount.map { "\($0) \(receipt.instructedCurrency ?? "")" })
    row("for", receipt.paymentReference)
    for document in receipt.documents { row("states", text(document)) }
    for text in receipt.text { row("text", "\"\(text)\"") }
    let place = receipt.line.map { ", line \($0)" } ?? ""
    row("read from", receipt.file + place + (record.map { ", record \($0)" } ?? ""))
    for line in raw ?? [] { lines.append("              | " + line) }
    return lines
  }

  private func text(_ document: Receipt.Document) -> String {
    let number = document.number ?? "(no number)"
    var parts = [document.type.map { "\(number) (\($0))" } ?? number]
    for (name, amount) in [
      ("due", document.due), ("paid", document.paid), ("discount", document.discount),
      ("credit", document.credit), ("tax", document.tax),
    ] {
      if let amount { parts.append("\(name) \(amount)") }
    }
    for adjustment in document.adjustments {
      parts.append(
        "kept back \(adjustment.amount)"
          + (adjustment.reason.map { " for \($0)" } ?? "")
          + (adjustment.text.map { " (\($0))" } ?? ""))
    }
    return parts.joined(separator: ", ")
  }

  private var decisionLines: [String] {
    let what =
      applications.isEmpty ? "nothing is booked" : rule.isEmpty ? "booked" : "booked by \(rule)"
    return [
      "", "Decision: \(what), confidence \(confidence)",
      "  payer       \(payer ?? "not one of our customers")",
    ]
  }

  private var evidenceLines: [String] {
    if evidence.isEmpty { return [] }
    let lines = evidence.map { fact in
      let mark =
        switch fact.bearing {
        case "supports": "+"
        case "opposes": "-"
        case "vetoes": "!"
        default: "."
        }
      return "  \(mark) \(fact.rule): \(fact.found)"
        + (fact.weight > 0 ? " [\(hundredths(fact.weight))]" : "")
    }
    return ["", "Tried, in this order (+ for, - against, ! forbids, . found nothing)"] + lines
  }

  private var rejectedLines: [String] {
    if rejected.isEmpty { return [] }
    return ["", "Explanations that lost"]
      + rejected.map { "  \($0.rule): \($0.documents.joined(separator: ", ")): \($0.reason)" }
  }

  private var certificateLines: [String] {
    guard let certificates, !certificates.isEmpty else { return [] }
    return ["", "Certificates (`quittance verify` counts them again)"]
      + certificates.flatMap { certificate in
        let size = certificate.sizeMax.map { ", of at most \($0)," } ?? ""
        let count =
          switch certificate.answer {
          case "none": "none makes"
          case "one": "exactly one makes"
          case "several": "several make"
          default: "cut short: it is not known how many make"
          }
        return [
          "  \(certificate.search)\(size) among the \(certificate.items) open items of "
            + "\(certificate.customerId): \(count) \(certificate.amount) \(certificate.currency)"
        ] + certificate.sets.map { "    \($0.joined(separator: ", "))" }
      }
  }

  private var bookedLines: [String] {
    if applications.isEmpty { return [] }
    return ["", "Booked"]
      + applications.map { line in
        "  \(line.documentNumber) of \(line.customerId): "
          + "\(line.kind.replacing("_", with: " ")) \(line.amount) \(line.currency)"
          + (line.reasonCode.isEmpty ? "" : " (\(line.reasonCode))")
          + (line.reverses.map { ", undoing \($0)" } ?? "")
      }
  }

  private var raisedLines: [String] {
    if exceptions.isEmpty { return ["", "Nothing about it needs a person."] }
    return ["", "For a person"]
      + exceptions.flatMap { raised in
        [
          "  \(raised.exceptionId): \(raised.type.replacing("_", with: " ")), "
            + "\(raised.amount) \(raised.currency)", "    \(raised.message)",
        ]
          + (raised.candidates.isEmpty
            ? [] : ["    candidates: \(raised.candidates.joined(separator: ", "))"])
      }
  }

  private func hundredths(_ weight: Int) -> String {
    weight >= 100 ? "1.00" : "0." + (weight < 10 ? "0" : "") + "\(weight)"
  }
}
