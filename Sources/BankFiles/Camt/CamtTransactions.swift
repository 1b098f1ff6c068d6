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
  }

  private mutating func divide() {
    if entry.announcedCount > 0, entry.details.count > 1,
      entry.announcedCount != entry.details.count
    {
      report(
        .warning,
        "NbOfTxs announces \(entry.announcedCount) transactions, there are \(entry.details.count)")
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

  private mutating func report(_ severity: BankFileProblem.Severity, _ problem: String) {
    problems.append((severity, .detailsMismatch, entry.facts.line, problem))
  }

  private mutating func single(_ detail: CamtDetail) -> BankTransaction {
    var made = transaction(
      detail, amount, isCredit,
      lacksDetails: entry.announcedCount > 1 || !detail.hasPartyOrRemittance)
    if let direction = detail.facts.direction, (direction == "CRDT") != isCredit {
      report(.warning, "the only detail is \(direction), its entry is not; the entry counts")
    }
    let stated = detail.facts.amount ?? detail.facts.transactionAmount
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

  /// One transaction per detail, if they make the entry's amount; nil otherwise.
  private mutating func several() -> [BankTransaction]? {
    var amounts: [(money: Money, isCredit: Bool)] = []
    for detail in entry.details {
      guard let money = detail.amount(in: amount.currency) else {
        report(
          .warning,
          "a detail at line \(detail.facts.line) has no usable amount in \(amount.currency)")
        return nil
      }
      switch detail.facts.direction {
      case "CRDT": amounts.append((money, true))
      case "DBIT": amounts.append((money, false))
      case nil: amounts.append((money, isCredit))
      case .some(let other):
        report(.warning, "a detail at line \(detail.facts.line) has the direction '\(other)'")
        return nil
      }
    }
    let charges = entry.details.map { $0.facts.statedCharges }
    do throws(MoneyError) {
      let signed = try amounts.map {
        $0.isCredit == isCredit ? $0.money.minorUnits : -$0.money.minorUnits
      }
      .sumChecked()
      let isMixed = amounts.contains { $0.isCredit != isCredit }
      if signed == amount.minorUnits {
        return zip(entry.details, amounts).map { transaction($0, $1.money, $1.isCredit) }
      }
      let unsigned = try amounts.map(\.money.minorUnits).sumChecked()
      if unsigned == amount.minorUnits {
        report(.note, "the details make the entry's \(amount) only without their signs")
        return nil
      }
      let known = charges.compactMap(\.self)
      if !isMixed, !known.isEmpty, known.allSatisfy({ $0.currency == amount.currency }) {
        let nets = zip(amounts, charges).map { net($0.money, $1 ?? .zero(amount.currency)) }
        let positive = nets.compactMap { $0 }.filter { !$0.isNegative }
        if positive.count == amounts.count,
          try positive.map(\.minorUnits).sumChecked() == amount.minorUnits
        {
          report(.note, "the details make the entry's \(amount) after their charges")
          return zip(zip(entry.details, amounts), positive).map { pair, net in
            var made = transaction(pair.0, net, isCredit)
            if net != pair.1.money { made.instructed = pair.1.money }
            return made
          }
        }
      }
      let sum = Money(minorUnits: signed, amount.currency)
      if let all = entry.facts.statedCharges, net(sum, all) == amount {
        report(
          .note, "the details sum to \(sum), the entry's charges \(all) make its \(amount)")
      } else {
        report(.warning, "the details sum to \(sum), their entry is \(amount); the entry counts")
      }
    } catch {
      report(.warning, "the details cannot be summed: \(error)")
    }
    return nil
  }

  /// What reaches the account, or leaves it, of a gross amount: charges lower a credit and raise a
  /// debit.
  private func net(_ gross: Money, _ charges: Money) -> Money? {
    isCredit ? try? gross.subtracting(charges) : try? gross.adding(charges)
  }

  /// All details as one transaction, with what they have in common.
  private func lump() -> BankTransaction {
    var whole = CamtDetail()
    whole.facts.line = entry.facts.line
    for detail in entry.details {
      whole.remittance.add(detail.remittance)
      for reference in [detail.endToEndID, detail.facts.servicerReference] + detail.references
      where !reference.isEmpty {
        whole.references.append(reference)
      }
    }
    let details = entry.details
    whole.isReturned = details.allSatisfy(\.isReturned)
    if let first = details.first, details.allSatisfy({ $0.payer == first.payer }) {
      whole.debtorName = first.payer.name
      whole.debtorAccount = first.debtorAccount
    }
    return transaction(whole, amount, isCredit, lacksDetails: true)
  }

  private func transaction(
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

extension CamtDetail {
  /// What the detail is worth in this currency, by the first element that can say it.
  fileprivate func amount(in currency: Currency) -> Money? {
    var source = facts.amount ?? facts.transactionAmount
    if source == nil, !facts.hasExchange, facts.statedCharges == nil { source = facts.instructed }
    guard let money = source?.money, money.currency == currency else { return nil }
    return money
  }
}
