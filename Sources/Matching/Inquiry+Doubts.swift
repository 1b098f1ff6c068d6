import Receivables

/// What speaks against a list whose amount agrees: `RE-1003 statt RE-1001`, `Mieter 10095`.
extension Inquiry {
  /// What the text says that leaves a list to a person though it makes the amount.
  func doubt(of explanation: Explanation, _ list: [Mention]) -> String? {
    if let word = exclusionWord { return "'\(word)' may leave a document out" }
    // Nothing else says who a stranger pays for.
    let owners = explanation.items.compactMap(owner(of:))
    guard payer.customer == nil, !owners.contains(where: payer.undecided.contains),
      list.allSatisfy(\.isUnderOtherWord), let number = list.first
    else { return nil }
    return "only '\(number.text)' says who paid, and what stands before it calls it something else"
  }

  /// It is the payer's number with us, not a document's.
  func isCustomer(_ failed: FailedNumber) -> Bool {
    let found = index.payers.customers(number: failed.asCustomer)
    return payer.customer.map(found.contains) ?? !found.isEmpty
  }

  /// The payer has an open document of this serial, of one or two figures: `Kd 100234 Rechnung 22`.
  func isOwnSerial(_ failed: FailedNumber) -> Bool {
    guard let serial = failed.serial, let customer = payer.customer else { return false }
    return ledger.openItems(of: customer, in: currency).contains { item in
      let number = ledger.items[item].number.text
      let groups = Mentions.figures(in: number)
      return groups.dropLast(YearBehind.groups(in: number.utf8)).last.map(NormalForm.figure)
        == serial
    }
  }

  /// The word that says that of several numbers some are not paid, or that one is not.
  var exclusionWord: String? {
    if mentions.documents.count + mentions.failed.count > 1,
      let word = scan.runs.indices.lazy.map(scan.text(of:)).first(
        where: ReferenceWords.exclusion.contains)
    {
      return word
    }
    return mentions.documents.lazy.compactMap {
      self.exclusionWord(before: $0.runs.lowerBound)
        ?? self.exclusionWord(behind: $0.runs.upperBound)
    }.first
  }

  /// The word right behind a number: `RE-1001 folgt`.
  private func exclusionWord(behind number: Int) -> String? {
    guard number < scan.runs.count else { return nil }
    let word = scan.text(of: number)
    return ReferenceWords.exclusionBehind.contains(word) ? word : nil
  }

  /// The word right before a number, or before the words for invoice that it stands under.
  private func exclusionWord(before number: Int) -> String? {
    for run in (max(0, number - Self.wordsBetweenMax)..<number).reversed() {
      let word = scan.text(of: run)
      if scan.runs[run].hasDigits { return nil }
      if ReferenceWords.exclusion.contains(word) || ReferenceWords.exclusionBeside.contains(word) {
        return word
      }
      guard
        Mentions.explicit.contains(word) || Mentions.fillers.contains(word)
          || ReferenceWords.isInvoiceCompound(word) || Self.articles.contains(word)
      else { return nil }
    }
    return nil
  }

  private static let wordsBetweenMax = 5

  private static let articles: Set<String> = [
    "DE", "DER", "DES", "DIE", "DEN", "OF", "THE", "VAN", "LA", "LE", "DU", "DI", "DELLA", "DEL",
    "EL", "DA", "DO", "FOR", "FOER", "AF", "AV",
  ]
}
