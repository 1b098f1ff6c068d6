import ArgumentParser
import Pipeline
import Store

/// The root command.
@main
struct Quittance: ParsableCommand {
  static let version = ProgramVersion.text

  static let configuration = CommandConfiguration(
    commandName: "quittance",
    abstract: "Turns bank files into an updated receivables ledger.",
    discussion: """
      Bank statements and payment files go in (camt.053, camt.052, camt.054, BAI2, MT940, \
      MT942, lockbox, X12 820 and 823), together with a folder of CSV files that says who owes what. \
      What is certain is booked; the rest goes to a person, with the reason and the candidates.

      Look into a file:       quittance inspect day.xml
      Reconcile a day:        quittance reconcile --ledger ledger --output out day.xml box.txt
      Take a day's inbox:     quittance run pipelines/daily.yaml
      See how it stands:      quittance status pipelines/daily.yaml
      Ask why:                quittance explain P5847222919a10ce2 --output out
      List the transactions:  quittance transactions day.xml | jq .amount

      Shell completions: quittance --generate-completion-script bash (or zsh, fish).

      Exit codes: 0 done (exceptions in matching are a result, not a failure); 64 wrong usage; \
      65 a file is invalid; 66 an input is missing or unreadable; 70 a broken invariant of our own, \
      nothing was written; 73 the output cannot be created; 74 an input/output error; 75 try again \
      later, another process holds the store.
      """,
    version: "quittance \(version) (SQLite \(SQLiteStore.sqliteVersion))",
    subcommands: [
      ReconcileCommand.self, RunCommand.self, WatchCommand.self, StatusCommand.self,
      DecideCommand.self, DisputeCommand.self, WriteOffCommand.self, UndoCommand.self,
      ApproveCommand.self, RedecideCommand.self, AlertCommand.self, BackupCommand.self,
      ServeCommand.self, UserCommand.self, InspectCommand.self, TransactionsCommand.self,
      ExplainCommand.self,
      VerifyCommand.self, GenerateCommand.self, ScoreCommand.self,
    ])

  /// As `ParsableCommand` has it, but what a message quotes of the command line is made visible.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let code = exitCode(for: error)
      if code.isSuccess || error is ExitCode { exit(withError: error) }
      let lines = fullMessage(for: error).split(separator: "\n", omittingEmptySubsequences: false)
      let text = lines.map { visible(String($0)) }.joined(separator: "\n") + "\n"
      _ = try? writeAll(Array(text.utf8), to: 2)
      exit(withError: code)
    }
  }
}
