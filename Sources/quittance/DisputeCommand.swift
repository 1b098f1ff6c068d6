import ArgumentParser
import Durable
import Money
import Pipeline
import Reconciliation

/// `quittance dispute`: what a person decides and arranges about a dispute.
struct DisputeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dispute",
    abstract: "Takes a dispute further: review, approve, deny, merge, assign, attach …",
    discussion: """
      approve   the deduction is right: it is credited to its reason, and the dispute is resolved
      deny      the deduction is not right: its item is due again, and the dispute is resolved
      explain   the customer's reason is known: short payments on it are accepted
      review, note, resolve, reopen   change the dispute alone
      merge     it goes on as another dispute of the same customer; no amount moves
      assign    makes it somebody's; `nobody` makes it nobody's again
      due       until when it is to be decided: a day such as 2026-04-01, or `none`
      attach    attaches a file of at most 10 MiB
      detach    takes an attachment, such as A42, out again; its bytes stay

      Example: quittance dispute pipelines/daily.yaml D-5847222919a10ce2-1 approve --by alice
               quittance dispute pipelines/daily.yaml D-2026-017 assign bob --by alice
      """)

  enum Step: String, ExpressibleByArgument, CaseIterable {
    case review, note, explain, approve, deny, resolve, reopen, merge, assign, due, attach, detach

    /// What stands behind the step; nil where nothing does.
    var operand: String? {
      switch self {
      case .merge: "another dispute"
      case .assign: "a name, or nobody"
      case .due: "a day such as 2026-04-01, or none"
      case .attach: "a file"
      case .detach: "an attachment such as A42"
      case .review, .note, .explain, .approve, .deny, .resolve, .reopen: nil
      }
    }
  }

  @OptionGroup var place: PipelineArgument
  @Argument(help: ArgumentHelp("The dispute.", valueName: "DISPUTE_ID")) var dispute: String
  @Argument(
    help: ArgumentHelp(
      "One of \(Step.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "STEP"))
  var step: Step
  @Argument(
    help: ArgumentHelp(
      "Of merge, assign, due, attach and detach: what to, until when, what.", valueName: "WHAT"))
  var operand: String?
  @OptionGroup var actor: ActorOptions
  @OptionGroup var options: PipelineOptions
  @OptionGroup var log: LogOptions

  mutating func validate() throws {
    switch (step.operand, operand) {
    case (let expected?, nil):
      throw ValidationError("\(step.rawValue) stands alone, expected \(expected) behind it")
    case (nil, let operand?):
      throw ValidationError("'\(operand)' stands behind \(step.rawValue), expected nothing there")
    default: break
    }
    if step == .due, let operand, operand != "none", CalendarDate(iso: operand) == nil {
      throw ValidationError("'\(operand)' is no day, expected one such as 2026-04-01, or none")
    }
  }

  func run() throws {
    try ending(log.diagnostics, Progress(isQuiet: true), place: place.pipeline) {
      // Read before the store is taken: nobody waits for a slow disk.
      let bytes = try step == .attach ? Self.bytes(of: operand ?? "") : []
      let pipeline = try options.open(place.pipeline, log)
      try take(operand ?? "", bytes, pipeline)
      try pipeline.close()
      return 0
    }
  }

  private func take(_ what: String, _ bytes: [UInt8], _ pipeline: Pipeline) throws {
    let (name, note) = (actor.name, actor.note)
    let taken: DisputeStep
    switch step {
    case .review: taken = .underReview(note: note)
    case .note: taken = .note(note)
    case .explain: taken = .explain(note: note)
    case .approve: taken = .approve(note: note)
    case .deny: taken = .deny(note: note)
    case .resolve: taken = .resolve(note: note)
    case .reopen: taken = .reopen(note: note)
    case .merge: taken = .merge(into: what, note: note)
    case .assign:
      let owner = what == "nobody" ? "" : what
      return try pipeline.assign(dispute, to: owner, by: name, note: note)
    case .due:
      return try pipeline.setDue(dispute, on: CalendarDate(iso: what), by: name, note: note)
    case .attach:
      let id = try pipeline.attach(bytes, named: what, to: dispute, by: name, note: note)
      var out = StandardOutput()
      try out.line("\(id) is attached to \(visible(dispute))")
      return try out.flush()
    case .detach: return try pipeline.removeAttachment(what, by: name, note: note)
    }
    try DeskText.print(try pipeline.decide([.dispute(dispute, taken)], by: name, note: note))
  }

  /// A file whole; one byte more than may be attached is enough to be told so.
  private static func bytes(of path: String) throws -> [UInt8] {
    let file = try InputFile(path, in: PosixFileSystem())
    var bytes: [UInt8] = []
    while bytes.count <= AttachmentFolder.bytesMax {
      let chunk = try file.read()
      if chunk.isEmpty { break }
      bytes += chunk
    }
    return bytes
  }
}
