import Enquiry
import HTTPTypes
import Money
import Receivables

/// Lines as somebody wrote them, understood: documents, how, how much, why.
struct DecisionLines: Sendable {
  var clearings: [Decision.Clearing] = []

  /// - Throws: `Refusal`, which names the line, or says what is missing.
  init(_ form: Fields, _ currency: Currency, _ index: DeskIndex) throws {
    let lines = try WrittenLine.lines(of: form)
    for (place, line) in lines.enumerated() where !line.isEmpty {
      clearings.append(try Self.clearing(line, "Line \(place + 1)", currency, index))
    }
    if clearings.isEmpty { throw Refusal(.unprocessableContent, "No line says anything.") }
    let balance = LineBalance(lines, of: .zero(currency))
    if let unused = balance.creditsLeft { throw Refusal(.unprocessableContent, unused) }
  }

  private static func clearing(
    _ line: WrittenLine, _ name: String, _ currency: Currency, _ index: DeskIndex
  ) throws -> Decision.Clearing {
    guard let kind = ApplicationKind(rawValue: line.kind), kind != .reversal else {
      throw Refusal(.badRequest, "\(name) is of no kind that can be booked.")
    }
    let problem = line.problem(name, in: currency)
    guard problem == nil, let money = line.money(in: currency) else {
      throw Refusal(.unprocessableContent, problem ?? "\(name) has no amount.")
    }
    var item: ItemLine?
    if kind != .onAccount {
      let found = try self.item(line.document.trimmed, name, index)
      guard found.open.currency == currency else {
        throw Refusal(
          .unprocessableContent, "\(name): \(found.number) is in \(found.open.currency.code).")
      }
      item = found
    }
    return Decision.Clearing(
      item: item?.key, kind: kind, amount: money, reasonCode: line.reason.trimmed,
      treatment: kind == .deduction ? .openDispute : nil)
  }

  /// `C7/4711` as a choice writes it, or the number of a document that is open once.
  ///
  /// - Throws: `Refusal`, which names the line.
  static func item(_ written: String, _ line: String, _ index: DeskIndex) throws -> ItemLine {
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
