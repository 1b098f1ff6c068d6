import Money
import Receivables

extension CamtTransactions {
  /// One transaction per detail, if they make the entry's amount; nil otherwise.
  mutating func several() -> [BankTransaction]? {
    var amounts: [(money: Money, isCredit: Bool)] = []
    // What was instructed is what arrived only where it tallies: charges are still to be taken off it.
    var instructedLine: Int?
    for detail in entry.details {
      let sure = detail.amount(in: amount.currency)
      if sure == nil { instructedLine = instructedLine ?? detail.facts.line }
      guard let money = sure ?? detail.instructed(in: amount.currency) else {
        reportNoAmount(line: detail.facts.line)
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
      if let instructedLine {
        reportNoAmount(line: instructedLine)
        return nil
      }
      let sum = Money(minorUnits: signed, amount.currency)
      if let all = entry.facts.statedCharges, net(sum, all) == amount {
        report(
          .note,
          "the details sum to \(sum), the entry's charges \(all) make its \(amount)"
            + (all.isNegative ? "" : "; they are told as a fee"))
        guard !all.isNegative else { return nil }
        return zip(entry.details, amounts).map { transaction($0, $1.money, $1.isCredit) }
          + [fee(all)]
      } else {
        report(.warning, "the details sum to \(sum), their entry is \(amount); the entry counts")
      }
    } catch {
      report(.warning, "the details cannot be summed: \(error)")
    }
    return nil
  }

  private mutating func reportNoAmount(line: Int) {
    report(.warning, "a detail at line \(line) has no usable amount in \(amount.currency)")
  }

  /// The charges that the entry states for all its details, taken off what they bring.
  private func fee(_ charges: Money) -> BankTransaction {
    var whole = CamtDetail()
    whole.facts.line = entry.facts.line
    var made = transaction(whole, charges, false)
    made.classification = .fee
    made.isReversal = false
    made.record = "Ntry/Chrgs"
    made.raw = entry.raw
    return made
  }

  /// All details as one transaction, with what they have in common.
  func lump() -> BankTransaction {
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

  /// More remittance was stated than one transaction keeps.
  var isCut: Bool {
    if entry.details.contains(where: \.remittance.isCut) { return true }
    guard entry.details.count > 1, transactions.count == 1 else { return false }
    return [\CamtRemittance.documents.count, \.lines.count, \.furtherText.count].contains { count in
      entry.details.reduce(0) { $0 + $1.remittance[keyPath: count] } > CamtRemittance.partsMax
    }
  }
}
