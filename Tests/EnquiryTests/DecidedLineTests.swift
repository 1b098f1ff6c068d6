import LedgerFiles
import Receivables
import Store
import Testing

@testable import Enquiry
@testable import Pipeline

@Suite("What lists show of a decided receipt")
struct DecidedLineTests {
  @Test func `the quick reader reads what the one that reads everything does`() throws {
    let desk = try TemporaryDesk.booked()
    var lines: [[UInt8]] = []
    try desk.store().snapshot { snapshot in
      try snapshot.eachEvent(after: 0, of: [.receiptDecided]) {
        lines.append(EventBody.facts($0.body))
      }
    }

    #expect(lines.count == 3)
    for line in lines {
      let quick = try #require(DecidedLine(line))
      let whole = try #require(RecordedDecision(line))
      #expect(quick.account == whole.receipt.account ?? "")
      #expect(quick.payerName == whole.receipt.payerName ?? "")
      #expect(quick.payerAccount == whole.receipt.payerAccount ?? "")
      #expect(quick.payer == whole.payer ?? "")
      #expect(quick.rule == whole.rule)
      #expect(quick.confidence == whole.confidence)
      #expect(quick.wasRaised == !whole.exceptions.isEmpty)
      for text in whole.receipt.text { #expect(quick.remittance.contains(text)) }
    }
  }

  @Test func `names with quotes, escapes and signs beyond the basic plane come as they are`() throws
  {
    let line =
      #"{"payment_id":"P1","receipt":{"file":"a","account":null,"payer_name":"\"A\" \\ B\u00e9\ud83d\ude00\n","#
      + #""x":[{"y":[1,true,null,-2.5e3]}],"text":["one","two"]},"payer":null,"rule":"r","#
      + #""confidence":"0.50","evidence":[{"found":"}\"]"}],"exceptions":[]}"#

    let decided = try #require(DecidedLine(Array(line.utf8)))

    #expect(decided.payerName == "\"A\" \\ Bé😀\n")
    #expect(decided.remittance == "one two")
    #expect(decided.confidence == "0.50")
    #expect(decided.payer == "")
    #expect(!decided.wasRaised)
  }

  @Test(arguments: [
    "", "{", "[]", "null", "{\"receipt\":", "{\"receipt\":{\"payer_name\":\"x", "{\"rule\":1}",
    "{\"receipt\":{\"payer_name\":\"\\", "{\"receipt\":{\"payer_name\":\"\\u12\"}}",
    String(repeating: "[", count: 100_000), "{\"a\":" + String(repeating: "[", count: 100_000),
  ])
  func `what is no such line is none, and does no harm`(text: String) {
    #expect(DecidedLine(Array(text.utf8)) == nil)
  }
}
