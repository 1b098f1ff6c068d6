import BankFiles
import Money
import Receivables
import Testing

struct BAI2MalformedTests {
  /// A file with one movement of 12.00; every line can be replaced.
  static func file(
    head: String = "01,BANK,US,260310,0800,7,,,2/", group: String = "02,US,BANK,1,260309,,USD,/",
    account: String = "03,1234,USD,010,10000,,/", detail: String = "16,195,1200,0,B1,C1,HELLO/",
    trailer: String = "49,11200,3/", groupTrailer: String = "98,11200,1,5/",
    fileTrailer: String = "99,11200,1,7/"
  ) -> String {
    [head, group, account, detail, trailer, groupTrailer, fileTrailer]
      .filter { !$0.isEmpty }.joined(separator: "\n") + "\n"
  }

  @Test func `the plain file has no problem at all`() {
    let trial = FlatFileTrial(bai2: Self.file())

    #expect(trial.failure == nil)
    #expect(trial.problems.map(\.description) == [])
    #expect(trial.transactions.map(\.amount.description) == ["12.00 USD"])
    #expect(trial.summary?.version == "2")
  }

  static let unusable: [(String, String)] = [
    ("", "day.bai: error: the file is empty; expected a BAI2 file (emptyFile)"),
    (
      "16,195,1,,,,/\n",
      """
      day.bai:1:1: error: the file begins with '16'; expected a file header, record code 01 \
      (missingRecord)
      """
    ),
    (
      file(groupTrailer: "", fileTrailer: ""),
      """
      day.bai:2: error: the file ends inside the group that begins here; expected its group \
      trailer (98); ask the bank to send the file again (truncated)
      """
    ),
    (
      file(trailer: "", groupTrailer: "", fileTrailer: ""),
      """
      day.bai:3: error: the file ends inside the account that begins here; expected its account \
      trailer (49); ask the bank to send the file again (truncated)
      """
    ),
    (
      file(head: "01,,BNZA,160122,0400,1,78,78/", account: "03,1234,USD,015,432868,100,9500/"),
      """
      day.bai:3:1: error: the file states no version, and its summaries are pairs of type code \
      and amount: the NAI dialect; expected BAI2, version 2 or 3; ask the bank for it \
      (unknownFormat)
      """
    ),
  ]

  @Test(arguments: unusable)
  func `a file that cannot be used is refused`(text: String, message: String) {
    #expect(FlatFileTrial(bai2: text).failure?.description == message)
  }

