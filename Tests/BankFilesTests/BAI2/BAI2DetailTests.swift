import BankFiles
import Money
import Receivables
import Testing

/// What a movement says of its funds, of the deposit that it is a part of, and of what it pays.
@Suite struct BAI2DetailTests {
  private func trial(_ records: String, total: Int) -> FlatFileTrial {
    let lines = records.split(separator: "\n").count
    return FlatFileTrial(
      bai2: """
        01,SENDER,R,260310,2130,1,,,2/
        02,R,071000013,1,260310,2400,USD,2/
        03,4400700000,,,,,/
        \(records)
        49,\(total),\(lines + 2)/
        98,\(total),1,\(lines + 4)/
        99,\(total),1,\(lines + 6)/
        """)
  }

  /// The fields behind the amount, and what is said of them.
  static let funds: [(String, String)] = [
    ("S,REF1,CUST1,TEXT", "'REF1' is no amount of the funds type"),
    ("S,1,x,3,REF1,CUST1,TEXT", "'x' is no amount of the funds type"),
    ("D,REF1,CUST1,TEXT", "'REF1' is no number of availability pairs"),
    ("D,1,REF1,CUST1,TEXT", "'REF1' is no number of days"),
    ("D,1,0,CUST1,TEXT,MORE", "'CUST1' is no amount of the funds type"),
  ]

  @Test(arguments: funds)
  func `what is no amount of a funds type is an error`(fields: String, problem: String) {
    let trial = trial("16,142,500,\(fields)", total: 500)

    #expect(
      trial.errors == [
        "day.bai:4:1: error: \(problem), so that the references are doubtful; expected 0, 1, 2, S, V, "
          + "D or Z and its fields (badRecord)"
      ])
  }

  @Test func `references are not swallowed by a funds type without its fields`() {
    let trial = trial("16,142,500,S,REF1,CUST1,TEXT", total: 500)

    #expect(trial.transactions.map(\.bankReference) == ["REF1"])
    #expect(trial.transactions.map(\.references) == [["CUST1"]])
    #expect(trial.transactions.map(\.text) == [["TEXT"]])
  }

  @Test func `amounts of a funds type may be left out`() {
    let trial = trial("16,142,500,S,,,500,REF1,CUST1,TEXT", total: 500)

    #expect(trial.problems == [])
    #expect(trial.transactions.map(\.bankReference) == ["REF1"])
  }

  @Test(arguments: [("115", "116"), ("174", "136"), ("142", "143"), ("165", "156"), ("475", "452")])
  func `an item of a deposit is information, its money moves once`(whole: String, part: String) {
    let trial = trial("16,\(whole),500,,B1,C1,X\n16,\(part),500,,B2,C2,Y", total: 1000)

    #expect(trial.errors == [])
    #expect(trial.transactions.map(\.status) == [.booked, .information])
    let totals = trial.statements.flatMap { $0.bookedCredits + $0.bookedDebits }
    #expect(totals.map(\.amount.decimal) == ["5.00"])
    #expect(trial.statements.map(\.information) == [1])
  }

  @Test func `items without their deposit are told where the account's total needs them`() {
    let trial = trial("88,100,1000,2,/\n16,142,500,,B1,C1,X\n16,143,500,,B2,C2,Y", total: 2000)

    #expect(
      trial.problems.map(\.description) == [
        "day.bai:3: warning: the total 100 is made only with items of other movements, which are told "
          + "as information: 5.00 USD; expected every deposit beside its items; ask the bank whether it "
          + "lists them alone (detailsMismatch)"
      ])
  }

  @Test func `the account's total counts a deposit and not its items`() {
    let trial = trial("88,100,500,1,/\n16,115,500,,B1,C1,X\n16,116,500,,B2,C2,Y", total: 1500)

    #expect(trial.problems == [])
    #expect(trial.checks.contains("credit_total 5.00 USD 5.00 USD holds"))
  }

  @Test func `an 820 in the text is joined and read`() throws {
    let trial = trial(
      """
      16,165,150000,0,B,C,CTX
      88,ST*820*0001\\BPR*C*1500.00*C*ACH*CTX*01*021000021*DA*123456*1999999999**01*031
      88,000031*DA*987654*20260311\\TRN*1*T*1\\N1*PR*PAYER INC\\ENT*1\\RMR*IV*INV-77**1000
      88,.00\\RMR*IV*INV-78**500.00*525.00\\ADX*-25.00*04\\SE*9*0001\\
      """, total: 150_000)

    let payment = try #require(trial.transactions.first)
    #expect(trial.problems == [])
    #expect(
      payment.documents.map(\.described) == [
        "IV INV-77 paid 1000.00", "IV INV-78 due 525.00 paid 500.00 less 25.00 for 04",
      ])
    #expect(payment.payer.name == "PAYER INC")
    #expect(payment.text.count == 4)
  }

  @Test(arguments: [
    "ADDENDA RMR*IV*INV-77**500.00\\", "DESCR:PAYMENT SEC:CCD\n88,RMR*IV*INV-77**500.00\\",
  ])
  func `an RMR alone in the text is read, with a blank before it or none`(text: String) {
    let trial = trial("16,165,50000,0,B,C,\(text)", total: 50_000)

    #expect(trial.problems == [])
    #expect(trial.transactions.flatMap(\.documents).map(\.described) == ["IV INV-77 paid 500.00"])
  }

  @Test func `remittance in the text that does not add up is told`() {
    let trial = trial("16,165,50000,0,B,C,RMR*IV*INV-77**400.00\\", total: 50_000)

    #expect(
      trial.problems.map(\.description) == [
        "day.bai:4:1: warning: of the remittance in the movement's text, the payment is 500.00 USD, its "
          + "documents come to 400.00 USD; expected RMR segments that add up to the movement "
          + "(detailsMismatch)"
      ])
  }

  @Test func `stars in a text are no segments`() {
    let trial = trial("16,165,50000,0,B,C,***THANK YOU*** RMR* 12", total: 50_000)

    #expect(trial.problems == [])
    #expect(trial.transactions.flatMap(\.documents) == [])
  }
}
