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
    let document = line.document.trimmed
    guard let kind = ApplicationKind(rawValue: line.kind), kind != .reversal else {
      throw Refusal(.badRequest, "\(name) is of no kind that can be booked.")
    }
    var item: ItemLine?
    if kind == .onAccount {
      guard document.isEmpty else {
        throw Refusal(
          .unprocessableContent,
          "\(name): money on account pays no document; leave “\(document)” out, or pay it.")
      }
    } else {
      guard !document.isEmpty else {
        throw Refusal(.unprocessableContent, "\(name) has an amount, and no document.")
      }
      let found = try self.item(document, name, index)
      guard found.open.currency == currency else {
        throw Refusal(
          .unprocessableContent, "\(name): \(found.number) is in \(found.open.currency.code).")
      }
      item = found
    }
    guard let money = line.money(in: currency), !money.isZero else {
      throw Refusal(
        .unprocessableContent,
        "\(name): “\(line.amount.trimmed)” is no amount; expected one such as 1234.50 "
          + "\(currency.code).")
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
