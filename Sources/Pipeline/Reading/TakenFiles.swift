import BankFiles
public import LedgerFiles
import Money
import Receivables
public import Reconciliation

/// What came of reading one bank file for a run.
public struct FileResult: Sendable {
  public var path: String
  public var name: String
  /// Tells files of one name apart; empty where no other has it.
  public var digest = ""
  /// nil where the file is refused.
  public var taken: TakenFile?
  public var format = ""
  public var version = ""
  public var statements = 0
  public var transactions = 0
  public var checks: [ReportedCheck] = []
  /// Everything that is told of the file, in its order.
  public var diagnostics: [Diagnostic] = []
  /// 0 where the file is used.
  public var exitCode: Int32 = 0

  public var reported: ReportedFile {
    ReportedFile(
      name: name, format: format, version: version, statements: statements,
      transactions: transactions, checks: checks,
      problems: diagnostics.filter { $0.severity != "note" }.map { diagnostic in
        var shown = diagnostic
        shown.position.file = name
        return shown.text
      }, isUsed: taken != nil)
  }
}

/// Reads the bank files of a run.
public enum TakenFiles {
  /// Reads a file to its end; what is wrong with it is in the result.
  public static func read(_ input: BankFileInput, _ progress: Progress) -> FileResult {
    var result = FileResult(path: input.path, name: input.name)
    var statements: [TakenStatement] = []
    var amounts = CountedAmounts()
    do {
      let (recognition, digest) = try input.read(progress: progress) { event in
        switch event {
        case .statementBegins(let statement):
          statements.append(TakenStatement(statement: statement, transactions: []))
        case .transaction(let transaction):
          try amounts.count(transaction, in: input.path)
          if let last = statements.indices.last {
            statements[last].transactions.append(transaction)
          }
        case .statementEnds(let statement):
          if let last = statements.indices.last { statements[last].statement = statement }
        case .problem(let problem):
          result.diagnostics.append(Diagnostic(problem, path: input.path))
        case .fileEnds(let summary):
          result.format = summary.format.rawValue
          result.version = summary.version
          result.checks += summary.checks.map { ReportedCheck(place: "", check: $0) }
        }
      }
      result.digest = digest
      if result.format.isEmpty { result.format = recognition?.format?.rawValue ?? "" }
      result.taken = TakenFile(
        name: input.name, format: result.format, statements: statements, digest: digest)
    } catch let diagnosed as Diagnosed {
      result.diagnostics += diagnosed.diagnostics
    } catch {
      result.diagnostics.append(Diagnostic(error, path: input.path))
    }
    result.statements = statements.count
    result.transactions = statements.reduce(0) { $0 + $1.transactions.count }
    result.checks =
      statements.flatMap { taken in
        taken.statement.checks.map {
          ReportedCheck(
            place: "statement \(taken.statement.id) of \(taken.statement.account)", check: $0)
        }
      } + result.checks
    if let worst = result.diagnostics.first(where: { $0.exitCode != 0 }) {
      result.exitCode = worst.exitCode
      result.taken = nil
    }
    return result
  }
}

/// The amounts of one file, which together stay far below what a run can count.
private struct CountedAmounts {
  /// Of one movement, in minor units: a hundred trillion euros.
  private static let amountMax: Int64 = 10_000_000_000_000_000
  private static let sumMax: Int64 = WorkingLedger.amountMax / 8

  private var sum: Int64 = 0

  mutating func count(_ transaction: BankTransaction, in path: String) throws(Diagnosed) {
    let amount = transaction.amount.minorUnits
    let (next, overflow) = sum.addingReportingOverflow(amount)
    guard amount <= Self.amountMax, !overflow, next <= Self.sumMax else {
      throw Diagnosed(diagnostics: [
        Diagnostic(
          position: FilePosition(file: path, line: transaction.position.line),
          code: "limitExceeded",
          problem: amount > Self.amountMax
            ? "the amount \(transaction.amount) is beyond what is taken"
            : "the amounts up to here together are beyond what is taken",
          expected: "at most \(Self.amountMax) minor units each, and \(Self.sumMax) a file",
          exitCode: ExitStatus.invalidInput)
      ])
    }
    sum = next
  }
}
