import Money
import Receivables

/// Business Central's payment tolerance and payment discount tolerance for one document
/// (B4 [MS4]; the worked table of that page is the golden test).
enum PaymentTolerance {
  enum Kind: String { case none, payment, discount, discountAndPayment }

  struct Document {
    /// In minor units, all of them.
    var open: Int64
    var discount: Int64
    var toleranceMax: Int64
    var discountDate: CalendarDate?
    /// The last day on which a late discount is tolerated.
    var toleranceDate: CalendarDate?
  }

  struct Outcome: Equatable {
    var kind: Kind
    /// Granted, in time or late.
    var discount: Int64 = 0
    /// What the tolerance account takes: positive where less was paid, negative where more was.
    var tolerated: Int64 = 0
    var restOnPayment: Int64 = 0
    var restOnInvoice: Int64 = 0

    var closesAll: Bool { restOnPayment == 0 && restOnInvoice == 0 }
  }

  /// - Parameter acceptsLateDiscount: the page's alternative A (no warning, or the user accepts);
  ///   false is B. It matters inside the days of grace alone.
  static func settle(
    _ document: Document, paid: Int64, on day: CalendarDate, acceptsLateDiscount: Bool
  ) -> Outcome {
    let limit = document.toleranceMax
    let net = document.open - document.discount
    let isInTime = document.discountDate.map { day <= $0 } ?? false
    let isLate = !isInTime && (document.toleranceDate.map { day <= $0 } ?? false)
    if document.discount > 0, isInTime || (isLate && acceptsLateDiscount) {
      let over = paid - net
      if over.magnitude <= limit.magnitude {
        let kind: Kind =
          isLate ? (over == 0 ? .discount : .discountAndPayment) : (over == 0 ? .none : .payment)
        return Outcome(kind: kind, discount: document.discount, tolerated: -over)
      }
      if isLate, over > limit {
        return Outcome(kind: .discount, discount: document.discount, restOnPayment: over)
      }
    }
    let over = paid - document.open
    if over.magnitude <= limit.magnitude {
      return Outcome(kind: over == 0 ? .none : .payment, tolerated: -over)
    }
    return Outcome(kind: .none, restOnPayment: max(0, over), restOnInvoice: max(0, -over))
  }
}
