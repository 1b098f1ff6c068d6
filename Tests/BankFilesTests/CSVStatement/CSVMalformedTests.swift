import BankFiles
import Receivables
import Testing

/// Small edits of one good file, each with everything that comes of it.
struct CSVMalformedTests {
  static let layout = """
    {
      "id": "ours", "grouping": ",",
      "columns": {
        "booking_date": "Date", "value_date": "Value", "payer_name": "Name",
        "payer_account": "Account", "text": ["Text"], "bank_reference": "Ref", "bank_code": "Code",
        "amount": "Amount", "currency": "Currency", "balance_after": "Balance"
      },
      "account": "1234567",
      "words": {"fee": ["FEE"], "return": ["RET"]}
    }
    """

  /// Three lines, the second one over two lines of the file.
  static let good = """
    Date,Value,Name,Account,Text,Ref,Code,Amount,Currency,Balance
    2026-03-10,2026-03-10,ACME TOOLS,DE1,INV A-1,R-1,TRF,"1,000.50",USD,"5,000.50"
    2026-03-10,2026-03-11,"SMITH, JOHN",DE2,"INV ""A-2""
    second line",R-2,TRF,200.00,USD,"5,200.50"
    2026-03-11,2026-03-11,BANK,,FEE MARCH,R-3,FEE,-5.50,USD,"5,195.00"

    """

