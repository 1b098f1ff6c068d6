import Books
import Foundation
import LedgerFiles
import Money
import Receivables
import Reconciliation
import Store
import TestSupport
import Testing

@testable import Pipeline

/// A company's month from a seed: files on time, late, twice and broken, people who decide and change
/// their minds, and a model that counts each movement of the bank once.
private struct Month {
  let place: TemporaryPipeline
  var random: SeededGenerator
  /// What the bank moved, by a reference of its own: in which file it came first.
  private var moved: [String: (cents: Int, file: String)] = [:]
  private var sent: [(name: String, file: BankFile)] = []
  private var undoneFiles: Set<String> = []
  private var decisions: [String] = []
  /// What was done, for whoever looks into a failure.
  private(set) var story: [String] = []

  /// The bank states balances; in whole euros.
  private let hasBalances: Bool
  private var balance = 1000

  init(seed: UInt64) throws {
    random = SeededGenerator(seed: seed)
    hasBalances = seed % 2 == 0
    let items = (0..<40).map { place in
      "C\(1 + place % 2),47\(10 + place),invoice,2026-02-01,2026-03-\(10 + place % 15),EUR,"
        + "\(100 + place).00,\(100 + place).00"
    }
    place = try TemporaryPipeline(items: items, exports: "[]")
  }

  /// The cents that stand on the books, by the model.
  var expected: Int {
    moved.values.filter { !undoneFiles.contains($0.file) }.reduce(0) { $0 + $1.cents }
  }

  mutating func live(day: Int) throws {
    try sendStatement(day)
    if chance(40), let again = sent.randomElement(using: &random) {
      try place.drop(again.file, as: "again-\(day)-\(again.name)")
    }
    if chance(20) { try place.drop("<Document>cut short", as: "broken-\(day).xml") }
    place.clock.advance(3600)
    try place.run()
    if chance(50) { try acceptSomething() }
    if chance(30) { try undoDecision() }
    if chance(15) { try undoFile() }
    if chance(20) { try undoReceipt() }
  }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }

  private mutating func sendStatement(_ day: Int) throws {
    let name = "day-\(day).xml"
    let opening = balance
    let entries = (0..<Int.random(in: 1...4, using: &random)).map { number in
      let document = Int.random(in: 0..<44, using: &random)
      let cents = (100 + document + ([0, 0, 0, -5, 30].randomElement(using: &random) ?? 0)) * 100
      let reference = "M-\(day)-\(number)"
      moved[reference] = (cents, name)
      balance += cents / 100
      return BankFile.Entry(
        amount: "\(cents / 100).00", text: chance(80) ? "RE 47\(10 + document)" : "no reference",
        name: chance(70) ? "Meier Bau GmbH" : "Nobody",
        // Without one, equal payments of a day have equal identities.
        reference: chance(60) ? reference : "")
    }
    var file = BankFile(
      entries: entries, id: "S\(day)", sequence: day,
      day: "2026-03-\(day < 10 ? "0" : "")\(day)")
    if hasBalances {
      file.opening = "\(opening).00"
      file.closing = "\(balance).00"
    }
    sent.append((name, file))
    try place.drop(file, as: name)
  }

  private mutating func acceptSomething() throws {
    let waiting = try place.rows("exceptions").compactMap { $0["payment_id"] }
    guard let payment = waiting.randomElement(using: &random) else { return }
    try decide("accept") { pipeline in
      guard let found = try pipeline.suggestions(for: PaymentID(payment)).first else { return nil }
      return try pipeline.decide([found.action], by: "alice", note: "month")
    }
  }

  private mutating func undoDecision() throws {
    guard let decision = decisions.popLast() else { return }
    try decide("undo \(decision)") { try $0.undo(decision: decision, by: "alice", note: "month") }
  }

  private mutating func undoReceipt() throws {
    let receipts = try place.rows("receipts").filter { $0["outcome"] == "applied" }
    guard let payment = receipts.compactMap({ $0["payment_id"] }).randomElement(using: &random)
    else { return }
    try decide("undo \(payment)") {
      try $0.decide([.undoReceipt(PaymentID(payment), reason: "month")], by: "alice")
    }
  }

  private mutating func undoFile() throws {
    guard let file = sent.randomElement(using: &random)?.name, !undoneFiles.contains(file),
      try decide("undo \(file)", { try $0.undo(file: file, by: "alice", note: "month") })
    else { return }
    // Only undoing this very decision would bring it back: the month leaves it undone.
    decisions.removeLast()
    undoneFiles.insert(file)
  }

  /// - Returns: whether it was booked; what the books refuse is no fault of theirs.
  @discardableResult
  private mutating func decide(
    _ what: String, _ body: (Pipeline) throws -> DeskReport?
  ) throws -> Bool {
    let report: DeskReport?
    do {
      report = try place.with(body)
    } catch is DeskError {
      return false
    } catch is DeskRefusal {
      return false
    }
    guard case .booked(let decision, _) = report else { return false }
    decisions.append(decision)
    story.append("day \(sent.count): \(what) \(decision)")
    return true
  }

  /// The cents of receipts that stand on the books.
  func onTheBooks() throws -> Int {
    try place.rows("receipts").filter { $0["outcome"] != "returned" }.reduce(0) { sum, row in
      sum + (Int((row["amount"] ?? "").filter { $0 != "." }) ?? 0)
    }
  }

  /// The cents that the journal has in the bank's accounts.
  func inTheBank() throws -> Int64 {
    try place.store().rows(of: .journal).compactMap { JournalRecord.entry($0.cells) }
      .flatMap(\.postings).filter { posting in
        if case .bank(account: _) = posting.account { return true }
        return false
      }
      .reduce(0) { $0 + $1.amount.minorUnits }
  }
}

