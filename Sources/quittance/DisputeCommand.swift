import ArgumentParser
import Pipeline
import Reconciliation

/// `quittance dispute`: what a person decides about a dispute.
struct DisputeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dispute",
    abstract: "Takes a dispute further: review, approve, deny, explain, resolve or reopen it.",
    discussion: """
      approve   the deduction is right: it is credited to its reason, and the dispute is resolved
      deny      the deduction is not right: its item is due again, and the dispute is resolved
      explain   the customer's reason is known: short payments on it are accepted
      review, note, resolve, reopen   change the dispute alone

      Example: quittance dispute pipelines/daily.yaml D-5847222919a10ce2-1 approve --by alice
      """)

  enum Step: String, ExpressibleByArgument, CaseIterable {
    case review, note, explain, approve, deny, resolve, reopen
  }

  @OptionGroup var place: PipelineArgument
  @Argument(help: ArgumentHelp("The dispute.", valueName: "DISPUTE_ID")) var dispute: String
  @Argument(
    help: ArgumentHelp(
      "One of \(Step.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "STEP"))
  var step: Step
  @OptionGroup var actor: ActorOptions
  @OptionGroup var options: PipelineOptions
  @OptionGroup var log: LogOptions

  func run() throws {
    try ending(log.diagnostics, Progress(isQuiet: true), place: place.pipeline) {
      let pipeline = try options.open(place.pipeline, log)
      let note = actor.note
      let taken: DisputeStep =
        switch step {
        case .review: .underReview(note: note)
        case .note: .note(note)
        case .explain: .explain(note: note)
        case .approve: .approve(note: note)
        case .deny: .deny(note: note)
        case .resolve: .resolve(note: note)
        case .reopen: .reopen(note: note)
        }
      try DeskText.print(
        try pipeline.decide([.dispute(dispute, taken)], by: actor.name, note: note))
      try pipeline.close()
      return 0
    }
  }
}
