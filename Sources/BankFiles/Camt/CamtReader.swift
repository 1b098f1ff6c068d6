import Money
import Receivables
import XMLStream

/// Reads camt.052, camt.053 and camt.054 of every version, in constant memory.
///
/// A class, since it owns a parser that cannot be copied.
public final class CamtReader: BankFileReader {
  private let parser: XMLPushParser
  private var machine: CamtMachine

  /// - Parameter file: the name that positions carry.
  public convenience init(file: String, habits: BankHabits = BankHabits()) {
    self.init(file: file, habits: habits, readsPlain: true)
  }

  /// - Parameter readsPlain: false to have libxml2 read all of it, for comparison.
  package init(file: String, habits: BankHabits, readsPlain: Bool) {
    machine = CamtMachine(file: file, habits: habits)
    parser = XMLPushParser(paths: CamtElementTable.shared.paths, readsPlain: readsPlain)
  }

  public var summarySoFar: BankFileSummary? {
    machine.format.map { BankFileSummary(format: $0, version: machine.version, checks: []) }
  }

  public func consume(
    _ bytes: Span<UInt8>, into events: inout BankFileBatch
  ) throws(BankFileError) {
    if let failure = machine.failure { throw failure }
    swap(&machine.events, &events)
    defer { swap(&machine.events, &events) }
    do throws(XMLStreamError) {
      try parser.consume(bytes) { machine.take($0) }
    } catch {
      throw machine.fail(error)
    }
  }

  public func finish(into events: inout BankFileBatch) throws(BankFileError) {
    if let failure = machine.failure { throw failure }
    swap(&machine.events, &events)
    defer { swap(&machine.events, &events) }
    do throws(XMLStreamError) {
      try parser.finish { machine.take($0) }
    } catch {
      throw machine.fail(error)
    }
    // What is unusual about the file as a whole is told at its end: where the parser noticed it
    // depends on how the file came.
    try machine.handOver(parser.notes)
    machine.events.append(.fileEnds(try machine.summary()))
  }
}
