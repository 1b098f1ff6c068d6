import Money

/// Deduction items (`<document>-D<n>`) and what they came from.
extension WorkingLedger {
  /// The document that a deduction item came from: itself for every other item.
  public func rootNumber(of key: DocumentKey) -> DocumentNumber {
    var root = key.number
    while let item = itemIndex(DocumentKey(key.customer, root)), items[item].type == .deduction,
      let shorter = Self.withoutDeductionSuffix(root)
    {
      root = shorter
    }
    return root
  }

  /// The `-D<n>` items of a document, in the order of their numbers.
  public func deductionItems(of root: DocumentKey) -> [Int] {
    var found: [Int] = []
    var ordinal = 1
    while let item = itemIndex(
      DocumentKey(root.customer, DocumentNumber("\(root.number.text)-D\(ordinal)")))
    {
      found.append(item)
      ordinal += 1
    }
    return found
  }

  /// The next free `-D<n>` number of the root of this document: a deduction from a deduction item
  /// belongs to the invoice that both came from.
  public func nextDeductionNumber(for key: DocumentKey) -> DocumentNumber {
    let root = rootNumber(of: key)
    let taken = deductionItems(of: DocumentKey(key.customer, root)).count
    return DocumentNumber("\(root.text)-D\(taken + 1)")
  }

  /// The dispute with this status that a deduction item stands for: of its root document, over its
  /// amount or, where the customer reported it, over at least that.
  public func dispute(ofDeduction item: Int, _ status: Dispute.Status) -> Int? {
    let deduction = items[item]
    guard deduction.type == .deduction else { return nil }
    let root = DocumentKey(deduction.customer, rootNumber(of: deduction.key))
    return disputes(on: root).first { index in
      let dispute = disputes[index]
      guard dispute.status == status, dispute.payment != nil,
        dispute.amount.currency == deduction.currency
      else { return false }
      return dispute.origin == .shortPayment
        ? dispute.amount == deduction.original
        : dispute.amount.minorUnits >= deduction.original.minorUnits
    }
  }

  private static func withoutDeductionSuffix(_ number: DocumentNumber) -> DocumentNumber? {
    let bytes = Array(number.text.utf8)
    var end = bytes.count
    while end > 0, (0x30...0x39).contains(bytes[end - 1]) { end -= 1 }
    guard end < bytes.count, end >= 3, bytes[end - 1] == UInt8(ascii: "D"),
      bytes[end - 2] == UInt8(ascii: "-")
    else { return nil }
    return DocumentNumber(String(decoding: bytes[..<(end - 2)], as: UTF8.self))
  }
}
