public import Receivables

/// What codes of the ledger and of the files are called on the page: plain words for people who
/// read no specification.
public enum ReportWords {
  /// What an exception of the type is called.
  public static func name(of type: ExceptionType) -> String {
    switch type {
    case .unidentifiedPayer: "Unknown payer"
    case .noMatch: "No matching item"
    case .ambiguousMatch: "Several possible matches"
    case .lowConfidence: "Uncertain match"
    case .overpayment: "Overpayment"
    case .duplicatePayment: "Possible second payment"
    case .currencyMismatch: "Wrong currency"
    case .returnedPayment: "Payment came back"
    case .shortPayment: "Short payment"
    }
  }

  /// What is asked of the person who reads it.
  public static func task(of type: ExceptionType) -> String {
    switch type {
    case .unidentifiedPayer: "Find out who paid; the money waits in unapplied cash."
    case .noMatch: "Ask the customer what the payment is for; it waits in unapplied cash."
    case .ambiguousMatch: "Choose among the candidates; nothing was booked."
    case .lowConfidence: "Confirm the candidates or choose others; nothing was booked."
    case .overpayment: "The excess is on account: refund it, or agree what it shall pay."
    case .duplicatePayment: "Find out whether it was paid twice; refund it or use it."
    case .currencyMismatch: "Agree on a rate or ask for the right currency; nothing was booked."
    case .returnedPayment: "Ask the customer; what the payment had cleared is open again."
    case .shortPayment: "Ask for the reason of the deduction, or for the rest of the money."
    }
  }

  public static func name(of kind: ApplicationKind) -> String {
    switch kind {
    case .payment: "payment"
    case .credit: "credit netted"
    case .discount: "discount"
    case .writeOff: "write-off"
    case .bankCharge: "bank charge"
    case .withholdingTax: "withholding tax"
    case .deduction: "deduction"
    case .onAccount: "put on account"
    case .reversal: "reversal"
    }
  }

  public static func name(of type: DocumentType) -> String {
    switch type {
    case .invoice: "invoice"
    case .debitMemo: "debit memo"
    case .creditMemo: "credit memo"
    case .onAccount: "on account"
    case .deduction: "deduction"
    }
  }

  public static func name(of bearing: Evidence.Bearing) -> String {
    switch bearing {
    case .supports: "for"
    case .opposes: "against"
    case .vetoes: "forbids"
    case .absent: "nothing found"
    }
  }

  public static func name(of verdict: ControlCheck.Verdict) -> String {
    switch verdict {
    case .holds: "agrees"
    case .off: "does not agree"
    case .notCheckable: "cannot be checked"
    case .notApplicable: "does not apply"
    }
  }

  /// Where a dispute comes from.
  public static func name(of origin: Dispute.Origin) -> String {
    switch origin {
    case .customerReported: "reported by the customer"
    case .shortPayment: "short payment"
    }
  }

  /// Why a customer kept money back; a code of the customer's or the ledger's as it stands.
  public static func reason(_ code: String) -> String {
    code == "UNEXPLAINED" ? "no reason given" : code
  }

  /// `account_control_total` as words: `account control total`.
  public static func spaced(_ code: String) -> String {
    String(code.map { $0 == "_" ? " " : $0 })
  }

  /// `1 receipt`, `1,200 receipts`.
  public static func count(_ count: Int, _ one: String, _ many: String) -> String {
    "\(Grouped.number(count)) \(count == 1 ? one : many)"
  }
}
