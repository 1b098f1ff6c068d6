import Foundation
import Testing

/// `decide`, `dispute`, `write-off`, `undo`, `approve`, `explain` and `verify` through the built
/// program.
@Suite struct PipelineDeskTests {
  /// A receipt of 100.00 from C1 that says nothing, and another of 7.00 from nobody.
  private func place(_ more: String = "") throws -> (PipelinePlace, payment: String) {
    let place = try PipelinePlace(more: more)
    try place.drop(
      BadInputTests.statement("90.00", "thanks").replacingOccurrences(
        of: "Meier Bau GmbH", with: "Nobody Ltd"))
    let result = try place.quittance("run", "--quiet", "day.yaml")
    #expect(result.status == 0, "\(result.errors)")
    let payment = try place.rows("exceptions.csv").first?["payment_id"]
    return (place, try #require(payment))
  }

  private func verified(_ place: PipelinePlace) throws -> Bool {
    let result = try place.quittance("verify", "--pipeline", "day.yaml")
    return result.status == 0 && !result.output.contains("FAILS")
  }

  @Test func `a line is booked, told, explained and undone by the number that it got`() throws {
    let (place, payment) = try place()

    let decided = try place.quittance(
      "decide", "--quiet", "day.yaml", payment, "--line", "C1/4711=90.00", "--by", "alice",
      "--note",
      "by phone")
    let number = decided.output.prefix { $0 != " " }
    let explained = try place.quittance("explain", payment, "--pipeline", "day.yaml")
    let undone = try place.quittance(
      "undo", "--quiet", "day.yaml", "--decision", String(number), "--by", "bob")
    let again = try place.quittance(
      "undo", "--quiet", "day.yaml", "--decision", String(number), "--by", "bob")

    #expect(decided.status == 0, "\(decided.errors)")
    #expect(number.hasPrefix("N"))
    #expect(decided.output.contains("  4711 of C1: payment 90.00 EUR\n"))
    for part in ["Receipt \(payment)", "Since then", "alice", "by phone", "payment 90.00 EUR"] {
      #expect(explained.output.contains(part), "\(part)")
    }
    #expect(undone.status == 0 && undone.output.contains("undoing \(payment)"))
    #expect(again.status == 64)
    #expect(
      again.errorLines == [
        "day.yaml:1: error: \(number) is undone already; expected a decision that stands (refused)"
      ])
    #expect(try verified(place))
  }

  @Test func `without a decision it lists what fits, and books nothing`() throws {
    let (place, payment) = try place()

    let result = try place.quittance("decide", "--quiet", "day.yaml", payment, "--by", "alice")

    #expect(result.status == 0)
    #expect(result.output.contains("give --line") || result.output.hasPrefix("1. "))
    #expect(try verified(place))
  }

  @Test(arguments: [
    (
      ["--line", "C1/4799=90.00"], "--line 'C1/4799=90.00': there is no document 4799 of C1"
    ),
    (["--line", "4711=90.00"], "--line '4711=90.00', expected CUSTOMER/DOCUMENT=AMOUNT"),
    (["--line", "C1/4711=90,00"], "--line 'C1/4711=90,00', expected CUSTOMER/DOCUMENT=AMOUNT"),
    (["--line", "C1/4711=9.00:gift"], "--line 'C1/4711=9.00:gift', expected CUSTOMER/DOCUMENT"),
    (["--accept", "99"], "suggestions, no number 99"),
    (["--line", "C1/4711=90.01"], "(moreThanUnapplied)"),
    (["--line", "C1/4712=60.00"], "(moreThanOpen)"),
    (["--settle", "E-1-1"], "(exceptionUnknown)"),
    (["--on-account", "C9"], "(customerUnknown)"),
  ])
  func `what cannot be booked is 64 and says why`(options: [String], told: String) throws {
    let (place, payment) = try place()

    let result = try Program.run(
      ["decide", "--quiet", "day.yaml", payment, "--by", "alice"] + options, in: place.folder.url)

    #expect(result.status == 64, "\(result.errors)")
    #expect(result.errors.contains(told), "\(result.errors)")
    #expect(try verified(place))
  }

  @Test func `a receipt of nobody is 64 to decide, 66 to explain`() throws {
    let (place, _) = try place()

    let decided = try place.quittance(
      "decide", "--quiet", "day.yaml", "P0000000000000000", "--not-ours", "--by", "alice")
    let explained = try place.quittance("explain", "P0000000000000000", "--pipeline", "day.yaml")

    #expect(decided.status == 64)
    #expect(decided.errorLines.first?.contains("(unknownPayment)") == true)
    #expect(explained.status == 66)
    #expect(explained.errorLines.first?.contains("(unknownPayment)") == true)
  }

