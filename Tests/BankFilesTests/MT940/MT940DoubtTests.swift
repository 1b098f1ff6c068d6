import BankFiles
import Money
import Receivables
import Testing

/// What a payer writes never makes a movement, and never becomes his name.
struct MT940DoubtTests {
  /// A full line of details, behind which the bank goes on in the next line.
  static let full =
    ":86:166?00GUTSCHRIFT?20EREF+E1?21SVWZ+" + String(repeating: "x", count: 27)

  static func trial(_ entries: String..., closing: String) -> FlatFileTrial {
    FlatFileTrial(
      mt940: MT940Sample.statement(
        entries.joined(separator: "\n"), closing: ":62F:C260310EUR" + closing))
  }

  @Test func `an entry behind a full line counts where the closing balance needs it`() {
    let trial = Self.trial(
      ":61:2603100310C100,00NTRFNONREF//B1\n" + Self.full,
      ":61:2603100310C9000,00NTRFX//Y\n:86:INV-2", closing: "10100,00")

    #expect(trial.transactions.map(\.amount.decimal) == ["100.00", "9000.00"])
    #expect(trial.problems == [])
  }

  @Test func `an entry of nothing behind a full line is no doubt about a balance that is right`() {
    let trial = Self.trial(
      ":61:2603100310C100,00NTRFNONREF//B1\n" + Self.full, ":61:2603100310C0,00NTRFX//Y",
      closing: "1100,00")

    #expect(trial.errors == [])
  }

