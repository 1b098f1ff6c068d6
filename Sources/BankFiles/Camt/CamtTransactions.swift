import Money
import Receivables

/// Turns an entry into transactions: as many as it has usable details, together exactly its money.
///
/// The entry is the cash, details only say how it divides. Where they do not add up to it, they
/// become one transaction that keeps all their remittance.
struct CamtTransactions {
  let entry: CamtEntry
  let amount: Money
  let isCredit: Bool
  let status: BankTransaction.Status
  let statement: BankStatement
  let file: String

  private(set) var transactions: [BankTransaction] = []
  private(set) var problems: [(BankFileProblem.Severity, BankFileError.Code, Int, String)] = []

  init(
    _ entry: CamtEntry, amount: Money, isCredit: Bool, status: BankTransaction.Status,
    in statement: BankStatement, file: String
  ) {
    self.entry = entry
    self.amount = amount
    self.isCredit = isCredit
    self.status = status
    self.statement = statement
    self.file = file
    divide()
    tellLimits()
  }

  /// What of the transactions is not all that the file states, or is in another currency.
  private mutating func tellLimits() {
    if isCut {
      problems.append(
        (
          .warning, .limitExceeded, entry.facts.line,
          "a payment has more than \(CamtRemittance.partsMax) documents or lines of remittance; the "
            + "rest is left out"
        ))
    }
    for made in transactions {
      let line = made.position.line ?? entry.facts.line
      if let other = made.foreignCurrency {
        problems.append(
          (
            .note, .badCurrency, line,
            "amounts of the remittance or charges are in \(other), the payment is in "
              + "\(made.amount.currency)"
          ))
      }
    }
  }

  private mutating func divide() {
    if entry.announcedCount > 0, entry.details.count > 1,
      entry.announcedCount != entry.details.count
    {
      report(
        .warning,
        "NbOfTxs announces \(entry.announcedCount) transactions, there are \(entry.details.count)")
    }
    if entry.announcedCount > 1, entry.details.count == 1 {
      report(
        .note,
        "NbOfTxs announces \(entry.announcedCount) transactions, the entry has details of one")
    }
    compareBatchTotal()
    switch entry.details.count {
    case 0:
      transactions = [transaction(CamtDetail(), amount, isCredit, lacksDetails: true)]
    case 1:
      transactions = [single(entry.details[0])]
    default:
      transactions = several() ?? [lump()]
    }
  }

  /// What the batches of the entry are said to make, before charges or after.
  private mutating func compareBatchTotal() {
    let totals = entry.batchTotals
    guard !totals.isEmpty, totals.allSatisfy({ $0.currency == amount.currency }),
      let units = try? totals.map(\.minorUnits).sumChecked(), units != amount.minorUnits
    else { return }
    let total = Money(minorUnits: units, amount.currency)
    if let charges = entry.facts.statedCharges, net(total, charges) == amount { return }
    report(.warning, "TtlAmt is \(total), the entry \(amount); the entry counts")
  }

  mutating func report(_ severity: BankFileProblem.Severity, _ problem: String) {
    problems.append((severity, .detailsMismatch, entry.facts.line, problem))
  }

  private mutating func single(_ detail: CamtDetail) -> BankTransaction {
    var made = transaction(
      detail, amount, isCredit,
      lacksDetails: entry.announcedCount > 1 || !detail.hasPartyOrRemittance)
    if let direction = detail.facts.direction, (direction == "CRDT") != isCredit {
      report(.warning, "the only detail is \(direction), its entry is not; the entry counts")
    }
    let stated = detail.stated(in: amount.currency)
    if made.instructed == nil, let gross = detail.facts.amount?.money,
      gross.currency != amount.currency, stated?.money?.currency == amount.currency
    {
      made.instructed = gross
    }
    if case .bad(_, let reason) = stated {
      report(.warning, "the only detail has no usable amount: \(reason)")
    } else if let gross = stated?.money, gross != amount {
      let charges = detail.facts.statedCharges ?? entry.facts.statedCharges
      if let charges, net(gross, charges) == amount {
        made.instructed = gross
        report(
          .note, "the detail is \(gross), its entry \(amount): the charges \(charges) explain it")
      } else {
        report(.warning, "the only detail is \(gross), its entry \(amount); the entry counts")
      }
    }
    return made
  }

