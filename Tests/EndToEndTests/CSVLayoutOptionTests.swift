import Foundation
import Testing

/// `--csv-layout` through the built program.
@Suite struct CSVLayoutOptionTests {
  private static let layout = Sample.folder.appendingPathComponent("layouts/euro-account.json").path
  private static let file = Sample.folder.appendingPathComponent("layouts/euro-account.csv").path

  private static let simple = """
    {"id": "simple", "account": "DE89370400440532013000", "currency": "EUR", "columns": {
      "booking_date": "Day", "amount": "Sum", "payer_name": "Who", "text": "Text"}}
    """

  @Test func `the example is read by its layout, and its balances follow from each other`() throws {
    let result = try Program.run("inspect", "--csv-layout", Self.layout, Self.file)

    #expect(result.status == 0)
    #expect(result.errors == "")
    for text in [
      "csv euro-account, certain: its header has the columns of the CSV layout euro-account",
      "opening       10000.00 EUR on 2026-03-10", "closing       13675.10 EUR on 2026-03-11",
      "running_balance holds: 13675.10 EUR (the newest line stands first; ",
    ] {
      #expect(result.output.contains(text), "\(text) in \(result.output)")
    }
  }

  @Test func `its lines are transactions as of any other format`() throws {
    let result = try Program.run("transactions", "--csv-layout", Self.layout, Self.file)

    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 3)
    for text in [
      "\"booking_date\":\"2026-03-10\"", "\"value_date\":\"2026-03-11\"",
      "\"amount\":\"1235.00\"", "\"bank_reference\":\"WWL-88120\"", "\"class\":\"receipt\"",
      "\"payer_name\":\"Wasserwerk Lindenried\"", "\"text\":[\"RE 2026-0702\",\"geprüft\"]",
    ] {
      #expect(lines[2].contains(text), "\(text) in \(lines[2])")
    }
  }

  @Test func `a receipt from a CSV pays its item`() throws {
    let folder = try TemporaryFolder()
    try folder.write("customer_id,name\nC1,Meier Bau GmbH\n", to: "ledger/customers.csv")
    try folder.write(
      "customer_id,document_number,document_type,document_date,due_date,currency,"
        + "original_amount,open_amount\nC1,4711,invoice,2026-01-10,2026-02-10,EUR,100.00,100.00\n",
      to: "ledger/open_items.csv")
    try folder.write(Self.simple, to: "simple.json")
    try folder.write(
      "Day,Sum,Who,Text\n2026-03-10,100.00,Meier Bau GmbH,RE 4711\n", to: "day.csv")

    let result = try Program.run(
      "reconcile", "--ledger", "ledger", "--output", "out", "--quiet", "--csv-layout",
      "simple.json", "day.csv", in: folder.url)

    #expect(result.status == 0)
    #expect(result.errors == "")
    let rows = try Output(folder: folder / "out").rows("applications.csv")
    #expect(rows.map { $0["document_number"] } == ["4711"])
    #expect(rows.map { $0["amount"] } == ["100.00"])
  }

  @Test func `a bad layout names its file and place, and a missing one is exit 66`() throws {
    let folder = try TemporaryFolder()
    try folder.write("{\n  \"id\": \"x\", \"colums\": {}\n}\n", to: "bad.json")

    let bad = try Program.run("inspect", "--csv-layout", "bad.json", Self.file, in: folder.url)
    let missing = try Program.run("inspect", "--csv-layout", "no.json", Self.file, in: folder.url)

    #expect(bad.status == 65)
    #expect(
      bad.errors.hasPrefix("bad.json:2:24: error: the key 'colums' is unknown; expected one of "))
    #expect(missing.status == 66)
  }

  @Test func `without a layout the error says what is needed`() throws {
    let result = try Program.run("inspect", Self.file)

    #expect(result.status == 65)
    #expect(result.errors.hasSuffix("or a CSV with its layout by --csv-layout (unknownFormat)\n"))
  }
}
