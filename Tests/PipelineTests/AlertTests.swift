import Foundation
import TestSupport
import Testing

@testable import Pipeline

@Suite("What is odd between statements is an alert, never a correction")
struct AlertTests {
  private static let account = "DE89370400440532013000"

  private func statement(
    _ sequence: Int, _ opening: String, _ closing: String, day: String, paying document: String,
    _ amount: String
  ) -> BankFile {
    var file = BankFile.paying(
      document, amount, id: "S\(sequence)", sequence: sequence, day: day)
    file.opening = opening
    file.closing = closing
    return file
  }

  private var first: BankFile {
    statement(48, "0.00", "100.00", day: "2026-03-10", paying: "4711", "100.00")
  }

  private func after(_ next: BankFile) throws -> (TemporaryPipeline, SweepReport) {
    let place = try TemporaryPipeline()
    try place.drop(first)
    try place.run()
    try place.drop(next, as: "next.xml")
    return (place, try place.run())
  }

  @Test("A statement that follows raises none")
  func follows() throws {
    let (place, report) = try after(
      statement(49, "100.00", "350.00", day: "2026-03-11", paying: "4721", "250.00"))

    #expect(report.alerts == [])
    #expect(try place.alerts() == [])
  }

  @Test(
    "The hundredth statement of a day follows the ninety-ninth, in whatever order their files come")
  func manyOfOneDay() throws {
    let place = try TemporaryPipeline()
    try place.drop(
      statement(100, "100.00", "350.00", day: "2026-03-10", paying: "4721", "250.00"),
      as: "a.xml")
    try place.drop(
      statement(99, "0.00", "100.00", day: "2026-03-10", paying: "4711", "100.00"), as: "b.xml")

    #expect(try place.run().alerts == [])
  }

