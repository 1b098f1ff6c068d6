import ArgumentParser
import Durable
import LedgerFiles
import Pipeline
import Store
import Verification

/// `quittance verify`: an output folder, checked from its own files alone.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Checks an output folder from its own files: every invariant, every certificate.",
    discussion: """
      Nothing of what decided and booked takes part: the items are followed receipt by receipt from \
      what the files say, and every search for sets is counted again where that is feasible. Ends \
      with 65 where something does not hold.

      With --pipeline it is the store that is checked: its file, the chain of its events, that its \
      tables are what the events made, and that money and items agree.

      Example: quittance verify out
               quittance verify --pipeline pipelines/daily.yaml
      """)

  @Argument(
    help: ArgumentHelp("The output folder of a run.", valueName: "OUTPUT_DIR"),
    completion: .directory)
  var output: String?

  @Option(
    help: ArgumentHelp("The pipeline whose store is checked.", valueName: "FILE"),
    completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String?

  @OptionGroup var log: LogOptions

  mutating func validate() throws {
    guard (output == nil) != (pipeline == nil) else {
      throw ValidationError("expected either OUTPUT_DIR or --pipeline FILE")
    }
  }

  func run() throws {
    let place = output ?? pipeline ?? ""
    try ending(log.diagnostics, Progress(isQuiet: true), place: place) {
      if let pipeline { return try Self.verifyStore(pipeline) }
      let output = place
      let checks = try Self.verify(output)
      var out = StandardOutput()
      for check in checks {
        let remark = check.remark.isEmpty ? "" : "; \(check.remark)"
        try out.line(
          visible("\(check.holds ? "holds" : "FAILS")  \(check.name) (\(check.looked)\(remark))"))
        for fault in check.faults { try out.line(visible("         \(fault)")) }
        if check.faultCount > check.faults.count {
          try out.line("         and \(check.faultCount - check.faults.count) more")
        }
      }
      try out.flush()
      return checks.allSatisfy(\.holds) ? 0 : ExitStatus.invalidInput
    }
  }

  private static func verifyStore(_ pipeline: String) throws -> Int32 {
    let checks = try StoreVerification.checks(of: pipeline)
    var out = StandardOutput()
    for check in checks {
      try out.line(visible("\(check.holds ? "holds" : "FAILS")  \(check.name) (\(check.looked))"))
      for fault in check.faults { try out.line(visible("         \(fault)")) }
    }
    try out.flush()
    return checks.allSatisfy(\.holds) ? 0 : ExitStatus.invalidInput
  }

  private static func verify(_ folder: String) throws -> [VerifiedCheck] {
    let system = PosixFileSystem()
    let ledger = try LedgerFolderInput.read(folder + "/ledger").ledger
    var files: [String: [UInt8]] = [:]
    for name in OutputFiles.names {
      files[name] = try InputFile(folder + "/" + name, in: system).readAll(limit: 1 << 32)
    }
    var verifier = try OutputVerifier(OutputFiles(ledger: ledger, files: files))
    var number = 0
    let decisions = folder + "/" + DecisionsFile.name
    try DecisionLine.each(in: decisions) { line in
      number += 1
      verifier.goBack(before: line, number: number)
      return true
    }
    try DecisionLine.each(in: decisions) { line in
      verifier.follow(line)
      return true
    }
    return verifier.finish()
  }
}
