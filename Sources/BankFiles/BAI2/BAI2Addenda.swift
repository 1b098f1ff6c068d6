import Money
import Receivables

/// X12 segments in a movement's text: the 820 that came with an ACH payment (CTX), or its `RMR` alone.
///
/// Banks cut them into 88 records wherever a line is full, so that they are joined without anything
/// between. They end with a backslash, which is what the ACH network has for a terminator, or a tilde.
///
/// - Source: Nacha, CTX addenda records; ASC X12 820.
struct BAI2Addenda {
  private let documents: [RemittanceDocument]
  private let payerName: String
  private let doubt: String?

  private static let segmentsMax = 10_000

  /// Gives a movement the documents, and if it has none the payer, that its text has in segments.
  ///
  /// - Returns: what is to be said of them; nil where they add up, or there are none.
  static func take(from transaction: inout BankTransaction) -> String? {
    let isCredit = transaction.direction == .credit
    guard
      let addenda = BAI2Addenda(transaction.text, amount: transaction.amount, isCredit: isCredit)
    else { return nil }
    transaction.documents = addenda.documents
    if isCredit, transaction.payer.name.isEmpty { transaction.payer.name = addenda.payerName }
    return addenda.doubt
  }

  /// - Returns: nil where the text has no `RMR`.
  private init?(_ text: [String], amount: Money, isCredit: Bool) {
    let all = Array(text.joined().utf8)
    let terminators = [UInt8(ascii: "\\"), UInt8(ascii: "~")]
    guard let terminator = terminators.first(where: { all.contains($0) }),
      let delimiters = X12Delimiters(element: UInt8(ascii: "*"), terminator: terminator)
    else { return nil }
    let segments = all.split(separator: terminator, maxSplits: Self.segmentsMax)
      .map { Self.segment($0, delimiters) }
    guard segments.contains(where: { $0.id == "RMR" }) else { return nil }
    let head = "BPR*C*\(amount.decimal)*\(isCredit ? "C" : "D")"
    var payment = X12Payment(
      X12Segment(bytes: Array(head.utf8), delimiters: delimiters, line: 1, column: 1))
    payment.usualCurrency = amount.currency
    var problems = X12Problems(file: "")
    var told = BankFileBatch()
    do throws(BankFileError) {
      for segment in segments where segment.id != "BPR" {
        try payment.take(segment, &problems, into: &told)
      }
    } catch {
      documents = []
      payerName = ""
      doubt = error.problem
      return
    }
    payment.dropEmptyDocuments(&problems, into: &told)
    let settled = payment.settle(lowersIfPositive: false, &problems, into: &told)
    documents = settled?.documents ?? []
    payerName = payment.payer.name
    doubt =
      told.events.lazy.compactMap { event in
        if case .problem(let problem) = event, problem.severity != .note {
          problem.problem
        } else {
          nil
        }
      }.first
  }

  /// The segment without what a bank wrote before it, with a blank between or without one:
  /// `CTX ADDENDA RMR*IV*4711`, `SEC:CCDRMR*IV*4711`.
  private static func segment(
    _ bytes: ArraySlice<UInt8>, _ delimiters: X12Delimiters
  ) -> X12Segment {
    let star = bytes.firstIndex(of: delimiters.element) ?? bytes.endIndex
    let start =
      bytes[..<star].suffix(3).elementsEqual("RMR".utf8)
      ? star - 3 : bytes[..<star].lastIndex(of: 0x20).map { $0 + 1 } ?? bytes.startIndex
    return X12Segment(bytes: Array(bytes[start...]), delimiters: delimiters, line: 1, column: 1)
  }
}
