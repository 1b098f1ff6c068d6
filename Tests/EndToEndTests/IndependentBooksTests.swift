import Foundation
import Testing

/// The journal in the hands of programs that know nothing of ours. `make test` installs them.
@Suite struct IndependentBooksTests {
  private struct Books {
    let output: Output
    var journal: String { output.folder.appendingPathComponent("journal.ledger").path }

    /// What the open items of each account moved by, from the ledger folders before and after.
    func movedByItems() throws -> [String: Decimal] {
      let before = URL(fileURLWithPath: Sample.ledger + "/open_items.csv")
      func account(_ row: [String: String]) -> String? {
        guard let customer = row["customer_id"], let currency = row["currency"] else { return nil }
        let disputed = row["document_type"] == "deduction" ? ":disputed" : ""
        return "assets:receivables:\(customer)\(disputed) \(currency)"
      }
      var moved = Output.sum(
        try output.rows("ledger/open_items.csv"), "open_amount", by: account)
      let open = Output.sum(try Output.rows(before), "open_amount", by: account)
      for (key, amount) in open { moved[key, default: 0] -= amount }
      return moved.filter { $0.value != 0 }
    }

    /// What stays unapplied, by currency, from the exceptions.
    func unapplied() throws -> [String: Decimal] {
      let kept: Set = [
        "unidentified_payer", "no_match", "ambiguous_match", "low_confidence", "currency_mismatch",
      ]
      return Output.sum(try output.rows("exceptions.csv"), "amount") { row in
        kept.contains(row["type"] ?? "") ? row["currency"] : nil
      }
    }

    /// The balances that hledger finds, by account and currency.
    func hledger() throws -> [String: Decimal] {
      let result = try Program.other(
        "hledger", "-f", journal, "balance", "--flat", "--no-total", "--layout=bare", "-O", "csv")
      #expect(result.status == 0, "\(result.errors)")
      return try balances(result.output) { ($0["account"], $0["commodity"], $0["balance"]) }
    }

    /// The postings that ledger reads, summed by account and currency.
    func ledger() throws -> [String: Decimal] {
      let format =
        "%(quoted(account)),%(quoted(commodity)),%(quoted(quantity(amount)))\n"
      let result = try Program.other(
        "ledger", "-f", journal, "register", "--format", format, "--no-rounding")
      #expect(result.status == 0, "\(result.errors)")
      let csv = "account,commodity,balance\n" + result.output
      return try balances(csv) { ($0["account"], $0["commodity"], $0["balance"]) }
    }

    private func balances(
      _ csv: String, _ cells: ([String: String]) -> (String?, String?, String?)
    ) throws -> [String: Decimal] {
      let folder = try TemporaryFolder()
      try folder.write(csv, to: "balances.csv")
      var sums: [String: Decimal] = [:]
      for row in try Output.rows(folder / "balances.csv") {
        guard case (let account?, let commodity?, let balance?) = cells(row),
          let amount = Decimal(string: balance.replacingOccurrences(of: ",", with: ""))
        else { continue }
        sums["\(account) \(commodity)", default: 0] += amount
      }
      return sums.filter { $0.value != 0 }
    }
  }

  @Test func `hledger checks the journal, and agrees on receivables, disputes and unapplied cash`()
    throws
  {
    let folder = try TemporaryFolder()
    let books = Books(output: try Sample.reconciled(into: folder).0)

    let check = try Program.other("hledger", "-f", books.journal, "check")

    #expect(check.status == 0, "\(check.errors)")
    try agree(books, try books.hledger())
  }

  @Test func `ledger reads the journal, and agrees on receivables, disputes and unapplied cash`()
    throws
  {
    let folder = try TemporaryFolder()
    let books = Books(output: try Sample.reconciled(into: folder).0)

    let check = try Program.other("ledger", "-f", books.journal, "--pedantic", "balance")

    #expect(check.status == 0, "\(check.errors)")
    try agree(books, try books.ledger())
  }

  private func agree(_ books: Books, _ balances: [String: Decimal]) throws {
    let receivables = balances.filter { $0.key.hasPrefix("assets:receivables:") }
    #expect(try receivables == books.movedByItems())
    var unapplied: [String: Decimal] = [:]
    for (account, amount) in balances where account.hasPrefix("liabilities:unapplied cash ") {
      unapplied[String(account.suffix(3))] = -amount
    }
    // What came back of a receipt that an earlier day had left unapplied is not of this day.
    let returned = try books.output.rows("exceptions.csv").filter {
      $0["type"] == "returned_payment" && ($0["candidates"] ?? "").isEmpty
        && ($0["message"] ?? "").hasPrefix("a payment came back")
    }
    var expected = try books.unapplied()
    for (currency, amount) in Output.sum(returned, "amount", by: { $0["currency"] }) {
      expected[currency, default: 0] -= amount
    }
    #expect(unapplied == expected)
  }
}
