import ArgumentParser
import Money
import Pipeline
import Receivables
import Reconciliation

/// `quittance write-off`: a rest that is not worth asking for.
struct WriteOffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "write-off",
    abstract: "Writes off an item, or a rest of it.",
    discussion: """
      Example: quittance write-off pipelines/daily.yaml C7/4711=0.40 --reason SMALL --by alice
      """)

  @OptionGroup var place: PipelineArgument
  @Argument(
    help: ArgumentHelp("The document and the amount.", valueName: "CUSTOMER/DOCUMENT=AMOUNT"))
  var line: String
  @Option(help: ArgumentHelp("A reason code.", valueName: "CODE")) var reason = ""
  @OptionGroup var actor: ActorOptions
  @OptionGroup var options: PipelineOptions
  @OptionGroup var log: LogOptions

  func run() throws {
    try ending(log.diagnostics, Progress(isQuiet: true), place: place.pipeline) {
      let pipeline = try options.open(place.pipeline, log)
      let clearing = try DeskLineText.clearing(line, payment: PaymentID(""), pipeline)
      guard let item = clearing.item else {
        throw ValidationError("'\(line)', expected CUSTOMER/DOCUMENT=AMOUNT")
      }
      try DeskText.print(
        try pipeline.decide(
          [.writeOff(item, clearing.amount, reasonCode: reason)], by: actor.name,
          note: actor.note))
      try pipeline.close()
      return 0
    }
  }
}
