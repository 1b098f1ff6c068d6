import Money
import Receivables

/// ERPNext's bank reconciliation: a party by account or fuzzy name, then vouchers of exactly the
/// amount by rank (B6; re-implemented from the documented behaviour, not the product).
///
/// Left open by the page, and chosen:
/// - which voucher is taken without a person: the best rank, if reference or party is a witness and
///   no second voucher has that rank; everything else is a list for a person;
/// - "reference equal": a document number, order or payment reference equals the whole of a
///   reference field, of a structured document's number or of a line of the text;
/// - names are compared with those of all customers, whatever they have in common.
struct ERPNextRank: Baseline {
  static let name = "erpnext-rank"
  static let note = "ERPNext: exact amounts, ranked by equal reference and equal party"

  let parties: PartyIndex
  private let names: [TokenSetRatio]
  /// Found once for every text: a payer pays again.
  private var found: [String: (customer: CustomerID?, isTie: Bool)] = [:]
  /// A ratio must be above this, in hundred-thousandths.
  private let ratioMin = 80_000

  init(parties: PartyIndex, settings: Rules) {
    self.parties = parties
    names = parties.names.map { TokenSetRatio($0.words) }
  }

  mutating func decide(_ receipt: Receipt, _ ledger: OpenItemStore) -> Verdict {
    let party = party(of: receipt.transaction)
    let named = referenced(receipt, ledger)
    let ofParty = party.map { ledger.debits(of: $0, in: receipt.currency) } ?? []
    var ranks: [(item: Int, rank: Int)] = []
    for item in Set(named + ofParty).sorted() where ledger[item].open == receipt.cash {
      let rank =
        1 + (named.contains(item) ? 1 : 0) + (ledger[item].item.customer == party ? 1 : 0)
      ranks.append((item, rank))
    }
    let best = ranks.map(\.rank).max() ?? 0
    let top = ranks.filter { $0.rank == best }.map(\.item)
    guard top.count == 1 else {
      let type: ExceptionType =
        top.count > 1 ? .ambiguousMatch : party == nil ? .unidentifiedPayer : .noMatch
      return .exception(
        type, payer: party, "\(top.count) vouchers of the amount and the best rank",
        candidates: top)
    }
    return Verdict(
      payer: party ?? ledger[top[0]].item.customer, rule: "rank \(best)",
      lines: [Verdict.Line(item: top[0], kind: .payment, amount: receipt.cash)])
  }

  private func referenced(_ receipt: Receipt, _ ledger: OpenItemStore) -> [Int] {
    let transaction = receipt.transaction
    var texts = transaction.references + transaction.text + transaction.documents.map(\.number)
    texts += [transaction.paymentReference, transaction.endToEndID, transaction.checkNumber]
      .compactMap { $0 }
    texts.append(transaction.bankReference)
    var items: [Int] = []
    for text in texts where !text.isEmpty {
      for item in ledger.numbered(text, in: receipt.currency)
        + ledger.ordered(text, in: receipt.currency)
        + ledger.referenced(text, in: receipt.currency)
      where ledger[item].open > 0 && !items.contains(item) { items.append(item) }
    }
    return items
  }

  /// The exact account; otherwise the payer's name, then the description, by their likeness.
  private mutating func party(of transaction: BankTransaction) -> CustomerID? {
    if let owner = parties.owner(ofAccountOf: transaction.payer) { return owner }
    for text in [transaction.payer.name, transaction.text.joined(separator: " ")]
    where !text.isEmpty {
      let outcome = found[text] ?? nearest(to: text)
      // Descriptions do not come again.
      if text == transaction.payer.name { found[text] = outcome }
      if outcome.isTie { return nil }
      if let customer = outcome.customer { return customer }
    }
    return nil
  }

  /// The most like name above the minimum; two customers that are equally like are none, and end
  /// the search.
  private func nearest(to text: String) -> (customer: CustomerID?, isTie: Bool) {
    let words = PartyIndex.words(text)
    let wanted = TokenSetRatio(words)
    let sharing = Set(words.flatMap { parties.names(with: $0) })
    var best: (customer: CustomerID?, ratio: Int, isTie: Bool) = (nil, ratioMin, false)
    for place in names.indices
    where wanted.ratioMaxWithoutCommonWord(to: names[place]) >= best.ratio
      || sharing.contains(place)
    {
      let ratio = wanted.ratio(to: names[place], cutoff: best.ratio - 1)
      let customer = parties.names[place].customer
      if ratio > best.ratio {
        best = (customer, ratio, false)
      } else if ratio == best.ratio, ratio > ratioMin, customer != best.customer {
        best.isTie = true
      }
    }
    return (best.isTie ? nil : best.customer, best.isTie)
  }
}
