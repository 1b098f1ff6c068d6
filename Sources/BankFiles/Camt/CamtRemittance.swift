import Money
import Receivables

/// `RmtInf`: what the payer says the money is for.
struct CamtRemittance {
  /// `Ustrd`, as the bank wrapped it.
  var lines: [String] = []
  var documents: [RemittanceDocument] = []
  /// The first creditor reference; further ones go to `furtherText`.
  var paymentReference: String?
  var furtherText: [String] = []

  var isEmpty: Bool {
    lines.isEmpty && documents.isEmpty && paymentReference == nil && furtherText.isEmpty
  }

  var text: [String] { lines + furtherText }

  /// Takes in one `Strd` that is complete.
  mutating func add(_ structured: CamtStructured) {
    if let reference = structured.reference {
      if paymentReference == nil {
        paymentReference = reference
      } else if paymentReference != reference {
        furtherText.append(reference)
      }
    }
    furtherText += structured.text
    documents += structured.documents
  }

  mutating func add(_ other: CamtRemittance) {
    lines += other.lines
    documents += other.documents
    if let reference = other.paymentReference {
      if paymentReference == nil {
        paymentReference = reference
      } else {
        furtherText.append(reference)
      }
    }
    furtherText += other.furtherText
  }
}

/// One `Strd`: documents, and the amounts that belong to them.
struct CamtStructured {
  struct Adjustment {
    var amount: Money?
    var direction = ""
    var reason = ""
    var text = ""
  }

  var named: [RemittanceDocument] = []
  /// `RfrdDocAmt`, on a document without a number.
  var amounts = RemittanceDocument(number: "")
  var adjustments: [Adjustment] = []
  var reference: String?
  var text: [String] = []

  private var statesAmounts: Bool {
    amounts.due != nil || amounts.paid != nil || amounts.discount != nil || amounts.credit != nil
      || amounts.tax != nil || !adjustments.isEmpty
  }

  /// The documents of this `Strd`. Where several share one set of amounts, it covers them together
  /// and none of them has it for its own.
  var documents: [RemittanceDocument] {
    let named = named.filter { !$0.number.isEmpty || !$0.type.isEmpty || $0.date != nil }
    if named.count > 1 { return named }
    guard statesAmounts else { return named.filter { !$0.number.isEmpty } }
    var document = named.first ?? RemittanceDocument(number: "")
    document.reference = reference ?? ""
    document.due = amounts.due
    document.paid = amounts.paid
    document.discount = amounts.discount
    document.credit = amounts.credit
    document.tax = amounts.tax
    document.adjustments = signedAdjustments
    return [document]
  }

  /// The schema does not say from whose side an adjustment's `CdtDbtInd` is seen: the sign is the
  /// one that makes due − discount − credit note ∓ adjustments the remitted amount. Where nothing
  /// decides, `CRDT` raises what is paid and everything else lowers it.
  private var signedAdjustments: [RemittanceDocument.Adjustment] {
    func signed(_ lowers: (Adjustment) -> Bool) -> [RemittanceDocument.Adjustment] {
      adjustments.compactMap { adjustment in
        guard let amount = adjustment.amount, let negated = try? amount.negated() else {
          return nil
        }
        return RemittanceDocument.Adjustment(
          amount: lowers(adjustment) ? amount : negated, reason: adjustment.reason,
          text: adjustment.text)
      }
    }
    let usual = signed { $0.direction != "CRDT" }
    let ways = [
      usual, signed { $0.direction == "CRDT" }, signed { _ in true }, signed { _ in false },
    ]
    return ways.first(where: closes) ?? usual
  }

  private func closes(_ adjustments: [RemittanceDocument.Adjustment]) -> Bool {
    guard let due = amounts.due, let paid = amounts.paid else { return false }
    var rest = due
    do {
      for lowering in [amounts.discount, amounts.credit] + adjustments.map(\.amount) {
        if let lowering { rest = try rest.subtracting(lowering) }
      }
    } catch {
      return false
    }
    return rest == paid
  }
}