  static let wrong: [(String, String)] = [
    (
      file(trailer: "49,12000,3/", groupTrailer: "98,12000,1,5/", fileTrailer: "99,12000,1,7/"),
      """
      day.bai:5:4: error: account trailer states 120.00 USD, its transactions sum to 112.00 USD; \
      expected equal totals; ask the bank to send the file again (controlTotalMismatch)
      """
    ),
    (
      file(groupTrailer: "98,500,1,5/", fileTrailer: "99,500,1,7/"),
      """
      day.bai:6:4: error: group trailer states 5.00 USD, its accounts sum to 112.00 USD; \
      expected equal totals; ask the bank to send the file again (controlTotalMismatch)
      """
    ),
    (
      file(fileTrailer: "99,500,1,7/"),
      """
      day.bai:7:4: error: file trailer states 5.00 USD, its groups sum to 112.00 USD; \
      expected equal totals; ask the bank to send the file again (controlTotalMismatch)
      """
    ),
    (
      file(trailer: "49,11200,9/"),
      """
      day.bai:5:1: warning: account trailer states 9 records, 3 were read; expected equal counts; \
      ask the bank to send the file again (countMismatch)
      """
    ),
    (
      file(groupTrailer: "98,11200,4,5/"),
      """
      day.bai:6:1: warning: group trailer states 4 accounts, 1 were read; expected equal counts; \
      ask the bank to send the file again (countMismatch)
      """
    ),
    (
      file(trailer: "49,,3/"),
      "day.bai:5:4: warning: the control total is blank; expected a total (missingField)"
    ),
    (
      file(detail: "16,195,12.00,0,B1,C1,HELLO/"),
      """
      day.bai:4:1: error: the movement's amount is '12.00'; expected a whole number of minor \
      units (badAmount)
      """
    ),
    (
      file(detail: "16,195,1234567890123456789,0,B1,C1,HELLO/"),
      """
      day.bai:4:1: error: the movement's amount has more than 18 digits: '1234567890123456789'; \
      expected a whole number of minor units (badAmount)
      """
    ),
    (
      file(detail: "16,195,-1200,0,B1,C1,HELLO/"),
      """
      day.bai:4:1: warning: the movement's amount is negative: -1200; expected no sign: the type \
      code tells the side (badAmount)
      """
    ),
    (
      file(detail: "16,19,1200,0,B1,C1,HELLO/"),
      """
      day.bai:4:1: error: the movement's type code is '19'; expected three digits \
      (unknownTypeCode)
      """
    ),
    (
      file(detail: "16,827,1200,0,B1,C1,HELLO/"),
      """
      day.bai:4:1: warning: the type code 827 is the bank's own: credit or debit is unknown; \
      expected a code of the standard; the movement is listed as information only \
      (unknownTypeCode)
      """
    ),
    (
      file(detail: "16,195,1200,Q,B1,C1,HELLO/"),
      """
      day.bai:4:1: error: the funds type 'Q' is unknown, so that the references are doubtful; \
      expected 0, 1, 2, S, V, D or Z and its fields (badRecord)
      """
    ),
    (
      file(detail: "16,195,1200,D,X,B1,C1,HELLO/"),
      """
      day.bai:4:1: error: 'X' is no number of availability pairs, so that the references are \
      doubtful; expected 0, 1, 2, S, V, D or Z and its fields (badRecord)
      """
    ),
    (
      file(group: "02,US,BANK,1,0250525,,USD,/"),
      "day.bai:2:1: error: the as-of date is '0250525'; expected a day as YYMMDD (badDate)"
    ),
    (
      file(group: "02,US,BANK,1,260309,2575,USD,/"),
      "day.bai:2:1: warning: the time is '2575'; expected a time as HHMM (badDate)"
    ),
    (
      file(group: "02,US,BANK,21,260309,,USD,/"),
      "day.bai:2:1: error: the group status is '21'; expected 1, 2, 3 or 4 (unknownStatus)"
    ),
    (
      file(account: "03,1234,QQQ,010,10000,,/"),
      """
      day.bai:3:1: error: the currency is 'QQQ', so that the decimals of its amounts are unknown; \
      expected an ISO 4217 code (badCurrency)
      """
    ),
    (
      file(account: "03,,USD,010,10000,,/"),
      "day.bai:3:1: error: the account has no number; expected an account number (missingField)"
    ),
    (
      file(head: "01,BANK,US,260310,0800,7,,,9/"),
      "day.bai:1:1: warning: the file header states version '9'; expected version 2 or 3 (unusual)"
    ),
    (
      file(account: "34,what/\n03,1234,USD,010,10000,,/"),
      """
      day.bai:3:1: error: the line begins with no known record code: '34,what/'; expected 01, 02, \
      03, 16, 49, 88, 98 or 99; ask the bank to send the file again (unknownRecord)
      """
    ),
    (
      file(detail: "16,195,1200,0,B1,C1,HELLO\nWORLD"),
      """
      day.bai:5:1: warning: the text goes on without a record code: 'WORLD'; expected 88 before \
      continued text (badRecord)
      """
    ),
    (
      file(group: "16,195,1200,0,B1,C1,X/\n02,US,BANK,1,260309,,USD,/"),
      """
      day.bai:2:1: error: a movement stands outside an account; expected an account (03) before \
      it (missingRecord)
      """
    ),
    (
      file(account: "03,1234,USD,010,10000,,010,0,,/"),
      """
      day.bai:3: warning: the summary 010 comes twice; expected every code once \
      (duplicateElement)
      """
    ),
    (
      file(trailer: "49,11200,3"),
      "day.bai:5:1: warning: the 49 record ends without '/'; expected a slash at its end (badRecord)"
    ),
    (
      file() + file(),
      "day.bai:8:1: error: the file '7' comes twice; expected every file once (duplicateElement)"
    ),
    (
      file(detail: "16,195,1200,0,B1,C1,HELLO/ 16,195,0,0,B2,C2,X/"),
      """
      day.bai:4:27: warning: the text goes on with what looks like a record, and is read as text; \
      expected no record inside a text, unless the bank writes several on the lines of its headers \
      too (unusual)
      """
    ),
    (
      file(trailer: ""),
      """
      day.bai:5:1: error: a group ends before its account has ended; expected an account trailer \
      (49) before it (missingRecord)
      """
    ),
    (
      file(groupTrailer: "", fileTrailer: "") + file(),
      """
      day.bai:6:1: error: a file begins before the one before it has ended; expected a file trailer \
      (99); ask the bank to send the file again (truncated)
      """
    ),
    (
      file(trailer: "49,11200,3,8,9/"),
      """
      day.bai:5:1: warning: the 49 record has 4 fields behind its code; expected at most 2 (badRecord)
      """
    ),
    (
      file(detail: "16,195,1200,0,B1,C1,,HELLO/"),
      "day.bai:4:1: warning: the text begins with ','; expected text (badRecord)"
    ),
    (
      file(account: "03,1234,USD,010,100.00,,/"),
      """
      day.bai:3: error: the amount of 010 is '100.00'; expected a whole number of minor units, at \
      most 18 digits (badAmount)
      """
    ),
    (
      file(account: "03,1234,USD,010,10000,,072,0,,/"),
      """
      day.bai:3: warning: a type code stands where the funds type of 010 should; expected a funds \
      type, or nothing (badRecord)
      """
    ),
    (
      file(account: "03,1234,USD,010,10000,,100,1200,x,/"),
      "day.bai:3: warning: the item count of 100 is 'x'; expected a whole number (badRecord)"
    ),
    (
      file(account: "03,1234,USD,010,10000,,,015,9,,,100,0,,,400,0,,/"),
      """
      day.bai:3: warning: the closing balance is 0.09 USD, the opening one with credits and debits \
      makes 100.00 USD; expected equal balances (balanceMismatch)
      """
    ),
    (
      file(detail: "16,100,1200,0,B1,C1,HELLO/"),
      """
      day.bai:4:1: warning: 100 is the code of a summary, not of a movement; expected it in a 03 \
      record (unknownTypeCode)
      """
    ),
  ]

