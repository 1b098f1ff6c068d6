import GRDB
import Money
public import Receivables

/// An amount of a payment that was booked against an item, in the order of booking.
public struct ApplicationLine: Hashable, Sendable {
  /// Later ones have larger numbers.
  public var number: Int64
  public var application: Application

  static var listing: Listing<ApplicationLine> {
    Listing(select: "a.*", from: "applications a") { row in
      guard let application = application(row) else {
        throw EnquiryError(
          code: .damaged, problem: "application \(row.text("id")) cannot be read",
          remedy: "an index that this program made; delete it and it is made anew")
      }
      return ApplicationLine(number: row["id"] ?? 0, application: application)
    }
  }

  /// The application of a row; nil where it is none.
  static func application(_ row: Row) -> Application? {
    guard let date = row.optionalDate("booking_date"),
      let kind = ApplicationKind(rawValue: row.text("kind")), let amount = try? row.money("amount")
    else { return nil }
    let reverses = row.text("reverses")
    return Application(
      payment: PaymentID(row.text("payment")), bankReference: row.text("bank_reference"),
      sourceFile: row.text("source_file"), bookingDate: date,
      customer: CustomerID(row.text("customer")), payer: row.customer("payer"),
      document: DocumentNumber(row.text("document")), kind: kind, amount: amount,
      reasonCode: row.text("reason_code"), rule: row.text("rule"),
      confidence: Confidence(row.text("confidence")),
      reverses: reverses.isEmpty ? nil : PaymentID(reverses))
  }
}
