public import Money

/// What a search for sets of open items found, so that others can check it: which items there were,
/// what they had to sum to, and how many sets do.
///
/// A set is one of the customer's open items in the receipt's currency, as they were before the
/// receipt: all at their open amounts, or all less the discounts then due.
public struct SetCertificate: Hashable, Sendable {
  /// Which sets were asked for.
  public enum Search: String, Sendable {
    /// A single item, the whole account, everything due up to a date, everything of one date.
    case natural = "natural sets"
    /// Every set of at most `sizeMax` items.
    case every = "every set"
  }

  public enum Answer: String, Sendable {
    /// No set makes the amount.
    case none
    /// Exactly one does.
    case one
    /// At least two do; two of them are kept.
    case several
    /// The bound of work was reached, or there were too many items to search.
    case cutShort = "cut short"
  }

  public var search: Search
  public var answer: Answer
  public var customer: CustomerID
  /// What the set had to sum to.
  public var amount: Money
  /// How many open items took part.
  public var items: Int
  /// At most so many in a set; nil where any number.
  public var sizeMax: Int?
  /// The discounts due on the day, of the items that have one; of those in `sets` alone where there
  /// are more than `discountsMax`.
  public var discounts: [Discount]
  public var hasAllDiscounts: Bool
  /// The sets that were found, two at most, oldest due date first.
  public var sets: [[DocumentNumber]]
  /// How many steps it took; 0 for natural sets.
  public var work: Int

  /// With more of them a count could not be repeated in reasonable time anyway.
  public static let discountsMax = 200

  public struct Discount: Hashable, Sendable {
    public var document: DocumentNumber
    public var amount: Money

    public init(document: DocumentNumber, amount: Money) {
      self.document = document
      self.amount = amount
    }
  }

  public init(
    search: Search, answer: Answer, customer: CustomerID, amount: Money, items: Int,
    sizeMax: Int? = nil, discounts: [Discount] = [], hasAllDiscounts: Bool = true,
    sets: [[DocumentNumber]] = [], work: Int = 0
  ) {
    self.search = search
    self.answer = answer
    self.customer = customer
    self.amount = amount
    self.items = items
    self.sizeMax = sizeMax
    self.discounts = discounts
    self.hasAllDiscounts = hasAllDiscounts
    self.sets = sets
    self.work = work
  }
}
