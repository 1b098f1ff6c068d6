import Money
import Receivables

/// One `Strd`: documents, and the amounts that belong to them.
struct CamtStructured {
  struct Adjustment {
    var amount: Money?
    var direction = ""
    var reason = ""
    var text = ""
  }

  private(set) var named: [RemittanceDocument] = []
  /// `RfrdDocAmt`, on a document without a number.
  var amounts = RemittanceDocument(number: "")
  private(set) var adjustments: [Adjustment] = []
  /// Documents whose amounts stood before the next document.
  private var earlier: [RemittanceDocument] = []
  var reference: String?
  private(set) var text: [String] = []
  /// There was more of it than is kept.
  private(set) var isCut = false

  private var statesAmounts: Bool {
    amounts.due != nil || amounts.paid != nil || amounts.discount != nil || amounts.credit != nil
      || amounts.tax != nil || !adjustments.isEmpty
  }

  /// A document behind amounts is not theirs: banks put pairs of document and amounts into one `Strd`.
  mutating func beginDocument() {
    if statesAmounts, !named.isEmpty {
      earlier += paired
      named = []
      amounts = RemittanceDocument(number: "")
      adjustments = []
    }
    if hasRoom(named.count + earlier.count) { named.append(RemittanceDocument(number: "")) }
  }

  /// Changes the document that is being read; one beyond the limit is none.
  mutating func change(_ change: (inout RemittanceDocument) -> Void) {
    guard !isCut, let last = named.indices.last else { return }
    change(&named[last])
  }

  mutating func add(_ adjustment: Adjustment) {
    if hasRoom(adjustments.count) { adjustments.append(adjustment) }
  }

  mutating func add(line: String) {
    if hasRoom(text.count) { text.append(line) }
  }

  private mutating func hasRoom(_ count: Int) -> Bool {
    if count >= CamtRemittance.partsMax { isCut = true }
    return !isCut
  }

  /// The documents of this `Strd`.
  var documents: [RemittanceDocument] { earlier + paired }

  /// Documents and the amounts behind them. Where several share one set of amounts, it covers them
  /// together and none of them has it for its own; only what was kept back has to stand somewhere, and
  /// stands on the last of them, where a shortfall lies.
  private var paired: [RemittanceDocument] {
    var named = named.filter { !$0.number.isEmpty || !$0.type.isEmpty || $0.date != nil }
    if named.count > 1 {
      let isInvoice = { (document: RemittanceDocument) in
        !document.number.isEmpty && document.type != "CREN"
      }
      let last = named.lastIndex(where: isInvoice) ?? named.count - 1
      named[last].adjustments = signedAdjustments
      return named
    }
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
