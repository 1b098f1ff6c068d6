import Receivables

extension X12Payment {
  /// Qualifiers of documents that a payment may be for.
  ///
  /// - Source: element 128; `IV`, `OI` and `IK` are invoices, `CM` and `CL` credit memos.
  private static let documentQualifiers: Set<String> = ["IV", "OI", "IK", "PO", "CM", "CL"]

  mutating func takeDocument(_ segment: X12Segment) {
    isInDocument = true
    subject = .document
    let document = Document(
      qualifier: segment.text(1), number: segment.text(2), paid: amount(4, of: segment),
      invoiced: amount(5, of: segment), discount: amount(6, of: segment),
      interestReason: segment.text(7), interest: amount(8, of: segment))
    documents.append(document)
    // Payment action `PP` says so; the number tells of which document.
    if segment.text(3) == "PP" { text.append("PARTIAL PAYMENT \(document.number)") }
  }

  /// Leaves out documents of which nothing is said: no number, by a `REF` neither, and no amount.
  mutating func dropEmptyDocuments(
    _ problems: inout X12Problems, into events: inout BankFileBatch
  ) {
    for document in documents where document.isEmpty {
      problems.report(
        .warning, .missingField, place(document.paid, problems),
        "the RMR has neither a document nor an amount",
        "a number in RMR02 or an amount in RMR04", into: &events)
    }
    documents.removeAll { $0.isEmpty }
  }

  mutating func takeAdjustment(
    _ segment: X12Segment, _ problems: inout X12Problems, into events: inout BankFileBatch
  ) {
    subject = .adjustment
    if segment.element(1).isEmpty {
      problems.report(
        .warning, .missingField, segment, "the adjustment has no amount (ADX01)",
        "a decimal number such as -25.00", into: &events)
    }
    let adjustment = Adjustment(
      amount: amount(1, of: segment), reason: segment.text(2), qualifier: segment.text(3),
      number: segment.text(4), text: joined(segment.text(3), segment.text(4)))
    if isInDocument, !documents.isEmpty {
      documents[documents.count - 1].adjustments.append(adjustment)
    } else {
      outside.append(adjustment)
    }
  }

  /// A document where none has this number yet, a word on an adjustment, a further reference, or text.
  mutating func takeReference(_ segment: X12Segment) {
    let (qualifier, value, remark) = (segment.text(1), segment.text(2), segment.text(3))
    let isDocument = Self.documentQualifiers.contains(qualifier)
    switch subject {
    case .payment:
      if isDocument, !value.isEmpty {
        named.append((qualifier, value))
      } else if !value.isEmpty {
        references.append(value)
      }
      if !remark.isEmpty { text.append(remark) }
    case .document:
      let last = documents.count - 1
      if last >= 0, documents[last].number.isEmpty, isDocument {
        documents[last].number = value
        documents[last].qualifier = qualifier
        if !remark.isEmpty { text.append(remark) }
      } else {
        addText(joined(qualifier, value, remark))
      }
    case .adjustment: addToAdjustment(joined(qualifier, value, remark))
    case .payer, .party: break
    case .other: if isDocument { addText(joined(qualifier, value, remark)) }
    }
  }

  mutating func takeNote(_ segment: X12Segment) {
    if subject == .adjustment {
      addToAdjustment(segment.text(2))
    } else {
      addText(segment.text(2))
    }
  }

  private mutating func addToAdjustment(_ words: String) {
    guard !words.isEmpty else { return }
    if isInDocument, let document = documents.indices.last {
      guard let last = documents[document].adjustments.indices.last else { return }
      documents[document].adjustments[last].add(words)
    } else if let last = outside.indices.last {
      outside[last].add(words)
    }
  }

  private mutating func addText(_ line: String) {
    if !line.isEmpty { text.append(line) }
  }

  private func amount(_ element: Int, of segment: X12Segment) -> Amount {
    Amount(text: segment.text(element), line: segment.line, column: segment.column)
  }

  private func joined(_ words: String...) -> String {
    words.filter { !$0.isEmpty }.joined(separator: " ")
  }
}
