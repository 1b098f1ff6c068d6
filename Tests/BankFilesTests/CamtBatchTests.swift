import BankFiles
import Money
import Receivables
import Testing

/// How details divide the money of their entry (the reference's section 5).
@Suite struct CamtBatchTests {
  private func amount(_ text: String, _ currency: String = "EUR") -> String {
    "<Amt Ccy=\"\(currency)\">\(text)</Amt>"
  }

  private func detail(_ name: String, _ inside: String) -> String {
    "<TxDtls><Refs><EndToEndId>\(name)</EndToEndId></Refs>\(inside)</TxDtls>"
  }

  private func charges(_ text: String) -> String { "<Chrgs><Rcrd>\(amount(text))</Rcrd></Chrgs>" }

  private func shown(_ read: ReadFile) -> [String] {
    read.transactions.map {
      "\($0.endToEndID ?? "-") \($0.direction) \($0.amount) \($0.classification)"
    }
  }

  @Test func `a detail in another currency counts by its amount in the account's`() throws {
    let details = [("A", "66.00", "60.00"), ("B", "44.00", "40.00")].map {
      detail(
        $0.0, amount($0.1, "USD") + "<AmtDtls><TxAmt>\(amount($0.2))</TxAmt></AmtDtls>")
    }

    let read = try readCamt(camtStatement(camtEntry(details: details.joined())))

    #expect(shown(read) == ["A credit 60.00 EUR receipt", "B credit 40.00 EUR receipt"])
    #expect(read.problems.map(\.description) == [])
  }

  @Test func `the only detail in another currency says what was instructed`() throws {
    let details = detail(
      "A", amount("110.00", "USD") + "<AmtDtls><TxAmt>\(amount("100.00"))</TxAmt></AmtDtls>")

    let read = try readCamt(camtStatement(camtEntry(details: details)))

    #expect(shown(read) == ["A credit 100.00 EUR receipt"])
    #expect(read.transactions.first?.instructed?.description == "110.00 USD")
    #expect(read.problems.map(\.description) == [])
  }

  @Test func `charges of the entry that make up the difference are a fee beside its details`()
    throws
  {
    let details = detail("A", amount("60.00")) + detail("B", amount("40.00"))

    let read = try readCamt(
      camtStatement(camtEntry("<Amt Ccy=\"EUR\">95.00</Amt>\(charges("5.00"))", details: details)))

    #expect(
      shown(read) == [
        "A credit 60.00 EUR receipt", "B credit 40.00 EUR receipt", "- debit 5.00 EUR fee",
      ])
    #expect(read.statements.first?.bookedCredits.map(\.amount.decimal) == ["95.00"])
    #expect(read.statements.first?.transactions == 3)
    #expect(
      read.problems.map(\.description) == [
        "day.xml:3: note: the details sum to 100.00 EUR, the entry's charges 5.00 EUR make its "
          + "95.00 EUR; they are told as a fee (detailsMismatch)"
      ])
  }

  @Test func `charges that raise a debit are a fee too`() throws {
    let details = detail("A", amount("60.00")) + detail("B", amount("40.00"))

    let read = try readCamt(
      camtStatement(
        camtEntry("<Amt Ccy=\"EUR\">105.00</Amt>\(charges("5.00"))", "DBIT", details: details)))

    #expect(
      shown(read) == [
        "A debit 60.00 EUR other", "B debit 40.00 EUR other", "- debit 5.00 EUR fee",
      ])
  }

  @Test func `returned debits of which each has its charge are returns with their own ids`() throws
  {
    func returned(_ name: String, _ gross: String) -> String {
      detail(
        name,
        "<AmtDtls><InstdAmt>\(amount(gross))</InstdAmt></AmtDtls>\(charges("3.00"))"
          + "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>")
    }

    let read = try readCamt(
      camtStatement(
        camtEntry(
          "<Amt Ccy=\"EUR\">106.00</Amt>", "DBIT",
          details: returned("A", "60.00") + returned("B", "40.00"))))

    #expect(shown(read) == ["A debit 63.00 EUR return", "B debit 43.00 EUR return"])
    #expect(read.transactions.map(\.instructed?.decimal) == ["60.00", "40.00"])
    #expect(read.problems.map(\.severity) == [.note])
  }

  @Test func `what was instructed and does not tally is no amount`() throws {
    func part(_ name: String, _ gross: String) -> String {
      detail(
        name, "<AmtDtls><InstdAmt>\(amount(gross))</InstdAmt></AmtDtls>\(charges("3.00"))")
    }

    let read = try readCamt(
      camtStatement(camtEntry(details: part("A", "60.00") + part("B", "47.00"))))

    #expect(read.transactions.map(\.amount.decimal) == ["100.00"])
    #expect(
      read.problems.map(\.problem) == ["a detail at line 3 has no usable amount in EUR"])
  }

  /// The bank's own code, its issuer, the direction, and what the movement is.
  static let codes: [(String, String, String, BankTransaction.Class)] = [
    ("NRTI+109+9310+914", "DK", "DBIT", .return), ("NRTI+108+9310", "ZKA", "DBIT", .return),
    ("NTRF+159+9310+902", "DK", "CRDT", .return), ("NMSC+109", "DK", "DBIT", .return),
    ("NTRF+166+9310", "DK", "CRDT", .receipt), ("NCHG+808+9310", "DK", "DBIT", .fee),
    ("NMSC+814+9310", "DK", "CRDT", .interest), ("NMSC+109+1", "", "DBIT", .other),
    ("NMSC+109+1", "NORDEA", "CRDT", .receipt), ("109", "DK", "DBIT", .other),
  ]

  @Test(arguments: codes)
  func `Germany's business codes say what came back`(
    code: String, issuer: String, direction: String, kind: BankTransaction.Class
  ) throws {
    let code =
      "<BkTxCd><Prtry><Cd>\(code)</Cd>"
      + (issuer.isEmpty ? "" : "<Issr>\(issuer)</Issr>") + "</Prtry></BkTxCd>"

    let read = try readCamt(
      camtStatement(camtEntry("<Amt Ccy=\"EUR\">1</Amt>\(code)", direction)))

    #expect(read.transactions.map(\.classification) == [kind])
  }

  @Test func `Germany's code of a return counts beside an ISO code that does not say so`() throws {
    let code =
      "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>IDDT</Cd><SubFmlyCd>OTHR</SubFmlyCd></Fmly></Domn>"
      + "<Prtry><Cd>NRTI+109+9310</Cd><Issr>DK</Issr></Prtry></BkTxCd>"

    let read = try readCamt(camtStatement(camtEntry("<Amt Ccy=\"EUR\">1</Amt>\(code)", "DBIT")))

    #expect(read.transactions.map(\.classification) == [.return])
  }
}
