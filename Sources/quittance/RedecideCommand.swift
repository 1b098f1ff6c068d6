import ArgumentParser
import Money
import Pipeline
import Receivables
import Reconciliation

/// `quittance redecide`: days decided anew, after a file that came late.
struct RedecideCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redecide",
    abstract: "Decides all receipts from a day on again, and books the difference as reversals.",
    discussion: """
      For a file that came after its day was decided. The files are read again from the archive, in \
      the contract's order; what a person decided stands. With --trial nothing is booked, and only \
      the difference is shown.

      Example: quittance redecide pipelines/daily.yaml --from 2026-03-10 --by alice --trial
      """)

  @OptionGroup var place: PipelineArgument
  @Option(help: ArgumentHelp("The first booking date.", valueName: "DATE")) var from: String
  @Flag(help: "Show what would differ, and book nothing.") var trial = false
  @OptionGroup var actor: ActorOptions
  @OptionGroup var options: PipelineOptions
  @OptionGroup var log: LogOptions

  mutating func validate() throws {
    guard CalendarDate(iso: from) != nil else {
      throw ValidationError("--from '\(from)' is no day, expected YYYY-MM-DD")
    }
  }

  func run() throws {
    try ending(log.diagnostics, Progress(isQuiet: true), place: place.pipeline) {
      guard let day = CalendarDate(iso: from) else { return ExitStatus.usage }
      let pipeline = try options.open(place.pipeline, log)
      let report = try pipeline.redecide(
        from: day, by: actor.name, note: actor.note, isTrial: trial)
      var out = StandardOutput()
      try out.line(
        "\(report.receipts) receipts decided again, \(report.differences.count) differ"
          + (report.batch.map { "; kept as \($0)" } ?? ""))
      for difference in report.differences {
        try out.line(visible(difference.payment.text))
        for (when, lines) in [("was", difference.old), ("now", difference.new)] {
          for line in lines.isEmpty ? ["nothing booked"] : lines {
            try out.line(visible("  \(when)  \(line)"))
          }
        }
      }
      try out.flush()
      try pipeline.close()
      return 0
    }
  }
}
