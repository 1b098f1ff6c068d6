import ArgumentParser
import Durable
import Glibc
import Money
import Pipeline
import Worlds

/// `quittance generate`: a synthetic world with its truth.
struct GenerateCommand: ParsableCommand {
  /// `Profile`, as the command line knows it.
  enum ProfileName: String, ExpressibleByArgument, CaseIterable {
    case clean, typical, hard

    var profile: Profile {
      switch self {
      case .clean: .clean
      case .typical: .typical
      case .hard: .hard
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Makes a synthetic world: a ledger folder, bank files, and the truth about them.",
    discussion: """
      The same arguments give the same bytes. DIR/ledger is a ledger folder, DIR/bank has camt.053, \
      camt.054, BAI2 and lockbox files, DIR/truth says for every payment what the contract requires, \
      and DIR/truth/scenarios.csv which classes of receipts there are. All goes by the default \
      rules, unless a --share asks for a class that needs another: DIR/rules.yaml has it then.

      Scenarios that need a customer to themselves bring it, and each receipt brings what it pays: \
      there may be more customers and items than asked for.

      Example: quittance generate --seed 1 --customers 200 --items 5000 --payments 5000 --output w
               quittance reconcile --ledger w/ledger --output out w/bank/*
               quittance score --truth w/truth --output out
      """)

  @Option(help: "Chance, as a number.")
  var seed: UInt64

  @Option(help: "How many customers share the ordinary receipts.")
  var customers: Int

  @Option(help: "How many open items there are at least.")
  var items: Int

  @Option(help: "How many payments there are.")
  var payments: Int

  @Option(
    help: ArgumentHelp("The folder to write.", valueName: "DIR"), completion: .directory)
  var output: String

  @Option(help: "How tidy the payers are: clean, typical or hard.")
  var profile = ProfileName.typical

  @Option(help: ArgumentHelp("The last booking day.", valueName: "DATE"))
  var asOf = "2026-03-10"

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "So many receipts of a thousand are of this scenario.", valueName: "scenario=permille"))
  var share: [String] = []

  @OptionGroup var log: LogOptions

  mutating func validate() throws {
    if CalendarDate(iso: asOf) == nil {
      throw ValidationError("--as-of '\(asOf)' is no day, expected YYYY-MM-DD")
    }
    let most = 100_000_000
    for (name, value) in [("customers", customers), ("items", items), ("payments", payments)]
    where !(1...most).contains(value) {
      throw ValidationError("--\(name) \(value) is not from 1 to \(most)")
    }
    _ = try shares()
  }

  private func shares() throws -> [String: Int] {
    var shares: [String: Int] = [:]
    for text in share {
      let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, let permille = Int(parts[1]), (0...1000).contains(permille) else {
        throw ValidationError("--share '\(text)' is not of the form scenario=permille")
      }
      guard WorldPlan.scenarioNames.contains(parts[0]) else {
        throw ValidationError(
          "there is no scenario '\(parts[0])'; truth/scenarios.csv of any world lists them")
      }
      shares[parts[0]] = permille
    }
    if shares.values.reduce(0, +) > 1000 {
      throw ValidationError("the shares sum to more than 1000")
    }
    return shares
  }

  func run() throws {
    let diagnostics = log.diagnostics
    try ending(diagnostics, Progress(isQuiet: true), place: output) {
      guard let day = CalendarDate(iso: asOf) else { return 0 }
      let plan = WorldPlan(
        seed: seed, customers: customers, items: items, payments: payments,
        profile: profile.profile,
        asOf: day, shares: try shares())
      let folder = GeneratedFolder(
        try StreamedFolder(output, in: PosixFileSystem(), processID: getpid()))
      do {
        let (figures, _) = try WorldGenerator.generate(plan, into: folder)
        try folder.finish()
        try tell(figures)
      } catch {
        folder.abandon()
        throw error
      }
      return 0
    }
  }

  private func tell(_ figures: WorldFigures) throws {
    var out = StandardOutput()
    try out.line(
      "\(output): \(figures.movements) payments of \(figures.scenarios.count { $0.count > 0 }) "
        + "scenarios in \(figures.bankFiles) bank files, \(figures.openItems) open items of "
        + "\(figures.customers) customers")
    try out.flush()
  }
}
