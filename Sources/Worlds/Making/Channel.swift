/// How money is told of.
enum Channel: Int, CaseIterable, Sendable {
  /// A euro account, camt.053.
  case camt
  /// An account in the world's other currency, camt.053.
  case camtAbroad
  /// A dollar account, BAI2.
  case bai2
  /// Cheques of a lockbox, in dollars.
  case lockbox
  /// A euro account whose statements come twice, camt.053.
  case repeated

  var isCamt: Bool { self == .camt || self == .camtAbroad || self == .repeated }
}
