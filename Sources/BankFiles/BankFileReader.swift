public import Receivables

/// Turns the bytes of one bank file into statements and transactions.
///
/// A reader is a push machine without I/O: bytes go in by `consume`, in pieces of any size, and
/// events come out, the same for every way of cutting. Nothing is final before `finish` has
/// returned: a caller that books must hold the events back until then.
public protocol BankFileReader {
  /// Reads the next bytes, and tells what they complete.
  ///
  /// - Throws: `BankFileError` where the file cannot be used at all. Reading then ends.
  mutating func consume(
    _ bytes: Span<UInt8>, into events: inout BankFileBatch
  ) throws(BankFileError)

  /// What the file is, as far as it was read: for a file that ends in a failure.
  var summarySoFar: BankFileSummary? { get }

  /// Ends the file: checks what only the end can tell, and tells `.fileEnds` last.
  mutating func finish(into events: inout BankFileBatch) throws(BankFileError)
}

extension BankFileReader {
  public var summarySoFar: BankFileSummary? { nil }
}

/// What a reader tells, in the file's order.
public enum BankFileEvent: Sendable {
  /// A statement began; totals, checks and whatever the format states later are still empty.
  case statementBegins(BankStatement)
  case transaction(BankTransaction)
  /// The statement as a whole, with balances, totals and the verdicts of its checks.
  case statementEnds(BankStatement)
  /// Something about the file that is not as it should be; the file goes on.
  case problem(BankFileProblem)
  case fileEnds(BankFileSummary)
}

/// What a reader says about a file as a whole.
public struct BankFileSummary: Hashable, Sendable {
  public var format: BankFileFormat
  /// As the file declares it (`001.08`), or the name of the layout; empty where it says nothing.
  public var version: String
  public var checks: [ControlCheck]

  public init(format: BankFileFormat, version: String, checks: [ControlCheck]) {
    self.format = format
    self.version = version
    self.checks = checks
  }
}

/// The formats that are read, named as the contract names them.
public enum BankFileFormat: String, Sendable, CaseIterable {
  case camt053 = "camt.053"
  case camt052 = "camt.052"
  case camt054 = "camt.054"
  case bai2
  case mt940
  case mt942
  case lockbox
  case x12Payment = "x12.820"
  case x12Lockbox = "x12.823"
  case csv
}
