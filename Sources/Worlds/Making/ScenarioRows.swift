import LedgerFiles

/// `truth/scenarios.csv`.
struct ScenarioRows {
  private var writer = CSVWriter()

  init() { writer.row(["scenario", "description", "required_decision", "count"]) }

  mutating func add(_ scenario: Scenario, count: Int) {
    let words = scenario.name.split(separator: "_").joined(separator: " ")
    writer.row([scenario.name, words, scenario.decision, String(count)])
  }

  var bytes: [UInt8] { writer.bytes }
}
