import Money
import Receivables

/// Reads BAI2 balance reports (version 2, and version 3: BTRS), as the standard and as banks have
/// them.
///
/// A statement is one account of one group; its id is `FILE-ID/GROUP/ACCOUNT`, the ordinals counted
/// from 1 in the file. A movement is told when the next record begins, since continuations may
/// follow it. Memory is that of one record, whatever the length of the file.
///
/// - Source: BAI "Cash Management Balance Reporting Specifications, Version 2", 10/2005; the
///   deviations of banks as found in their guides and in public files.
public struct BAI2Reader: BankFileReader {
  private let file: String
  private var scanner: LineScanner
  private var record: BAI2LogicalRecord?
  private var envelopes: BAI2Envelopes
  /// Several records stood on one line where no payer's words are, so that the bank writes them so.
  private var joinsRecords = false

  public init(file: String, habits: BankHabits = BankHabits()) {
    self.file = file
    scanner = LineScanner(file: file)
    envelopes = BAI2Envelopes(file: file, habits: habits)
  }

  public var summarySoFar: BankFileSummary? {
    envelopes.hasBegun
      ? BankFileSummary(format: .bai2, version: envelopes.version, checks: []) : nil
  }

  public mutating func consume(
    _ bytes: Span<UInt8>, into events: inout BankFileBatch
  ) throws(BankFileError) {
    let failure = bytes.withUnsafeBufferPointer { all -> BankFileError? in
      do throws(BankFileError) {
        var look = BAI2QuickLook(all)
        var offset = 0
        while true {
          if scanner.isAtLineStart { try takeQuickly(&look, at: &offset, into: &events) }
          guard try scanner.take(from: all.span, at: &offset) else { return nil }
          try readLine(into: &events)
        }
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }

  /// Takes movements as long as they are ordinary and lie whole in the bytes at hand.
  private mutating func takeQuickly(
    _ look: inout BAI2QuickLook, at offset: inout Int, into events: inout BankFileBatch
  ) throws(BankFileError) {
    guard envelopes.hasBegun || record != nil, var found = look.look(at: offset) else { return }
    // A record begins here, so that the one before has ended.
    try closeRecord(into: &events)
    guard let context = envelopes.accountContext, context.status == .booked,
      let currency = context.statement.currency
    else { return }
    let decimals = currency.minorDigits
    guard found.decimals.map({ $0 == decimals }) ?? true else { return }
    events.packed.use(BAI2Unpacker(account: context))
    let first = scanner.number + 1
    var run = BAI2QuickRun()
    while true {
      found.packed.line = Int32(clamping: first + run.lines)
      found.packed.currency = currency
      found.packed.bookingDate = context.asOf?.dayNumber ?? PackedTransaction.noDate
      guard run.add(found.packed, lines: found.lines) else { break }
      events.packed.append(
        found.packed, UnsafeRawBufferPointer(rebasing: look.record(offset..<found.end)))
      offset = found.end
      guard let next = look.look(at: offset),
        next.decimals.map({ $0 == decimals }) ?? true
      else { break }
      found = next
    }
    scanner.skip(lines: run.lines)
    try envelopes.add(run, at: FilePosition(file: file, line: first))
  }

  public mutating func finish(into events: inout BankFileBatch) throws(BankFileError) {
    if scanner.takeRest() { try readLine(into: &events) }
    try closeRecord(into: &events)
    events.append(.fileEnds(try envelopes.finish()))
  }

  private mutating func readLine(into events: inout BankFileBatch) throws(BankFileError) {
    guard !scanner.line.isEmpty else { return }
    let borders = record == nil ? BAI2RecordSplitter.fixedLengthBorders(of: scanner.line) : [0]
    guard borders.count > 1 else { return try read(scanner.line, at: 0, into: &events) }
    for (index, border) in borders.enumerated() {
      let end = index + 1 < borders.count ? borders[index + 1] : scanner.line.count
      try read(Array(scanner.line[border..<end]), at: border, into: &events)
    }
  }

  /// Reads the records of one line, or of one piece of a file without lines.
  private mutating func read(
    _ line: [UInt8], at columnOffset: Int, into events: inout BankFileBatch
  ) throws(BankFileError) {
    var offset = 0
    while offset < line.count {
      let begin = BAI2RecordCode.begins(in: line, at: offset)
      let isText =
        begin?.code == .detail
        || ((begin == nil || begin?.code == .continuation) && record?.code == .detail)
      let fields = begin?.fields ?? offset
      var end = BAI2RecordSplitter.end(of: line, from: fields, isText: isText)
      let place = FilePosition(
        file: file, line: scanner.number, column: columnOffset + (begin?.start ?? offset) + 1)
      if end < line.count, !isText { joinsRecords = true }
      // A payer can write what looks like a record, and one that pays himself.
      let written = isText && !joinsRecords && end < line.count ? end : nil
      if written != nil { end = line.count }
      if offset > 0 {
        envelopes.report(
          .warning, .unusual, place, "a second record stands on the line", "one record a line",
          into: &events)
      }
      if let begin {
        if begin.code == .continuation, line[begin.start + 2] != UInt8(ascii: ",") {
          envelopes.report(
            .warning, .badRecord, place, "a colon follows the record code 88", "a comma",
            into: &events)
        }
        try take(begin.code, line[fields..<end], at: place, into: &events)
      } else {
        try takeUncoded(line[offset..<end], at: place, into: &events)
      }
      // Now that the record before has been told, whoever read it.
      if let written {
        envelopes.report(
          .warning, .unusual,
          FilePosition(file: file, line: scanner.number, column: columnOffset + written + 1),
          "the text goes on with what looks like a record, and is read as text",
          "no record inside a text, unless the bank writes several on the lines of its headers too",
          into: &events)
      }
      offset = end
    }
  }

  private mutating func take(
    _ code: BAI2RecordCode, _ fields: ArraySlice<UInt8>, at place: FilePosition,
    into events: inout BankFileBatch
  ) throws(BankFileError) {
    if code == .continuation {
      guard record != nil else {
        if !envelopes.hasBegun { throw notAFile(place, found: "88") }
        return envelopes.report(
          .error, .badRecord, place, "the continuation continues nothing",
          "a record before its continuation", into: &events)
      }
      try extend(fields, at: place, isCoded: true)
      return
    }
    try closeRecord(into: &events)
    if !envelopes.hasBegun, code != .fileHeader { throw notAFile(place, found: code.rawValue) }
    record = BAI2LogicalRecord(
      code: code, line: place.line ?? scanner.number, column: place.column ?? 1)
    try extend(fields, at: place, isCoded: true)
  }

  private mutating func takeUncoded(
    _ bytes: ArraySlice<UInt8>, at place: FilePosition, into events: inout BankFileBatch
  ) throws(BankFileError) {
    let shown = TextDecoding.text(TextDecoding.trimmed(bytes).prefix(20))
    guard record != nil || envelopes.hasBegun else { throw notAFile(place, found: shown) }
    if record?.code == .detail {
      try extend(bytes, at: place, isCoded: false)
      return envelopes.report(
        .warning, .badRecord, place, "the text goes on without a record code: '\(shown)'",
        "88 before continued text", into: &events)
    }
    envelopes.report(
      .error, .unknownRecord, place, "the line begins with no known record code: '\(shown)'",
      "01, 02, 03, 16, 49, 88, 98 or 99; ask the bank to send the file again", into: &events)
  }

  private mutating func extend(
    _ fields: ArraySlice<UInt8>, at place: FilePosition, isCoded: Bool
  ) throws(BankFileError) {
    record?.append(fields, line: place.line ?? scanner.number, isCoded: isCoded)
    guard let record else { return }
    if record.ends.count > BAI2LogicalRecord.continuationsMax
      || record.bytes.count > BAI2LogicalRecord.bytesMax
    {
      throw BankFileError(
        code: .limitExceeded, position: place,
        problem: "the record that begins on line \(record.line) goes on for too long",
        expected: "at most \(BAI2LogicalRecord.continuationsMax) continuations and "
          + "\(BAI2LogicalRecord.bytesMax) bytes")
    }
  }

  private mutating func closeRecord(into events: inout BankFileBatch) throws(BankFileError) {
    guard let closed = record else { return }
    record = nil
    try envelopes.take(closed, into: &events)
  }

  private func notAFile(_ place: FilePosition, found: String) -> BankFileError {
    BankFileError(
      code: .missingRecord, position: place,
      problem: "the file begins with '\(found)'", expected: "a file header, record code 01")
  }
}
