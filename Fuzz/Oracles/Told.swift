import BankFiles
import Money
import Receivables

/// One thing that a reader told, in a form that can be compared.
///
/// The oracles know events by this form alone: what `BankFileEvent` becomes is told here.
enum Told: Hashable {
  case statementBegins(BankStatement)
  case transaction(BankTransaction)
  case statementEnds(BankStatement)
  case problem(BankFileProblem)
  case fileEnds(BankFileSummary)

  init(_ event: BankFileEvent) {
    self =
      switch event {
      case .statementBegins(let statement): .statementBegins(statement)
      case .transaction(let transaction): .transaction(transaction)
      case .statementEnds(let statement): .statementEnds(statement)
      case .problem(let problem): .problem(problem)
      case .fileEnds(let summary): .fileEnds(summary)
      }
  }
}

/// What a transaction moves.
struct Moved: Hashable {
  var amount: Money
  var direction: BankTransaction.Direction
  var status: BankTransaction.Status
}

/// All that one reading of a file told, and the error that ended it.
struct Reading {
  private(set) var told: [Told] = []
  var failure: BankFileError?

  /// What the batches say of their transactions without making them.
  private(set) var movements: [Moved: Int] = [:]
  private(set) var transactions = 0

  /// - Parameter emptiesBatch: as the program does after each piece; else all is kept to the end.
  init(_ pieces: [[UInt8]], by reader: any BankFileReader, emptiesBatch: Bool = false) {
    var reader = reader
    var batch = BankFileBatch()
    do throws(BankFileError) {
      for piece in pieces {
        try reader.consume(piece.span, into: &batch)
        if emptiesBatch, !batch.isEmpty { takeAll(of: &batch) }
      }
      try reader.finish(into: &batch)
    } catch {
      failure = error
    }
    takeAll(of: &batch)
  }

  private mutating func takeAll(of batch: inout BankFileBatch) {
    batch.handOut { told.append(Told($0)) }
    batch.handOutMovements {
      let moved = Moved(amount: $0.amount, direction: $0.direction, status: $0.status)
      movements[moved, default: 0] += 1
    }
    transactions += batch.transactions
    batch.removeAll()
  }

  /// The same, without the columns that errors and problems name.
  var withoutColumns: Reading {
    var copy = self
    copy.told = told.map { told in
      guard case .problem(var problem) = told else { return told }
      problem.position.column = nil
      return .problem(problem)
    }
    return copy
  }
}
