public import Receivables

/// What a receipt says by itself, read with the index at hand: its text, the numbers in it that name
/// documents, who sent it.
///
/// It depends on which documents there are, and not on what is open of them: so it may be gathered
/// ahead of its turn, many at a time, and holds until a document is made under a number that was
/// looked up (`Matcher.holds`).
public struct GatheredEvidence: Sendable {
  let scan: TextScan
  let partialWords: String?
  let payer: PayerFinding
  /// What account, number and name showed.
  let evidence: [Evidence]
  let mentions: Mentions
  /// How many documents had been made when it was gathered.
  let made: Int

  init(_ transaction: BankTransaction, _ index: MatchIndex, _ ledger: WorkingLedger) {
    let lines = transaction.text
    let endToEnd = transaction.endToEndID ?? ""
    scan = TextScan(
      lines: lines,
      endToEndID: lines.contains { Self.contains(endToEnd, in: $0) } ? "" : endToEnd)
    let remarks = transaction.documents.flatMap { $0.adjustments.map(\.text) }
    // Without remarks the scan has the same runs, but for those of the end-to-end id.
    let isWhole = remarks.isEmpty && !scan.runs.contains(where: \.isEndToEndID)
    partialWords = ReferenceWords.partialPaymentWords(
      in: isWhole ? scan : TextScan(lines: transaction.text + remarks))
    var payer = index.payers.identify(transaction, in: ledger)
    var evidence = payer.evidence
    if payer.customer == nil, !payer.isConflict {
      Self.identifyByNumber(in: scan, &payer, &evidence, index, ledger)
    }
    self.payer = payer
    self.evidence = evidence
    mentions = Mentions(
      in: scan, of: index.references, ledger, isPayerKnown: payer.customer != nil)
    made = index.made
  }

  /// A customer number in the text identifies who has no account or name with us.
  private static func identifyByNumber(
    in scan: TextScan, _ payer: inout PayerFinding, _ evidence: inout [Evidence],
    _ index: MatchIndex, _ ledger: WorkingLedger
  ) {
    for run in scan.runs.indices where scan.runs[run].hasDigits && !scan.runs[run].isDistractor {
      for first in [run, run - 1] where first == run || isPrefixed(run, scan) {
        let isNamed = scan.wordsBefore(first).contains(where: ReferenceWords.customer.contains)
        let bytes = (first...run).flatMap { Array(scan.bytes(of: $0)) }[...]
        guard bytes.count >= 5 || (isNamed && bytes.count >= 3) else { continue }
        guard isNamed || bytes.contains(where: NormalForm.isLetter) else { continue }
        let found = index.payers.customers(number: bytes)
        guard found.count == 1, let customer = found.first else { continue }
        if !payer.undecided.isEmpty, !payer.undecided.contains(customer) { continue }
        payer.customer = customer
        payer.certainty = 96
        evidence.append(
          Evidence(
            rule: "customer number", bearing: .supports,
            found: "'\(String(decoding: bytes, as: UTF8.self))' in the text is "
              + "\(ledger.customers[customer].id)", weight: 96))
        return
      }
    }
  }

  /// The letters of the number stand in a run of their own: `K-700016`.
  private static func isPrefixed(_ run: Int, _ scan: TextScan) -> Bool {
    run > 0 && !scan.runs[run - 1].hasDigits && scan.runs[run - 1].range.count <= 4
      && scan.separator(after: run - 1).count == 1 && scan.mayJoin(run - 1)
  }

  /// As `line.contains(text)`, which takes long: bytes say the same where there are no letters of
  /// several, and no line ends, which are one of two.
  private static func contains(_ text: String, in line: String) -> Bool {
    func isPlain(_ text: String) -> Bool { text.utf8.allSatisfy { $0 < 0x80 && $0 != 0x0D } }
    guard isPlain(text), isPlain(line) else { return line.contains(text) }
    guard let first = text.utf8.first else { return true }
    var rest = line.utf8[...]
    while let place = rest.firstIndex(of: first) {
      rest = rest[place...]
      if rest.starts(with: text.utf8) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}

extension Matcher {
  /// Reads a receipt ahead of its turn.
  public func gather(_ transaction: BankTransaction, in ledger: WorkingLedger) -> GatheredEvidence {
    GatheredEvidence(transaction, index, ledger)
  }

  /// Gathered anew, it would be the same.
  func holds(_ gathered: GatheredEvidence) -> Bool {
    if gathered.made == index.made { return true }
    return gathered.made >= index.looksChanged && !gathered.mentions.looksFurther
      && !gathered.mentions.lookedUp.contains { index.wasAdded($0, since: gathered.made) }
  }
}