  @Test func `an entry behind a full line is an error where the balance is right without it`() {
    let trial = Self.trial(
      ":61:2603100310C100,00NTRFNONREF//B1\n" + Self.full, ":61:2603100310C9000,00NTRFX//Y",
      closing: "1100,00")

    #expect(
      trial.errors == [
        """
        day.sta:7: error: the entry stands in the middle of another one's details, and the closing \
        balance is right without it: it may be text of a payer; expected entries behind details \
        that have ended; ask the bank whether it booked it (badRecord)
        """
      ])
  }

  @Test func `two entries in the middle of details that cancel each other are an error`() {
    let trial = Self.trial(
      ":61:2603100310C100,00NTRFNONREF//B1\n" + Self.full, ":61:2603100310C9000,00NTRFX//Y",
      ":61:2603100310D9000,00NTRFX//Y", closing: "1100,00")

    #expect(
      trial.errors == [
        """
        day.sta:7: error: the entry stands in the middle of another one's details, and another one \
        there undoes it: both may be text of a payer; expected entries behind details that have \
        ended; ask the bank whether it booked it (badRecord)
        """
      ])
  }

  @Test
  func `two that cancel each other are an error wherever they stand, with different texts too`() {
    let trial = Self.trial(
      ":61:2603100310C100,00NTRFNONREF//B1\n" + Self.full, ":61:2603100310C9000,00NTRFX//Y",
      ":61:2603100310C50,00NTRFNONREF//B2\n" + Self.full,
      ":61:2603100310D9000,00NTRFX//Z\n:86:INV", closing: "1150,00")

    #expect(trial.errors.map { $0.prefix(18) } == ["day.sta:7: error: "])
  }

  @Test func `where the balance is off, no entry in the middle of details is believed`() {
    let trial = Self.trial(
      ":61:2603100310C100,00NTRFNONREF//B1\n" + Self.full, ":61:2603100310C9000,00NTRFX//Y",
      ":61:2603100310C0,01NTRFX//Y", closing: "1100,00")

    #expect(trial.errors.count == 1)
    #expect(trial.errors.first?.contains("no balance speaks for it") == true)
  }

  @Test func `a bank that does not cut its details may book a fee and take it back`() {
    let uncut = Self.full + String(repeating: "x", count: 40)
    let trial = Self.trial(
      ":61:2603100310C100,00NTRFNONREF//B1\n" + uncut, ":61:2603100310D35,00NCHGX//Y",
      ":61:2603100310C35,00NCHGX//Y", closing: "1100,00")

    #expect(trial.errors == [])
  }

  @Test func `a number with a sign that the bank could not write is no sub-field`() {
    let trial = Self.trial(
      ":61:2603100310C100,00NTRFNONREF//B1\nVIR FACT N?2026-114\n:86:INV-1", closing: "1100,00")

    #expect(trial.errors == [])
    #expect(trial.transactions.map(\.amount.decimal) == ["100.00"])
  }

  @Test func `a payment and its return behind short lines are two entries`() {
    let trial = Self.trial(
      ":61:2603100310C100,00NTRFNONREF//B1\n:86:short", ":61:2603100310C9000,00NTRFX//Y",
      ":61:2603100310D9000,00NTRFX//Y", closing: "1100,00")

    #expect(trial.transactions.count == 3)
    #expect(trial.problems == [])
  }

  @Test func `an entry with a sub-field of details in it is an error`() {
    let trial = Self.trial(
      ":61:2603100310C100,00NTRFNONREF//B1\n:86:166?00GUTSCHRIFT?21SVWZ+INV-1",
      ":61:2603100310D9000,00NTRFX//Y2?32PAYER", closing: "1100,00")

    #expect(trial.transactions.map(\.amount.decimal) == ["100.00"])
    #expect(
      trial.errors == [
        """
        day.sta:7: error: the entry ':61:2603100310D9000,00NTRFX//Y2?32PAYER' has a sub-field of \
        details in it: it may be text of a payer; expected no ? and figures in an entry; ask the \
        bank whether it booked it (badRecord)
        """
      ])
  }

  @Test(arguments: [":77B:foo\nbar", "-\n-more text", "-XXX"])
  func `lines that look like fields or ends are no part of the payer's name`(lines: String) {
    let trial = Self.trial(
      MT940Sample.credit("166?00GUTSCHRIFT?20SVWZ+INV-1?32PAYER\n" + lines), closing: "1012,00")

    let entry = trial.transactions.first
    #expect(entry?.payer.name == "PAYER")
    #expect(entry?.text == ["INV-1"])
    #expect(entry?.bankText == "GUTSCHRIFT\n" + lines)
    #expect(trial.errors == [])
  }

  @Test func `a name may go on in the next line`() {
    let trial = Self.trial(
      MT940Sample.credit("166?00GUTSCHRIFT?20SVWZ+INV-1?32PAYER\nAND SONS"), closing: "1012,00")

    #expect(trial.transactions.first?.payer.name == "PAYER AND SONS")
  }

  @Test(arguments: ["\r\n\u{1A}", "\r", "  ", "\r\n "])
  func `a balance that is off and whose line has ended is not cut off`(end: String) {
    let whole = MT940Sample.statement(
      MT940Sample.credit("RE 4711"), closing: ":62F:C260310EUR1000,", end: "")

    let trial = FlatFileTrial(mt940: String(whole.dropLast()) + end)

    #expect(trial.failure == nil)
    #expect(trial.problems.contains { $0.code == .balanceMismatch })
  }

  @Test(arguments: ["1", "10", "1012", "1012,", "1012,0"])
  func `a file that ends inside the closing balance is cut off`(left: String) {
    let whole = MT940Sample.statement(
      MT940Sample.credit("RE 4711"), closing: ":62F:C260310EUR\(left)", end: "")
    let balanced = left.hasPrefix("1012")

    let trial = FlatFileTrial(mt940: String(whole.dropLast()))

    #expect((trial.failure == nil) == balanced)
    #expect(
      balanced
        || trial.failure?.description
          == "day.sta:7: error: the file ends inside the closing balance 'C260310EUR\(left)'; expected "
          + "all of its figures and the line's end; ask the bank to send the file again (truncated)"
    )
  }

  @Test func `a closing balance of other figures is no cut one where its line ends`() {
    let trial = Self.trial(MT940Sample.credit("RE 4711"), closing: "10,")

    #expect(trial.failure == nil)
    #expect(trial.problems.map(\.code) == [.balanceMismatch])
  }
}