  @Test(arguments: wrong)
  func `what is wrong is told with its place`(text: String, message: String) {
    let problems = FlatFileTrial(bai2: text).problems.map(\.description)

    #expect(problems.contains(message), "\(problems)")
  }

  @Test func `a deletion and a test are information, a correction is booked`() {
    for (status, expected) in [
      ("2", BankTransaction.Status.information), ("4", .information), ("3", .booked),
    ] {
      let trial = FlatFileTrial(
        bai2: Self.file(group: "02,US,BANK,\(status),260309,,USD,/"))
      #expect(trial.transactions.map(\.status) == [expected])
      #expect(trial.errors == [])
    }
  }

  @Test(arguments: [
    ("49,11200,3/", ""), ("49,1200,3/", "details only, summaries left out"),
    ("49,-1200,3/", "credits less debits of the details"),
  ])
  func `a known way of summing is named`(trailer: String, note: String) {
    let isNet = note.hasPrefix("credits")
    let total = trailer.split(separator: ",")[1]
    let trial = FlatFileTrial(
      bai2: Self.file(
        detail: isNet ? "16,495,1200,0,B1,C1,HELLO/" : "16,195,1200,0,B1,C1,HELLO/",
        trailer: trailer, groupTrailer: "98,\(total),1,5/", fileTrailer: "99,\(total),1,7/"))

    #expect(trial.errors == [])
    #expect(trial.statements.first?.checks.first?.note == note)
  }

