import ArgumentParser
import BankFiles
import Durable
import LedgerFiles
import Pipeline
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

  @OptionGroup var jobs: JobsOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var log: LogOptions
  @OptionGroup var arguments: FileArguments

  func run() throws {
    let diagnostics = log.diagnostics
    try ending(diagnostics, Progress(isQuiet: true), place: StandardOutput.name) {
      let known = try reading.known()
      var out = StandardOutput()
      var told: [Int32] = []
      if format == .csv { try out.append { Self.appendRow(TransactionListing.columns, to: &$0) } }
      let format = format
      try FilesInParallel.stream(
        arguments.files.map { reading.input($0, known) }, jobs: jobs.count,
        { Self.list($0, as: format, put: $1) }
      ) { (piece: Piece) in
        switch piece {
        case .lines(let bytes): try out.append { $0 += bytes }
        case .diagnostic(let diagnostic):
          diagnostics.tell(diagnostic)
          told.append(diagnostic.exitCode)
        }
      }
      try out.flush()
      let bad = told.filter { $0 != 0 }
      return bad.first { $0 == ExitStatus.invalidInput } ?? bad.first ?? 0
    }
  }

  /// What reading a file brings forth.
  private enum Piece: Sendable {
    case lines([UInt8])
    case diagnostic(Diagnostic)
  }

  /// So many bytes of lines are a piece.
  private static let pieceMin = 1 << 16

  private static func list(_ input: BankFileInput, as format: Format, put: (Piece) -> Void) {
    var lines: [UInt8] = []
    func flush() {
      if !lines.isEmpty { put(.lines(lines)) }
      lines.removeAll(keepingCapacity: true)
    }
    var identifier = StatementIdentifier()
    do {
      _ = try input.read(progress: Progress(isQuiet: true)) { event in
        switch event {
        case .statementBegins: identifier = StatementIdentifier()
        case .transaction(let whole):
          let payment = try identifier.id(of: whole)
          // Amounts of documents are listed without a currency: it is the payment's.
          let transaction = whole.foreignCurrency == nil ? whole : whole.inOneCurrency
          switch format {
          case .jsonl: TransactionListing.appendJSON(transaction, payment, to: &lines)
          case .csv: appendRow(TransactionListing.cells(transaction, payment), to: &lines)
          }
          if lines.count >= pieceMin { flush() }
        case .problem(let problem) where problem.severity != .note:
          put(.diagnostic(Diagnostic(problem, path: input.path)))
        case .problem, .statementEnds, .fileEnds: break
        }
      }
      flush()
    } catch {
      flush()
      put(.diagnostic(Diagnostic(error, path: input.path)))
    }
  }

  private static func appendRow(_ cells: [String], to bytes: inout [UInt8]) {
    var csv = CSVWriter()
    csv.row(cells)
    bytes += csv.bytes
  }
}
