import GRDB
public import Receivables

extension DeskIndex {
  /// Documents of this very number, whoever's they are; open ones first.
  ///
  /// - Throws: `EnquiryError`.
  public func items(numbered number: DocumentNumber, limit: Int = 20) throws -> [ItemLine] {
    var condition = Condition()
    condition.add("i.document = ?", number.text)
    return try read {
      try ItemLine.listing.all(
        $0, where: condition, order: "i.is_open DESC, i.customer", limit: max(1, min(limit, 1000)))
    }
  }
}
