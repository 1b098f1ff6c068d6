import LedgerFiles
import Money
import Receivables
import Testing

/// A small folder, whole and sound, of which a test changes one file.
func folder(_ changes: [String: String] = [:]) -> [String: [UInt8]] {
  var files = [
    "customers.csv": "customer_id,name\nC1,Ada\nC2,Bob\n",
    "open_items.csv": items("C1,4711,invoice,2026-01-05,2026-02-04,EUR,100.00,60.00"),
  ]
  files.merge(changes) { $1 }
  return files.mapValues { Array($0.utf8) }
}

/// A file of items with these rows.
func items(_ rows: String...) -> String {
  """
  customer_id,document_number,document_type,document_date,due_date,currency,original_amount,\
  open_amount

  """ + rows.map { $0 + "\n" }.joined()
}

@Suite struct LedgerFolderTests {
  @Test(arguments: [
    (
      "open_items.csv", items("C9,1,invoice,2026-01-05,,EUR,1,1"),
      "open_items.csv:2:1: error: customer_id 'C9' is unknown; expected a customer of customers.csv (unknownCustomer)"
    ),
    (
      "open_items.csv", items("C1,1,invoise,2026-01-05,,EUR,1,1"),
      "open_items.csv:2:6: error: document_type 'invoise' is unknown; expected one of invoice, debit_memo, credit_memo, on_account, deduction (nearest: invoice) (unknownValue)"
    ),
    (
      "open_items.csv", items("C1,1,invoice,2026-02-30,,EUR,1,1"),
      "open_items.csv:2:14: error: document_date '2026-02-30' is no day of the calendar; expected YYYY-MM-DD, from 1900 to 2200 (badDate)"
    ),
    (
      "open_items.csv", items("C1,1,invoice,2026-02-03,,eur,1,1"),
      "open_items.csv:2:26: error: currency 'eur' is unknown; expected EUR, in capitals (unknownCurrency)"
    ),
    (
      "open_items.csv", items("C1,1,invoice,2026-02-03,,JPY,1.5,1"),
      "open_items.csv:2:30: error: original_amount '1.5' has too many decimals for JPY; expected a decimal with a point and no decimals (badAmount)"
    ),
    (
      "open_items.csv", items("C1,1,invoice,2026-02-03,,EUR,\"1,000.00\",1"),
      "open_items.csv:2:30: error: original_amount '1,000.00' is no plain decimal; expected a decimal with a point and at most 2 decimals (badAmount)"
    ),
    (
      "open_items.csv", items("C1,1,invoice,2026-02-03,,EUR,1,2"),
      "open_items.csv:2:32: error: open_amount 2.00 EUR is beyond the original 1.00 EUR; expected 0 to 1.00 EUR (beyondOriginal)"
    ),
    (
      "open_items.csv", items("C1,1,credit_memo,2026-02-03,,EUR,-1,1"),
      "open_items.csv:2:37: error: open_amount 1.00 EUR is beyond the original -1.00 EUR; expected -1.00 EUR to 0 (beyondOriginal)"
    ),
    (
      "open_items.csv", items("C1,1,invoice,2026-02-03,,EUR,1,0.00"),
      "open_items.csv:2:32: error: open_amount is 0; expected an amount; an item without one belongs into cleared_items.csv (zeroOpenAmount)"
    ),
    (
      "cleared_items.csv", items("C1,2,invoice,2026-02-03,,EUR,1,1"),
      "cleared_items.csv:2:32: error: open_amount of a cleared item is 1.00 EUR; expected 0; an item that is still open belongs into open_items.csv (clearedNotZero)"
    ),
    (
      "cleared_items.csv", items("C1,4711,invoice,2026-02-03,,EUR,1,0"),
      "cleared_items.csv:2:4: error: document_number '4711' is there already; expected it once; the first is in line 2 of open_items.csv (duplicateKey)"
    ),
    (
      "customers.csv", "customer_id,name\nC1,A\nC1,B\n",
      "customers.csv:3:1: error: customer_id 'C1' is there already; expected it once; the first is in line 2 (duplicateKey)"
    ),
    (
      "customers.csv", "customer_id,name\nC1,A\n,B\n",
      "customers.csv:3:1: error: customer_id is blank; expected a value (blankCell)"
    ),
    (
      "customers.csv", "customer_id,name\nC1,A,x\n",
      "customers.csv:2:6: error: the row has 3 cells; expected 2, as the header has (wrongCellCount)"
    ),
    (
      "customers.csv", "customer_id,names\nC1,A\n",
      "customers.csv:1:1: error: column name is missing; expected it in the header (nearest: names) (missingColumn)"
    ),
    (
      "customers.csv", "customer_id,name,name\nC1,A,A\n",
      "customers.csv:1:18: error: column 'name' occurs twice; expected every column once (duplicateColumn)"
    ),
    (
      "customers.csv", "customer_id,name\nC1,A \"x\"\n",
      "customers.csv:2:6: error: a quote stands inside a cell; expected the cell in quotes and every quote in it doubled (strayQuote)"
    ),
    (
      "customers.csv", "customer_id,name\nC1,\"A\n\n",
      "customers.csv:2:4: error: the quote that opens this cell is never closed; expected a closing quote (unclosedQuote)"
    ),
    (
      "customers.csv", "customer_id,name\nC1,A\0\n",
      "customers.csv:2:5: error: a NUL byte stands in the text; expected UTF-8 text; export the file in that encoding (badEncoding)"
    ),
    (
      "customers.csv", "customer_id,name\rC1,A\n",
      "customers.csv:1:17: error: a carriage return stands alone; expected lines that end in LF or CRLF (strayReturn)"
    ),
    (
      "customers.csv", "customer_id,name,parent_id\nC1,A,C7\n",
      "customers.csv:2:6: error: parent_id 'C7' is unknown; expected a customer of customers.csv (unknownCustomer)"
    ),
    (
      "customers.csv", "customer_id,name,withholding_tax_percent\nC1,A,-5\n",
      "customers.csv:2:6: error: withholding_tax_percent '-5' is no percentage; expected a number from 0 to 100 with at most 5 decimals (badPercent)"
    ),
    (
      "applications.csv",
      """
      payment_id,bank_reference,source_file,booking_date,customer_id,payer_id,document_number,kind,\
      amount,currency,reason_code,rule,confidence
      P1,,,2026-01-01,gone,,1,payment,1,EUR,,,1.01

      """,
      "applications.csv:2:41: error: confidence '1.01' is no confidence; expected a number from 0 to 1 with at most 2 decimals (badConfidence)"
    ),
  ])
  func `a bad cell is an error that names its place`(
    file: String, content: String, line: String
  ) {
    let error = #expect(throws: LedgerFolderErrors.self) {
      try LedgerFolder.read(files: folder([file: content]))
    }

