import Receivables

/// Receipts of earlier runs that look like a movement of this one: is it told again, or is there
/// another such movement? The statements that they came with decide (invariant I7).
struct KnownMovements {
  enum Verdict: Equatable {
    /// Nothing like it was taken, or this is it.
    case same
    /// What was taken stood in a statement that goes before this one, or follows it.
    case another
    /// Some of the statements that it may have stood in do, and some do not: in which file.
    case unclear(String)
  }

  private let links: [StatementChain.Link]
  private let history: ReceiptHistory
  /// Statements of earlier runs by the name of their file.
  private let places: [String: [Int]]

  /// - Parameter links: in their order, each with its base; nil is returned where none of them is of
  ///   an earlier run.
  init?(_ links: [StatementChain.Link], _ history: ReceiptHistory) {
    let earlier = links.indices.filter { links[$0].earlier != nil }
    if earlier.isEmpty || earlier.count == links.count { return nil }
    self.links = links
    self.history = history
    places = Dictionary(grouping: earlier) { links[$0].file.name }
  }

  func has(_ payment: PaymentID) -> Bool { history.contains(payment) }

  /// - Parameter link: the statement in which the movement stands now.
  func verdict(on payment: PaymentID, in link: Int) -> Verdict {
    guard let record = history.record(of: payment) else { return .same }
    var places = places[record.sourceFile] ?? []
    // Banks call their files the same every day.
    let ofDay = places.filter { links[$0].taken.statement.closing?.date == record.bookingDate }
    if !ofDay.isEmpty { places = ofDay }
    // It is one of them, word for word: nothing in it is new, wherever it stands in the chain.
    if places.contains(where: { links[$0].isToldAgain(by: links[link]) }) { return .same }
    let others = places.filter { isAnother($0, link) }
    if others.isEmpty { return .same }
    if others.count == places.count { return .another }
    return .unclear(record.sourceFile)
  }

  /// The receipt came with the statement that this is again, word for word: nothing in it is new,
  /// whatever references it has now.
  func isToldAgain(_ payment: PaymentID, in link: Int) -> Bool {
    guard let record = history.record(of: payment) else { return false }
    return (places[record.sourceFile] ?? []).contains { links[$0].isToldAgain(by: links[link]) }
  }

  /// The two statements have no movement in common: one goes on from the other.
  private func isAnother(_ place: Int, _ link: Int) -> Bool {
    if place < link {
      guard let base = links[link].base else { return false }
      return StatementChain.isOnTheWay(to: base, place, links)
    }
    return StatementChain.isOnTheWay(to: place, link, links)
  }

  /// What a person is told.
  static func doubt(_ file: String) -> String {
    "the same movement was taken from \(file), and neither balances nor numbers of the statements "
      + "tell whether it is another one"
  }
}
