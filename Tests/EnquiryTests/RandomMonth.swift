import Books
import Foundation
import LedgerFiles
import Money
import Receivables
import Reconciliation
import Store
import Synchronization
import TestSupport
import Testing

@testable import Enquiry
@testable import Pipeline

/// A company's month from a seed: files on time, twice and broken, money that comes back, people who
/// decide, change their minds and take files off the books.
struct RandomMonth {
  let desk: TemporaryDesk
  private var random: SeededGenerator
  private var sent: [(name: String, file: BankFile)] = []
  private var decisions: [String] = []

  init(seed: UInt64) throws {
    random = SeededGenerator(seed: seed)
    let items = (0..<40).map { place in
      "C\(1 + place % 2),INV-47\(10 + place),invoice,2026-02-01,2026-03-\(10 + place % 15),EUR,"
        + "\(100 + place).00,\(100 + place).00,PO-\(place),"
    }
    desk = try TemporaryDesk(items: items)
  }

  mutating func live(day: Int) throws {
    try sendStatement(day)
    if random.happens(30) {
      let again = random.pick(sent)
      try desk.drop(again.file.text, as: "again-\(day)-\(again.name)")
    }
    if random.happens(20) { try desk.drop("<Document>cut short", as: "broken-\(day).xml") }
    desk.clock.withLock { $0 += 3600 }
    try desk.run()
    if random.happens(60) { try acceptSomething() }
    if random.happens(30), let decision = decisions.popLast() {
      try decide { try $0.undo(decision: decision, by: "alice", note: "month") }
    }
    if random.happens(15) {
      let file = random.pick(sent).name
      try decide { try $0.undo(file: file, by: "alice", note: "month") }
    }
    if random.happens(30) { try undoReceipt() }
    if day == 9 {
      try? desk.with {
        _ = try $0.redecide(
          from: try #require(CalendarDate(iso: "2026-03-05")), by: "alice", note: "late")
      }
    }
  }

  private mutating func sendStatement(_ day: Int) throws {
    let name = "day-\(day).xml"
    let entries = (0..<random.number(1...4)).map { number in
      let document = random.number(0...43)
      let euros = 100 + document + random.pick([0, 0, 0, -5, 30])
      return BankFile.Entry(
        amount: "\(euros).00",
        text: random.happens(80) ? "RE INV-47\(10 + document)" : "no reference",
        name: random.happens(70) ? "Meier Bau GmbH" : "Nobody",
        reference: random.happens(60) ? "M-\(day)-\(number)" : "", isDebit: random.happens(10))
    }
    let file = BankFile(
      entries: entries, id: "S\(day)", sequence: day,
      day: "2026-03-\(day < 10 ? "0" : "")\(day)")
    sent.append((name, file))
    try desk.drop(file.text, as: name)
  }

  private mutating func acceptSomething() throws {
    let waiting = try desk.store().rows(of: .exceptions).map { $0.cells[1] }
    if waiting.isEmpty { return }
    let payment = random.pick(waiting)
    try decide { pipeline in
      guard let found = try pipeline.suggestions(for: PaymentID(payment)).first else { return nil }
      return try pipeline.decide([found.action], by: "alice", note: "month")
    }
  }

  private mutating func undoReceipt() throws {
    let receipts = try rows("receipts").filter { $0[6] == "applied" }
    if receipts.isEmpty { return }
    let payment = random.pick(receipts)[0]
    try decide { try $0.decide([.undoReceipt(PaymentID(payment), reason: "month")], by: "alice") }
  }

  /// What the books refuse is no fault of theirs.
  private mutating func decide(_ body: (Pipeline) throws -> DeskReport?) throws {
    do {
      guard case .booked(let decision, _) = try desk.with(body) else { return }
      decisions.append(decision)
    } catch is DeskError {
    } catch is DeskRefusal {
    }
  }

  private func rows(_ name: String) throws -> [[String]] {
    try desk.store().rows(of: try #require(StateTable.named(name))).map(\.cells)
  }

  // MARK: What lies unapplied

  /// By the journal: all that went into unapplied cash and did not leave it, in cents.
  func unapplied() throws -> Int64 {
    try desk.store().rows(of: .journal).compactMap { JournalRecord.entry($0.cells) }
      .flatMap(\.postings).filter { $0.account == .unappliedCash }
      .reduce(0) { $0 - $1.amount.minorUnits }
  }

  /// By the index.
  func unapplied(_ index: DeskIndex) throws -> Int64 {
    try index.totals().unapplied.reduce(0) { $0 + $1.amount.minorUnits }
  }
}