  /// What reaches the account, or leaves it, of a gross amount: charges lower a credit and raise a
  /// debit.
  func net(_ gross: Money, _ charges: Money) -> Money? {
    isCredit ? try? gross.subtracting(charges) : try? gross.adding(charges)
  }

  func transaction(
    _ detail: CamtDetail, _ amount: Money, _ isCredit: Bool, lacksDetails: Bool = false
  ) -> BankTransaction {
    let facts = governingFacts(detail)
    let isAlone = entry.details.count <= 1
    var references = [
      detail.facts.servicerReference, entry.facts.servicerReference, entry.reference,
    ]
    let all = [detail.endToEndID] + references + detail.references
    let bankReference = all.prefix(4).first { !$0.isEmpty } ?? ""
    references = []
    for reference in all.dropFirst()
    where !reference.isEmpty && reference != bankReference && !references.contains(reference) {
      references.append(reference)
    }
    var made = BankTransaction(
      position: FilePosition(
        file: file, line: detail.facts.line > 0 ? detail.facts.line : entry.facts.line),
      statementID: statement.id, account: statement.account, bookingDate: entry.bookingDate,
      valueDate: entry.valueDate, amount: amount, direction: isCredit ? .credit : .debit,
      status: status, isReversal: entry.isReversal)
    made.classification = facts.classification(
      isReversal: entry.isReversal, isReturned: detail.isReturned, isCredit: isCredit)
    made.bankCode = facts.bankCode
    made.bankReference = bankReference
    made.endToEndID = detail.endToEndID.isEmpty ? nil : detail.endToEndID
    made.references = references
    // The entry's reference is all its details': one movement's own only where it is alone.
    made.uniqueReferences = [
      detail.facts.servicerReference, isAlone ? entry.facts.servicerReference : "",
      detail.uniqueReference,
    ].filter { !$0.isEmpty }
    made.batch = batch(of: detail, isAlone: isAlone)
    made.payer = detail.payer
    made.checkNumber = detail.checkNumber.isEmpty ? nil : detail.checkNumber
    made.paymentReference = detail.remittance.paymentReference
    made.documents = detail.remittance.documents
    made.text = detail.remittance.text
    if !entry.text.isEmpty,
      entry.text.contains("/REMI/") || entry.details.allSatisfy(\.remittance.isEmpty)
    {
      made.text += CamtText.lines(entry.text)
    }
    made.charges =
      detail.facts.statedCharges ?? (lacksDetails || isAlone ? entry.facts.statedCharges : nil)
    let instructed = detail.facts.instructed ?? (isAlone ? entry.facts.instructed : nil)
    if let money = instructed?.money, money != amount { made.instructed = money }
    made.returnReason = detail.returnReason
    made.lacksDetails = lacksDetails
    made.record = detail.facts.line > 0 && !entry.details.isEmpty ? "Ntry/NtryDtls/TxDtls" : "Ntry"
    made.raw = entry.raw + detail.raw
    made.bankText = [detail.text, entry.text].filter { !$0.isEmpty }.joined(separator: "\n")
    return made
  }

  private func batch(of detail: CamtDetail, isAlone: Bool) -> String? {
    let stated = detail.batch.isEmpty ? entry.batch : detail.batch
    if !stated.isEmpty { return stated }
    if isAlone { return nil }
    return [entry.facts.servicerReference, entry.reference].first { !$0.isEmpty }
  }

  /// Whose code says what the movement is: the detail's, unless the entry as a whole is no payment
  /// (a fee whose details name the kinds of payment that it was taken for).
  private func governingFacts(_ detail: CamtDetail) -> CamtFacts {
    if detail.facts.bankCode.isEmpty { return entry.facts }
    let whole = entry.facts.classification(isReversal: false, isReturned: false, isCredit: true)
    return whole == .receipt ? detail.facts : entry.facts
  }
}
