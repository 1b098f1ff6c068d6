import ArgumentParser
import Durable
import LedgerFiles
import Pipeline
import Receivables

/// `quittance explain`: why a receipt was booked as it was, or was not.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Says why: what was read, every rule tried, why the winner won, what was booked.",
    discussion: """
      The identity stands in applications.csv, exceptions.csv and the report; that of an exception \
      (E-…-1) or of a dispute (D-…-1) names its receipt as well.

      Example: quittance explain P5847222919a10ce2 --output out
               quittance explain P5847222919a10ce2 --pipeline pipelines/daily.yaml
      """)

  @Argument(
    help: ArgumentHelp("The receipt, exception or dispute.", valueName: "PAYMENT_ID"))
  var id: String

  @Option(
    help: ArgumentHelp("The output folder of the run.", valueName: "DIR"), completion: .directory)
  var output: String?

  @Option(
    help: ArgumentHelp("The pipeline that took it.", valueName: "FILE"),
    completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String?

  @Flag(help: "The facts as JSON instead of a page.")
  var json = false

  @OptionGroup var log: LogOptions

  mutating func validate() throws {
    guard (output == nil) != (pipeline == nil) else {
      throw ValidationError("expected either --output DIR or --pipeline FILE")
    }
  }

  func run() throws {
    let place = output ?? pipeline ?? ""
    try ending(log.diagnostics, Progress(isQuiet: true), place: place) {
      let payment = Self.payment(named: id)
      if let pipeline {
        try explain(payment, of: pipeline)
      } else {
        try explain(payment, in: place)
      }
      return 0
    }
  }

  private func explain(_ payment: PaymentID, in output: String) throws {
    let path = output + "/" + DecisionsFile.name
    var out = StandardOutput()
    if let line = try DecisionLine.find(payment, in: path) {
      try show(line, of: payment, path, &out)
    } else {
      for line in try earlierRun(payment, output) { try out.line(visible(line)) }
    }
    try out.flush()
  }

  /// Everything that was decided of a receipt, by the run and by people, in its order.
  private func explain(_ payment: PaymentID, of pipeline: String) throws {
    let history = try PaymentHistory(payment, of: pipeline)
    var out = StandardOutput()
    if let line = history.decision {
      try show(line, of: payment, pipeline, &out)
    } else if history.lines.isEmpty {
      throw Self.unknown(payment, pipeline)
    }
    if !json {
      for line in history.lines { try out.line(visible(line)) }
    }
    try out.flush()
  }

  private func show(
    _ line: [UInt8], of payment: PaymentID, _ path: String, _ out: inout StandardOutput
  ) throws {
    guard let decision = RecordedDecision(line) else {
      throw Diagnosed(diagnostics: [
        Diagnostic(
          position: FilePosition(file: path), code: "badDecision",
          problem: "the line of \(payment) is not as this program writes it",
          expected: "the file as reconcile wrote it", exitCode: ExitStatus.invalidInput)
      ])
    }
    if json {
      try out.append { $0 += line + [UInt8(ascii: "\n")] }
    } else {
      for line in decision.lines { try out.line(visible(line)) }
    }
  }

  private static func unknown(_ payment: PaymentID, _ place: String) -> Diagnosed {
    Diagnosed(diagnostics: [
      Diagnostic(
        position: FilePosition(file: place), code: "unknownPayment",
        problem: "no receipt \(payment) was taken in this run or an earlier one",
        expected: "a payment_id of applications.csv, exceptions.csv or ledger/receipts.csv",
        exitCode: ExitStatus.missingInput)
    ])
  }

  /// A receipt of an earlier run: what became of it stands in the ledger, the reasons in the output
  /// of that run.
  private func earlierRun(_ payment: PaymentID, _ output: String) throws -> [String] {
    let ledger = try LedgerFolderInput.read(output + "/ledger").ledger
    guard let receipt = ledger.receipts.first(where: { $0.payment == payment }) else {
      throw Self.unknown(payment, output)
    }
    var lines = [
      "Receipt \(payment) of an earlier run",
      "  \(receipt.amount), booked \(receipt.bookingDate), from \(receipt.sourceFile)",
      "  outcome: \(receipt.outcome.rawValue.replacing("_", with: " "))", "", "Booked",
    ]
    let booked = ledger.applications.filter { $0.payment == payment || $0.reverses == payment }
    if booked.isEmpty { lines.append("  nothing") }
    for line in booked {
      lines.append(
        "  \(line.document) of \(line.customer): \(line.kind.rawValue) \(line.amount)"
          + (line.rule.isEmpty ? "" : ", by \(line.rule)"))
    }
    return lines + ["", "The evidence stands in the output folder of that run."]
  }

  /// `E-5847222919a10ce2-1` and `D-5847222919a10ce2-1` belong to `P5847222919a10ce2`.
  private static func payment(named id: String) -> PaymentID {
    let parts = id.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "E" || parts[0] == "D" else { return PaymentID(id) }
    return PaymentID("P" + parts[1])
  }
}

/// The line of a receipt in `decisions.jsonl`.
enum DecisionLine {
  /// The longest line; that of a receipt over a thousand documents has some 200 kB.
  private static let lineMax = 1 << 26

  /// The file is read piece by piece: a month's decisions need no memory.
  static func find(_ payment: PaymentID, in path: String) throws -> [UInt8]? {
    let beginning = DecisionsFile.beginning(of: payment)
    var found: [UInt8]?
    try each(in: path) { line in
      guard line.starts(with: beginning) else { return true }
      found = line
      return false
    }
    return found
  }

  /// Every line, in the file's order, as long as `take` wants more.
  static func each(in path: String, _ take: ([UInt8]) -> Bool) throws {
    let input = try InputFile(path, in: PosixFileSystem())
    var line: [UInt8] = []
    while true {
      let bytes = try input.read()
      if bytes.isEmpty {
        if !line.isEmpty { _ = take(line) }
        return
      }
      var start = bytes.startIndex
      while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
        line += bytes[start..<end]
        guard take(line) else { return }
        line.removeAll(keepingCapacity: true)
        start = end + 1
      }
      line += bytes[start...]
      guard line.count <= lineMax else {
        throw Diagnosed(diagnostics: [
          Diagnostic(
            position: FilePosition(file: path), code: "badDecision",
            problem: "a line is longer than \(lineMax) bytes",
            expected: "the file as reconcile wrote it", exitCode: ExitStatus.invalidInput)
        ])
      }
    }
  }
}
