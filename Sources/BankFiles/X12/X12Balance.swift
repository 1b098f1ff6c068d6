/// How the amounts of a remittance have to be read so that they make the payment.
///
/// The standard leaves three things to the parties: whether `RMR04` is net of what stands beside it,
/// which sign of `ADX01` lowers a payment, and whether a credit memo carries a minus. The total in
/// `BPR02` decides; where several readings make it, the invoices' own amounts (`RMR05`) do, and then
/// what the release says.
///
/// - Source: `BPR02` = Σ `RMR04` + Σ `ADX01` outside of documents; semantic notes of `ADX01`, which
///   lowers the payment where positive up to release 003040, where negative from 003050 on.
struct X12Balance {
  /// The amounts of one document, in minor units.
  struct Item {
    var paid: Int64?
    /// `RMR05`: of the invoice, before the discount.
    var invoiced: Int64?
    var discount: Int64 = 0
    /// Σ `ADX01`, as signed in the file.
    var adjusted: Int128 = 0
    /// `RMR08`: interest, penalty or anticipation; a positive amount raises the payment.
    var interest: Int64 = 0
    var isCredit = false
  }

  /// One way of reading them.
  struct Reading: Hashable {
    var lowersIfPositive: Bool
    var isGrossOfAdjustments = false
    var isGrossOfDiscount = false
    var creditsArePositive = false

    /// What an adjustment keeps back of a payment.
    func keptBack(_ adjusted: Int128) -> Int128 { lowersIfPositive ? adjusted : -adjusted }
  }

  var total: Int64
  var items: [Item]
  /// Σ `ADX01` outside of documents.
  var outside: Int128
  /// The release says that a positive adjustment lowers the payment.
  var lowersIfPositive: Bool

  /// The reading, what the documents come to by it, and whether that is the payment: nil where not
  /// every document says what is paid.
  func solve() -> (reading: Reading, sum: Int128, holds: Bool?) {
    let isStated = !items.isEmpty && items.allSatisfy { $0.paid != nil }
    var best: (reading: Reading, sum: Int128, agreeing: Int)?
    for reading in readings {
      let sum = items.reduce(-reading.keptBack(outside)) { $0 + (cash(of: $1, reading) ?? 0) }
      guard isStated, sum == Int128(total) else { continue }
      let agreeing = agreeing(reading)
      if agreeing > best?.agreeing ?? -1 { best = (reading, sum, agreeing) }
    }
    if let best { return (best.reading, best.sum, true) }
    // As the standard has it, then; the invoices may still tell the sign.
    let plain = [lowersIfPositive, !lowersIfPositive].map { Reading(lowersIfPositive: $0) }
    let reading = agreeing(plain[1]) > agreeing(plain[0]) ? plain[1] : plain[0]
    let sum = items.reduce(-reading.keptBack(outside)) { $0 + (cash(of: $1, reading) ?? 0) }
    return (reading, sum, isStated ? false : nil)
  }

  /// The cash for a document, negative for a credit that is taken; nil where none is stated.
  func cash(of item: Item, _ reading: Reading) -> Int128? {
    guard let paid = item.paid else { return nil }
    var cash = Int128(paid)
    if reading.isGrossOfAdjustments {
      cash -= reading.keptBack(item.adjusted) - Int128(item.interest)
    }
    if reading.isGrossOfDiscount { cash -= Int128(item.discount) }
    return item.isCredit && reading.creditsArePositive && paid > 0 ? -cash : cash
  }

  /// In the order of preference.
  private var readings: [Reading] {
    var readings: [Reading] = []
    for creditsArePositive in [false, true] {
      for (adjustments, discount) in [(false, false), (true, false), (false, true), (true, true)] {
        for sign in [lowersIfPositive, !lowersIfPositive] {
          readings.append(
            Reading(
              lowersIfPositive: sign, isGrossOfAdjustments: adjustments,
              isGrossOfDiscount: discount, creditsArePositive: creditsArePositive))
        }
      }
    }
    return readings
  }

  /// How many invoices are what is paid, discounted and kept back of them.
  private func agreeing(_ reading: Reading) -> Int {
    items.count { item in
      guard let invoiced = item.invoiced, let cash = cash(of: item, reading) else { return false }
      let asked =
        cash + Int128(item.discount) + reading.keptBack(item.adjusted) - Int128(item.interest)
      return asked.magnitude == Int128(invoiced).magnitude
    }
  }
}
