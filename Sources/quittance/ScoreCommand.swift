import ArgumentParser
import Durable
import LedgerFiles
import Pipeline
import Worlds

/// `quittance score`: how far an output agrees with a truth.
struct ScoreCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Compares an output folder with the truth of a generated world.",
    discussion: """
      Lines are compared by payment, document, kind and amount. A wrong application is a receipt \
      with a payment or credit line that the truth does not have. Straight-through correct is a \
      receipt that the evidence decides, booked exactly as the truth says, with no exception beside \
      the truth's. Scenarios stand worst first.

      Output folders of other programs do: only applications.csv is needed, with payment_id, \
      document_number, kind, amount and currency.

      Example: quittance score --truth world/truth --output out --examples 2
      """)

  @Option(
    help: ArgumentHelp("The truth folder of a generated world.", valueName: "DIR"),
    completion: .directory)
  var truth: String

  @Option(
    help: ArgumentHelp("The output folder to judge.", valueName: "DIR"), completion: .directory)
  var output: String

  @Option(help: "text for people, json for programs.")
  var format = Format.text

  @Option(help: "How many differences to show of each scenario.")
  var examples = 0

  @OptionGroup var log: LogOptions

  func run() throws {
    let diagnostics = log.diagnostics
    try ending(diagnostics, Progress(isQuiet: true), place: truth) {
      let known = try Self.read(
        truth, ["receipts.csv", "applications.csv", "exceptions.csv", "disputes.csv"],
        required: "receipts.csv")
      let made = try Self.read(
        output, ["applications.csv", "exceptions.csv", "disputes.csv"],
        required: "applications.csv")
      let score = try Scorer.score(truth: known, output: made, examples: max(0, examples))
      var out = StandardOutput()
      switch format {
      case .text: for line in score.textLines { try out.line(visible(line)) }
      case .json:
        let json = score.json
        try out.append { $0 += json.bytes }
      }
      try out.flush()
      return 0
    }
  }

  private static func read(
    _ folder: String, _ names: [String], required: String
  ) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in names {
      do throws(FileSystemError) {
        files[name] = try InputFile(folder + "/" + name, in: PosixFileSystem())
          .readAll(limit: 1 << 34)
      } catch {
        if error.code != .inputMissing || name == required { throw error }
      }
    }
    return files
  }
}
