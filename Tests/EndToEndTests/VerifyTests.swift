import Foundation
import Testing

/// `quittance verify`: what it must not miss in an output folder.
@Suite struct VerifyTests {
  /// A change to one file of a sound output folder, and the check that has to fail for it.
  struct Forgery: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var file: String
    var from: String
    var to: String
    var check: String
  }

  @Test func `a sound output folder holds in every respect`() throws {
    let folder = try TemporaryFolder()
    let (output, _) = try Sample.reconciled(into: folder)

    let result = try Program.run("verify", output.folder.path)

    #expect(result.status == 0)
    #expect(!result.output.contains("FAILS"))
    #expect(result.output.contains("certificates"))
  }

  static let forgeries = [
    Forgery(
      testDescription: "a payment that nobody decided", file: "applications.csv",
      from: "INV-70441,payment,4120.00", to: "INV-70441,payment,4121.00",
      check: "applications.csv and exceptions.csv are what was decided"),
    Forgery(
      testDescription: "an item that is open by another amount", file: "decisions.jsonl",
      from: "\"open_before\":\"4120.00\",\"open_after\":\"0.00\"",
      to: "\"open_before\":\"4120.00\",\"open_after\":\"20.00\"", check: "per item"),
    Forgery(
      testDescription: "two sets told as one", file: "decisions.jsonl",
      from: "\"answer\":\"several\"", to: "\"answer\":\"one\"", check: "certificates"),
    Forgery(
      testDescription: "a set that does not make the amount", file: "decisions.jsonl",
      from: "[\"INV-70407\",\"INV-70429\"]", to: "[\"INV-70407\"]", check: "certificates"),
    Forgery(
      testDescription: "a posting that is off by a cent", file: "journal.ledger",
      from: "4120.00 USD", to: "4120.01 USD", check: "journal.ledger"),
    Forgery(
      testDescription: "a receipt that is said to be wholly applied", file: "ledger/receipts.csv",
      from: ",unapplied", to: ",applied", check: "per receipt"),
    Forgery(
      testDescription: "an exception that is gone", file: "exceptions.csv",
      from: "\nE-", to: "\nX-", check: "applications.csv and exceptions.csv"),
  ]

  @Test(arguments: forgeries)
  func `a forged output folder is found out`(forgery: Forgery) throws {
    let folder = try TemporaryFolder()
    let (output, _) = try Sample.reconciled(into: folder)
    let file = output.folder.appendingPathComponent(forgery.file)
    let text = try String(contentsOf: file, encoding: .utf8)
    let range = try #require(text.range(of: forgery.from))
    try text.replacingCharacters(in: range, with: forgery.to)
      .write(to: file, atomically: true, encoding: .utf8)

    let result = try Program.run("verify", output.folder.path)

    let failed = result.output.split(separator: "\n").filter { $0.hasPrefix("FAILS") }
    #expect(result.status == 65)
    #expect(failed.contains { $0.contains(forgery.check) }, "\(result.output)")
  }

  @Test func `a dispute that is not written is missed`() throws {
    let folder = try TemporaryFolder()
    let (output, _) = try Sample.reconciled(into: folder)
    let file = output.folder.appendingPathComponent("disputes.csv")
    let header = try String(contentsOf: file, encoding: .utf8).prefix { $0 != "\n" }
    try (header + "\n").write(to: file, atomically: true, encoding: .utf8)

    let result = try Program.run("verify", output.folder.path)

    #expect(result.output.contains("FAILS  every deduction that is disputed has its dispute"))
  }

  @Test func `what is no output folder is told`() throws {
    let folder = try TemporaryFolder()

    let result = try Program.run("verify", (folder / "missing").path)

    #expect(result.status == 66)
  }
}
