import Receivables

/// Tells what is wrong with an interchange: so many warnings and notes, and so many errors, after which
/// the file is taken for none of the kind.
struct X12Problems {
  private static let mildMax = 1_000
  private static let errorsMax = 1_000

  let file: String
  private var mild = 0
  private var errors = 0
  private var hasToldDollars = false

  init(file: String) {
    self.file = file
  }

  mutating func report(
    _ severity: BankFileProblem.Severity, _ code: BankFileError.Code, _ place: FilePosition,
    _ problem: String, _ expected: String, into events: inout BankFileBatch
  ) {
    if severity != .error {
      mild += 1
      guard mild <= Self.mildMax else { return }
    } else {
      errors += 1
    }
    events.append(
      .problem(
        BankFileProblem(
          severity: severity, code: code, position: place, problem: problem, expected: expected)))
  }

  /// - Throws: `limitExceeded` where there are too many errors to read on.
  func expectFewErrors(at segment: X12Segment) throws(BankFileError) {
    guard errors > Self.errorsMax else { return }
    throw BankFileError(
      code: .limitExceeded, position: segment.place(in: file),
      problem: "the file has more than \(Self.errorsMax) errors",
      expected: "an X12 file; ask for it again")
  }

  mutating func report(
    _ severity: BankFileProblem.Severity, _ code: BankFileError.Code, _ segment: X12Segment,
    _ problem: String, _ expected: String, into events: inout BankFileBatch
  ) {
    report(severity, code, segment.place(in: file), problem, expected, into: &events)
  }

  /// Tells once a file that no `CUR` says what its amounts are in: nearly no American file does.
  mutating func noteDollars(of payment: X12Payment, into events: inout BankFileBatch) {
    let (kind, bank) = (payment.head.text(6), payment.head.text(7))
    let isForeign = kind == "04" || kind == "02" && !RoutingNumber.isAmerican(bank)
    guard !hasToldDollars else { return }
    hasToldDollars = true
    report(
      isForeign ? .warning : .note, .badCurrency, payment.head,
      "no currency is stated (CUR02); USD is assumed"
        + (isForeign ? ", though the bank '\(bank.prefix(40))' is none of the United States" : ""),
      isForeign ? "a CUR segment, or the key 'currency' for the bank" : "", into: &events)
  }
}
