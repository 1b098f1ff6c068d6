import Foundation
import Receivables

/// Decides bank files as a peer's documentation says that it would.
///
/// `baselines NAME --ledger DIR --output DIR FILE…` writes `applications.csv`, `exceptions.csv` and
/// `disputes.csv` in the contract's form, and prints a line of JSON. `baselines --list` tells names.
@main struct BaselinesCommand {
  static let all: [any Baseline.Type] = [
    OracleAutoCash.self, JDELists.self, BusinessCentral.self, Odoo17Greedy.self, ERPNextRank.self,
  ]

  static func main() {
    var arguments = Array(CommandLine.arguments.dropFirst())
    if arguments == ["--list"] {
      for baseline in all { print("\(baseline.name)\t\(baseline.note)\t(\(baseline.label))") }
      return
    }
    do {
      guard let type = all.first(where: { $0.name == arguments.first }) else {
        throw Misuse("which baseline? \(all.map { $0.name }.joined(separator: ", "))")
      }
      arguments.removeFirst()
      let ledger = try option("--ledger", &arguments)
      let output = try option("--output", &arguments)
      guard !arguments.isEmpty else { throw Misuse("which FILEs?") }
      print(try decide(type, ledger: ledger, output: output, files: arguments))
    } catch {
      FileHandle.standardError.write(Data("baselines: \(error)\n".utf8))
      exit(64)
    }
  }

  private static func decide(
    _ type: any Baseline.Type, ledger: String, output: String, files: [String]
  ) throws -> String {
    let ledger = try Intake.ledger(ledger)
    let receipts = try Intake.receipts(files, history: ledger.receipts)
    var store = OpenItemStore(ledger.openItems)
    var baseline = type.init(parties: PartyIndex(ledger), settings: Rules())
    var verdicts: [Verdict] = []
    verdicts.reserveCapacity(receipts.count)
    let clock = ContinuousClock()
    let began = clock.now
    for receipt in receipts {
      let verdict = baseline.decide(receipt, store)
      store.book(verdict.lines)
      verdicts.append(verdict)
    }
    let seconds = Double((clock.now - began) / .microseconds(1)) / 1e6
    var rows = OutputRows()
    for (receipt, verdict) in zip(receipts, verdicts) { rows.add(verdict, receipt, store) }
    try rows.write(to: output)
    let rate = seconds > 0 ? Int(Double(receipts.count) / seconds) : 0
    return """
      {"baseline": "\(type.name)", "label": "\(type.label)", "receipts": \(receipts.count), \
      "seconds": \(seconds), "receipts_per_second": \(rate)}
      """
  }

  private static func option(_ name: String, _ arguments: inout [String]) throws -> String {
    guard let place = arguments.firstIndex(of: name), place + 1 < arguments.count else {
      throw Misuse("\(name) DIR is missing")
    }
    defer { arguments.removeSubrange(place...(place + 1)) }
    return arguments[place + 1]
  }
}

/// What is wrong with the command line or an input.
struct Misuse: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}
