import ArgumentParser
import Money
import Pipeline
import Receivables

/// A line of a decision as a person writes it.
enum DeskLineText {
  /// `C7/4711=980.00`, `C7/4711=20.00:discount`, `C7/4711=15.00:deduction:04`.
  static func clearing(
    _ text: String, payment: PaymentID, _ pipeline: Pipeline
  ) throws -> Decision.Clearing {
    // A document's number may hold any sign; an amount holds neither of these.
    guard let slash = text.firstIndex(of: "/"),
      let equals = text.lastIndex(of: "="), slash < equals
    else { throw wrong(text) }
    let key = DocumentKey(
      CustomerID(String(text[..<slash])),
      DocumentNumber(String(text[text.index(after: slash)..<equals])))
    let parts = text[text.index(after: equals)...].split(
      separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    guard let kind = parts.count > 1 ? ApplicationKind(rawValue: String(parts[1])) : .payment
    else { throw wrong(text) }
    guard let currency = try pipeline.currency(of: key) else {
      throw ValidationError(
        "--line '\(text)': there is no document \(key.number) of \(key.customer)")
    }
    guard let amount = try? Money(parsing: String(parts[0]), in: currency) else {
      throw wrong(text)
    }
    return Decision.Clearing(
      item: key, kind: kind, amount: amount, reasonCode: parts.count > 2 ? String(parts[2]) : "",
      treatment: kind == .deduction ? .openDispute : nil)
  }

  private static func wrong(_ text: String) -> ValidationError {
    ValidationError(
      "--line '\(text)', expected CUSTOMER/DOCUMENT=AMOUNT or CUSTOMER/DOCUMENT=AMOUNT:KIND[:REASON]"
    )
  }
}
