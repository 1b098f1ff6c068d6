import BankFiles
import Durable
import Pipeline
import Receivables

/// Everything that `inspect` says of one file.
struct InspectedFile {
  let path: String
  private let output: InspectCommand.Format
  private(set) var recognition: BankFileRecognition?
  private(set) var format: BankFileFormat?
  private(set) var version = ""
  /// As they are written: a file may have any number of them, and how the file as a whole was read
  /// stands before them.
  private(set) var statements = SpilledBytes()
  private(set) var checks: [ControlCheck] = []
  /// It was read to its end.
  private(set) var isWhole = false
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var exitCode: Int32 = 0

  init(reading input: BankFileInput, for output: InspectCommand.Format, _ progress: Progress) {
    path = input.path
    self.output = output
    var open: BankStatement?
    do {
      let read = try input.read(
        progress: progress, wantsTransactions: false,
        failed: { summary, found in
          format = summary?.format
          version = summary?.version ?? ""
          recognition = found
        },
        { event in
          switch event {
          case .statementBegins(let statement): open = statement
          case .statementEnds(let statement):
            open = nil
            try take(statement)
          case .problem(let problem): diagnostics.append(Diagnostic(problem, path: input.path))
          case .fileEnds(let summary):
            format = summary.format
            version = summary.version
            checks = summary.checks
          case .transaction: break
          }
        })
      isWhole = true
      recognition = read.recognition
      if format == nil { format = recognition?.format }
      if let asked = input.format, let format, format != asked {
        recognition?.reason = "the content says so, though \(asked.rawValue) was asked for"
      }
    } catch {
      diagnostics.append(Diagnostic(error, path: input.path))
      do {
        if let open { try take(Self.unfinished(open)) }
      } catch {
        diagnostics.append(Diagnostic(error, path: input.path))
      }
    }
    exitCode = diagnostics.first { $0.exitCode != 0 }?.exitCode ?? 0
  }

  private mutating func take(_ statement: BankStatement) throws(FileSystemError) {
    switch output {
    case .json: try statements.append(json(statement, isFirst: statements.isEmpty))
    case .text: try statements.append(text(statement))
    }
  }

  func write(to out: inout StandardOutput, isFirst: Bool) throws {
    switch output {
    case .json: try writeJSON(to: &out, isFirst: isFirst)
    case .text: try writeText(to: &out, isFirst: isFirst)
    }
  }

  /// A statement whose end was not read: nothing of it can be held against anything.
  private static func unfinished(_ open: BankStatement) -> BankStatement {
    var statement = open
    statement.checks.append(
      ControlCheck(
        name: "statement", stated: "", computed: "", verdict: .notCheckable,
        note: "the file cannot be read to the end of this statement"))
    return statement
  }
}
