import ArgumentParser
import BankFiles
import LedgerFiles
import Pipeline
import Receivables

/// `quittance inspect`: what is in bank files, and whether their own totals agree.
struct InspectCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Shows what is in bank files: statements, balances, totals, checks and problems.",
    discussion: """
      The format is told by the content, never by the name. Every total and count that a file \
      states about itself is held against what was read: it holds, is off, or cannot be checked.

      Example: quittance inspect day.xml box.txt
      """)

  @Option(help: "text for people, json for programs.")
  var format = Format.text

  @OptionGroup var jobs: JobsOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var log: LogOptions
  @OptionGroup var arguments: FileArguments

  func run() throws {
    let diagnostics = log.diagnostics
    let progress = Progress()
    try ending(diagnostics, progress, place: StandardOutput.name) {
      let known = try reading.known()
      let inputs = arguments.files.map { reading.input($0, known) }
      let files = FilesInParallel.map(inputs, jobs: jobs.count) {
        InspectedFile(reading: $0, progress)
      }
      progress.end()
      for diagnostic in files.flatMap(\.diagnostics) where diagnostic.severity != "note" {
        diagnostics.tell(diagnostic)
      }
      try write(files)
      let bad = files.map(\.exitCode).filter { $0 != 0 }
      return bad.first { $0 == ExitStatus.invalidInput } ?? bad.first ?? 0
    }
  }

  private func write(_ files: [InspectedFile]) throws {
    var out = StandardOutput()
    switch format {
    case .json:
      let json = JSONValue.object([("files", .list(files.map(\.json)))])
      try out.append { $0 += json.bytes }
    case .text:
      for (index, file) in files.enumerated() {
        if index > 0 { try out.line("") }
        for line in file.lines { try out.line(visible(line)) }
      }
    }
    try out.flush()
  }
}
