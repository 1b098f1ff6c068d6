import Money
import Receivables
import XMLStream

/// Looks at an entry as nearly all are: booked, at most one detail, its amounts equal and in order.
///
/// It reads what the entry moves and makes sure that the plain reader (`CamtEntryReader`) would have
/// nothing to report of it and make one transaction of it; the rest of the reading can then wait
/// until somebody wants that transaction. Whatever it is not sure of it leaves to the plain reader,
/// which is its oracle in the tests.
struct CamtQuickLook {
  // The currency that was read last, by its three letters.
  private var lastCode: UInt32 = 0
  private var lastCurrency = Currency.eur
  private var lastDigits = 2

  // The currency of the amount whose end comes next.
  private var currency: Currency?
  private var digits = 2

  init() {}

  /// By raw value: the places that a look is at, `.skipped` for the others.
  private let places = CamtPlace.allCases.map { $0.isLookedAt ? $0 : .skipped }

  private enum Sign { case credit, debit }

  /// - Parameter accountCurrency: the account's, if it is known: entries are in no other one.
  /// - Returns: nil where the plain reader is needed.
  mutating func look(
    at batch: XMLEventBatch, _ range: Range<Int>, accountCurrency: Currency?
  ) -> PackedTransaction? {
    // What has so many events may have more remittance than is kept.
    guard let first = range.first, range.count <= CamtRemittance.partsMax else { return nil }
    let places = places
    var isInDetail = false
    var details = 0
    var amount: Int64?
    var amountCurrency = Currency.eur
    var detailAmount: Int64?
    var detailCurrency = Currency.eur
    var batchTotal: Int64?
    var announcesSeveral = false
    var direction: Sign?
    var detailDirection: Sign?
    var isFiledType = false
    var isBooked = false
    var bookingDate = PackedTransaction.noDate
    var valueDate = PackedTransaction.noDate
    currency = nil
    for index in range {
      let event = batch[index]
      let place = places[Int(event.place)]
      // Texts need no look: the plain reader takes them as they are.
      if place == .skipped {
        if event.kind == .namespace { return nil }
        continue
      }
      if event.kind == .attribute {
        guard event.name == CamtElementTable.shared.currencyName,
          readCurrency(batch.text(of: event))
        else { return nil }
        continue
      }
      if event.kind == .start {
        if place == .detail {
          details += 1
          if details > 1 { return nil }
          isInDetail = true
        }
        continue
      }
      if event.kind == .namespace { return nil }
      let text = batch.text(of: event)
      switch place {
      case .detail: isInDetail = false
      case .amount, .transactionAmount:
        guard let currency, let units = QuickNumber.decimal(text, digits) else { return nil }
        if !isInDetail, place == .amount {
          guard amount == nil else { return nil }
          amount = units
          amountCurrency = currency
        } else if isInDetail {
          // Amt comes before AmtDtls/TxAmt, and counts more.
          if place == .amount, detailAmount != nil { return nil }
          if detailAmount == nil {
            detailAmount = units
            detailCurrency = currency
          }
        }
      case .batchTotal:
        // Amt comes before.
        guard let currency, currency == amountCurrency, batchTotal == nil,
          let units = QuickNumber.decimal(text, digits)
        else { return nil }
        batchTotal = units
      case .batchCount:
        if text.count != 1 || text[0] > UInt8(ascii: "1") { announcesSeveral = true }
      case .instructedAmount:
        guard currency != nil, QuickNumber.decimal(text, digits) != nil else { return nil }
      case .typedAmountCode: isFiledType = CamtEntryReader.isFiled(type: text)
      case .chargesTotal, .chargeAmount, .typedAmountValue, .adjustmentAmount, .due, .paid, .credit,
        .discountAmount, .taxAmount:
        // In the payment's currency, which comes before.
        guard let currency, amount != nil, currency == amountCurrency,
          QuickNumber.decimal(text, digits) != nil
        else { return nil }
        if place == .typedAmountValue {
          guard isFiledType else { return nil }
          isFiledType = false
        }
      case .discount, .tax:
        if text.isEmpty { break }
        guard let currency, amount != nil, currency == amountCurrency,
          QuickNumber.decimal(text, digits) != nil
        else { return nil }
      case .direction:
        guard let sign = Self.sign(text) else { return nil }
        if isInDetail {
          guard detailDirection == nil else { return nil }
          detailDirection = sign
        } else {
          guard direction == nil else { return nil }
          direction = sign
        }
      case .status, .statusCode:
        if text.isEmpty { break }
        guard !isBooked, Self.isBookedStatus(text) else { return nil }
        isBooked = true
      case .statusOther: return nil
      case .bookingDate:
        guard bookingDate == PackedTransaction.noDate, let day = QuickNumber.isoDate(text) else {
          return nil
        }
        bookingDate = day
      case .valueDate:
        guard valueDate == PackedTransaction.noDate, let day = QuickNumber.isoDate(text) else {
          return nil
        }
        valueDate = day
      case .reversal: return nil
      default: break
      }
      currency = nil
    }
    guard let amount, let direction, isBooked else { return nil }
    if let accountCurrency, accountCurrency != amountCurrency { return nil }
    if bookingDate == PackedTransaction.noDate { return nil }
    if let batchTotal, batchTotal != amount { return nil }
    if announcesSeveral, details == 1 { return nil }
    if let detailDirection, detailDirection != direction { return nil }
    if let detailAmount, detailAmount != amount || detailCurrency != amountCurrency { return nil }
    var packed = PackedTransaction(
      amount: amount, currency: amountCurrency, isCredit: direction == .credit,
      line: batch[first].line)
    packed.bookingDate = bookingDate
    packed.valueDate = valueDate
    packed.fields[0] = range.count
    return packed
  }

  /// The currency of an attribute; false where it is none.
  private mutating func readCurrency(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count == 3 else { return false }
    let code = UInt32(text[0]) << 16 | UInt32(text[1]) << 8 | UInt32(text[2])
    if code != lastCode {
      guard let found = Currency(String(decoding: text, as: UTF8.self)) else { return false }
      lastCode = code
      lastCurrency = found
      lastDigits = found.minorDigits
    }
    currency = lastCurrency
    digits = lastDigits
    return true
  }

  private static func sign(_ text: UnsafeBufferPointer<UInt8>) -> Sign? {
    guard text.count == 4 else { return nil }
    let word =
      UInt32(text[0]) << 24 | UInt32(text[1]) << 16 | UInt32(text[2]) << 8 | UInt32(text[3])
    return word == 0x4352_4454 ? .credit : word == 0x4442_4954 ? .debit : nil  // CRDT, DBIT
  }

  private static func isBookedStatus(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.count == 4 && text[0] == 0x42 && text[1] == 0x4F && text[2] == 0x4F && text[3] == 0x4B
  }
}

extension CamtPlace {
  /// The quick look has something to see to here.
  fileprivate var isLookedAt: Bool {
    switch self {
    case .detail, .direction, .batchCount, .status, .statusCode, .statusOther, .bookingDate,
      .valueDate,
      .reversal, .typedAmountCode:
      true
    default: interest.contains(.attributes)
    }
  }
}
