import Foundation
import Testing

/// The pipelines that come with the program run on `samples/` as they are.
@Suite struct ShippedPipelinesTests {
  /// A copy of what they need, so that nothing is made beside the sources.
  private func tree() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for name in ["samples", "pipelines"] {
      try FileManager.default.copyItem(
        at: Program.root.appendingPathComponent(name), to: folder / name)
    }
    return folder
  }

  private static let exports = [
    "daily": ["000001.beancount", "000001.journal", "ledger", "000001"],
    "lockbox-intraday": ["000001-applications.csv", "000001-exceptions.jsonl"],
    "month-end": [
      "2026-03-10-000001", "2026-03-10-000001.beancount", "2026-03-10-000001-disputes.csv",
      "2026-03-10-000001-receipts.csv",
    ],
  ]

  @Test(arguments: exports.keys.sorted())
  func `each runs, exports what it says, leaves the samples alone and verifies`(name: String) throws
  {
    let folder = try tree()
    let samples = try folder.files(under: "samples")
    let path = "pipelines/\(name).yaml"

    let result = try Program.run("run", path, in: folder.url)
    let again = try Program.run("run", path, in: folder.url)
    let verified = try Program.run("verify", "--pipeline", path, in: folder.url)
    let status = try Program.run("status", path, in: folder.url)

    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.hasPrefix("Batch 000001: "))
    #expect(again.status == 0 && again.output.hasPrefix("Nothing new in the inbox.\n"))
    #expect(verified.status == 0, "\(verified.output)")
    #expect(status.status == 0, "\(status.errors)")
    #expect(try folder.files(under: "samples") == samples)
    for export in try #require(Self.exports[name]) {
      let place = folder / "demo-pipeline/\(name)/exports/\(export)"
      #expect(FileManager.default.fileExists(atPath: place.path), "\(export)")
    }
  }

  @Test func `the day's export is what reconcile writes of the same files`() throws {
    let folder = try tree()
    _ = try Program.run("run", "--quiet", "pipelines/daily.yaml", in: folder.url)
    let (output, _) = try Sample.reconciled(into: folder)

    let base = folder / "demo-pipeline/daily/exports/000001"
    let names = try folder.files(under: "demo-pipeline/daily/exports/000001")
    #expect(names == (try folder.files(under: "out")))
    for name in names where name.contains(".") && name != "summary.json" {
      #expect(
        try Data(contentsOf: base.appendingPathComponent(name))
          == Data(contentsOf: output.folder.appendingPathComponent(name)), "\(name)")
    }
    let summary = try String(
      contentsOf: base.appendingPathComponent("summary.json"), encoding: .utf8)
    #expect(
      Output.withoutTimings(summary) == Output.withoutTimings(try output.text("summary.json")))
  }
}
