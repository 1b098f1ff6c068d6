import ArgumentParser
import Pipeline

/// `quittance approve`: the second pair of eyes.
struct ApproveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve",
    abstract: "Books, or rejects, a decision that waits for a second person.",
    discussion: """
      Nobody approves what they proposed themselves.

      Example: quittance approve pipelines/daily.yaml Q118 --by bob
      """)

  @OptionGroup var place: PipelineArgument
  @Argument(help: ArgumentHelp("The decision that waits.", valueName: "PROPOSAL"))
  var proposal: String
  @Flag(help: "Reject it: nothing is booked.") var reject = false
  @OptionGroup var actor: ActorOptions
  @OptionGroup var options: PipelineOptions
  @OptionGroup var log: LogOptions

  func run() throws {
    try ending(log.diagnostics, Progress(isQuiet: true), place: place.pipeline) {
      let pipeline = try options.open(place.pipeline, log)
      if reject {
        try pipeline.reject(proposal, by: actor.name, note: actor.note)
      } else {
        try DeskText.print(try pipeline.approve(proposal, by: actor.name))
      }
      try pipeline.close()
      return 0
    }
  }
}
