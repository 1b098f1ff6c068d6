import ArgumentParser
import Pipeline
import Receivables
import Reconciliation

/// `quittance undo`: a file, a receipt or a decision, by bookings that reverse it.
struct UndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Undoes a file, a receipt or a decision: reverses it and opens its items again.",
    discussion: """
      Nothing is deleted: reversals are booked, and an undo can itself be undone by its own number. \
      What later bookings stand on must be undone first; the error names it.

      A receipt that is undone waits for a person again. A file that is undone takes its receipts \
      off the books; undo that decision to have them back.

      Example: quittance undo pipelines/daily.yaml --receipt P5847222919a10ce2 --by alice
               quittance undo pipelines/daily.yaml --file day.xml --by alice --note "wrong company"
               quittance undo pipelines/daily.yaml --decision N118 --by alice
      """)

  @OptionGroup var place: PipelineArgument
  @Option(help: ArgumentHelp("A bank file, by its name or number.", valueName: "FILE"))
  var file: String?
  @Option(help: ArgumentHelp("A receipt.", valueName: "PAYMENT_ID")) var receipt: String?
  @Option(help: ArgumentHelp("A person's decision.", valueName: "DECISION"))
  var decision: String?
  @OptionGroup var actor: ActorOptions
  @OptionGroup var options: PipelineOptions
  @OptionGroup var log: LogOptions

  mutating func validate() throws {
    guard [file, receipt, decision].compactMap({ $0 }).count == 1 else {
      throw ValidationError("expected one of --file, --receipt and --decision")
    }
  }

  func run() throws {
    try ending(log.diagnostics, Progress(isQuiet: true), place: place.pipeline) {
      let pipeline = try options.open(place.pipeline, log)
      let report: DeskReport
      if let file {
        report = try pipeline.undo(file: file, by: actor.name, note: actor.note)
      } else if let decision {
        report = try pipeline.undo(decision: decision, by: actor.name, note: actor.note)
      } else {
        report = try pipeline.decide(
          [.undoReceipt(PaymentID(receipt ?? ""), reason: actor.note)], by: actor.name,
          note: actor.note)
      }
      try DeskText.print(report)
      try pipeline.close()
      return 0
    }
  }
}
