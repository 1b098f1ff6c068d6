import ArgumentParser
import Console
import Pipeline

/// `quittance watch`: a pipeline's inboxes, as long as it is let.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Watches a pipeline's inboxes and takes files as they come, until it is stopped.",
    discussion: """
      The same as run, again and again. Files are taken when they are complete: closed or moved into \
      place, or beside their marker, as the pipeline says. SIGTERM or SIGINT end it between two \
      files. A full disk or a folder that cannot be written is tried again at every sweep. Between \
      two sweeps others may work on the store: give decide, undo and the like --wait 10 beside it.

      Example: quittance watch pipelines/daily.yaml
      """)

  @OptionGroup var place: PipelineArgument
  @OptionGroup var options: PipelineOptions
  @OptionGroup var log: LogOptions

  func run() throws {
    try ending(log.diagnostics, Progress(isQuiet: true), place: place.pipeline) {
      let pipeline = try options.open(place.pipeline, log)
      try pipeline.watch(serving: MetricsServer())
      try pipeline.close()
      return 0
    }
  }
}
