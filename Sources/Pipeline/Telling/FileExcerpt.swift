import BankFiles
import Durable
public import LedgerFiles
public import Receivables

/// Some of the transactions of a bank file, read once more, and what the file says of itself.
///
/// The file is read as it is streamed: what is not asked for is counted and let go.
public struct FileExcerpt: Sendable {
  /// A statement of which something was asked for.
  public struct Part: Sendable {
    public var statement: BankStatement
    /// How many of its transactions stand before those that are here.
    public var before = 0
    public var transactions: [BankTransaction] = []
    /// How many it has, as far as the file was read.
    public var count = 0
  }

  public var parts: [Part] = []
  /// How many statements and transactions there are, as far as the file was read.
  public var statements = 0
  public var transactions = 0
  public var checks: [ReportedCheck] = []
  public var diagnostics: [Diagnostic] = []
  /// Checks and problems beyond those that are here.
  public var leftOut = 0
  /// It was read to its end, or to where it cannot be read.
  public var isWhole = true
}

extension ArchivedFile {
  /// Reads it once more, and keeps some of its transactions.
  ///
  /// - Parameters:
  ///   - name: what the sender called it.
  ///   - format: as the state has it; empty where it was not recognised.
  ///   - wanted: which of its transactions, counted over all statements from 0.
  ///   - isTimeUp: asked now and then; true ends the reading where it is.
  /// - Throws: `Diagnosed` where a file that the pipeline names is invalid.
  public func excerpt(
    as name: String, format: String, in places: PipelinePlaces, _ wanted: Range<Int>,
    isTimeUp: () -> Bool
  ) throws -> FileExcerpt {
    let input = BankFileInput(
      path: place.display, name: name, format: BankFileFormat(rawValue: format),
      known: try PipelineFiles.known(places))
    var reading = ExcerptReading(wanted)
    do {
      _ = try input.read(progress: Progress(isQuiet: true)) { event in
        reading.take(event, path: input.path)
        if isTimeUp() { throw ExcerptReading.TimeIsUp() }
      }
    } catch is ExcerptReading.TimeIsUp {
      reading.excerpt.isWhole = false
    } catch let diagnosed as Diagnosed {
      for diagnostic in diagnosed.diagnostics { reading.tell(diagnostic) }
    } catch {
      reading.tell(Diagnostic(error, path: input.path))
    }
    reading.endPart()
    return reading.excerpt
  }
}

/// A reading under way: what is kept has a bound, however long the file.
private struct ExcerptReading {
  struct TimeIsUp: Error {}

  private static let partsMax = 300
  private static let toldMax = 300

  let wanted: Range<Int>
  var excerpt = FileExcerpt()
  private var part: FileExcerpt.Part?

  init(_ wanted: Range<Int>) { self.wanted = wanted }

  mutating func take(_ event: BankFileEvent, path: String) {
    switch event {
    case .statementBegins(let statement):
      endPart()
      part = FileExcerpt.Part(statement: statement)
      excerpt.statements += 1
    case .transaction(let transaction):
      if wanted.contains(excerpt.transactions) {
        if let part, part.transactions.isEmpty { self.part?.before = part.count }
        part?.transactions.append(transaction)
      }
      part?.count += 1
      excerpt.transactions += 1
    case .statementEnds(let statement):
      part?.statement = statement
      for check in statement.checks {
        tell(check, of: "statement \(statement.id) of \(statement.account)")
      }
    case .problem(let problem): tell(Diagnostic(problem, path: path))
    case .fileEnds(let summary):
      for check in summary.checks { tell(check, of: "") }
    }
  }

  /// An empty statement stands where its first transaction would.
  mutating func endPart() {
    guard let part else { return }
    self.part = nil
    let isWanted =
      !part.transactions.isEmpty
      || (part.count == 0 && wanted.contains(excerpt.transactions))
    if isWanted, excerpt.parts.count < Self.partsMax { excerpt.parts.append(part) }
  }

  private mutating func tell(_ check: ControlCheck, of place: String) {
    if excerpt.checks.count < Self.toldMax {
      excerpt.checks.append(ReportedCheck(place: place, check: check))
    } else {
      excerpt.leftOut += 1
    }
  }

  mutating func tell(_ diagnostic: Diagnostic) {
    if excerpt.diagnostics.count < Self.toldMax {
      excerpt.diagnostics.append(diagnostic)
    } else {
      excerpt.leftOut += 1
    }
  }
}
