import ArgumentParser
import BankFiles
import Durable
import LedgerFiles
import Receivables
import Reconciliation

/// `quittance transactions`: the normalised transactions as a stream.
struct TransactionsCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case jsonl, csv }

  static let configuration = CommandConfiguration(
    commandName: "transactions",
    abstract: "Lists the transactions of bank files, one a line, in no bank's format.",
    discussion: """
      The lines come in the order of the files and of the transactions in them, while the file is \
      being read: nothing is final before the command has ended with exit code 0. Equal movements are \
      told apart within their statement; over several statements reconcile does that.

      Example: quittance transactions day.xml | jq -r 'select(.class == "receipt") | .amount'
      """)

  @Option(help: "jsonl (one JSON object a line) or csv.")
  var format = Format.jsonl

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var log: LogOptions
  @OptionGroup var arguments: FileArguments

  func run() throws {
    let diagnostics = log.diagnostics
    try ending(diagnostics, Progress(isQuiet: true), place: StandardOutput.name) {
      let known = try reading.known()
      var out = StandardOutput()
      var told: [Int32] = []
      if format == .csv { try write(TransactionListing.columns, to: &out) }
      for path in arguments.files {
        let input = reading.input(path, known)
        func tell(_ diagnostic: Diagnostic) {
          diagnostics.tell(diagnostic)
          told.append(diagnostic.exitCode)
        }
        do {
          try list(input, to: &out) { if $0.severity != "note" { tell($0) } }
        } catch let failure as FileSystemError where failure.path == StandardOutput.name {
          throw failure
        } catch {
          tell(Diagnostic(error, path: path))
        }
      }
      try out.flush()
      let bad = told.filter { $0 != 0 }
      return bad.first { $0 == ExitStatus.invalidInput } ?? bad.first ?? 0
    }
  }

  private func list(
    _ input: BankFileInput, to out: inout StandardOutput, tell: (Diagnostic) -> Void
  ) throws {
    var identifier = StatementIdentifier()
    _ = try input.read(progress: Progress(isQuiet: true)) { event in
      switch event {
      case .statementBegins: identifier = StatementIdentifier()
      case .transaction(let transaction):
        let payment = identifier.id(of: transaction)
        switch format {
        case .jsonl: try out.append { TransactionListing.appendJSON(transaction, payment, to: &$0) }
        case .csv: try write(TransactionListing.cells(transaction, payment), to: &out)
        }
      case .problem(let problem): tell(Diagnostic(problem, path: input.path))
      case .statementEnds, .fileEnds: break
      }
    }
  }

  private func write(_ cells: [String], to out: inout StandardOutput) throws {
    var csv = CSVWriter()
    csv.row(cells)
    try out.append { $0 += csv.bytes }
  }
}
