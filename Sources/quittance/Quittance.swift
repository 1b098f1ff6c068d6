import ArgumentParser

/// The root command.
@main
struct Quittance: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quittance", abstract: "Turns bank files into an updated receivables ledger.")
}
