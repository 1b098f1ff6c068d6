import Receivables

/// Reads X12 interchanges with sets 820 (payment order, remittance advice) and 823 (lockbox).
///
/// A statement is one set 820, or one deposit of a set 823; a transaction is its payment, or one
/// cheque. Several interchanges, groups and sets may follow each other in a file; sets of other
/// kinds are skipped with a note, segments that mean nothing to a receivables ledger silently.
/// Memory is that of one payment, whatever the length of the file.
///
/// - Source: ASC X12 820 and 823, releases 003040 to 004010.
public struct X12Reader: BankFileReader {
  private var scanner: X12SegmentScanner
  private var envelopes: X12Envelopes

  /// - Parameter habits: what totals of deposits and batches that disagree mean, by the depository's
  ///   number (`DEP06`), else the sender (`GS02`), and the lockbox.
  public init(file: String, habits: BankHabits = BankHabits()) {
    scanner = X12SegmentScanner(file: file)
    envelopes = X12Envelopes(file: file, habits: habits)
  }

  public mutating func consume(
    _ bytes: Span<UInt8>, into events: inout BankFileBatch
  ) throws(BankFileError) {
    var offset = 0
    while try scanner.take(from: bytes, at: &offset) {
      guard let segment = scanner.segment else { break }
      try envelopes.take(segment, into: &events)
    }
  }

  public mutating func finish(into events: inout BankFileBatch) throws(BankFileError) {
    if try scanner.takeRest(), let segment = scanner.segment {
      // The last terminator is often lost; the count and control number then tell the rest.
      if segment.id == "IEA" || envelopes.interchange == nil {
        try envelopes.take(segment, into: &events)
      }
    }
    events.append(.fileEnds(try envelopes.finish()))
  }
}
