import ArgumentParser
import Pipeline

/// `quittance alert`: a warning that somebody saw to.
struct AlertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alert",
    abstract: "Closes an alert that was seen to.",
    discussion: """
      Its name is what `quittance status` shows. It stays in the log.

      Example: quittance alert pipelines/daily.yaml gap:DE1/EUR/48/2026-03-10 --by alice --note "sent again"
      """)

  @OptionGroup var place: PipelineArgument
  @Argument(help: ArgumentHelp("The alert.", valueName: "ALERT_ID")) var alert: String
  @OptionGroup var actor: ActorOptions
  @OptionGroup var options: PipelineOptions
  @OptionGroup var log: LogOptions

  func run() throws {
    try ending(log.diagnostics, Progress(isQuiet: true), place: place.pipeline) {
      let pipeline = try options.open(place.pipeline, log)
      try pipeline.closeAlert(alert, by: actor.name, note: actor.note)
      try pipeline.close()
      return 0
    }
  }
}