  @Test("A statement whose balances do not agree with its entries is told, by line, once")
  func disagreesWithItself() throws {
    let place = try TemporaryPipeline()
    let wrong = statement(48, "0.00", "130.00", day: "2026-03-10", paying: "4711", "100.00")
    try place.drop(wrong)

    let first = try place.run()
    try place.drop(wrong, as: "again.xml")
    let second = try place.run()

    #expect(first.alerts.count == 1)
    #expect(
      first.alerts.allSatisfy {
        $0.hasPrefix("day.xml does not agree with itself at line ") && $0.contains("130.00")
          && $0.hasSuffix("; what is certain in it was booked; ask the bank")
      })
    #expect(second.alerts == [])
    #expect(try place.alerts() == ["totals "])
    #expect(try place.applications() == ["4711 payment 100.00"])
  }

  @Test("A number that is missing is named, and what came is booked all the same")
  func gap() throws {
    let (place, report) = try after(
      statement(51, "100.00", "350.00", day: "2026-03-11", paying: "4721", "250.00"))

    #expect(
      report.alerts == [
        "\(Self.account): statement 51 follows 48: 2 between them did not come; ask the bank"
      ])
    #expect(try place.alerts() == ["gap \(Self.account)"])
    #expect(try place.openItems() == ["4712 100.00"])
  }

  @Test("A balance that does not go on from the last statement is told with both")
  func balance() throws {
    let (place, report) = try after(
      statement(49, "120.00", "370.00", day: "2026-03-11", paying: "4721", "250.00"))

    #expect(
      report.alerts == [
        "\(Self.account): it opens with 120.00 EUR, the one before (S48) closed with 100.00: a "
          + "statement is missing or out of order; ask the bank"
      ])
    #expect(try place.alerts() == ["balance \(Self.account)"])
  }

  @Test("A corrected statement says so, and what is new in it is booked")
  func corrected() throws {
    var corrected = statement(48, "0.00", "350.00", day: "2026-03-10", paying: "4711", "100.00")
    corrected.entries.append(
      .init(amount: "250.00", text: "RE 4721", name: "Schulze AG", reference: "E-4721"))
    let (place, report) = try after(corrected)

    #expect(
      report.alerts == [
        "\(Self.account): statement 48 came again with other content: closing 350.00, before "
          + "100.00; what is new in it was booked"
      ])
    #expect(try place.applications() == ["4711 payment 100.00", "4721 payment 250.00"])
  }

  @Test("A late statement closes the gap that was told, and raises nothing of its own")
  func lateStatement() throws {
    let (place, _) = try after(
      statement(50, "350.00", "450.00", day: "2026-03-12", paying: "4712", "100.00"))
    #expect(try place.alerts() == ["gap \(Self.account)", "balance \(Self.account)"])

    try place.drop(
      statement(49, "100.00", "350.00", day: "2026-03-11", paying: "4721", "250.00"),
      as: "late.xml")
    let report = try place.run()

    #expect(report.alerts == [])
    #expect(try place.alerts() == [])
    #expect(try place.openItems() == [])
    #expect(try place.broken() == [])
  }

  @Test("What one correction dropped and the next one has again is told, and comes back by an undo")
  func backAgain() throws {
    let place = try TemporaryPipeline()
    var statement = statement(48, "0.00", "350.00", day: "2026-03-10", paying: "4711", "100.00")
    let other = BankFile.Entry(
      amount: "250.00", text: "RE 4721", name: "Schulze AG", reference: "E-4721")
    statement.entries.append(other)
    try place.drop(statement)
    try place.run()
    statement.entries.removeLast()
    statement.closing = "100.00"
    try place.drop(statement, as: "second.xml")
    try place.run()
    #expect(try place.openItems() == ["4712 100.00", "4721 250.00"])

    statement.entries.append(other)
    statement.entries.append(.init(amount: "100.00", text: "RE 4712", reference: "E-4712"))
    statement.closing = "450.00"
    try place.drop(statement, as: "third.xml")
    let report = try place.run()

    #expect(try place.openItems() == ["4721 250.00"])
    let told = try #require(report.alerts.first { $0.contains("they stay off; undo N") })
    let undo = try #require(told.split(separator: " ").first { $0.hasPrefix("N") })
    try place.with { _ = try $0.undo(decision: String(undo), by: "alice", note: "") }
    #expect(try place.openItems() == [])
    #expect(try place.rows("receipts").count == 3)
    #expect(try place.broken() == [])
  }

  @Test("A correction that still lacks what another lacked is told once, and holds up nothing")
  func correctedTwice() throws {
    let place = try TemporaryPipeline()
    var statement = statement(48, "0.00", "350.00", day: "2026-03-10", paying: "4711", "100.00")
    statement.entries.append(
      .init(amount: "250.00", text: "RE 4721", name: "Schulze AG", reference: "E-4721"))
    try place.drop(statement)
    try place.run()
    statement.entries.removeLast()

    for (id, name) in [("S48b", "second.xml"), ("S48c", "third.xml")] {
      statement.id = id
      try place.drop(statement, as: name)
      try place.run()
    }

    #expect(place.files("inbox") == [] && place.files("work") == [])
    #expect(try place.alerts().filter { $0.hasPrefix("corrected") }.count > 0)
    #expect(try place.broken() == [])
  }

  @Test("Accounts of one number in two currencies are chains of their own")
  func twoCurrencies() throws {
    let (place, _) = try after(
      statement(50, "100.00", "350.00", day: "2026-03-12", paying: "4721", "250.00"))
    let before = try place.alerts()

    let dollars = statement(5, "7.00", "8.00", day: "2026-03-11", paying: "9999", "1.00")
    try place.drop(
      dollars.text.replacingOccurrences(of: "Ccy=\"EUR\"", with: "Ccy=\"USD\""), as: "usd.xml")
    let report = try place.run()

    #expect(before == ["gap \(Self.account)"])
    #expect(try place.alerts() == before)
    #expect(report.alerts == [])
  }

  @Test("A late statement is held against the version of its neighbour that counts")
  func lateBesideCorrection() throws {
    let (place, _) = try after(
      statement(50, "300.00", "550.00", day: "2026-03-12", paying: "4721", "250.00"))
    try place.drop(
      statement(50, "350.00", "600.00", day: "2026-03-12", paying: "4721", "250.00"),
      as: "corrected.xml")
    try place.run()

    try place.drop(
      statement(49, "100.00", "350.00", day: "2026-03-11", paying: "4712", "250.00"),
      as: "late.xml")
    let report = try place.run()

    #expect(report.alerts == [])
    #expect(try place.alerts() == ["corrected \(Self.account)"])
  }

  @Test("A bank that gives every day's statement the same number corrects nothing with it")
  func sameNumbers() throws {
    let (_, report) = try after(
      statement(48, "100.00", "350.00", day: "2026-03-11", paying: "4721", "250.00"))

    #expect(report.alerts == [])
  }

  @Test("Numbers may begin again with the year")
  func newYear() throws {
    let (_, report) = try after(
      statement(1, "100.00", "350.00", day: "2027-01-04", paying: "4721", "250.00"))

    #expect(report.alerts == [])
  }

  @Test("Statements of one run are compared in the order of their days, not of their names")
  func oneRun() throws {
    let place = try TemporaryPipeline()
    try place.drop(first, as: "z.xml")
    try place.drop(
      statement(49, "100.00", "350.00", day: "2026-03-11", paying: "4721", "250.00"), as: "a.xml")

    #expect(try place.run().alerts == [])
  }

  @Test("An alert is raised once, however often its statement comes")
  func once() throws {
    let gap = statement(51, "100.00", "350.00", day: "2026-03-11", paying: "4721", "250.00")
    let (place, _) = try after(gap)
    try place.drop(gap, as: "again.xml")

    #expect(try place.run().alerts == [])
    #expect(try place.alerts() == ["gap \(Self.account)"])
  }

  // MARK: The calendar

  private static let calendar = """
    calendar:
      - { account: DE89370400440532013000, days: weekdays, by: "09:00", holidays: [2026-03-12] }
    """

  /// A pipeline that began on Monday, the 9th.
  private func expecting() throws -> TemporaryPipeline {
    let place = try TemporaryPipeline(more: Self.calendar)
    place.clock.put("2026-03-09T08:00:00Z")
    try place.run()
    return place
  }

  @Test("A statement that did not come by its time is missed once, and no sooner")
  func missing() throws {
    let place = try expecting()
    place.clock.put("2026-03-10T08:59:00Z")
    #expect(try place.run().alerts == [])

    place.clock.put("2026-03-10T09:00:00Z")
    let late = try place.run()
    let again = try place.run()

    #expect(
      late.alerts == [
        "\(Self.account): the statement of 2026-03-09 did not come by 09:00; ask the bank"
      ])
    #expect(again.alerts == [])
    #expect(try place.alerts() == ["missing \(Self.account)"])
  }

  @Test("A statement that comes weeks late closes its alert")
  func weeksLate() throws {
    let place = try expecting()
    place.clock.put("2026-03-10T09:00:00Z")
    try place.run()
    place.clock.put("2026-05-04T09:00:00Z")
    try place.run()
    let before = try place.rows("alerts").map { $0["alert_id"] ?? "" }

    try place.drop(.paying("4711", "100.00", day: "2026-03-09"))
    try place.run()

    let after = try place.rows("alerts").map { $0["alert_id"] ?? "" }
    #expect(Set(before).subtracting(after) == ["missing:\(Self.account)/2026-03-09"])
  }

  @Test("A report within the day is not the statement that is missed")
  func withinDay() throws {
    let place = try expecting()
    var report = BankFile.paying("4711", "100.00", day: "2026-03-09")
    report.isWithinDay = true
    try place.drop(report)
    try place.run()

    place.clock.put("2026-03-10T09:00:00Z")
    let late = try place.run()

    #expect(late.alerts.count == 1)
    #expect(try place.alerts() == ["missing \(Self.account)"])
  }

  @Test("A statement that says what a report within the day said is kept as a statement")
  func sameAsReport() throws {
    let place = try TemporaryPipeline()
    var report = first
    report.isWithinDay = true
    try place.drop(report, as: "report.xml")
    try place.run()
    try place.drop(first, as: "statement.xml")

    try place.run()

    #expect(try place.rows("statements").count == 2)
    #expect(try place.applications() == ["4711 payment 100.00"])
  }

  @Test("What a report within the day had, and its statement has not, is told and stays booked")
  func missingOfReport() throws {
    let place = try TemporaryPipeline()
    var report = first
    report.closing = "350.00"
    report.entries.append(
      .init(amount: "250.00", text: "RE 4721", name: "Schulze AG", reference: "E-4721"))
    report.isWithinDay = true
    try place.drop(report, as: "report.xml")
    try place.run()
    try place.drop(first, as: "statement.xml")

    let alerts = try place.run().alerts

    #expect(alerts.contains { $0.contains("they are still on the books") }, "\(alerts)")
    #expect(try place.applications() == ["4711 payment 100.00", "4721 payment 250.00"])
  }

  @Test("What a report brought, and the statement made anew does not have, is taken off the books")
  func missingOfAll() throws {
    var report = first
    report.closing = "350.00"
    report.entries.append(
      .init(amount: "250.00", text: "RE 4721", name: "Schulze AG", reference: "E-4721"))
    let statement = report
    report.isWithinDay = true
    let place = try TemporaryPipeline()
    for (name, file) in [("report", report), ("statement", statement), ("anew", first)] {
      try place.drop(file, as: "\(name).xml")
      try place.run()
    }
    try place.run()

    let open = try place.openItems()
    #expect(open.contains("4721 250.00"), "\(open)")
  }

  @Test("The last statement of an account is none of the reports within the day")
  func lastStatement() throws {
    let place = try TemporaryPipeline()
    try place.drop(first, as: "statement.xml")
    var report = statement(7, "100.00", "130.00", day: "2026-03-11", paying: "4712", "30.00")
    report.isWithinDay = true
    try place.drop(report, as: "report.xml")
    try place.run()

    let status = try PipelineStatus(place.path("day.yaml"), now: place.clock.now)

    #expect(status.statements.map(\.statement) == ["S48"])
  }

  @Test("A statement follows the one before it, whatever was reported within the days between")
  func followsPastReports() throws {
    let place = try TemporaryPipeline()
    try place.drop(first)
    try place.run()
    var report = statement(7, "100.00", "130.00", day: "2026-03-11", paying: "4712", "30.00")
    report.isWithinDay = true
    try place.drop(report, as: "report.xml")
    try place.run()
    try place.drop(
      statement(49, "100.00", "350.00", day: "2026-03-11", paying: "4721", "250.00"),
      as: "next.xml")

    #expect(try place.run().alerts == [])
    #expect(try place.alerts() == [])
  }

  @Test("When it comes the alert is closed")
  func comes() throws {
    let place = try expecting()
    place.clock.put("2026-03-10T09:00:00Z")
    try place.run()
    var file = BankFile.paying("4711", "100.00", day: "2026-03-09")
    file.opening = "0.00"
    file.closing = "100.00"
    try place.drop(file)

    try place.run()

    #expect(try place.alerts() == [])
    #expect(try place.broken() == [])
  }

  @Test("Days without statements, and days before the pipeline was, are not missed")
  func notExpected() throws {
    let place = try expecting()
    place.clock.put("2026-03-16T08:00:00Z")

    let report = try place.run()

    // Tuesday, Wednesday and Friday are missed besides Monday; Thursday is a holiday.
    let days = report.alerts.compactMap { alert in
      ["09", "10", "11", "12", "13", "14", "15"].first { alert.contains("2026-03-\($0)") }
    }
    #expect(days.sorted() == ["09", "10", "11", "13"])
  }
}
