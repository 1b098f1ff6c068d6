import Access
import Enquiry
import HTTPTypes
import Money
import Pipeline
import Receivables
import Reconciliation

/// What somebody decided on the page of an exception, booked by the operations of the commands.
enum CaseDecision {
  /// - Returns: the way to the next exception.
  /// - Throws: `Refusal`, `DeskError`, `DeskRefusal`, `FileSystemError` (`lockHeld`), `StoreError`;
  ///   nothing is then booked.
  static func take(_ visit: Visit, _ office: Office) async throws -> Answer {
    let report = try await book(visit, office)
    return .see(
      try ReviewFilter(visit.form).address(
        "/review/next", ("place", visit.form["place"] ?? ""), ("done", report.name)))
  }

  /// Books it.
  ///
  /// - Throws: as `take`.
  static func book(_ visit: Visit, _ office: Office) async throws -> DeskReport {
    let id = visit.parameter("id")
    guard let exception = try office.followed().exception(id) else {
      guard try office.readers.with({ try DeskReading(store: $0).everWaited(id) }) else {
        throw Refusal(.notFound, "There is no exception “\(id.prefix(100))”.")
      }
      throw Refusal(.conflict, "\(id) does not wait any more: somebody decided it meanwhile.")
    }
    let payment = exception.payment
    let build = try decision(visit, exception, office)
    let (name, note) = (visit.name, try visit.note)
    let needsEyes = visit.form["eyes"] != nil
    let learns = visit.form["learn"] != nil
    let seen = visit.form["seen"].flatMap { Int64($0) }
    let report = try await office.decide { pipeline in
      if let seen, try pipeline.reading.lastDecision(about: payment) != seen {
        throw Refusal(
          .conflict, "Somebody decided about this receipt meanwhile: look at it again.")
      }
      var actions = try build(pipeline)
      if learns { actions += try pipeline.learning(from: payment, actions) }
      return try pipeline.decide(actions, by: name, note: note, needsSecondEyes: needsEyes)
    }
    office.reviews.end(id, by: name)
    return report
  }

  private typealias Build = @Sendable (Pipeline) throws -> [DeskAction]

  private static func decision(
    _ visit: Visit, _ exception: ExceptionLine, _ office: Office
  ) throws -> Build {
    let form = visit.form
    let payment = exception.payment
    let note = form["note"] ?? ""
    switch form["verb"] {
    case "accept":
      let wanted = form["suggestion"] ?? ""
      return { pipeline in
        let found = try pipeline.suggestions(for: payment)
        guard let suggestion = found.first(where: { $0.fingerprint == wanted }) else {
          throw Refusal(
            .conflict, "The books have changed since this page was made: look at it again.")
        }
        return [suggestion.action]
      }
    case "lines":
      let lines = try DecisionLines(form, exception.amount.currency, office.index)
      let isReassigned = form["reassign"] != nil
      if isReassigned, !visit.may(.undo) { throw Refusal(.forbidden, "You may not undo.") }
      // Who paid is who was found to have paid, unless somebody says otherwise: a parent pays for its
      // daughters, and its account is not theirs.
      let payer =
        CaseLines.payer(form, exception) ?? lines.clearings.first?.item?.customer
      let clearings = lines.clearings
      return { _ in
        isReassigned
          ? [.reassign(payment, payer: payer, lines: clearings)]
          : [.apply(payment, payer: payer, lines: clearings)]
      }
    case "on_account":
      guard let customer = form["account_of"] else {
        throw Refusal(.unprocessableContent, "Whose account? A customer number is needed.")
      }
      return { _ in [.putOnAccount(payment, CustomerID(customer))] }
    case "not_ours": return { _ in [.notOurs(payment, note: note)] }
    case "settle":
      let id = exception.id
      return { _ in [.settle(exception: id, note: note)] }
    case "undo_receipt":
      guard visit.may(.undo) else { throw Refusal(.forbidden, "You may not undo.") }
      return { _ in [.undoReceipt(payment, reason: note)] }
    default: throw Refusal(.badRequest, "This is no way to decide.")
    }
  }
}

extension DeskReport {
  /// Under what it is known: `N42`, or `Q42` where it waits for a second person.
  var name: String {
    switch self {
    case .booked(let decision, _): decision
    case .proposed(let proposal): proposal
    }
  }
}