    #expect(error?.errors.first { $0.position.file == file }?.description == line)
  }

  @Test func `every problem is reported, in the order of files and places`() {
    let error = #expect(throws: LedgerFolderErrors.self) {
      try LedgerFolder.read(
        files: folder([
          "open_items.csv": items("C1,1,x,2026-13-01,,EUR,1,1", "C1,,invoice,2026-01-01,,EUR,1,1"),
          "customer_aliases.csv": "customer_id,alias\nC3,Ann\n",
        ]))
    }

    #expect(
      error?.errors.map(\.position.description) == [
        "customer_aliases.csv:2:1", "open_items.csv:2:6", "open_items.csv:2:8",
        "open_items.csv:3:4",
      ])
  }

  @Test func `the first hundred problems are kept and all are counted`() {
    let rows = String(repeating: "C3,Ann\n", count: 500)

    let error = #expect(throws: LedgerFolderErrors.self) {
      try LedgerFolder.read(
        files: folder(["customer_aliases.csv": "customer_id,alias\n" + rows]))
    }

    #expect(error?.errors.count == 100)
    #expect(error?.total == 500)
    #expect(error?.description.hasSuffix("\nand 400 more errors") == true)
  }

  @Test func `customers and open items must be there`() {
    let error = #expect(throws: LedgerFolderErrors.self) { try LedgerFolder.read(files: [:]) }

    #expect(error?.errors.map(\.code) == [.missingFile, .missingFile])
    #expect(
      error?.errors.first?.description
        == "customers.csv:1: error: the file is missing; expected a ledger folder with customers.csv and open_items.csv (missingFile)"
    )
  }

  @Test func `bytes that are not UTF-8 are an error at their place`() {
    var files = folder()
    files["customers.csv"] = Array("customer_id,name\nC1,".utf8) + [0xE4, 0x0A]

    let error = #expect(throws: LedgerFolderErrors.self) { try LedgerFolder.read(files: files) }

    #expect(
      error?.errors.first?.description
        == "customers.csv:2:4: error: byte 0xE4 is not UTF-8; expected UTF-8 text; export the file in that encoding (badEncoding)"
    )
  }

  @Test func `a folder that is written reads as the same, with its own columns and spellings`()
    throws
  {
    let files = folder([
      "customers.csv":
        "\u{FEFF}region,customer_id,name,withholding_tax_percent\r\nNord,C1,\"Ada, \"\"A\"\"\",5.00\r\n,C2,'=1+1,\r\n",
      "open_items.csv":
        "x,customer_id,document_number,document_type,document_date,due_date,currency,original_amount,open_amount\nu,C1,1,invoice,2026-01-05,,KWD,1.5,1.234\n",
      "cleared_items.csv":
        "y,x,customer_id,document_number,document_type,document_date,due_date,currency,original_amount,open_amount\nv,w,C1,2,invoice,2026-01-05,2026-02-05,JPY,100,0\n",
    ])

    let first = try LedgerFolder.read(files: files)
    let written = Dictionary(uniqueKeysWithValues: first.write().map { ($0.name, $0.bytes) })
    let second = try LedgerFolder.read(files: written)

    #expect(second == first)
    #expect(first.columns.items == ["x", "y"])
    #expect(first.ledger.openItems.map(\.carried) == [["u", ""]])
    #expect(first.ledger.clearedItems.map(\.carried) == [["w", "v"]])
    #expect(first.ledger.customers.map(\.name) == ["Ada, \"A\"", "=1+1"])
    #expect(
      written["customers.csv"].map { String(decoding: $0, as: UTF8.self) } == """
        customer_id,name,parent_id,currency,email,withholding_tax_percent,unreferenced_policy,region
        C1,"Ada, ""A""\",,,,5.00,,Nord
        C2,'=1+1,,,,,,

        """)
    #expect(first.write().map(\.name) == LedgerFolder.fileNames)
  }
}
