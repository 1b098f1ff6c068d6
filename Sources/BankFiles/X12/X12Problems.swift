import Receivables

/// Tells what is wrong with an interchange; of warnings and notes only the first thousand.
struct X12Problems {
  private static let mildMax = 1_000

  let file: String
  private var mild = 0

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
    }
    events.append(
      .problem(
        BankFileProblem(
          severity: severity, code: code, position: place, problem: problem, expected: expected)))
  }

  mutating func report(
    _ severity: BankFileProblem.Severity, _ code: BankFileError.Code, _ segment: X12Segment,
    _ problem: String, _ expected: String, into events: inout BankFileBatch
  ) {
    report(severity, code, segment.place(in: file), problem, expected, into: &events)
  }
}
