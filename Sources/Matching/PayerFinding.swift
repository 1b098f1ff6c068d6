import Receivables

/// Who paid, as far as account, number and name tell.
struct PayerFinding {
  /// The one customer that the signs agree on; nil for a stranger, or where they disagree.
  var customer: Int?
  /// The bank account is one of this customer's.
  var byAccount: Int?
  var byName: Int?
  /// Account and name point to two customers that have nothing to do with each other.
  var isConflict = false
  /// Customers that a sign fits without deciding between them: never an identification.
  var undecided: [Int] = []
  /// How sure the identification is, in hundredths.
  var certainty = 0
  var evidence: [Evidence] = []
}

extension PayerIndex {
  /// Identifies the payer of a transaction by everything but the documents it names.
  func identify(_ transaction: BankTransaction, in ledger: WorkingLedger) -> PayerFinding {
    var finding = PayerFinding()
    func names(_ found: [Int]) -> String {
      found.prefix(3).map { ledger.customers[$0].id.text }.joined(separator: ", ")
    }

    let party = transaction.payer
    var byAccount: [Int] = []
    if !party.routingNumber.isEmpty {
      byAccount = customers(routing: party.routingNumber, account: party.account)
    }
    if byAccount.isEmpty, !party.account.isEmpty { byAccount = customers(account: party.account) }
    if !party.account.isEmpty {
      finding.evidence.append(
        byAccount.isEmpty
          ? Evidence(
            rule: "payer account", bearing: .absent, found: "\(party.account) is no customer's")
          : Evidence(
            rule: "payer account", bearing: byAccount.count == 1 ? .supports : .opposes,
            found: "\(party.account) belongs to \(names(byAccount))",
            weight: byAccount.count == 1 ? 98 : 0))
    }

    var byNumber: [Int] = []
    if !party.customerNumber.isEmpty {
      byNumber = customers(number: NormalForm.alphanumeric(party.customerNumber)[...])
      finding.evidence.append(
        Evidence(
          rule: "customer number", bearing: byNumber.count == 1 ? .supports : .absent,
          found: "\(party.customerNumber): \(byNumber.isEmpty ? "nobody" : names(byNumber))",
          weight: byNumber.count == 1 ? 98 : 0))
    }

    let (byName, nameCertainty) = identify(name: party.name, into: &finding, ledger)

    finding.byAccount = byAccount.count == 1 ? byAccount.first : nil
    finding.byName = byName.count == 1 ? byName.first : nil
    if byAccount.count > 1 {
      // An account of several customers decides nothing, but a name among them does.
      if let name = finding.byName, byAccount.contains(name) {
        finding.customer = name
        finding.certainty = 97
      } else {
        finding.undecided = byAccount
      }
      return finding
    }
    let strong = finding.byAccount ?? (byNumber.count == 1 ? byNumber.first : nil)
    if let strong {
      if let name = finding.byName, !ledger.areRelated(name, strong) {
        finding.isConflict = true
        finding.undecided = [strong, name]
        finding.evidence.append(
          Evidence(
            rule: "who paid", bearing: .vetoes,
            found: "account or number say \(names([strong])), the name says \(names([name]))"))
      } else {
        finding.customer = strong
        finding.certainty = 98
      }
    } else if let name = finding.byName {
      finding.customer = name
      finding.certainty = nameCertainty
    } else {
      finding.undecided = byName
    }
    return finding
  }

  /// The customers that a name fits, and how sure one alone would be.
  private func identify(
    name: String, into finding: inout PayerFinding, _ ledger: WorkingLedger
  ) -> ([Int], Int) {
    let words = NameNormalForm.words(name)
    if words.isEmpty { return ([], 0) }
    var certainty = 97
    var how = "is the name of"
    var found = customers(name: words)
    if found.isEmpty {
      found = customers(cutName: words, NameNormalForm.cut(of: name))
      (certainty, how) = (96, "is the beginning of the name of")
    }
    if found.isEmpty {
      found = customers(nameWithSlip: words)
      (certainty, how) = (95, "is one letter from the name of")
    }
    if found.contains(where: hasFormInFront), let form = NameNormalForm.formInFront(of: name) {
      found.removeAll { isGainsaid($0, byFormInFront: form) }
    }
    let ids = found.prefix(3).map { ledger.customers[$0].id.text }.joined(separator: ", ")
    finding.evidence.append(
      found.isEmpty
        ? Evidence(rule: "payer name", bearing: .absent, found: "'\(name)' is no customer's name")
        : Evidence(
          rule: "payer name", bearing: found.count == 1 ? .supports : .opposes,
          found: "'\(name)' \(how) \(ids)", weight: found.count == 1 ? certainty : 0))
    return (found, certainty)
  }
}
