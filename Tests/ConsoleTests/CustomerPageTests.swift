import Enquiry
import HTTPTypes
import Money
import Pipeline
import Receivables
import Reconciliation
import Testing

@testable import Console

/// What a customer owes and what happened, however much of it there is.
@Suite("The customer's page")
struct CustomerPageTests {
  @Test func `a customer of more than a thousand documents has its past due and its ageing`()
    async throws
  {
    let items = (1...1100).map {
      "C2012,MANY-\($0),invoice,2026-01-01,2026-02-01,USD,10.00,10.00,,,,,,"
    }
    let console = try TemporaryConsole(items: items)

    let page = try await console.with {
      try await $0.signedIn("viewer").get("/customers/C2012").text
    }

    #expect(page.contains("Past due"))
    #expect(page.contains("Open by days past due, USD"))
    let due = try console.office.index.openByDueDate(of: "C2012")
    let old = due.filter { $0.date.description == "2026-02-01" }
    #expect(old.first?.open.count ?? 0 >= 1100)
  }

  @Test func `each list of the page goes on by itself`() async throws {
    let receipts = (10...40).map {
      "P00000000000000\($0),OLD-\($0),old.xml,2026-02-\($0 % 18 + 10),1.00,USD,applied"
    }
    let console = try TemporaryConsole(earlierReceipts: receipts)
    _ = try await console.office.decide { pipeline in
      for number in 10...40 {
        _ = try pipeline.decide(
          [.putOnAccount(PaymentID("P00000000000000\(number)"), "C2012")], by: "clerk")
      }
    }

    let (first, second) = try await console.with { stranger in
      let viewer = try await stranger.signedIn("viewer")
      let first = try await viewer.get("/customers/C2012?cleared=1").text
      let link = try #require(
        first.firstMatch(of: /href="([^"]*receipts=[^"]*)#receipts">Next page/)
      ).output.1
      return (first, try await viewer.get(String(link).replacing("&amp;", with: "&")).text)
    }

    /// The receipts of the last section.
    func seen(_ page: String) throws -> Set<String> {
      let section = try #require(page.split(separator: "<section id=\"receipts\">").last)
      return Set(section.matches(of: /\/receipts\/(P0+[0-9]+)"/).map { String($0.output.1) })
    }
    #expect(first.contains("cleared=1&amp;receipts="))
    #expect(try !seen(first).isEmpty)
    #expect(try !seen(second).isEmpty && seen(second).isDisjoint(with: seen(first)))
    #expect(second.contains("#receipts\">First page</a>"))
  }
}
