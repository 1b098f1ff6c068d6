import Money
import Receivables

/// What messages state about their own movements.
extension MT940Machine {
  /// `:90D:`, `:90C:`: `5n3!a15d`.
  mutating func readTotal(into events: inout BankFileBatch) {
    if message?.hasOpening == false { message?.kind = .interim }
    let bytes = Array(field.firstLine)
    let digits = bytes.prefix(while: MT940Tag.isFigure)
    do throws(MT940Balance.Refusal) {
      let currency = try MT940Balance.currency(bytes.span, at: digits.count)
      guard let count = WholeNumber.count(digits) else { throw .malformed }
      let units = try Self.units(bytes[(digits.count + 3)...], currency)
      if message?.currency == nil { message?.currency = currency }
      guard message?.currency == currency else { throw .malformed }
      message?.stated.append(
        MT940Message.Stated(
          isCredit: field.tag == .credits, count: count, units: units, line: field.number))
    } catch {
      report(
        .warning, .badRecord, field.number, "the total of movements is '\(field.shown)'",
        "a count, the account's currency and an amount", into: &events)
    }
  }

  private static func units(
    _ bytes: ArraySlice<UInt8>, _ currency: Currency
  ) throws(MT940Balance.Refusal) -> Int64 {
    guard bytes.allSatisfy(MT940Amount.isPart) else { throw .malformed }
    let figures = Array(bytes)
    do {
      return try MT940Amount(figures.span, digits: currency.minorDigits).units
    } catch {
      throw .amount(error.reason)
    }
  }

  /// The statement's own `:86:`, of which ING makes totals: `/SUM/5/2/50,27/4,68/` and
  /// `D000005C000002D50,27C4,68`, debits first.
  mutating func readStatementDetail() {
    guard let currency = message?.currency, message?.hasClosing == true else { return }
    let bytes = field.firstLine
    var parts: [ArraySlice<UInt8>]
    if bytes.starts(with: Array("/SUM/".utf8)) {
      parts = bytes.dropFirst(5).split(separator: UInt8(ascii: "/"))
    } else {
      guard bytes.first == UInt8(ascii: "D") else { return }
      parts = bytes.split { $0 == UInt8(ascii: "D") || $0 == UInt8(ascii: "C") }
    }
    guard parts.count == 4, let debits = WholeNumber.count(parts[0]),
      let credits = WholeNumber.count(parts[1]),
      let debitSum = try? Self.units(parts[2], currency),
      let creditSum = try? Self.units(parts[3], currency)
    else { return }
    parts.removeAll()
    for (isCredit, count, units) in [(false, debits, debitSum), (true, credits, creditSum)] {
      message?.stated.append(
        MT940Message.Stated(
          isCredit: isCredit, count: count, units: units, line: field.number))
    }
  }

  /// Holds the totals against the entries: those that are booked, or all.
  func totalChecks(_ message: MT940Message) -> [(check: ControlCheck, line: Int)] {
    guard let currency = message.currency else { return [] }
    var checks: [(ControlCheck, Int)] = []
    for stated in message.stated {
      let side = stated.isCredit ? "credit" : "debit"
      let booked = stated.isCredit ? message.credits : message.debits
      let expected = stated.isCredit ? message.expectedCredits : message.expectedDebits
      let all = (booked.count + expected.count, Int128(booked.units) + Int128(expected.units))
      let countsAll = expected.count > 0 && (stated.count, Int128(stated.units)) == all
      let note =
        message.unreadable > 0
        ? "entries could not be read" : countsAll ? "counting entries that are expected" : ""
      func verdict(_ holds: Bool) -> ControlCheck.Verdict {
        message.unreadable > 0 ? .notCheckable : holds || countsAll ? .holds : .off
      }
      let sum = countsAll ? stated.units : booked.units
      checks.append(
        (
          ControlCheck(
            name: "\(side)_entries_count", stated: String(stated.count),
            computed: String(countsAll ? all.0 : booked.count),
            verdict: verdict(stated.count == booked.count), note: note), stated.line
        ))
      checks.append(
        (
          ControlCheck(
            name: "\(side)_entries_sum",
            stated: Money(minorUnits: stated.units, currency).description,
            computed: Money(minorUnits: sum, currency).description,
            verdict: verdict(stated.units == booked.units), note: note), stated.line
        ))
    }
    return checks
  }
}
