/// Business Central's payment application rules as published (B4 [MS3]): 24 rows in their order of
/// sorting; the first row that fits wins.
struct ConfidenceTable {
  enum Party: String { case fully, partially, no }
  enum Documents: String { case multiple, yes, no }
  /// How many open entries are within the amount with tolerance.
  enum Amount: String { case one, several, none }

  enum Confidence: Int, Comparable {
    case low, medium, high

    static func < (a: Confidence, b: Confidence) -> Bool { a.rawValue < b.rawValue }
  }

  struct Facts: Hashable {
    var party: Party
    var documents: Documents
    var amount: Amount
  }

  struct Row: Equatable {
    var confidence: Confidence
    /// Within the confidence; 1 is the best.
    var priority: Int
    var party: Party
    var documents: Documents
    /// nil: not considered.
    var amount: Amount?
  }

  /// The row that the facts fit, with its place among all; nil where nothing at all matches.
  static func row(for facts: Facts) -> (place: Int, row: Row)? {
    for (place, row) in rows.enumerated()
    where row.party == facts.party && row.documents == facts.documents
      && (row.amount == nil || row.amount == facts.amount)
    {
      return (place, row)
    }
    return nil
  }

  static let rows: [Row] = [
    row(.high, 1, .fully, .multiple, .one),
    row(.high, 2, .fully, .multiple, .several),
    row(.high, 3, .fully, .yes, .one),
    row(.high, 4, .fully, .yes, .several),
    row(.high, 5, .partially, .multiple, .one),
    row(.high, 6, .partially, .multiple, .several),
    row(.high, 7, .partially, .yes, .one),
    row(.high, 8, .fully, .no, .one),
    row(.high, 9, .no, .multiple, .one),
    row(.high, 10, .no, .multiple, .several),
    row(.medium, 1, .fully, .multiple, nil),
    row(.medium, 2, .fully, .yes, nil),
    row(.medium, 3, .fully, .no, .several),
    row(.medium, 4, .partially, .multiple, nil),
    row(.medium, 5, .partially, .yes, nil),
    row(.medium, 6, .no, .yes, .one),
    row(.medium, 7, .no, .multiple, nil),
    row(.medium, 8, .partially, .no, .one),
    row(.medium, 9, .no, .yes, nil),
    row(.low, 1, .fully, .no, Amount.none),
    row(.low, 2, .partially, .no, .several),
    row(.low, 3, .partially, .no, Amount.none),
    row(.low, 4, .no, .no, .one),
    row(.low, 5, .no, .no, .several),
  ]

  private static func row(
    _ confidence: Confidence, _ priority: Int, _ party: Party, _ documents: Documents,
    _ amount: Amount?
  ) -> Row {
    Row(
      confidence: confidence, priority: priority, party: party, documents: documents,
      amount: amount)
  }
}