  @Test func `the good file has no problem at all`() throws {
    let trial = FlatFileTrial(csv: Self.good, try .reading(Self.layout))

    #expect(trial.failure == nil)
    #expect(trial.problems.map(\.description) == [])
    #expect(
      trial.csvOutcome
        == """
        2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
        3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
        5: -5.50 USD 2026-03-11 R-3 fee from ''
        balance holds
        """)
  }

  static let edits: [TextEdit] = [
    TextEdit(
      "Date,Value", "Datum,Value",
      """
      failed: csv:1: error: the header has no column 'Date'; expected the columns of layout \
      ours, or another layout with --csv-layout (unknownFormat)
      """),
    TextEdit(
      "Date,Value,Name", "Datum,Valuta,Wer",
      """
      failed: csv:1: error: the header has no column 'Date', 'Value', 'Name'; expected the \
      columns of layout ours, or another layout with --csv-layout (unknownFormat)
      """),
    TextEdit(
      "Date,Value", "Date,Date",
      """
      failed: csv:1: error: the header has 'Date' twice; expected the column's number in layout \
      ours (badRecord)
      """),
    TextEdit(
      "Date,Value", "Date ,Value",
      """
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance holds
      """),
    TextEdit(
      "Date,Value", "\"Date\",\"Value\"",
      """
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance holds
      """),
    TextEdit(
      "Date,Value", "Da\"te,Value",
      """
      failed: csv:1:3: error: the header cannot be read: a quote stands inside the cell; \
      expected quotes around it, and each inside doubled (badRecord)
      """),
    TextEdit(
      "Ref,Code", "Code,Ref",
      """
      2: 1000.50 USD 2026-03-10 TRF receipt from 'ACME TOOLS'
      3: 200.00 USD 2026-03-10 TRF receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 FEE other from ''
      balance holds
      """),
    TextEdit(
      "Date,Value", "\u{FEFF}Date,Value",
      """
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance holds
      """),
    TextEdit(
      "Date,Value,Name", "Date;Value;Name",
      """
      failed: csv:1: error: the header has no column 'Date', 'Value', 'Name'; expected the \
      columns of layout ours, or another layout with --csv-layout (unknownFormat)
      """),
    TextEdit(
      "2026-03-10,2026-03-10,ACME TOOLS,DE1,", "2026-03-10,2026-03-10,ACME TOOLS,",
      """
      csv:2: error: the line has 9 cells; expected 10, as the header has (badRecord)
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "ACME TOOLS,DE1", "ACME, TOOLS,DE1",
      """
      csv:2: error: the line has 11 cells; expected 10, as the header has (badRecord)
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "\"5,000.50\"\n", "\"5,000.50\",\n",
      """
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance holds
      """),
    TextEdit(
      "\"5,000.50\"\n", "\"5,000.50\",,  ,\n",
      """
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance holds
      """),
    TextEdit(
      "\"5,000.50\"\n", "\"5,000.50\",x\n",
      """
      csv:2: error: the line has 11 cells; expected 10, as the header has (badRecord)
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "\"5,000.50\"\n", "\"5,000.50\"\n\n,,,,,,,,,\n",
      """
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      5: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      7: -5.50 USD 2026-03-11 R-3 fee from ''
      balance holds
      """),
    TextEdit(
      "ACME TOOLS", "ACME \"TOOLS\"",
      """
      csv:2:28: error: a quote stands inside the cell; expected quotes around it, and each \
      inside doubled (badRecord)
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "ACME TOOLS", "\"ACME\" TOOLS",
      """
      csv:2:29: error: a quote stands inside the cell; expected quotes around it, and each \
      inside doubled (badRecord)
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "ACME TOOLS", "\"ACME TOOLS",
      """
      csv:2:56: error: a quote stands inside the cell; expected quotes around it, and each \
      inside doubled (badRecord)
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "second line\"", "second line",
      """
      csv:4:33: error: a quote stands inside the cell; expected quotes around it, and each \
      inside doubled (badRecord)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "ACME TOOLS", "ACME\rTOOLS",
      """
      csv:2:28: error: a carriage return stands alone; expected a line feed behind it \
      (badRecord)
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "ACME TOOLS", "\"ACME\rTOOLS\"",
      """
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME<CR>TOOLS'
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance holds
      """),
    TextEdit(
      "ACME TOOLS", "ACME\tTOOLS",
      """
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME	TOOLS'
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance holds
      """),
    TextEdit(
      "ACME TOOLS", "ACME\u{0}TOOLS",
      """
      csv:2:27: error: the control character 0 stands in the cell; expected text; is this a CSV \
      file? (badEncoding)
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "ACME TOOLS", "\"ACME\u{7}TOOLS\"",
      """
      csv:2:28: error: the control character 7 stands in the cell; expected text; is this a CSV \
      file? (badEncoding)
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "ACME TOOLS", "",
      """
      2: 1000.50 USD 2026-03-10 R-1 receipt from ''
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance holds
      """),
    TextEdit(
      "\"5,195.00\"\n", "\"5,195.00\"",
      """
      csv:5: error: the last line does not end, and may be cut off; expected a line end; \
      "final_line_end": "optional" in the layout if the bank writes none (truncated)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "\"5,195.00\"\n", "\"5,195.00\n",
      """
      failed: csv:5:57: error: the file ends inside the quotes that open here; expected a \
      closing quote; fetch the file again (truncated)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      """),
    TextEdit(
      "\"5,195.00\"\n", "\"5,195.00\"\n\u{1A}",
      """
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance holds
      """),
    TextEdit(
      "\"5,195.00\"\n", "\"5,195.00\"\nTotal\n",
      """
      csv:6: error: the line has 1 cell; expected 10, as the header has (badRecord)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "\"5,195.00\"\n", "\"5,195.00\"\n2026-03-12\n",
      """
      csv:6: error: the line has 1 cell; expected 10, as the header has (badRecord)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "2026-03-10,2026-03-10", "10.03.2026,2026-03-10",
      """
      csv:2:1: error: the booking date is '10.03.2026'; expected a day as YYYY-MM-DD (badDate)
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "2026-03-10,2026-03-10", "2026-02-30,2026-03-10",
      """
      csv:2:1: error: the booking date is '2026-02-30'; expected a day as YYYY-MM-DD (badDate)
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "2026-03-10,2026-03-10", "2026-3-10,2026-03-10",
      """
      csv:2:1: error: the booking date is '2026-3-10'; expected a day as YYYY-MM-DD (badDate)
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "2026-03-10,2026-03-10", "20260310,2026-03-10",
      """
      csv:2:1: error: the booking date is '20260310'; expected a day as YYYY-MM-DD (badDate)
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "2026-03-10,2026-03-10", ",2026-03-10",
      """
      csv:2:1: error: the booking date is ''; expected a day as YYYY-MM-DD (badDate)
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "2026-03-10,2026-03-10", "2026-03-10,",
      """
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance holds
      """),
    TextEdit(
      "2026-03-10,2026-03-10", "2026-03-10,soon",
      """
      csv:2:12: error: the value date is 'soon'; expected a day as YYYY-MM-DD (badDate)
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "2026-03-10,2026-03-10", "2026-03-10 08:00,2026-03-10",
      """
      csv:2:1: error: the booking date is '2026-03-10 08:00'; expected a day as YYYY-MM-DD \
      (badDate)
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "2026-03-10,2026-03-10", "٢٠٢٦-03-10,2026-03-10",
      """
      csv:2:1: error: the booking date is '٢٠٢٦-03-10'; expected a day as YYYY-MM-DD (badDate)
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "2026-03-10,2026-03-10", "0000-03-10,2026-03-10",
      """
      csv:2:1: error: the booking date is '0000-03-10'; expected a day as YYYY-MM-DD (badDate)
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "200.00,USD", "200,USD",
      """
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance holds
      """),
    TextEdit(
      "200.00,USD", ",USD",
      """
      csv:4:22: error: the line has no amount; expected an amount (badAmount)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "200.00,USD", "\"200,00\",USD",
      """
      csv:4:22: error: the amount is '200,00'; expected a number with '.' before at most 2 \
      decimals and groups of three between ',' (badAmount)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "200.00,USD", "\"2,00.00\",USD",
      """
      csv:4:22: error: the amount is '2,00.00'; expected a number with '.' before at most 2 \
      decimals and groups of three between ',' (badAmount)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "200.00,USD", "\"0,200.00\",USD",
      """
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance holds
      """),
    TextEdit(
      "200.00,USD", "200.000,USD",
      """
      csv:4:22: error: the amount is '200.000'; expected a number with '.' before at most 2 \
      decimals and groups of three between ',' (badAmount)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "200.00,USD", "200.,USD",
      """
      csv:4:22: error: the amount is '200.'; expected a number with '.' before at most 2 \
      decimals and groups of three between ',' (badAmount)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "200.00,USD", ".20,USD",
      """
      csv:3: error: the balance behind this line does not follow from the one before: it breaks \
      at 1 of 2 lines; expected a line for every change; no "balance_after" in the layout if the \
      bank's list has no order (balanceMismatch)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      3: 0.20 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance off, it breaks at 1 of 2 lines
      """),
    TextEdit(
      "200.00,USD", "+200.00,USD",
      """
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance holds
      """),
    TextEdit(
      "200.00,USD", "200.00-,USD",
      """
      csv:3: error: the balance behind this line does not follow from the one before: it breaks \
      at 1 of 2 lines; expected a line for every change; no "balance_after" in the layout if the \
      bank's list has no order (balanceMismatch)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      3: -200.00 USD 2026-03-10 R-2 other from ''
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance off, it breaks at 1 of 2 lines
      """),
    TextEdit(
      "200.00,USD", "(200.00),USD",
      """
      csv:3: error: the balance behind this line does not follow from the one before: it breaks \
      at 1 of 2 lines; expected a line for every change; no "balance_after" in the layout if the \
      bank's list has no order (balanceMismatch)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      3: -200.00 USD 2026-03-10 R-2 other from ''
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance off, it breaks at 1 of 2 lines
      """),
    TextEdit(
      "200.00,USD", "-(200.00),USD",
      """
      csv:4:22: error: the amount is '-(200.00)'; expected a number with '.' before at most 2 \
      decimals and groups of three between ',' (badAmount)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "200.00,USD", "--200.00,USD",
      """
      csv:4:22: error: the amount is '--200.00'; expected a number with '.' before at most 2 \
      decimals and groups of three between ',' (badAmount)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "200.00,USD", "$200.00,USD",
      """
      csv:4:22: error: the amount is '$200.00'; expected a number with '.' before at most 2 \
      decimals and groups of three between ',' (badAmount)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "200.00,USD", "2e2,USD",
      """
      csv:4:22: error: the amount is '2e2'; expected a number with '.' before at most 2 decimals \
      and groups of three between ',' (badAmount)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "200.00,USD", "0x20,USD",
      """
      csv:4:22: error: the amount is '0x20'; expected a number with '.' before at most 2 \
      decimals and groups of three between ',' (badAmount)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "200.00,USD", "NaN,USD",
      """
      csv:4:22: error: the amount is 'NaN'; expected a number with '.' before at most 2 decimals \
      and groups of three between ',' (badAmount)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "200.00,USD", "٢٠٠.00,USD",
      """
      csv:4:22: error: the amount is '٢٠٠.00'; expected a number with '.' before at most 2 \
      decimals and groups of three between ',' (badAmount)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "200.00,USD", "1.2.3,USD",
      """
      csv:4:22: error: the amount is '1.2.3'; expected a number with '.' before at most 2 \
      decimals and groups of three between ',' (badAmount)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "200.00,USD", "92233720368547758.07,USD",
      """
      failed: csv:3: error: the account's lines sum up beyond what can be counted; expected \
      amounts of this world (badAmount)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      """),
    TextEdit(
      "200.00,USD", "92233720368547758.08,USD",
      """
      csv:4:22: error: the amount is '92233720368547758.08'; expected a number with '.' before \
      at most 2 decimals and groups of three between ',' (badAmount)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "200.00,USD", "-92233720368547758.08,USD",
      """
      csv:4:22: error: the amount is beyond what can be counted; expected amounts of this world \
      (badAmount)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "200.00,USD", "0.00,USD",
      """
      csv:3: error: the balance behind this line does not follow from the one before: it breaks \
      at 1 of 2 lines; expected a line for every change; no "balance_after" in the layout if the \
      bank's list has no order (balanceMismatch)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      3: 0.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance off, it breaks at 1 of 2 lines
      """),
    TextEdit(
      "200.00,USD", "200.00,usd",
      """
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance holds
      """),
    TextEdit(
      "200.00,USD", "200.00,",
      """
      csv:4:29: error: the currency is ''; expected an ISO 4217 code (badCurrency)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "200.00,USD", "200.00,US$",
      """
      csv:4:29: error: the currency is 'US$'; expected an ISO 4217 code (badCurrency)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "200.00,USD", "200.00,XYZ",
      """
      csv:4:29: error: the currency is 'XYZ'; expected an ISO 4217 code (badCurrency)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "200.00,USD", "200.00,EUR",
      """
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      3: 200.00 EUR 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, only one line has a balance
      balance not_checkable, only one line has a balance
      balance not_checkable, only one line has a balance
      """),
    TextEdit(
      "200.00,USD", "200.00,JPY",
      """
      csv:4:22: error: the amount is '200.00'; expected a number without decimals and groups of \
      three between ',' (badAmount)
      csv:4:33: error: the balance after is '5,200.50'; expected a number without decimals and \
      groups of three between ',' (badAmount)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "\"5,200.50\"", "\"5,300.50\"",
      """
      csv:3: error: the balance behind this line does not follow from the one before: it breaks \
      at 2 of 2 lines; expected a line for every change; no "balance_after" in the layout if the \
      bank's list has no order (balanceMismatch)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance off, it breaks at 2 of 2 lines
      """),
    TextEdit(
      "\"5,200.50\"", "",
      """
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance holds
      """),
    TextEdit(
      "\"5,200.50\"", "none",
      """
      csv:4:33: error: the balance after is 'none'; expected a number with '.' before at most 2 \
      decimals and groups of three between ',' (badAmount)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance not_checkable, a line could not be read
      """),
    TextEdit(
      "\"5,200.50\"", "92233720368547758.07",
      """
      csv:3: error: the balance behind this line does not follow from the one before: it breaks \
      at 2 of 2 lines; expected a line for every change; no "balance_after" in the layout if the \
      bank's list has no order (balanceMismatch)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance off, it breaks at 2 of 2 lines
      """),
    TextEdit(
      "-5.50,USD", "5.50,USD",
      """
      csv:5: error: the balance behind this line does not follow from the one before: it breaks \
      at 1 of 2 lines; expected a line for every change; no "balance_after" in the layout if the \
      bank's list has no order (balanceMismatch)
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: 5.50 USD 2026-03-11 R-3 fee from 'BANK'
      balance off, it breaks at 1 of 2 lines
      """),
    TextEdit(
      "R-3,FEE", "R-3,RET",
      """
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 return from 'BANK'
      balance holds
      """),
    TextEdit(
      "R-3,FEE", "R-3,fee",
      """
      2: 1000.50 USD 2026-03-10 R-1 receipt from 'ACME TOOLS'
      3: 200.00 USD 2026-03-10 R-2 receipt from 'SMITH, JOHN'
      5: -5.50 USD 2026-03-11 R-3 fee from ''
      balance holds
      """),
  ]

  @Test(arguments: edits)
  func `what is wrong with a line is told with its place, and the others go on`(
    edit: TextEdit
  ) throws {
    let text = Self.good.replacing(edit.old, with: edit.new, maxReplacements: 1)

    let trial = FlatFileTrial(csv: text, try .reading(Self.layout))

    #expect(text != Self.good)
    #expect(trial.csvOutcome == edit.outcome)
  }

  @Test(arguments: edits)
  func `the same comes out however a file is cut`(edit: TextEdit) throws {
    let text = Self.good.replacing(edit.old, with: edit.new, maxReplacements: 1)
    let layout = try CSVStatementLayout.reading(Self.layout)
    let whole = FlatFileTrial(csv: text, layout).described

    for chunk in [1, 7, 4096] {
      #expect(FlatFileTrial(csv: text, layout, chunk: chunk).described == whole)
    }
  }
}
