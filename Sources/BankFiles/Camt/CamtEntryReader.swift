import Money
import Receivables
import XMLStream

/// Reads the events of one entry (`Ntry`), from its beginning to its end.
struct CamtEntryReader {
  struct Problem {
    var severity: BankFileProblem.Severity
    var code: BankFileError.Code
    var line: Int
    var problem: String
    var expected: String
  }

  /// The account's currency: amounts that have none of their own are in it.
  var accountCurrency: Currency?
  var problems: [Problem] = []

  // What is open.
  var entry = CamtEntry()
  var detail = CamtDetail()
  var isInDetail = false
  var batchMessageID = ""
  var batchPaymentID = ""
  var structured = CamtStructured()
  var typedAmountCode = ""
  var typedAmount: Money?
  var adjustment = CamtStructured.Adjustment()
  var charge: Money?
  var chargeIsCredit = false

  // The attribute `Ccy` of the element that began last, and the currency that was read last.
  var currencyCode: [UInt8] = []
  var hasCurrency = false
  var lastCurrencyCode: [UInt8] = []
  var lastCurrency: Currency?

  init(accountCurrency: Currency? = nil) {
    self.accountCurrency = accountCurrency
  }

  /// Reads the entry that the events of this range are: from its start to its end.
  mutating func read(_ batch: XMLEventBatch, _ range: Range<Int>) {
    entry = CamtEntry()
    isInDetail = false
    for index in range {
      let event = batch[index]
      guard let place = CamtPlace(rawValue: event.place) else { continue }
      let text = batch.text(of: event)
      switch event.kind {
      case .start: begin(place, Int(event.line))
      case .end:
        keepRaw(event, text)
        end(place, text, Int(event.line))
        hasCurrency = false
      case .attribute: takeCurrency(event, text)
      case .namespace: break
      }
    }
  }

  mutating func takeCurrency(_ event: XMLEvent, _ text: UnsafeBufferPointer<UInt8>) {
    guard event.name == CamtElementTable.shared.currencyName else { return }
    currencyCode.removeAll(keepingCapacity: true)
    currencyCode += text.prefix(4)
    hasCurrency = true
  }

  mutating func report(
    _ severity: BankFileProblem.Severity, _ code: BankFileError.Code, _ line: Int,
    _ problem: String, expected: String = ""
  ) {
    problems.append(
      Problem(
        severity: severity, code: code, line: line, problem: problem, expected: expected))
  }

  /// So many bytes are kept of an entry's or a detail's elements.
  private static let rawMax = 1 << 20

  /// An element with a text is a line of the raw record: `Amt Ccy="EUR": 100.00`.
  private mutating func keepRaw(_ event: XMLEvent, _ text: UnsafeBufferPointer<UInt8>) {
    guard !text.isEmpty, event.name > 0,
      (isInDetail ? detail.raw : entry.raw).utf8.count < Self.rawMax
    else { return }
    var line = CamtElementTable.shared.paths.names[Int(event.name) - 1]
    if hasCurrency { line += " Ccy=\"\(String(decoding: currencyCode, as: UTF8.self))\"" }
    line += ": \(CamtText.string(text))\n"
    if isInDetail { detail.raw += line } else { entry.raw += line }
  }

  private mutating func begin(_ place: CamtPlace, _ line: Int) {
    switch place {
    case .entry: entry.facts.line = line
    case .detail:
      detail = CamtDetail()
      detail.facts.line = line
      isInDetail = true
    case .entryDetails, .batch:
      batchMessageID = ""
      batchPaymentID = ""
    case .structured: structured = CamtStructured()
    case .document: structured.beginDocument()
    case .adjustment: adjustment = CamtStructured.Adjustment()
    case .typedAmount:
      typedAmount = nil
      typedAmountCode = ""
    case .charges, .chargeRecord:
      charge = nil
      chargeIsCredit = false
    case .returned: detail.isReturned = true
    default: break
    }
  }

  mutating func endDetail() {
    isInDetail = false
    detail.batch = openBatch
    entry.details.append(detail)
  }
}
