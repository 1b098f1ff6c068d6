import Foundation
import Money
import Receivables
import Reconciliation
import Store
import TestSupport
import Testing

@testable import Enquiry
@testable import Pipeline

@Suite("Lists, lines and figures")
struct AskingTests {
  // MARK: Exceptions

  /// A desk with nine exceptions of different value, age, type and payer.
  private func waiting() throws -> TemporaryDesk {
    let desk = try TemporaryDesk()
    for day in 1...3 {
      try desk.take(
        BankFile(
          entries: (1...3).map { number in
            .init(
              amount: "\(number * 10).00", text: "what for", name: "Zoë \(number)",
              reference: "E-\(day)-\(number)")
          }, id: "S\(day)", day: "2026-03-0\(day)"), as: "day-\(day).xml")
    }
    return desk
  }

  @Test func `exceptions come by value, then by age, page by page, each once`() throws {
    let index = try waiting().index()

    var seen: [String] = []
    var cursor: String?
    repeat {
      let page = try index.exceptions(after: cursor, limit: 2)
      seen += page.lines.map { "\($0.amount.decimal) \($0.bookingDate)" }
      cursor = page.next
    } while cursor != nil

    #expect(
      seen == [
        "30.00 2026-03-01", "30.00 2026-03-02", "30.00 2026-03-03", "20.00 2026-03-01",
        "20.00 2026-03-02", "20.00 2026-03-03", "10.00 2026-03-01", "10.00 2026-03-02",
        "10.00 2026-03-03",
      ])
  }

  @Test(arguments: ExceptionLine.Order.allCases)
  func `in every order each exception comes once`(order: ExceptionLine.Order) throws {
    let index = try waiting().index()

    let first = try index.exceptions(by: order, limit: 4)
    let second = try index.exceptions(by: order, after: first.next, limit: 4)
    let third = try index.exceptions(by: order, after: second.next, limit: 4)

    let all = (first.lines + second.lines + third.lines).map(\.id)
    #expect(all.count == 9)
    #expect(Set(all).count == 9)
    #expect(third.next == nil)
  }

  @Test func `a filter holds for lines and for their count`() throws {
    let index = try waiting().index()
    let eur20 = Money(minorUnits: 2000, .eur)
    let filters: [(ExceptionLine.Filter, Int)] = [
      (.init(), 9), (.init(type: .unidentifiedPayer), 9), (.init(type: .shortPayment), 0),
      (.init(currency: .eur), 9), (.init(currency: .usd), 0), (.init(amountMin: eur20), 6),
      (.init(payerName: "zoe 3"), 3), (.init(payerName: "ZOË"), 9), (.init(payerName: "%"), 0),
      (.init(customer: "C1"), 0), (.init(type: .unidentifiedPayer, currency: .eur), 9),
    ]

    for (filter, count) in filters {
      #expect(try index.exceptions(filter).lines.count == count, "\(filter)")
      #expect(try index.exceptionCount(filter) == count, "\(filter)")
    }
  }

  @Test func `a list goes on behind an exception that is gone`() throws {
    let desk = try waiting()
    let index = try desk.index()
    let list = try index.exceptions().lines
    let place = try index.place(ofException: list[3].id)

    try desk.with { _ = try $0.decide([.notOurs(list[3].payment, note: "")], by: "alice") }
    try index.follow()

    #expect(try index.exception(list[3].id) == nil)
    #expect(try index.place(ofException: list[3].id) == nil)
    #expect(try index.exceptions(after: place, limit: 1).lines.first?.id == list[4].id)
  }

  @Test(arguments: ["", "x", "aaaa", "'; DROP TABLE items", "e30", "\u{0}", "🙂"])
  func `a cursor that no page gave is an error`(cursor: String) throws {
    let index = try TemporaryDesk.booked().index()

    #expect(throws: EnquiryError.self) { try index.exceptions(after: cursor) }
    #expect(throws: EnquiryError.self) { try index.receipts(after: cursor) }
  }

  @Test func `the cursor of another list is an error`() throws {
    let index = try waiting().index()
    let cursor = try #require(try index.exceptions(limit: 1).next)

    #expect(throws: EnquiryError.self) { try index.exceptions(by: .age, after: cursor) }
  }

  // MARK: Items, receipts, customers

  @Test func `a customer's items come by due date, cleared ones where they are asked for`() throws {
    let index = try TemporaryDesk.booked().index()

    #expect(try index.items(of: "C1").lines.map(\.number) == ["INV-2026-4712"])
    let all = try index.items(of: "C1", isClearedToo: true).lines
    #expect(all.map(\.number) == ["INV-2026-4711", "INV-2026-4712"])
    #expect(all.map(\.isOpen) == [false, true])
    let short = try #require(try index.item(DocumentKey("C2", "INV-2026-4721-D1")))
    #expect(short.open == Money(minorUnits: 2000, .eur))
    #expect(try index.item(DocumentKey("C2", "4711")) == nil)
  }

  @Test func `a receipt tells its payer, its rule and what of it lies unapplied`() throws {
    let desk = try TemporaryDesk.booked()
    let index = try desk.index()

    let lines = try index.receipts().lines
    let strange = try #require(lines.first { $0.amount.minorUnits == 700 })
    let paid = try #require(lines.first { $0.amount.minorUnits == 10_000 })

    #expect(strange.payerName == "Zoë Ünbekannt")
    #expect(strange.customer == nil)
    #expect(strange.unapplied == strange.amount)
    #expect(strange.outcome == .unapplied)
    #expect(paid.customer == "C1")
    #expect(paid.customerName == "Meier Bau GmbH")
    #expect(paid.payerAccount == "DE02120300000000202051")
    #expect(paid.remittance.contains("RE INV-2026-4711"))
    #expect(paid.unapplied.isZero)
    #expect(paid.batch == "000001")
    #expect(try index.receipts(of: "C1").lines.map(\.payment) == [paid.payment])
    #expect(try index.receipts(ofFile: "F1").lines.count == 3)
    #expect(try index.receipt(strange.payment) == strange)
    #expect(try index.applications(of: paid.payment).map(\.application.kind) == [.payment])
    #expect(try index.applications(ofCustomer: "C2").lines.count == 2)
    #expect(
      try index.applications(of: DocumentKey("C1", "INV-2026-4711")).lines.map(\.number) == [1])
  }

  @Test func `what a person applies is no longer unapplied, and what is undone is again`() throws {
    let desk = try TemporaryDesk.booked()
    let index = try desk.index()
    let strange = try #require(
      try index.receipts().lines.first { $0.amount.minorUnits == 700 })
    try desk.with { _ = try $0.decide([.putOnAccount(strange.payment, "C1")], by: "alice") }
    try index.follow()

    let after = try #require(try index.receipt(strange.payment))
    #expect(after.unapplied.isZero)
    #expect(after.customer == "C1")
    #expect(try index.customer("C1")?.unapplied == [])

    let decision = try #require(try index.decisions().lines.first)
    try desk.with { _ = try $0.undo(decision: decision.id, by: "bob", note: "no") }
    try index.follow()
    #expect(try index.receipt(strange.payment) == strange)
    #expect(try index.customer("C1")?.unapplied == [])
    #expect(try !index.receipts(of: "C1").lines.map(\.payment).contains(strange.payment))
  }

  @Test func `what a customer owes is summed by due date, however many documents it is`() throws {
    let invoices = (1...1200).map { number in
      "C1,INV-\(number),invoice,2026-01-01,2026-02-0\(number % 2 + 1),EUR,10.00,10.00,,"
    }
    let memo = "C1,CM-1,credit_memo,2026-01-01,2026-02-01,EUR,-5.00,-5.00,,"
    let desk = try TemporaryDesk(items: invoices + [memo])
    try desk.run()

    let due = try desk.index().openByDueDate(of: "C1")

    #expect(
      due.map { "\($0.date) \($0.open.count) \($0.open.amount.decimal)" } == [
        "2026-02-01 601 5995.00", "2026-02-02 600 6000.00",
      ])
    #expect(try desk.index().openByDueDate(of: "C2").isEmpty)
  }

  @Test func `a receipt knows its file where two of its batch have one name`() throws {
    let desk = try TemporaryDesk()
    let settings = try String(contentsOfFile: desk.path("day.yaml"), encoding: .utf8)
    try desk.write(
      settings.replacing("[{ folder: inbox }]", with: "[{ folder: inbox }, { folder: inbox2 }]"),
      to: "day.yaml")
    try FileManager.default.createDirectory(
      atPath: desk.path("inbox2"), withIntermediateDirectories: false)
    try desk.run()
    let files = [
      BankFile(entries: [.init(amount: "7.00", text: "?", reference: "E1")], id: "S1"),
      BankFile(entries: [.init(amount: "8.00", text: "?", reference: "E2")], id: "S2"),
    ]
    try desk.drop(files[0].text, as: "day.xml", into: "inbox")
    try desk.drop(files[1].text, as: "day.xml", into: "inbox2")

    try desk.run()

    let index = try desk.index()
    let receipts = try index.receipts().lines
    #expect(try receipts.map { try index.file($0.file)?.name } == ["day.xml", "day.xml"])
    for receipt in receipts {
      let inbox = receipt.amount.decimal == "7.00" ? "inbox" : "inbox2"
      #expect(try index.file(receipt.file)?.inbox == inbox)
      #expect(try index.receipts(ofFile: receipt.file).lines == [receipt])
    }
  }

  @Test func `what was quarantined waits no more once its bytes were taken`() throws {
    let desk = try TemporaryDesk()
    let statement = BankFile(entries: [.init(amount: "7.00", text: "?", reference: "E1")]).text
    let settings = try String(contentsOfFile: desk.path("day.yaml"), encoding: .utf8)
    try desk.write(
      settings.replacing("{ folder: inbox }", with: "{ folder: inbox, format: mt940 }"),
      to: "day.yaml")
    try desk.drop(statement)
    try desk.drop("<Document>cut short", as: "broken.xml")
    try desk.run()
    let index = try desk.index()
    let before = try index.filesByState().map { "\($0.state) \($0.count)" }
    let quarantined = try #require(try index.files().lines.first { $0.name == "day.xml" })
    try desk.write(settings, to: "day.yaml")

    try desk.with { try $0.retry(file: quarantined.id, by: "alice") }
    try desk.age("inbox/day.xml")
    try desk.run()
    try index.follow()

    #expect(before == ["quarantined 2"])
    #expect(
      try index.filesByState().map { "\($0.state) \($0.count)" } == [
        "quarantined 1", "resolved 1", "taken 1",
      ])
    #expect(try index.file(quarantined.id)?.state == "resolved")
    #expect(try IndexDump(index).differences(from: IndexDump(desk.madeAnew())) == [])
  }

  @Test func `customers come by name or by what they owe, with balances`() throws {
    let index = try TemporaryDesk.booked().index()

    #expect(try index.customers().lines.map(\.id) == ["C1", "C2"])
    #expect(try index.customers(by: .open).lines.map(\.id) == ["C1", "C2"])
    let second = try index.customers(after: try index.customers(limit: 1).next).lines
    #expect(second.map(\.id) == ["C2"])
    #expect(second.first?.open == [.init(count: 1, amount: Money(minorUnits: 2000, .eur))])
    #expect(second.first?.disputed == [.init(count: 1, amount: Money(minorUnits: 2000, .eur))])
    #expect(try index.customer("C9") == nil)
  }

  // MARK: Disputes, files, people

  @Test func `disputes, files, batches and decisions are listed`() throws {
    let desk = try TemporaryDesk.booked()
    try desk.drop("<Document>cut short", as: "broken.xml")
    try desk.run()
    let index = try desk.index()

    let dispute = try #require(try index.disputes(.init(status: .open)).lines.first)
    #expect(dispute.amount == Money(minorUnits: 2000, .eur))
    #expect(try index.dispute(dispute.id) == dispute)
    #expect(try index.disputes(.init(status: .resolved)).lines.isEmpty)
    #expect(try index.disputes(.init(reasonCode: dispute.reasonCode), by: .age).lines == [dispute])
    #expect(try index.disputes(of: try #require(dispute.payment)) == [dispute])
    let document = DocumentKey(dispute.customer, dispute.document)
    #expect(try index.disputes(of: document).contains(dispute))
    #expect(try index.disputes(of: document).allSatisfy { $0.document == dispute.document })
    #expect(try index.disputes(of: DocumentKey(dispute.customer, DocumentNumber("none"))) == [])
    #expect(try index.files().lines.map(\.id) == ["F2", "F1"])
    #expect(try index.files(state: "quarantined").lines.map(\.name) == ["broken.xml"])
    #expect(try index.file("F1")?.at == "2026-03-10T18:00:00Z")
    #expect(try index.file("F2")?.at == "2026-03-10T18:00:00Z")
    #expect(try index.batches().lines.map(\.name) == ["000001"])
    #expect(try index.filesByState().map(\.count) == [1, 1])
    #expect(try index.decisions().lines.isEmpty)
    #expect(try index.disputesByStatus().map(\.key) == ["open"])
  }

  @Test func `a decision tells who, what, why, and by what it was undone`() throws {
    let desk = try TemporaryDesk.booked()
    let payment = try #require(
      try desk.index().receipts().lines.first { $0.amount.minorUnits == 700 }?.payment)
    try desk.with { pipeline in
      let report = try pipeline.decide([.notOurs(payment, note: "n")], by: "alice", note: "gift")
      guard case .booked(let decision, _) = report else { return }
      _ = try pipeline.undo(decision: decision, by: "bob", note: "it is ours")
    }
    let index = try desk.index()

    let lines = try index.decisions().lines
    #expect(lines.map(\.actor) == ["bob", "alice"])
    #expect(lines.map(\.words) == ["undid \(lines[1].id)", "not ours"])
    #expect(lines.map(\.note) == ["it is ours", "gift"])
    #expect(lines[1].undoneBy == lines[0].id)
    #expect(lines[0].undoneBy == "")
    #expect(lines[1].payments == [payment])
    #expect(try index.decisions(of: payment) == lines)
    #expect(try index.decision(lines[0].id) == lines[0])
  }

  @Test func `statements are told day by day, and whether each follows the one before`() throws {
    let desk = try TemporaryDesk()
    let balances = [(1, "10.00", "20.00"), (2, "20.00", "30.00"), (4, "35.00", "45.00")]
    for (day, opening, closing) in balances {
      try desk.take(
        BankFile(
          entries: [.init(amount: "10.00", text: "?", reference: "E\(day)")], id: "S\(day)",
          sequence: day, day: "2026-03-0\(day)", opening: opening, closing: closing),
        as: "day-\(day).xml")
    }
    let index = try desk.index()
    let last = try #require(CalendarDate(iso: "2026-03-04"))

    let coverage = try #require(try index.coverage(days: 3, until: last).first)

    #expect(coverage.account == "DE89370400440532013000")
    #expect(coverage.days.map { $0.statements.map(\.id) } == [["S2"], [], ["S4"]])
    #expect(coverage.days.map(\.isContinuous) == [true, nil, false])
    #expect(try index.alerts().contains { $0.kind == "balance" })
  }

  @Test func `a report within the day is no statement, and hides no gap`() throws {
    let desk = try TemporaryDesk()
    func take(_ day: Int, _ opening: String, _ closing: String, isWithinDay: Bool = false) throws {
      var file = BankFile(
        entries: [.init(amount: "10.00", text: "?", reference: "E\(day)\(isWithinDay)")],
        id: "S\(day)\(isWithinDay)", sequence: day, day: "2026-03-0\(day)", opening: opening,
        closing: closing)
      file.isWithinDay = isWithinDay
      try desk.take(file, as: "day-\(day)-\(isWithinDay).xml")
    }
    try take(1, "10.00", "20.00")
    try take(2, "20.00", "25.00", isWithinDay: true)
    try take(2, "20.00", "30.00")
    try take(3, "30.00", "35.00", isWithinDay: true)
    let last = try #require(CalendarDate(iso: "2026-03-03"))

    let coverage = try #require(try desk.index().coverage(days: 3, until: last).first)

    #expect(coverage.days.map { $0.statements.map(\.id) } == [["S1false"], ["S2false"], []])
    #expect(coverage.days.map(\.isContinuous) == [nil, true, nil])
  }

  @Test func `a statement without balances leaves open whether the next one follows`() throws {
    let desk = try TemporaryDesk()
    for (day, opening, closing) in [(1, "10.00", "20.00"), (2, nil, nil), (3, "20.00", "30.00")] {
      try desk.take(
        BankFile(
          entries: [.init(amount: "10.00", text: "?", reference: "E\(day)")], id: "S\(day)",
          day: "2026-03-0\(day)", opening: opening, closing: closing), as: "day-\(day).xml")
    }
    let last = try #require(CalendarDate(iso: "2026-03-03"))

    let coverage = try #require(try desk.index().coverage(days: 3, until: last).first)

    #expect(coverage.days.map(\.statements.count) == [1, 1, 1])
    #expect(coverage.days.map(\.isContinuous) == [nil, nil, nil])
  }

  @Test func `an account of which statements are expected has a line before any came`() throws {
    let index = try TemporaryDesk.booked().index()
    let last = try #require(CalendarDate(iso: "2026-03-10"))

    let coverage = try index.coverage(
      days: 2, until: last, expecting: ["CH01", "DE89370400440532013000"])

    #expect(coverage.map(\.account) == ["CH01", "DE89370400440532013000"])
    #expect(coverage[0].days.map(\.statements.count) == [0, 0])
  }

  @Test func `figures of the day: received, straight through, waiting`() throws {
    let index = try TemporaryDesk.booked().index()
    let day = try #require(CalendarDate(iso: "2026-03-10"))

    let figures = try #require(try index.receiptDays(from: day, to: day).first)

    #expect(figures.received == .init(count: 3, amount: Money(minorUnits: 33_700, .eur)))
    #expect(figures.taken == figures.received)
    #expect(figures.straightThrough.amount == Money(minorUnits: 10_000, .eur))
    #expect(figures.waiting.count >= 1)
    #expect(
      try index.openByDueDate().map { "\($0.date) \($0.open.amount.decimal)" } == [
        "2026-03-02 100.00", "2026-03-03 20.00",
      ])
    #expect(try index.totals().open.map(\.amount) == [Money(minorUnits: 12_000, .eur)])
  }
}
