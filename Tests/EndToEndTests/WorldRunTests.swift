import Foundation
import Testing

/// A synthetic world goes through the built program: made, reconciled, scored.
@Suite struct WorldRunTests {
  @Test(arguments: ["clean", "typical", "hard"])
  func `nothing is applied wrongly in a small world`(profile: String) throws {
    let folder = try TemporaryFolder()

    let made = try Program.run(
      "generate", "--seed", "11", "--customers", "60", "--items", "2000", "--payments", "2000",
      "--profile", profile, "--output", "world", in: folder.url)
    let done = try Program.shell(
      "$Q reconcile --quiet --ledger world/ledger --output out world/bank/*", in: folder.url)
    let scored = try Program.run(
      "score", "--truth", "world/truth", "--output", "out", "--format", "json", in: folder.url)

    #expect(made.status == 0, "\(made.errors)")
    #expect(done.status == 0, "\(done.errors)")
    #expect(scored.status == 0, "\(scored.errors)")
    let score = try #require(
      try JSONSerialization.jsonObject(with: Data(scored.output.utf8)) as? [String: Any])
    let wrong = try #require(score["wrong_applications"] as? [String: Any])
    #expect(wrong["receipts"] as? Int == 0)
    #expect(score["receipts"] as? Int ?? 0 > 1900)
    #expect(score["receipts_not_in_truth"] as? Int == 0)
  }

  @Test func `a world is whole or absent, and replaces nothing`() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine", to: "world/notes.txt")

    let result = try Program.run(
      "generate", "--seed", "1", "--customers", "5", "--items", "5", "--payments", "5",
      "--output", "world", in: folder.url)

    #expect(result.status == 73)
    #expect(try folder.files(under: "world") == ["notes.txt"])
    #expect(try folder.files(under: ".") == ["world", "world/notes.txt"])
  }

  @Test func `score takes an output that has only applications, and misses none but those`() throws
  {
    let folder = try TemporaryFolder()
    try folder.write("payment_id,scenario,amount,currency,expected\n", to: "truth/receipts.csv")
    try folder.write(
      "payment_id,document_number,kind,amount,currency\n", to: "out/applications.csv")

    let scored = try Program.run("score", "--truth", "truth", "--output", "out", in: folder.url)
    let missing = try Program.run("score", "--truth", "truth", "--output", "none", in: folder.url)

    #expect(scored.status == 0, "\(scored.errors)")
    #expect(missing.status == 66)
  }
}
