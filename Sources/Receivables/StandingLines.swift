import Money

extension Sequence<Application> {
  /// The lines of a receipt that nothing has undone, in the order of booking.
  ///
  /// A reversal undoes the last line that stands of its document, its reason and its amount; one that
  /// a person decided says in its rule of which kind (`desk:undo payment`).
  public func standing(of payment: PaymentID) -> [Application] {
    var standing: [Application] = []
    for line in self {
      if line.kind != .reversal {
        if line.payment == payment { standing.append(line) }
        continue
      }
      guard line.reverses == payment else { continue }
      let kind = line.undoneKind
      let place = standing.lastIndex {
        $0.documentKey == line.documentKey && $0.reasonCode == line.reasonCode
          && $0.amount.currency == line.amount.currency
          && Int128($0.amount.minorUnits) == -Int128(line.amount.minorUnits)
          && (kind == nil || $0.kind == kind)
      }
      if let place { standing.remove(at: place) }
    }
    return standing
  }
}

extension Application {
  /// What the rule of a reversal that a person decided begins with; the undone line's kind follows.
  public static let undoRule = "desk:undo "

  /// The kind of the line that this reversal undoes, where it says so.
  public var undoneKind: ApplicationKind? {
    guard kind == .reversal, rule.hasPrefix(Self.undoRule) else { return nil }
    return ApplicationKind(rawValue: String(rule.dropFirst(Self.undoRule.count)))
  }
}
