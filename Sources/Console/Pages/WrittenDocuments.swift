import Enquiry
import Receivables

/// The documents that lines name, as far as they name any, in the order of the lines.
struct WrittenDocuments: Sendable {
  private var found: [String: ItemLine] = [:]
  private var items: [ItemLine] = []

  init(_ lines: [WrittenLine], _ index: DeskIndex) {
    for written in lines.map(\.document.trimmed) where !written.isEmpty && found[written] == nil {
      guard let item = try? DecisionLines.item(written, "", index) else { continue }
      found[written] = item
      if !items.contains(where: { $0.key == item.key }) { items.append(item) }
    }
  }

  /// The document that a line names; nil where it names none.
  subscript(_ written: String) -> ItemLine? { found[written] }

  /// More are counted.
  private static let namedMax = 3

  /// `INV-9 is C9's; C1 pays.`: which of them belong to somebody else than who pays.
  ///
  /// - Parameters:
  ///   - payer: nil where nobody says who pays: then it is the first document's customer.
  ///   - chosen: one more, that is not among the lines yet.
  /// - Returns: empty where all are the payer's.
  func words(payer: CustomerID?, and chosen: ItemLine?) -> String {
    var all = items
    if let chosen, !all.contains(where: { $0.key == chosen.key }) { all.append(chosen) }
    guard let payer = payer ?? all.first?.customer else { return "" }
    let others = all.filter { $0.customer != payer }
    guard !others.isEmpty else { return "" }
    let named = others.prefix(Self.namedMax).map { "\($0.number) is \($0.customer)'s" }
    let more = others.count - named.count
    return named.joined(separator: ", ") + (more > 0 ? " and \(more) more are others'" : "")
      + "; \(payer) pays."
  }
}
