/// Receipts by their references and cheque numbers, each named by its place in the history.
struct ReceiptReferences: Sendable {
  private var byReference: [String: [Int]] = [:]
  /// The same for references that are numbers, as a cheque's, without leading zeros.
  private var byNumber: [String: [Int]] = [:]

  /// Records come in order, so that one that is there already can only be the last.
  mutating func file(_ record: Int, _ references: [String]) {
    for reference in references where !reference.isEmpty {
      if byReference[reference]?.last != record {
        byReference[reference, default: []].append(record)
      }
      if let number = Self.number(reference), byNumber[number]?.last != record {
        byNumber[number, default: []].append(record)
      }
    }
  }

  func records(under references: [String]) -> Set<Int> {
    var found: Set<Int> = []
    for reference in references { found.formUnion(byReference[reference] ?? []) }
    return found
  }

  func records(underNumbers references: [String]) -> Set<Int> {
    var found: Set<Int> = []
    for number in references.compactMap(Self.number) { found.formUnion(byNumber[number] ?? []) }
    return found
  }

  private static func number(_ reference: String) -> String? {
    guard reference.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    let number = ReturnedPayment.withoutLeadingZeros(reference)
    return number.isEmpty ? nil : number
  }
}
