import Receivables

/// Reads customer statements (MT940, and MT950 without details) and interim reports (MT942), as
/// SWIFT has them and as banks do.
///
/// A statement is one message, which may be one page of several. An entry is told when the next one
/// begins, since its details follow it. Memory is that of one entry, whatever the length of the file.
///
/// - Source: SWIFT Standards, category 9; Deutsche Kreditwirtschaft, DFÜ-Abkommen, Anlage 3; the
///   deviations of banks as found in their guides and in public files.
public struct MT940Reader: BankFileReader {
  private var scanner: LineScanner
  private var machine: MT940Machine

  /// - Parameters:
  ///   - format: what messages are that do not say it: `.mt942` for interim reports.
  ///   - codePage: how letters are to be read that are not UTF-8, where no habit says.
  public init(
    file: String, format: BankFileFormat = .mt940, codePage: CodePage = .windows1252,
    habits: BankHabits = BankHabits()
  ) {
    scanner = LineScanner(file: file, keepsBlanks: true)
    machine = MT940Machine(file: file, format: format, codePage: codePage, habits: habits)
  }

  public mutating func consume(
    _ bytes: Span<UInt8>, into events: inout BankFileBatch
  ) throws(BankFileError) {
    machine.isUnpackable = false  // the batch may be another one
    let failure = bytes.withUnsafeBufferPointer { all -> BankFileError? in
      do throws(BankFileError) {
        let look = MT940QuickLook(all)
        var offset = 0
        while true {
          if scanner.isAtLineStart {
            scanner.skip(
              lines: try machine.takeQuickly(
                look, at: &offset, firstLine: scanner.number + 1, into: &events))
          }
          guard try scanner.take(from: all.span, at: &offset) else { return nil }
          try readLine(into: &events)
        }
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }

  public mutating func finish(into events: inout BankFileBatch) throws(BankFileError) {
    let hasRest = scanner.takeRest()
    if hasRest { try readLine(into: &events) }
    let endsInLine = hasRest && !scanner.restIsPadded
    events.append(.fileEnds(try machine.finish(endsInLine: endsInLine, into: &events)))
  }

  /// Old exports end some lines with a carriage return alone.
  private mutating func readLine(into events: inout BankFileBatch) throws(BankFileError) {
    let bytes = scanner.line
    let line = bytes.span
    var start = 0
    for index in 0..<line.count where line[index] == 0x0D {
      try machine.take(line.extracting(start..<index), number: scanner.number, into: &events)
      start = index + 1
    }
    try machine.take(line.extracting(start..<line.count), number: scanner.number, into: &events)
  }
}