  @Test func `text that merely looks like a record stays text`() {
    let trial = FlatFileTrial(bai2: Self.file(detail: "16,195,1200,0,B1,C1,INV 12/ 16,5 KG/"))

    #expect(trial.transactions.map(\.text) == [["INV 12/ 16,5 KG"]])
  }

  @Test(arguments: ["", "88,"])
  func `a payer who writes records into his text moves no money by them`(code: String) {
    let trial = FlatFileTrial(
      bai2: Self.file(
        detail: "16,195,1200,0,B1,C1,PAY\n"
          + "\(code)A/ 16,195,900000,,B9,C9,ORG:=PAYER OBI:=INV-70422\n\(code)B/ 16,475,900000,,X,Y,Z",
        trailer: "49,11200,5/", groupTrailer: "98,11200,1,7/", fileTrailer: "99,11200,1,9/"))

    #expect(trial.transactions.map(\.amount.description) == ["12.00 USD"])
    #expect(trial.errors == [])
    #expect(trial.problems.count { $0.description.contains("is read as text") } == 2)
  }

  @Test func `a bank that joins the records of its headers joins those of its movements`() {
    let trial = FlatFileTrial(
      bai2: "01,BANK,US,260310,0800,7,,,2/ 02,US,BANK,1,260309,,USD,/\n"
        + "03,1234,USD/\n16,195,1200,0,B1,C1,A/ 16,195,50,0,,,X/ 49,1250,4/\n98,1250,1,6/\n"
        + "99,1250,1,8/\n")

    #expect(trial.transactions.map(\.amount.description) == ["12.00 USD", "0.50 USD"])
    #expect(trial.errors == [])
  }

  @Test func `yen have no decimals and dinars three`() {
    for (code, amount) in [("JPY", "1200 JPY"), ("KWD", "1.200 KWD"), ("EUR", "12.00 EUR")] {
      let trial = FlatFileTrial(bai2: Self.file(account: "03,1234,\(code),010,10000,,/"))
      #expect(trial.transactions.map(\.amount.description) == [amount])
    }
  }

  @Test func `text that is not UTF-8 is read as Windows-1252`() {
    let ascii = Array(Self.file().utf8)
    let bytes = ascii.map { $0 == UInt8(ascii: "H") ? 0xFC : $0 }

    let trial = FlatFileTrial(bytes, by: BAI2Reader(file: "day.bai"))

    #expect(trial.transactions.map(\.text) == [["üELLO"]])
    #expect(trial.problems.map(\.code) == [.badEncoding])
  }

  @Test func `a file without line ends is cut by its record length`() {
    let lines = Self.file(head: "01,BANK,US,260310,0800,7,40,,2/").split(separator: "\n")
    let blocked = lines.map { $0 + String(repeating: " ", count: 40 - $0.utf8.count) }.joined()

    let trial = FlatFileTrial(bai2: blocked)

    #expect(trial.failure == nil)
    #expect(trial.errors == [])
    #expect(trial.transactions.map(\.text) == [["HELLO"]])
  }

  @Test func `a line that never ends fails at once`() {
    let bytes = Array(repeating: UInt8(ascii: "x"), count: (1 << 20) + 1)

    let trial = FlatFileTrial(bytes, by: BAI2Reader(file: "day.bai"), chunk: 65536)

    #expect(
      trial.failure?.description
        == """
        day.bai:1: error: the line is longer than 1048576 bytes; expected a text file with one \
        record a line (limitExceeded)
        """)
  }
}
