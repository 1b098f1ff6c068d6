import ArgumentParser
import Pipeline

/// `quittance run`: everything that lies in a pipeline's inboxes, once.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Takes all that lies in a pipeline's inboxes, once, and ends.",
    discussion: """
      Files are claimed, read, decided and booked as one; what the pipeline exports is written, and \
      the files go to its archive. A file that cannot be used goes to quarantine beside a reason \
      (exit code 65), and the others go on. Killed at any moment, the next run completes what this \
      one began: every receipt is booked once.

      Another process at work on the store: exit code 75, or --wait.

      Example: quittance run pipelines/daily.yaml
      """)

  @OptionGroup var place: PipelineArgument
  @OptionGroup var options: PipelineOptions
  @OptionGroup var log: LogOptions

  func run() throws {
    try ending(log.diagnostics, Progress(isQuiet: true), place: place.pipeline) {
      let pipeline = try options.open(place.pipeline, log)
      let report = try pipeline.runOnce()
      if !options.quiet { try SweepText(report).print() }
      try pipeline.close()
      return report.exitCode
    }
  }
}
