import Foundation
import LedgerFiles

/// The output of a run as tests look at it.
struct Output {
  let folder: URL

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
  }

  /// The rows of a CSV, each by its columns.
  func rows(_ name: String) throws -> [[String: String]] {
    try Self.rows(folder.appendingPathComponent(name))
  }

  static func rows(_ file: URL) throws -> [[String: String]] {
    var csv = try CSVReader(Array(try Data(contentsOf: file)))
    guard try csv.next() else { return [] }
    let columns = csv.cells.map { csv.text($0) }
    var rows: [[String: String]] = []
    while try csv.next() {
      rows.append(Dictionary(uniqueKeysWithValues: zip(columns, csv.cells.map { csv.text($0) })))
    }
    return rows
  }

  /// Sums of decimal amounts, exact: Foundation's `Decimal` counts in tens.
  static func sum(
    _ rows: [[String: String]], _ column: String, by key: ([String: String]) -> String?
  ) -> [String: Decimal] {
    var sums: [String: Decimal] = [:]
    for row in rows {
      guard let key = key(row), let amount = Decimal(string: row[column] ?? "") else { continue }
      sums[key, default: 0] += amount
    }
    return sums.filter { $0.value != 0 }
  }

  /// `summary.json` without what took how long.
  static func withoutTimings(_ summary: String) -> String {
    guard let begin = summary.range(of: "  \"timings\": {") else { return summary }
    return summary[..<begin.lowerBound] + "  \"timings\": {}\n}\n"
  }
}

/// The sample day.
enum Sample {
  static let folder = Program.root.appendingPathComponent("samples")
  static let ledger = folder.appendingPathComponent("ledger").path
  static let rules = folder.appendingPathComponent("rules.yaml").path

  static func bankFiles() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path + "/bank").sorted()
      .map { folder.path + "/bank/" + $0 }
  }

  /// Reconciles the sample day, or its files in another order, into `out` of the folder.
  static func reconciled(
    into folder: TemporaryFolder, as name: String = "out", ledger: String = Sample.ledger,
    files: [String]? = nil, more: [String] = [], in directory: URL? = nil
  ) throws -> (Output, Program.Result) {
    let result = try Program.run(
      ["reconcile", "--ledger", ledger, "--rules", rules, "--output", (folder / name).path] + more
        + (files ?? bankFiles()), in: directory)
    return (Output(folder: folder / name), result)
  }
}
