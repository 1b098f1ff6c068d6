import Foundation
import Money
import Receivables
import Reconciliation
import TestSupport
import Testing

/// Every small company there is, against the contract's words (step 3d) followed by brute force: what
/// a known payer's money without a reference pays.
///
/// Companies of one to three items of 1, 2, 3 or 5 hundred, two receipts of these amounts each;
/// `QUITTANCE_WORLDS=all` takes four items and three receipts as well (plan, T14).
@Suite struct SmallWorldTests {
  private static let isAll = ProcessInfo.processInfo.environment["QUITTANCE_WORLDS"] == "all"
  private static let amounts: [Int64] = [1, 2, 3, 5]

  /// Which of the items have a date in common: due dates, then dates of the documents.
  enum Dates: String, CaseIterable {
    case apart, dueInPairs, datedInPairs, allTogether

    func due(_ item: Int) -> Int {
      self == .allTogether ? 0 : self == .dueInPairs ? item / 2 : item
    }

    func dated(_ item: Int) -> Int {
      self == .allTogether ? 0 : self == .datedInPairs ? item % 2 : item
    }
  }

  private struct Company {
    var dates: Dates
    var items: [Int64]
    var receipts: [Int64]

    /// What becomes of each receipt: the numbers of the items that it pays, or why it pays none.
    var decisions: [String] {
      var open = Set(items.indices)
      return receipts.map { amount in
        let natural = Set(naturalSets(of: open)).filter { sum($0) == amount }
        let any = natural.isEmpty ? subsets(of: open).filter { sum($0) == amount } : []
        let fitting = natural.isEmpty ? any : Array(natural)
        guard fitting.count == 1, let paid = fitting.first else {
          return fitting.isEmpty ? "no_match" : "ambiguous_match"
        }
        open.subtract(paid)
        return paid.sorted().map(String.init).joined(separator: "+")
      }
    }

    private func sum(_ set: Set<Int>) -> Int64 { set.reduce(0) { $0 + items[$1] } }

    /// One item, all items, all that are due up to a date, all of one document date.
    private func naturalSets(of open: Set<Int>) -> [Set<Int>] {
      guard !open.isEmpty else { return [] }
      let upToDates = open.map { last in open.filter { dates.due($0) <= dates.due(last) } }
      let ofDates = open.map { one in open.filter { dates.dated($0) == dates.dated(one) } }
      return open.map { [$0] } + [open] + upToDates + ofDates
    }

    private func subsets(of open: Set<Int>) -> [Set<Int>] {
      let all = open.sorted()
      return (1..<max(1, 1 << all.count)).map { bits in
        Set(all.indices.filter { bits & (1 << $0) != 0 }.map { all[$0] })
      }
    }
  }

  /// All sequences of so many amounts.
  private static func sequences(_ count: Int) -> [[Int64]] {
    count == 0
      ? [[]] : sequences(count - 1).flatMap { start in amounts.map { start + [$0] } }
  }

  private static func companies(_ dates: Dates) -> [Company] {
    let receipts = sequences(isAll ? 3 : 2)
    return (1...(isAll ? 4 : 3)).flatMap(sequences).flatMap { items in
      receipts.map { Company(dates: dates, items: items, receipts: $0) }
    }
  }

  /// The companies are the customers of one.
  private func outcome(of companies: [Company]) throws -> RunOutcome {
    var world = World()
    world.ledger.customers = []
    world.ledger.accounts = []
    var receipts: [BankTransaction] = []
    for (number, company) in companies.enumerated() {
      let customer = "C\(number)"
      world.ledger.customers.append(
        Customer(id: CustomerID(customer), name: "Company \(number)"))
      world.ledger.accounts.append(
        CustomerAccount(customer: CustomerID(customer), iban: "DE\(number)"))
      for (item, amount) in company.items.enumerated() {
        world.ledger.openItems.append(
          try .item(
            "I\(number)-\(item)", "\(amount)00.00", of: customer,
            dated: "2026-01-1\(company.dates.dated(item))",
            due: "2026-02-1\(company.dates.due(item))"))
      }
      for (receipt, amount) in company.receipts.enumerated() {
        receipts.append(
          try .receipt(
            "\(amount)00.00", account: "DE\(number)", line: receipts.count + 1,
            reference: "R\(number)-\(receipt)"))
      }
    }
    return try world.reconciling(receipts)
  }

  @Test(arguments: Dates.allCases)
  func `a known payer's money pays the only set that makes it, and no other`(dates: Dates) throws {
    let companies = Self.companies(dates)

    let outcome = try outcome(of: companies)

    let lines = Dictionary(grouping: outcome.applications, by: \.bankReference)
    let told = Dictionary(grouping: outcome.exceptions, by: \.bankReference)
    var wrong: [String] = []
    for (number, company) in companies.enumerated() {
      for (receipt, expected) in company.decisions.enumerated() {
        let reference = "R\(number)-\(receipt)"
        let paid = (lines[reference] ?? []).filter { $0.kind == .payment }
          .compactMap { $0.document.text.split(separator: "-").last }.sorted()
        let decided =
          paid.isEmpty
          ? (told[reference] ?? []).map(\.type.rawValue).joined(separator: ",")
          : paid.joined(separator: "+")
        if decided != expected {
          wrong.append(
            "\(company.items) paid with \(company.receipts): \(receipt) is \(decided), "
              + "expected \(expected)")
        }
      }
    }
    let kinds = Set(companies.flatMap(\.decisions))
    #expect(kinds.isSuperset(of: ["0", "1+2", "0+1+2", "no_match", "ambiguous_match"]))
    #expect(wrong.prefix(10) == [], "\(wrong.count) of \(companies.count)")
    #expect(outcome.applications.allSatisfy { $0.kind == .payment })
    #expect(outcome.summary.invariants.allSatisfy { $0.holds })
  }
}
