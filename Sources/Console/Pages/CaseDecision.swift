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
  /// - Throws: `Refusal`, `DeskError`, `DeskRefusal`; nothing is then booked.
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
        form["payer"].map { CustomerID($0) } ?? (isReassigned ? nil : exception.customer)
        ?? lines.clearings.first?.item?.customer
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

/// Lines as somebody wrote them: documents, how, how much, why.
struct DecisionLines: Sendable {
  var clearings: [Decision.Clearing] = []

  /// - Throws: `Refusal`, which names the line.
  init(_ form: Fields, _ currency: Currency, _ index: DeskIndex) throws {
    let documents = form.values("document")
    let (kinds, amounts, reasons) = (
      form.values("kind"), form.values("amount"), form.values("reason")
    )
    guard documents.count == kinds.count, kinds.count == amounts.count,
      amounts.count == reasons.count
    else { throw Refusal(.badRequest, "The lines are not complete.") }
    for (place, document) in documents.enumerated() {
      let (written, amount) = (document.trimmed, amounts[place].trimmed)
      if written.isEmpty, amount.isEmpty { continue }
      let line = "Line \(place + 1)"
      guard !written.isEmpty else {
        throw Refusal(.unprocessableContent, "\(line) has an amount, and no document.")
      }
      let item = try Self.item(written, line, index)
      guard item.open.currency == currency else {
        throw Refusal(
          .unprocessableContent, "\(line): \(item.number) is in \(item.open.currency.code).")
      }
      guard let kind = ApplicationKind(rawValue: kinds[place]), kind != .reversal,
        kind != .onAccount
      else { throw Refusal(.badRequest, "\(line) is of no kind that can be booked.") }
      guard let money = try? Money(parsing: amount, in: currency), !money.isZero else {
        throw Refusal(
          .unprocessableContent,
          "\(line): “\(amount)” is no amount; expected one such as 1234.50 \(currency.code).")
      }
      clearings.append(
        Decision.Clearing(
          item: item.key, kind: kind, amount: money, reasonCode: reasons[place].trimmed,
          treatment: kind == .deduction ? .openDispute : nil))
    }
    if clearings.isEmpty { throw Refusal(.unprocessableContent, "No line says anything.") }
  }

  /// `C7/4711` as a choice writes it, or the number of a document that is open once.
  private static func item(_ written: String, _ line: String, _ index: DeskIndex) throws -> ItemLine
  {
    let numbered = try index.items(numbered: DocumentNumber(written), limit: 20)
    let open = numbered.filter(\.isOpen)
    if let chosen = try chosen(written, index) {
      // Somebody's `C7/4711` may be the number of another's document: nobody guesses which is meant.
      guard open.isEmpty else {
        throw Refusal(
          .unprocessableContent,
          "\(line): “\(written)” means \(chosen.number) of "
            + "\(chosen.customer), and is the number of a document of \(open[0].customer) too.")
      }
      return chosen
    }
    let found = open.isEmpty ? numbered : open
    guard let item = found.first else {
      throw Refusal(.unprocessableContent, "\(line): there is no document “\(written)”.")
    }
    guard found.count == 1 else {
      throw Refusal(
        .unprocessableContent,
        "\(line): several customers have a document “\(written)”; choose it from the list.")
    }
    return item
  }

  /// What a choice of the list means: `C7/4711`, each part encoded.
  private static func chosen(_ written: String, _ index: DeskIndex) throws -> ItemLine? {
    guard let slash = written.firstIndex(of: "/"),
      let customer = PercentCoding.decoded(written[..<slash], plusIsSpace: false),
      let number = PercentCoding.decoded(
        written[written.index(after: slash)...], plusIsSpace: false)
    else { return nil }
    return try index.item(DocumentKey(CustomerID(customer), DocumentNumber(number)))
  }
}
