import Foundation
import Testing

/// `inspect`, `transactions`, `explain`, help and completions through the built program.
@Suite struct CommandTests {
  private func object(_ text: String) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return value as? [String: Any] ?? [:]
  }

  @Test func `inspect tells of every sample file what it is, and all its checks hold`() throws {
    let result = try Program.run(
      ["inspect", "--format", "json"] + Sample.bankFiles())

    let files = try object(result.output)["files"] as? [[String: Any]] ?? []
    #expect(result.status == 0)
    #expect(files.map { $0["format"] as? String } == ["camt.053", "lockbox", "bai2"])
    #expect(files.map { $0["version"] as? String } == ["001.08", "SAP-BAI2", "2"])
    for file in files {
      let statements = file["statements"] as? [[String: Any]] ?? []
      let checks =
        (statements + [file]).flatMap { $0["checks"] as? [[String: Any]] ?? [] }
        .map { $0["verdict"] as? String }
      #expect(checks.contains("holds"))
      #expect(!checks.contains("off"))
    }
  }

  @Test func `inspect for people names the statement, its balances and its checks`() throws {
    let result = try Program.run("inspect", Sample.bankFiles()[0])

    for text in ["camt.053 001.08, certain", "opening", "closing", "balance holds"] {
      #expect(result.output.contains(text), "\(text)")
    }
  }

  @Test
  func `transactions are one JSON object a line with the contract's keys, or the same as CSV`()
    throws
  {
    let jsonl = try Program.run(["transactions"] + Sample.bankFiles())
    let csv = try Program.run(["transactions", "--format", "csv"] + Sample.bankFiles())

    let lines = jsonl.output.split(separator: "\n")
    let first = try object(String(lines[0]))
    #expect(Set(first.keys).isSuperset(of: ["payment_id", "documents", "text", "class", "status"]))
    let folder = try TemporaryFolder()
    try folder.write(csv.output, to: "all.csv")
    let rows = try Output.rows(folder / "all.csv")
    #expect(rows.count == lines.count)
    #expect(
      try rows.map { $0["payment_id"] }
        == lines.map {
          try object(String($0))["payment_id"] as? String
        })
  }

  @Test func `the identity is that of the contract's example`() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      BadInputTests.statement("980.00", "RE 4711").replacingOccurrences(
        of: "<AcctSvcrRef>REF-1</AcctSvcrRef>", with: ""
      ).replacingOccurrences(
        of: "<TxDtls>", with: "<TxDtls><Refs><EndToEndId>E2E-4711</EndToEndId></Refs>"),
      to: "day.xml")

    let result = try Program.run("transactions", "day.xml", in: folder.url)

    #expect(try object(result.output)["payment_id"] as? String == "P5847222919a10ce2")
  }

  @Test func `standard input is read as a file, and its format can be said`() throws {
    let folder = try TemporaryFolder()
    let file = try Sample.bankFiles()[2]

    let read = try Program.shell("$Q transactions - < '\(file)' | wc -l", in: folder.url)
    let asWhat = try Program.shell(
      "$Q inspect --format-of bai2 - < '\(file)' | head -2 | tail -1", in: folder.url)

    let lines = try Program.run("transactions", file).output.split(separator: "\n").count
    #expect(read.output.trimmingCharacters(in: .whitespacesAndNewlines) == "\(lines)")
    #expect(asWhat.output.contains("certain: the caller says so"))
  }

  @Test func `a format that is asked for and contradicts the content is said to be so`() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
      <GrpHdr><MsgId>M</MsgId><CreDtTm>2026-03-10T08:00:00</CreDtTm></GrpHdr>
      <Ntfctn><Id>N</Id></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>
      """, to: "day.xml")

    let result = try Program.run(
      "inspect", "--format-of", "camt.053", "day.xml", in: folder.url)

    #expect(
      result.output.contains(
        "camt.054 001.08, certain: the content says so, though camt.053 was asked for"))
  }

  @Test func `a file that ends in the middle keeps its format, its version and what began`() throws
  {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      01,SENDER,R,260310,2130,1,,,2/
      02,R,071000013,1,260310,2400,USD,2/
      03,4400700000,,010,100,,/
      16,142,500,,R,C,T
      """, to: "day.bai")

    let result = try Program.run("inspect", "--format", "json", "day.bai", in: folder.url)

    #expect(result.status == 65)
    #expect(result.output.contains("\"format\": \"bai2\""))
    #expect(result.output.contains("\"version\": \"2\""))
    #expect(result.output.contains("\"account\": \"4400700000\""))
    #expect(
      result.output.contains("\"note\": \"the file cannot be read to the end of this statement\""))
  }

  @Test func `bytes that do not fit their encoding are told on one line`() throws {
    let folder = try TemporaryFolder()

    let result = try Program.shell(
      "printf '<?xml version=\"1.0\"?><Document><a>M\\344</a></Document>' | $Q inspect - 2>&1",
      in: folder.url)

    let told = result.output.split(separator: "\n").filter { $0.contains("badEncoding") }
    #expect(told.count == 1)
    #expect(
      told.first?.contains("the bytes do not fit the encoding that the file declares") == true)
    #expect(told.first?.contains("Bytes: 0xE4") == true)
  }

  @Test func `explain says what was read, tried, booked and left to a person`() throws {
    let folder = try TemporaryFolder()
    let (output, _) = try Sample.reconciled(into: folder)
    let raised = try output.rows("exceptions.csv").first { $0["type"] == "short_payment" } ?? [:]
    let payment = try #require(raised["payment_id"])

    let page = try Program.run("explain", payment, "--output", output.folder.path)
    let byException = try Program.run(
      "explain", raised["exception_id"] ?? "", "--output", output.folder.path)
    let json = try Program.run("explain", payment, "--json", "--output", output.folder.path)

    #expect(page.status == 0)
    for text in ["Receipt \(payment)", "Tried, in this order", "Booked", "For a person"] {
      #expect(page.output.contains(text), "\(text)")
    }
    #expect(byException.output == page.output)
    #expect(try object(json.output)["payment_id"] as? String == payment)
  }

  @Test func `explain of an earlier run's receipt tells what became of it, and of nobody's is 66`()
    throws
  {
    let folder = try TemporaryFolder()
    let (first, _) = try Sample.reconciled(into: folder)
    let (again, _) = try Sample.reconciled(
      into: folder, as: "again", ledger: first.folder.path + "/ledger")
    let payment = try #require(try first.rows("applications.csv").first?["payment_id"])

    let earlier = try Program.run("explain", payment, "--output", again.folder.path)
    let nobody = try Program.run("explain", "P0000000000000000", "--output", again.folder.path)

    #expect(earlier.output.contains("Receipt \(payment) of an earlier run"))
    #expect(nobody.status == 66)
  }

  @Test(arguments: [[], ["reconcile"], ["inspect"], ["transactions"], ["explain"]])
  func `help teaches by an example`(command: [String]) throws {
    let result = try Program.run(command + ["--help"])

    #expect(result.status == 0)
    #expect(result.output.contains("quittance \(command.first ?? "reconcile") "))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `the shell's completions know the commands`(shell: String) throws {
    let result = try Program.run("--generate-completion-script", shell)

    #expect(result.status == 0)
    #expect(result.output.contains("reconcile") && result.output.contains("lockbox-layout"))
  }

  @Test func `standard output that is full is exit 74`() throws {
    let folder = try TemporaryFolder()
    let file = try Sample.bankFiles()[0]

    let result = try Program.shell("$Q transactions '\(file)' > /dev/full", in: folder.url)

    #expect(result.status == 74)
  }
}