@Suite("A month of everything")
struct MonthTests {
  /// QUITTANCE_MONTHS=1000 for a night of them.
  static let seeds =
    1...(ProcessInfo.processInfo.environment["QUITTANCE_MONTHS"].flatMap { UInt64($0) } ?? 8)

  @Test(
    "Each movement is on the books once, and everything that can be checked holds",
    arguments: MonthTests.seeds
  )
  func month(seed: UInt64) throws {
    var month = try Month(seed: seed)
    for day in 1...20 {
      try month.live(day: day)
      let books = try month.onTheBooks()
      #expect(books == month.expected, "seed \(seed), day \(day), \(month.story)")
      #expect(try Int(month.inTheBank()) == month.expected, "seed \(seed), day \(day)")
    }
    #expect(try month.place.broken() == [], "seed \(seed)")
  }

  @Test(
    "What is decided on an excerpt of the ledger is what is decided on all of it",
    arguments: MonthTests.seeds)
  func excerpts(seed: UInt64) throws {
    var (some, all) = (try Month(seed: seed), try Month(seed: seed))
    all.place.decidesOnExcerpts = false
    for day in 1...12 {
      try some.live(day: day)
      try all.live(day: day)
    }
    #expect(some.story == all.story)
    #expect(try some.place.books() == all.place.books(), "seed \(seed)")
    #expect(try some.place.rows("applications") == all.place.rows("applications"), "seed \(seed)")
  }

  @Test("The canary: a month with one booking too many is found out")
  func canary() throws {
    var month = try Month(seed: 1)
    for day in 1...5 { try month.live(day: day) }
    let store = try SQLiteStore(month.place.path("state/day.sqlite"), for: .write)
    let first = try #require(try store.rows(of: .journal).first)
    try store.commit(
      CommitTerms(actor: "quittance", recordedAt: month.place.clock.now.description)
    ) { log in
      try log.event(
        NewEvent(
          .batchBooked, subject: "999999", rows: [StateTable.journal.adding(first.cells)]))
    }
    try store.close()
    #expect(try Int(month.inTheBank()) != month.expected)
  }
}
