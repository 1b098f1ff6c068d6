import HTTPTypes
import Money
import Receivables

/// A line of a decision as somebody wrote it, or as it is proposed: texts, of which none need be right.
struct WrittenLine: Hashable, Sendable {
  /// `C7/4711` as a choice writes it, or a document's number.
  var document = ""
  var kind = ApplicationKind.payment.rawValue
  var amount = ""
  var reason = ""

  /// Only its kind is chosen: it says nothing.
  var isEmpty: Bool { document.trimmed.isEmpty && amount.trimmed.isEmpty }

  /// What it takes, where it is an amount.
  func money(in currency: Currency) -> Money? { try? Money(parsing: amount.trimmed, in: currency) }

  /// What keeps it from being booked, as far as it says so by itself; nil where nothing does.
  ///
  /// - Parameter name: how the line is called: `Line 2`.
  func problem(_ name: String, in currency: Currency) -> String? {
    let (document, amount) = (document.trimmed, amount.trimmed)
    if kind == ApplicationKind.onAccount.rawValue {
      if !document.isEmpty {
        return "\(name): money on account pays no document; leave “\(document)” out, or pay it."
      }
    } else if document.isEmpty {
      return "\(name) has an amount, and no document."
    }
    if let money = money(in: currency), !money.isZero { return nil }
    return "\(name): “\(amount)” is no amount; expected one such as 1234.50 \(currency.code)."
  }

  /// The lines of a form, in their order, the empty ones too.
  ///
  /// - Throws: `Refusal` for a form that is none of ours.
  static func lines(of form: Fields) throws -> [WrittenLine] {
    let (documents, kinds) = (form.values("document"), form.values("kind"))
    let (amounts, reasons) = (form.values("amount"), form.values("reason"))
    guard documents.count == kinds.count, kinds.count == amounts.count,
      amounts.count == reasons.count
    else { throw Refusal(.badRequest, "The lines are not complete.") }
    return documents.indices.map {
      WrittenLine(
        document: documents[$0], kind: kinds[$0], amount: amounts[$0], reason: reasons[$0])
    }
  }
}
