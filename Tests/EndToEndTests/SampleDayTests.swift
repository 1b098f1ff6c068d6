import Foundation
import Testing

/// The sample day through the built program, from files to files.
@Suite struct SampleDayTests {
  /// A golden file changes only with a sentence in the commit that says why the new bytes are
  /// right; `make golden` writes them anew.
  @Test func `the output is the expected one, byte for byte`() throws {
    let folder = try TemporaryFolder()
    let (output, result) = try Sample.reconciled(into: folder)
    let expected = Output(folder: Sample.folder.appendingPathComponent("expected"))

    #expect(result.status == 0)
    // The workbook's bytes are also those of the libraries that this machine has; see below.
    let names = try folder.files(under: "out").filter { $0 != "exceptions.xlsx" }
    let expectedNames = FileManager.default.enumerator(atPath: expected.folder.path)?
      .compactMap { $0 as? String }.sorted()
    #expect(names == expectedNames)
    for name in names where name != "ledger" {
      let isSame =
        Output.withoutTimings(try output.text(name))
        == Output.withoutTimings(try expected.text(name))
      #expect(isSame, "\(name) is not as expected")
    }
  }

  @Test func `the same for one core and two, any order of files and any folder one stands in`()
    throws
  {
    let folder = try TemporaryFolder()
    let files = try Sample.bankFiles()
    let (first, _) = try Sample.reconciled(into: folder, as: "first", more: ["--jobs", "1"])
    let others = [
      try Sample.reconciled(into: folder, as: "two", more: ["--jobs", "2"]).0,
      try Sample.reconciled(into: folder, as: "backwards", files: files.reversed()).0,
      try Sample.reconciled(
        into: folder, as: "turned", files: Array(files.dropFirst() + files.prefix(1)),
        in: URL(fileURLWithPath: "/")
      ).0,
      try Sample.reconciled(
        into: folder, as: "relative", ledger: "ledger",
        files: files.map { "bank/" + ($0 as NSString).lastPathComponent }, in: Sample.folder
      ).0,
    ]

    for other in others {
      for name in try folder.files(under: "first") where name != "ledger" {
        let isSame =
          Output.withoutTimings(try first.text(name))
          == Output.withoutTimings(try other.text(name))
        #expect(isSame, "\(name) of \(other.folder.lastPathComponent) differs")
      }
    }
  }

  @Test func `the workbook is there, the same bytes each time`() throws {
    let folder = try TemporaryFolder()
    let (first, _) = try Sample.reconciled(into: folder)
    let (again, _) = try Sample.reconciled(into: folder, as: "again", more: ["--jobs", "1"])

    let bytes = try Data(contentsOf: first.folder.appendingPathComponent("exceptions.xlsx"))

    #expect(bytes.starts(with: Data("PK".utf8)))
    #expect(try Data(contentsOf: again.folder.appendingPathComponent("exceptions.xlsx")) == bytes)
  }

  @Test func `the updated ledger with the same bank files books nothing new`() throws {
    let folder = try TemporaryFolder()
    let (first, _) = try Sample.reconciled(into: folder)

    let (again, result) = try Sample.reconciled(
      into: folder, as: "again", ledger: first.folder.path + "/ledger")

    #expect(result.status == 0)
    #expect(try again.rows("applications.csv").isEmpty)
    #expect(try again.rows("disputes.csv").isEmpty)
    for name in try folder.files(under: "out/ledger") {
      let isSame = try first.text("ledger/" + name) == again.text("ledger/" + name)
      #expect(isSame, "\(name) changed")
    }
  }

  @Test func `every kind, type and outcome of the contract occurs`() throws {
    let folder = try TemporaryFolder()
    let (output, _) = try Sample.reconciled(into: folder)

    let kinds = Set(try output.rows("applications.csv").compactMap { $0["kind"] })
    let types = Set(try output.rows("exceptions.csv").compactMap { $0["type"] })
    let outcomes = Set(try output.rows("ledger/receipts.csv").compactMap { $0["outcome"] })
    #expect(
      kinds == [
        "payment", "credit", "discount", "write_off", "bank_charge", "withholding_tax",
        "deduction", "on_account", "reversal",
      ])
    #expect(
      types == [
        "unidentified_payer", "no_match", "ambiguous_match", "low_confidence", "overpayment",
        "duplicate_payment", "currency_mismatch", "returned_payment", "short_payment",
      ])
    #expect(outcomes.isSuperset(of: ["applied", "unapplied", "returned"]))
  }

  @Test func `the inputs are as they were`() throws {
    let folder = try TemporaryFolder()
    let names = try FileManager.default.contentsOfDirectory(atPath: Sample.ledger)
    func bytes() throws -> [Data] {
      try names.map { try Data(contentsOf: URL(fileURLWithPath: Sample.ledger + "/" + $0)) }
    }
    let before = try bytes()

    _ = try Sample.reconciled(into: folder)

    #expect(try bytes() == before)
  }

  @Test func `an earlier output is replaced as a whole`() throws {
    let folder = try TemporaryFolder()
    _ = try Sample.reconciled(into: folder)
    try folder.write("of the run before", to: "out/left over")

    let (_, result) = try Sample.reconciled(into: folder)

    #expect(result.status == 0)
    #expect(try !folder.files(under: "out").contains("left over"))
    #expect(try folder.files(under: "").filter { $0.contains(".tmp-") } == [])
  }

  @Test func `the README shows the demo's real output`() throws {
    let folder = try TemporaryFolder()
    let (_, result) = try Sample.reconciled(into: folder)
    let readme = try Output(folder: Program.root).text("README.md")

    let shown = result.output.components(separatedBy: "\nReport ")[0]
    #expect(!shown.isEmpty && readme.contains(shown))
  }
}
