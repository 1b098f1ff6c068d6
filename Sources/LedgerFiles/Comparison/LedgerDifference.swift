public import Money
public import Receivables

/// One thing that the ERP and we see differently, or that the ERP brought.
public struct LedgerDifference: Hashable, Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    /// The ERP invoiced it; it is ours now as well.
    case newItem = "new_item"
    /// The ERP changed a date, a reference or the like; taken.
    case changedItem = "changed_item"
    /// The ERP shows what was open before some of our bookings: it has yet to post them.
    case notYetPosted = "not_yet_posted"
    /// Made by us (money on account, a deduction), and the ERP does not have it yet.
    case oursAlone = "ours_alone"
    /// Both have it open, and neither amount explains the other.
    case amountDiffers = "amount_differs"
    case currencyDiffers = "currency_differs"
    /// The ERP has nothing open any more, and it was not us who cleared it.
    case clearedInERP = "cleared_in_erp"
    /// Open in the ERP, cleared with us, and no booking of ours explains it.
    case reopenedInERP = "reopened_in_erp"
    case newCustomer = "new_customer"
    case changedCustomer = "changed_customer"
    /// Gone from a snapshot; kept, since its items and history name it.
    case customerGone = "customer_gone"

    /// The two ledgers disagree for no reason that we know.
    var isUnexplained: Bool {
      switch self {
      case .amountDiffers, .currencyDiffers, .clearedInERP, .reopenedInERP: true
      default: false
      }
    }

    /// What it is, for people, of one and of several.
    var words: (one: String, many: String) {
      switch self {
      case .newItem: ("new item", "new items")
      case .changedItem: ("item changed", "items changed")
      case .notYetPosted:
        (
          "item waits for the ERP to post our bookings",
          "items wait for the ERP to post our bookings"
        )
      case .oursAlone: ("item of ours is not in the ERP", "items of ours are not in the ERP")
      case .amountDiffers: ("item with another amount", "items with other amounts")
      case .currencyDiffers: ("item in another currency", "items in other currencies")
      case .clearedInERP:
        ("item cleared in the ERP, open here", "items cleared in the ERP, open here")
      case .reopenedInERP:
        ("item open in the ERP, cleared here", "items open in the ERP, cleared here")
      case .newCustomer: ("new customer", "new customers")
      case .changedCustomer: ("customer changed", "customers changed")
      case .customerGone:
        ("customer is no longer in the ERP", "customers are no longer in the ERP")
      }
    }
  }

  /// Somebody should look: neither ledger explains the other. What the ERP changed where nothing of
  /// ours was booked is taken, and explained by that.
  public var isAlert: Bool { kind.isUnexplained && !(isTaken && payments.isEmpty) }

  public var kind: Kind
  public var customer: CustomerID
  /// nil where it is about the customer.
  public var document: DocumentNumber?
  /// What we hold open; nil where we hold nothing.
  public var ours: Money?
  /// What the ERP shows open; nil where it shows nothing.
  public var theirs: Money?
  /// What the ERP says was taken.
  public var isTaken: Bool
  /// Our payments that the ERP has yet to post, or that moved the item, in order.
  public var payments: [PaymentID]

  public init(
    kind: Kind, customer: CustomerID, document: DocumentNumber? = nil, ours: Money? = nil,
    theirs: Money? = nil, isTaken: Bool = false, payments: [PaymentID] = []
  ) {
    self.kind = kind
    self.customer = customer
    self.document = document
    self.ours = ours
    self.theirs = theirs
    self.isTaken = isTaken
    self.payments = payments
  }
}

extension LedgerDifference: CustomStringConvertible {
  /// `C1 4711: 20.00 EUR open here, 50.00 EUR in the ERP; ours stays (amount_differs)`.
  public var description: String {
    guard let document else { return "\(customer): \(kind.words.one) (\(kind.rawValue))" }
    let here = ours.map { $0.isZero ? "cleared here" : "\($0) open here" } ?? "not here"
    let there = theirs.map { $0.isZero ? "cleared in the ERP" : "\($0) in the ERP" }
    let by = payments.isEmpty ? "" : " by " + payments.map(\.text).joined(separator: ", ")
    return "\(customer) \(document): \(here)\(by), \(there ?? "not in the ERP"); "
      + "\(isTaken ? "the ERP's is taken" : "ours stays") (\(kind.rawValue))"
  }
}
