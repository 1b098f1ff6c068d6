import Money
import Receivables

/// Holds what a statement says about itself against its entries.
extension CamtStatement {
  /// Fills in balances and verdicts; returns what is off.
  mutating func close(
    _ format: BankFileFormat, _ severity: BankFileProblem.Severity
  ) -> [(BankFileError.Code, String)] {
    if statement.currency == nil {
      statement.currency =
        balances.first?.amount?.money?.currency ?? (hasSeveralCurrencies ? nil : entryCurrency)
    }
    chooseBalances()
    statement.checks = [balanceCheck(format)]
    statement.checks += summaryChecks("total_entries", total, Counted(credits, debits))
    statement.checks += summaryChecks("credit_entries", credit, credits)
    statement.checks += summaryChecks("debit_entries", debit, debits)
    for index in statement.checks.indices
    where statement.checks[index].verdict != .notApplicable {
      statement.checks[index].consequence = severity.rawValue
    }
    return statement.checks.filter { $0.verdict == .off }.map { check in
      let code: BankFileError.Code =
        check.name == "balance"
        ? .balanceMismatch
        : check.name.hasSuffix("count") ? .countMismatch : .controlTotalMismatch
      return (
        code, "\(check.name): the file states \(check.stated), its entries give \(check.computed)"
      )
    }
  }

  private mutating func chooseBalances() {
    let interim = balances.indices.filter { balances[$0].type == "ITBD" }
      .sorted { (balances[$0].dateText, $0) < (balances[$1].dateText, $1) }
    func first(_ types: [String]) -> Int? {
      for type in types {
        if let index = balances.firstIndex(where: { $0.type == type }) { return index }
      }
      return nil
    }
    let opening = first(["OPBD", "PRCD"]) ?? interim.first
    let closing = first(["CLBD"]) ?? interim.last
    statement.opening = opening.flatMap { balances[$0].stated }
    // One interim balance alone is where it began, not also where it ended.
    statement.closing = closing == opening ? nil : closing.flatMap { balances[$0].stated }
  }

  private func balanceCheck(_ format: BankFileFormat) -> ControlCheck {
    func verdict(_ verdict: ControlCheck.Verdict, _ note: String) -> ControlCheck {
      ControlCheck(
        name: "balance", stated: statement.closing?.amount.description ?? "", computed: "",
        verdict: verdict, note: note)
    }
    if balances.isEmpty, format != .camt053 { return verdict(.notApplicable, "no balances") }
    guard let opening = statement.opening?.amount else {
      return verdict(.notCheckable, "no opening balance")
    }
    guard let closing = statement.closing?.amount else {
      return verdict(.notCheckable, "no closing balance")
    }
    if opening.currency != closing.currency {
      return verdict(.notCheckable, "balances in \(opening.currency) and \(closing.currency)")
    }
    for type in ["OPBD", "CLBD"] {
      let amounts = Set(
        balances.filter { $0.type == type && $0.subtype != "INTM" }.compactMap(\.stated?.amount))
      if amounts.count > 1 { return verdict(.notCheckable, "two different \(type) balances") }
    }
    if !sumsAreOff.isEmpty { return verdict(.notCheckable, sumsAreOff) }
    let totals = statement.bookedCredits + statement.bookedDebits
    if let other = totals.first(where: { $0.amount.currency != opening.currency }) {
      return verdict(
        .notCheckable, "entries in \(other.amount.currency), balances in \(opening.currency)")
    }
    do throws(MoneyError) {
      var computed = opening
      if let credits = statement.bookedCredits.first {
        computed = try computed.adding(credits.amount)
      }
      if let debits = statement.bookedDebits.first {
        computed = try computed.subtracting(debits.amount)
      }
      return ControlCheck(
        name: "balance", stated: closing.description, computed: computed.description,
        verdict: computed == closing ? .holds : .off)
    } catch {
      return verdict(.notCheckable, error.description)
    }
  }

  private func summaryChecks(
    _ name: String, _ stated: Stated, _ counted: Counted
  ) -> [ControlCheck] {
    var checks: [ControlCheck] = []
    if let count = stated.count {
      let value = Int(count)
      let verdict: ControlCheck.Verdict =
        value == nil
        ? .notCheckable : value == counted.booked || value == counted.all ? .holds : .off
      checks.append(
        ControlCheck(
          name: name + "_count", stated: count, computed: String(counted.booked), verdict: verdict,
          note: value == nil
            ? "no whole number"
            : value != counted.booked && verdict == .holds ? Self.countsAll : ""))
    }
    if let sum = stated.sum { checks.append(sumCheck(name + "_sum", sum, counted)) }
    return checks
  }

  private func sumCheck(_ name: String, _ stated: String, _ counted: Counted) -> ControlCheck {
    func notCheckable(_ note: String) -> ControlCheck {
      ControlCheck(name: name, stated: stated, computed: "", verdict: .notCheckable, note: note)
    }
    if !sumsAreOff.isEmpty { return notCheckable(sumsAreOff) }
    if hasSeveralCurrencies { return notCheckable("entries in several currencies") }
    guard let currency = entryCurrency ?? statement.currency else {
      return notCheckable("no currency")
    }
    do throws(MoneyError) {
      let sum = try Money(
        parsing: stated, in: currency, notation: .xmlDecimal(fractionDigitsMax: 17))
      let booked = Money(minorUnits: counted.bookedSum, currency)
      let holdsForAll = sum.minorUnits == counted.allSum
      return ControlCheck(
        name: name, stated: sum.description, computed: booked.description,
        verdict: sum == booked || holdsForAll ? .holds : .off,
        note: sum != booked && holdsForAll ? Self.countsAll : "")
    } catch {
      return notCheckable(error.description)
    }
  }

  private static let countsAll = "counting entries that are not booked"
}

extension CamtStatement.Counted {
  fileprivate init(_ one: Self, _ other: Self) {
    let booked = one.bookedSum.addingReportingOverflow(other.bookedSum)
    let all = one.allSum.addingReportingOverflow(other.allSum)
    self.init(
      booked: one.booked + other.booked, all: one.all + other.all,
      // A sum that cannot be is unequal to whatever is stated.
      bookedSum: booked.overflow ? -1 : booked.partialValue,
      allSum: all.overflow ? -1 : all.partialValue)
  }
}

extension CamtStatement.Balance {
  var stated: BankStatement.Balance? {
    guard hasKnownDirection, let money = amount?.money else { return nil }
    let signed = direction == "DBIT" ? try? money.negated() : money
    return signed.map { BankStatement.Balance(amount: $0, date: date, type: type) }
  }
}
