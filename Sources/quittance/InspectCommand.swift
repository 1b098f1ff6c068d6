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
      let format = format
      let files = FilesInParallel.map(inputs, jobs: jobs.count) {
        InspectedFile(reading: $0, for: format, progress)
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
    if format == .json { try out.append { $0 += "{\n  \"files\": [".utf8 } }
    for (index, file) in files.enumerated() { try file.write(to: &out, isFirst: index == 0) }
    if format == .json { try out.append { $0 += "\n  ]\n}\n".utf8 } }
    try out.flush()
  }
}
