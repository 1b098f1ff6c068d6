import ArgumentParser
import LedgerFiles
import Money
import Pipeline
import Receivables
import Reconciliation

/// `quittance decide`: what a person decides about a receipt.
struct DecideCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide",
    abstract: "Books what a person decides about a receipt that waits.",
    discussion: """
      Without a decision it lists what could be accepted. Lines are \
      CUSTOMER/DOCUMENT=AMOUNT, or CUSTOMER/DOCUMENT=AMOUNT:KIND[:REASON] for what is no cash: \
      discount, write_off, bank_charge, withholding_tax, deduction (which opens a dispute) or credit. \
      What is left of the receipt stays unapplied.

      Above the pipeline's limit for two pairs of eyes it becomes a proposal: quittance approve.

      Example: quittance decide pipelines/daily.yaml P5847222919a10ce2 --accept 1 --by alice
               quittance decide pipelines/daily.yaml P5847222919a10ce2 --by alice \\
                 --line C7/4711=980.00 --line C7/4711=20.00:discount
      """)

  @OptionGroup var place: PipelineArgument
  @Argument(help: ArgumentHelp("The receipt.", valueName: "PAYMENT_ID")) var payment: String
  @Option(help: ArgumentHelp("Book this suggestion, counted from 1.", valueName: "N"))
  var accept: Int?
  @Option(
    name: .customLong("line"), help: ArgumentHelp("Book this line.", valueName: "LINE"))
  var lines: [String] = []
  @Option(help: ArgumentHelp("Who paid, where no line says it.", valueName: "CUSTOMER"))
  var payer: String?
  @Flag(help: "Undo first what is booked of it.") var reassign = false
  @Option(help: ArgumentHelp("Put what is left on this account.", valueName: "CUSTOMER"))
  var onAccount: String?
  @Flag(help: "It is no customer's money: leave it unapplied and close its exceptions.")
  var notOurs = false
  @Option(help: ArgumentHelp("An exception that is dealt with.", valueName: "EXCEPTION_ID"))
  var settle: String?
  @Flag(help: "Remember the payer's account and name for the customer.") var learn = false
  @OptionGroup var actor: ActorOptions
  @OptionGroup var options: PipelineOptions
  @OptionGroup var log: LogOptions

  mutating func validate() throws {
    let ways = [accept != nil, !lines.isEmpty, onAccount != nil, notOurs, settle != nil]
    guard ways.count(where: { $0 }) <= 1 else {
      throw ValidationError(
        "expected one of --accept, --line, --on-account, --not-ours and --settle")
    }
    if reassign, lines.isEmpty { throw ValidationError("--reassign needs --line") }
  }

  func run() throws {
    try ending(log.diagnostics, Progress(isQuiet: true), place: place.pipeline) {
      let pipeline = try options.open(place.pipeline, log)
      let id = PaymentID(payment)
      let found = try pipeline.suggestions(for: id)
      guard var actions = try actions(id, found, pipeline) else {
        try list(found)
        try pipeline.close()
        return 0
      }
      if learn { actions += try pipeline.learning(from: id, actions) }
      try DeskText.print(try pipeline.decide(actions, by: actor.name, note: actor.note))
      try pipeline.close()
      return 0
    }
  }

  private func actions(
    _ id: PaymentID, _ found: [DeskSuggestion], _ pipeline: Pipeline
  ) throws -> [DeskAction]? {
    if let accept {
      guard found.indices.contains(accept - 1) else {
        throw ValidationError("there are \(found.count) suggestions, no number \(accept)")
      }
      return [found[accept - 1].action]
    }
    if !lines.isEmpty {
      let clearings = try lines.map { try DeskLineText.clearing($0, payment: id, pipeline) }
      let who = payer.map { CustomerID($0) } ?? clearings.first?.item?.customer
      return [
        reassign
          ? .reassign(id, payer: who, lines: clearings)
          : .apply(id, payer: who, lines: clearings)
      ]
    }
    if let onAccount { return [.putOnAccount(id, CustomerID(onAccount))] }
    if notOurs { return [.notOurs(id, note: actor.note)] }
    if let settle { return [.settle(exception: settle, note: actor.note)] }
    return nil
  }

  private func list(_ found: [DeskSuggestion]) throws {
    var out = StandardOutput()
    if found.isEmpty { try out.line("Nothing fits it by itself: give --line.") }
    for (place, suggestion) in found.enumerated() {
      try out.line(visible("\(place + 1). \(suggestion.words) (\(suggestion.fit.rawValue))"))
    }
    try out.flush()
  }
}