  @Test func `learned, the payer is known the next time`() throws {
    let (place, payment) = try place()
    let result = try place.quittance(
      "decide", "--quiet", "day.yaml", payment, "--line", "C1/4711=90.00", "--learn", "--by",
      "alice")
    try place.drop(
      BadInputTests.statement("50.00", "RE 4712").replacingOccurrences(
        of: "Meier Bau GmbH", with: "Nobody Ltd"
      ).replacingOccurrences(of: "REF-1", with: "REF-2"), as: "next.xml")

    _ = try place.quittance("run", "--quiet", "day.yaml")

    #expect(result.status == 0, "\(result.errors)")
    #expect(
      try Output.rows(place.folder / "exports/000002/ledger/customer_aliases.csv")
        .map { $0["alias"] } == ["Nobody Ltd"])
    #expect(try place.rows("applications.csv", batch: 2).map { $0["amount"] } == ["50.00"])
  }

  @Test func `a short payment's dispute is approved, and the deduction is gone`() throws {
    let place = try PipelinePlace()
    try place.pay("4711", "80.00")
    _ = try place.quittance("run", "--quiet", "day.yaml")
    let dispute = try #require(try place.rows("disputes.csv").first?["dispute_id"])

    let review = try place.quittance(
      "dispute", "--quiet", "day.yaml", dispute, "review", "--by", "alice", "--note", "asked sales")
    let approved = try place.quittance(
      "dispute", "--quiet", "day.yaml", dispute, "approve", "--by", "alice")
    let again = try place.quittance(
      "dispute", "--quiet", "day.yaml", dispute, "approve", "--by", "alice")

    #expect(review.status == 0, "\(review.errors)")
    #expect(approved.status == 0 && approved.output.contains("dispute \(dispute): resolved"))
    #expect(again.status == 64 && again.errors.contains("(disputeResolved)"))
    #expect(try verified(place))
  }

  @Test func `a rest is written off`() throws {
    let (place, _) = try place("people: { write_off_max: 5.00 }")

    let small = try place.quittance(
      "write-off", "--quiet", "day.yaml", "C1/4712=0.40", "--reason", "SMALL", "--by", "alice")
    let large = try place.quittance(
      "write-off", "--quiet", "day.yaml", "C1/4712=5.01", "--by", "alice")
    let unknown = try place.quittance(
      "write-off", "--quiet", "day.yaml", "C1/4799=0.40", "--by", "alice")

    #expect(small.status == 0 && small.output.contains("4712 of C1: write off 0.40 EUR"))
    #expect(large.status == 64 && large.errors.contains("(writeOffAboveLimit)"))
    #expect(unknown.status == 64 && unknown.errors.contains("no document 4799 of C1"))
    #expect(try verified(place))
  }

  @Test func `above the limit it waits for a second person, who may not be the first`() throws {
    let (place, payment) = try place(
      "people: { second_eyes_above: 50.00, limits: { alice: unlimited, bob: unlimited } }")

    let proposed = try place.quittance(
      "decide", "--quiet", "day.yaml", payment, "--line", "C1/4711=90.00", "--by", "alice")
    let id = String(proposed.output.prefix { $0 != " " })
    let own = try place.quittance("approve", "--quiet", "day.yaml", id, "--by", "alice")
    let carol = try place.quittance("approve", "--quiet", "day.yaml", id, "--by", "carol")
    let bob = try place.quittance("approve", "--quiet", "day.yaml", id, "--by", "bob")
    let again = try place.quittance("approve", "--quiet", "day.yaml", id, "--by", "bob")

    #expect(proposed.output.hasPrefix("Q") && proposed.output.contains("waits for a second person"))
    #expect(own.status == 64 && own.errors.contains("another person has to approve it"))
    #expect(
      carol.errorLines == [
        "day.yaml:1: error: carol is not among the people of day; expected somebody whom the "
          + "pipeline's file gives a limit (refused)"
      ])
    #expect(bob.status == 0 && bob.output.contains("payment 90.00 EUR"), "\(bob.errors)")
    #expect(again.status == 64 && again.errors.contains("no decision \(id) waits"))
    #expect(try verified(place))
  }

  @Test func `a file is undone and had back`() throws {
    let place = try PipelinePlace()
    try place.pay("4711", "100.00")
    _ = try place.quittance("run", "--quiet", "day.yaml")

    let undone = try place.quittance(
      "undo", "--quiet", "day.yaml", "--file", "day.xml", "--by", "alice")
    let status = try place.quittance("status", "--format", "json", "day.yaml")
    let back = try place.quittance(
      "undo", "--quiet", "day.yaml", "--decision", String(undone.output.prefix { $0 != " " }),
      "--by",
      "alice")

    #expect(undone.status == 0, "\(undone.errors)")
    #expect(status.output.contains("\"open_items\": 2"))
    #expect(back.status == 0, "\(back.errors)")
    #expect(try verified(place))
  }

  @Test func `verify of a store says each check, and 65 where the state was touched`() throws {
    let (place, _) = try place()
    let whole = try place.quittance("verify", "--pipeline", "day.yaml")
    let touched = try Program.shell(
      """
      python3 -c "import sqlite3; d = sqlite3.connect('day.sqlite'); \
      d.execute('UPDATE open_items SET record = replace(record, \\"100.00\\", \\"10.00\\")'); d.commit()"
      $Q verify --pipeline day.yaml
      """, in: place.folder.url)

    #expect(whole.status == 0)
    #expect(whole.output.split(separator: "\n").allSatisfy { $0.hasPrefix("holds  ") })
    #expect(whole.output.contains("the event log is an unbroken chain"))
    #expect(touched.status == 65)
    #expect(touched.output.contains("FAILS  open_items is what the events made"))
  }

  @Test(arguments: ["status", "verify", "explain"])
  func `before the first run there is no store to read`(command: String) throws {
    let place = try PipelinePlace()

    let result =
      switch command {
      case "status": try place.quittance("status", "day.yaml")
      case "verify": try place.quittance("verify", "--pipeline", "day.yaml")
      default: try place.quittance("explain", "P1", "--pipeline", "day.yaml")
      }

    #expect(result.status == 66)
    #expect(result.errorLines.count == 1)
    #expect(!place.has("day.sqlite"))
  }
}
