import Receivables

/// Reads lockbox files: checks that a bank took from a post-office box, with what they pay.
///
/// A statement is one lockbox of one deposit date, a transaction one check. Which layout a file has
/// is decided by what agrees in it, totals above all: so much of it as `samplingMax` is held back
/// for that. With one layout given nothing is held back.
public struct LockboxReader: BankFileReader {
  /// So many bytes of a file decide about its layout.
  static let samplingMax = 1 << 16

  private let file: String
  private let layouts: [LockboxLayout]
  private let habits: BankHabits
  private var sample: [UInt8] = []
  private var scanner: LineScanner
  private var machine: LockboxMachine?

  public init(
    file: String, layouts: [LockboxLayout] = LockboxLayout.shipped,
    habits: BankHabits = BankHabits()
  ) {
    self.file = file
    self.habits = habits
    self.layouts = layouts
    scanner = LineScanner(file: file)
    if layouts.count == 1, let only = layouts.first {
      machine = LockboxMachine(file: file, layout: only, habits: habits)
    }
  }

  public var summarySoFar: BankFileSummary? {
    machine.map { BankFileSummary(format: .lockbox, version: $0.layout.id, checks: []) }
  }

  public mutating func consume(
    _ bytes: Span<UInt8>, into events: inout BankFileBatch
  ) throws(BankFileError) {
    var offset = 0
    if machine == nil {
      offset = min(bytes.count, Self.samplingMax - sample.count)
      bytes.extracting(0..<offset).withUnsafeBufferPointer { sample.append(contentsOf: $0) }
      guard sample.count == Self.samplingMax else { return }
      try chooseLayout(isWhole: false, into: &events)
    }
    try read(bytes, from: offset, into: &events)
  }

  private mutating func read(
    _ bytes: Span<UInt8>, from start: Int, into events: inout BankFileBatch
  ) throws(BankFileError) {
    let failure = bytes.withUnsafeBufferPointer { all -> BankFileError? in
      do throws(BankFileError) {
        let look = machine?.quickColumns.flatMap { LockboxQuickLook(all, $0) }
        var offset = start
        while true {
          if scanner.isAtLineStart, let look {
            let lines = try machine?.takeQuickly(
              look, at: &offset, line: scanner.number + 1, into: &events)
            scanner.skip(lines: lines ?? 0)
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
    if machine == nil { try chooseLayout(isWhole: true, into: &events) }
    if scanner.takeRest() { try readLine(into: &events) }
    guard let summary = try machine?.finish(into: &events) else { return }
    events.append(.fileEnds(summary))
  }

  /// Reads the sample by every layout, and goes on with the one that agrees with itself best.
  private mutating func chooseLayout(
    isWhole: Bool, into events: inout BankFileBatch
  ) throws(BankFileError) {
    let choice = try LockboxLayoutChoice.best(
      of: layouts, for: sample, isWhole: isWhole, file: file)
    machine = LockboxMachine(file: file, layout: choice, habits: habits)
    let held = sample
    sample = []
    try read(held.span, from: 0, into: &events)
  }

  private mutating func readLine(into events: inout BankFileBatch) throws(BankFileError) {
    let (line, number) = (scanner.line, scanner.number)
    try machine?.read(line, number: number, into: &events)
  }
}
