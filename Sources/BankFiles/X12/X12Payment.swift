import Money
import Receivables

/// A `BPR` with all that stands under it: one payment, or one cheque of a lockbox.
///
/// Amounts are kept as written until the payment ends: its currency may come behind them.
struct X12Payment {
  /// More bytes are no payment but an attack on memory.
  static let bytesMax = 1 << 23

  /// An amount as written, with its place; empty where the file has none.
  struct Amount {
    var text = ""
    var line = 0
    var column = 0
  }

  /// `ADX`: something kept back or added.
  struct Adjustment {
    var amount: Amount
    var reason: String
    /// `ADX03`: what kind of document `ADX04` names.
    var qualifier: String
    var number: String
    var text: String

    mutating func add(_ words: String) {
      // In place: an attack may add many words to one adjustment.
      if !text.isEmpty { text += " " }
      text += words
    }
  }

  /// `RMR` with its own `REF`, `DTM` and `ADX`: one document of the remittance.
  struct Document {
    var qualifier: String
    var number: String
    var paid: Amount
    var invoiced: Amount
    var discount: Amount
    var interestReason: String
    var interest: Amount
    var date: CalendarDate?
    /// Of its own `CUR`; empty where it has that of the payment.
    var currencyCode = ""
    var adjustments: [Adjustment] = []

    var isEmpty: Bool { number.isEmpty && paid.text.isEmpty && adjustments.isEmpty }
  }

  /// What `REF`, `DTM`, `CUR` and `NTE` speak of.
  enum Subject { case payment, payer, party, document, adjustment, other }

  let head: X12Segment
  var trace = ""
  var currencyCode = ""
  /// What is known of the account where no `CUR` says it.
  var usualCurrency: Currency?
  var dates: [String: CalendarDate] = [:]
  var payer: Party
  var payeeID = ""
  var references: [String] = []
  /// Documents that `REF` names, with their qualifiers: all that there are where no `RMR` follows.
  var named: [(qualifier: String, number: String)] = []
  var text: [String] = []
  var documents: [Document] = []
  /// Adjustments outside of documents.
  var outside: [Adjustment] = []
  var raw: [UInt8]
  var subject = Subject.payment
  var isInDocument = false

  init(_ segment: X12Segment) {
    head = segment
    raw = segment.raw
    payer = Party(account: segment.identifier(9))
    // 01 is the American, 04 the Canadian routing number; a BIC is none.
    if ["", "01", "04"].contains(segment.text(6)) { payer.routingNumber = segment.text(7) }
  }

  mutating func take(
    _ segment: X12Segment, _ problems: inout X12Problems, into events: inout BankFileBatch
  ) throws(BankFileError) {
    raw.append(0x0A)
    raw += segment.raw
    if raw.count > Self.bytesMax {
      throw BankFileError(
        code: .limitExceeded, position: segment.place(in: problems.file),
        problem: "the payment that begins on line \(head.line) goes on for too long",
        expected: "at most \(Self.bytesMax) bytes")
    }
    switch segment.id {
    case "TRN": takeTrace(segment)
    case "CUR": takeCurrency(segment)
    case "REF": takeReference(segment)
    case "DTM": takeDate(segment, &problems, into: &events)
    case "N1": takeParty(segment)
    case "N2": takeMoreOfName(segment)
    case "NTE": takeNote(segment)
    case "RMR": takeDocument(segment)
    case "ADX": takeAdjustment(segment, &problems, into: &events)
    case "ENT", "LX", "TXP", "DED", "PEN":
      isInDocument = false
      subject = .other
    case "RMT":
      problems.report(
        .warning, .unknownRecord, segment, "the document stands in an RMT, which is not read",
        "RMR, as from release 003010 on", into: &events)
    case "N3", "N4", "PER": break
    default: subject = .other
    }
  }

  /// The first one is the payment's own; others are those of its parts.
  private mutating func takeTrace(_ segment: X12Segment) {
    let number = segment.text(2)
    if trace.isEmpty {
      trace = number
    } else if !number.isEmpty {
      references.append(number)
    }
  }

  private mutating func takeCurrency(_ segment: X12Segment) {
    if isInDocument, !documents.isEmpty {
      documents[documents.count - 1].currencyCode = segment.text(2)
    } else if currencyCode.isEmpty {
      currencyCode = segment.text(2)
    }
  }

  private mutating func takeDate(
    _ segment: X12Segment, _ problems: inout X12Problems, into events: inout BankFileBatch
  ) {
    let bytes = segment.element(2)
    guard !bytes.isEmpty, subject == .payment || subject == .document else { return }
    guard let date = X12Value.date(bytes) else {
      return problems.report(
        .warning, .badDate, segment, "the date is '\(TextDecoding.text(bytes.prefix(40)))'",
        "a day as CCYYMMDD or YYMMDD", into: &events)
    }
    if subject == .payment {
      dates[segment.text(1)] = dates[segment.text(1)] ?? date
    } else if segment.text(1) == "003", !documents.isEmpty {
      documents[documents.count - 1].date = date
    }
  }
}
