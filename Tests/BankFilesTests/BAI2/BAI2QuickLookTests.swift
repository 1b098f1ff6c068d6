import BankFiles
import Money
import Receivables
import Testing

/// The quick look at ordinary movements, held against the plain reader.
@Suite struct BAI2QuickLookTests {
  static let files = [
    "activearch-BTRS_valid.txt", "bankfileparsers-BAI-sample.txt", "moj-citi_example.bai2",
    "moj-account_trailer_amount_blank_example.bai2", "moj-nwb_example.bai2",
    "moj-svb_us_example.bai2", "moov-errors-sample-parseError.txt", "moov-sample1.txt",
    "moov-sample2.txt", "moov-sample3.txt", "moov-sample5-issue113.txt",
  ]

  /// Byte by byte no record ever lies whole in the bytes at hand: the plain reader has them all.
  private func expectSame(_ bytes: [UInt8]) {
    let quickly = FlatFileTrial(bytes, by: BAI2Reader(file: "day.bai"))
    let plainly = FlatFileTrial(bytes, by: BAI2Reader(file: "day.bai"), chunk: 1)
    #expect(quickly.described == plainly.described)
  }

  @Test(arguments: files)
  func `reads as the plain reader does`(file: String) {
    expectSame(FlatFileTrial.fixture("bai2/" + file))
  }

  @Test(arguments: [
    "16,142,500,,REF1,CUST1,TEXT", "16,475,44268,0,2603,4711,CHECK PAID/", "16,142,500,Z,R,C,/",
    "16,165,500,S,100,200,200,R,C,T\n88,MORE", "16,195,500,V,260310,1430,R,C,T",
    "16,195,500,V,260230,1430,R,C,T", "16,195,500,V,,,R,C,T", "16,142,500,D,2,1,100,2,400,R,C,T",
    "16,142,500,z,R,C,T", "16,142,-500,,R,C,T", "16,142,+500,,R,C,T", "16,142,,,R,C,T",
    "16,142,5000000000000000000000,,R,C,T", "16,142,999999999999999999,,R,C,T",
    "16,100,500,,R,C,T", "16,010,500,,R,C,T", "16,890,,,R,C,MESSAGE", "16,890,5,,R,C,MESSAGE",
    "16,827,500,,R,C,T", "16,14A,500,,R,C,T", "16,142,500,,R/C,C/D,INV 12/ 16,5 KG",
    "16,142,500,,R,C,T/ 16,475,300,0,S,D,U", "16,142,500,,R,C,/T", "16,142,500,,R,C,,T",
    "16,142,500,,R,C,/\n88,/T", "16,142,500,,R,C,/\n88,,T", "16,142,500,,R,C/\n88,TEXT",
    "16,142,500,,R,C,T\nwrapped without a code", "16,142,500,,R,C,T\n\n88,MORE",
    "16,142,500,,R,C,T   \r\n88, MORE \t\u{0}", "16,142,500,,  R  ,\tC\t,T", "16,142,500,,,,T",
    "16,142,500,,,C,EREF:E-1 DBNM:ACME  LTD", "16,142,500,,R,C,Müller", "16,475,500,,,,T",
    "16,142,500,,R,C,T\n88:COLON", "  16,142,500,,R,C,T", "16,142,500,,R,C,T\n 88,BLANK",
    "16,557,500,,R,C,RETURN", "16,398,500,,R,C,REFUND", "16,142,500,\n88,R,C,T",
    "16,142\n88,500,,R", "16,142,500,S,1,2,3,R,C,T", "16,142,500,S,1,,,R,C,T",
    "16,142,500,S,R,C,T,AND,MORE", "16,142,500,S,1,-2,3,R,C,T", "16,116,500,,R,C,T",
    "16,452,500,,R,C,T", "16,142,500,,R,C,RMR*IV*1**5.00\\",
    "16,142,500,,R,C,X\n88,CTX RMR\n88,*IV*1**5.00\\",
    "16,142,500,,R,C,X \n88,RMR*IV*INV-1**5.00\\", "16,142,500,,R,C,X\n88,RMR*IV*INV-1**5.00\\",
    "16,142,500,,R,C,X \n88,RMR*IV*INV-1**4.00\\", "16,142,500,,R,C,/\n88,RMR*IV*1**5.00\\",
    "16,142,500,,R,C,/\n88,RMR*IV*1**500\\", "16,142,500,,R,C,/\n88,RMR*IV*1**5.00",
    "16,142,500,,R,C,/\n88,RMR*IV*1**5.00\\RMR*IV*2**1.00\\",
    "16,142,500,,R,C,/\n88,RMR*IV*1*PO*5.00\\",
    "16,475,500,,R,C,/\n88,RMR*IV*1**5.00\\", "16,142,500,,R,C,X~Y \n88,RMR*IV*1**5.00\\",
    "16,142,500,,R,C,ORG=ONE ORIG CO NAME:TWO\n88,DBNM: \n88,DBNM:THREE BO1:X",
  ])
  func `reads each way of writing a movement as the plain reader does`(record: String) {
    expectSame(
      Array(
        """
        01,S,R,260310,2130,1,,,2/
        02,R,S,1,260310,2400,USD,2/
        03,4400700000,,015,100,,/
        \(record)
        16,195,100,,NEXT,ONE,AND ITS TEXT
        49,1100,4/
        98,1100,1,6/
        99,1100,1,8/

        """.utf8))
  }

  @Test(arguments: ["260310", "991310", ""], ["USD", "JPY", "XXX", ""])
  func `reads in every kind of account as the plain reader does`(day: String, currency: String) {
    for status in ["1", "2", "4", "9"] {
      expectSame(
        Array(
          """
          01,S,R,260310,2130,1,,,2/
          02,R,S,\(status),\(day),2400,\(currency),2/
          03,4400700000,,015,100,,/
          16,142,500,,REF1,CUST1,TEXT
          16,475,900000000000000000,,REF2,CUST2,TEXT
          49,900000000000000600,4/
          98,900000000000000600,1,6/
          99,900000000000000600,1,8/
          """.utf8))
    }
  }

  @Test func `a sum beyond counting is refused by both`() {
    let movement = "16,142,999999999999999999,,R,C,T\n"
    expectSame(
      Array(
        ("01,S,R,260310,2130,1,,,2/\n02,R,S,1,260310,2400,USD,2/\n03,1,,015,100,,/\n"
          + String(repeating: movement, count: 12)).utf8))
  }

  @Test func `a movement keeps its lines as the file has them`() {
    let trial = FlatFileTrial(
      bai2: """
        01,S,R,260310,2130,1,,,2/
        02,R,S,1,260310,2400,USD,2/
        03,1,,015,100,,/
        16,142,500,,R,C,INV 1,
        88,INV 2/
        49,600,4/
        98,600,1,6/
        99,600,1,8/
        """)

    #expect(trial.transactions.map(\.record) == ["16"])
    #expect(trial.transactions.map(\.raw) == ["16,142,500,,R,C,INV 1,\n88,INV 2/\n"])
  }
}
