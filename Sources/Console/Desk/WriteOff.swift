import Enquiry
import HTTPTypes
import LedgerFiles
import Money
import Pipeline
import Receivables
import Reconciliation

/// An amount that somebody takes off a document, without a receipt.
struct WriteOff: Sendable {
  var key: DocumentKey
  /// As it was written.
  var amount: String
  var reason = ""
  var note = ""
  var needsSecondEyes = false
  /// What was open as they looked at it, as it was written; nil where they do not say.
  var seen: String?

  /// Books it.
  ///
  /// - Throws: `Refusal`: 404 where there is no such document; 409 where it is cleared, or something
  ///   else is open of it than was seen; 422 for what is no amount. As `Pipeline.decide`.
  func book(by name: String, _ office: Office) async throws -> DeskReport {
    guard let item = try office.followed().item(key) else { throw Refusal.notThere }
    guard item.isOpen else { throw isCleared }
    let currency = item.open.currency
    let money = try money(amount, "amount", in: currency)
    guard !money.isZero else { throw noAmount(amount, "amount", in: currency) }
    let seen = try seen.map { try self.money($0, "seen", in: currency) }
    return try await office.decide { pipeline in
      if let seen { try refuse(unless: seen, is: try pipeline.openAmount(of: key)) }
      return try pipeline.decide(
        [.writeOff(key, money, reasonCode: reason)], by: name, note: note,
        needsSecondEyes: needsSecondEyes)
    }
  }

  private var isCleared: Refusal {
    Refusal(.conflict, "\(key.number) of \(key.customer) is cleared; expected an open one")
  }

  /// Sent twice, or decided by somebody else meanwhile: a part would be written off twice.
  private func refuse(unless seen: Money, is open: Money?) throws {
    guard let open else { throw isCleared }
    guard open == seen else {
      throw Refusal(
        .conflict,
        "Of \(key.number) \(Grouped.amount(open)) is open now, and was \(Grouped.amount(seen)): "
          + "look at it again.")
    }
  }

  private func money(_ written: String, _ name: String, in currency: Currency) throws -> Money {
    guard let money = try? Money(parsing: written, in: currency) else {
      throw noAmount(written, name, in: currency)
    }
    return money
  }

  private func noAmount(_ written: String, _ name: String, in currency: Currency) -> Refusal {
    Refusal(
      .unprocessableContent,
      "\(name) is “\(written.prefix(100))”; expected one such as 1234.50 \(currency.code)",
      parameter: name)
  }
}
