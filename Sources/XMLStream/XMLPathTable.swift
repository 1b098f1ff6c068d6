/// Which elements of a document are told, and where each one leads.
///
/// The client's knowledge of the document is a table of places: an element's name leads from the
/// place of its parent to its own. What is not wanted is passed over inside the parser, where it
/// costs a step and no event.
public struct XMLPathTable: Sendable {
  /// What the client wants to hear of the elements at a place.
  public struct Interest: OptionSet, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let start = Interest(rawValue: 1)
    public static let end = Interest(rawValue: 2)
    /// The end comes with the element's text.
    public static let text = Interest(rawValue: 6)
    /// The attributes whose names are in the table.
    public static let attributes = Interest(rawValue: 8)
  }

  /// The place whose elements are passed over, with everything below them.
  public static let passedOver: Int16 = 0

  /// Local names of elements and attributes; the first has code 1, and 0 is every other name.
  public let names: [String]
  /// Where the document itself is.
  let root: Int16
  /// By place and then name code: the place that an element leads to.
  let next: [Int16]
  /// By place.
  let interests: [Interest]
  var width: Int { names.count + 1 }

  /// - Parameters:
  ///   - next: for every place the places of all name codes, `names.count + 1` of them.
  ///   - interests: one for each place; the first is never looked at.
  public init(names: [String], root: Int16, next: [Int16], interests: [Interest]) {
    precondition(next.count == interests.count * (names.count + 1))
    precondition(next.allSatisfy { interests.indices.contains(Int($0)) })
    precondition(interests.indices.contains(Int(root)) && names.count < Int(Int16.max))
    self.names = names
    self.root = root
    self.next = next
    self.interests = interests
  }
}
