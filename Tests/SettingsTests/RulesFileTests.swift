import Money
import Receivables
import Settings
import Testing

/// `rules.yaml` (contract, "Rules").
@Suite struct RulesFileTests {
  private func read(_ text: String) throws -> RuleBook {
    try RulesFile.read(Array(text.utf8), file: "rules.yaml")
  }

  @Test(arguments: ["", "# nothing but a comment\n", "{}\n"])
  func `a file that says nothing leaves the defaults`(text: String) throws {
    #expect(try read(text) == RuleBook())
  }

  @Test func `the contract's example is the defaults`() throws {
    let text = """
      tolerance: { absolute: 1.00, percent: 0.5, use: lower }   # in the item's currency
      discount: { grace_days: 3 }
      bank_charge: { maximum: 50.00 }
      partial_from: 25%
      accepted_reasons: []
      auto_apply: 0.95
      suggest: 0.50
      subset: { items: 200, set_size: 12 }
      """

    #expect(try read(text) == RuleBook())
  }

  @Test func `every key is read, exactly`() throws {
    let text = """
      tolerance: { absolute: 0.10001, percent: 0.25, use: higher }
      discount: { grace_days: 0 }
      bank_charge: { maximum: 12.5 }
      partial_from: 10%
      accepted_reasons: [FREIGHT, "01"]
      auto_apply: 1
      suggest: 0.7
      subset: { items: 50, set_size: 4 }
      """

    let rules = try read(text).general

    #expect(rules.toleranceAbsolute == RuleAmount(hundredThousandths: 10_001))
    #expect(rules.tolerancePercent == Percent(hundredThousandths: 25_000))
    #expect(rules.toleranceUse == .higher)
    #expect(rules.discountGraceDays == 0)
    #expect(rules.bankChargeMaximum == RuleAmount(hundredThousandths: 1_250_000))
    #expect(rules.partialFrom == Percent(hundredThousandths: 1_000_000))
    #expect(rules.acceptedReasons == ["FREIGHT", "01"])
    #expect(rules.autoApply == Confidence(hundredths: 100))
    #expect(rules.suggest == Confidence(hundredths: 70))
    #expect((rules.subsetItems, rules.subsetSetSize) == (50, 4))
  }

  @Test func `strategies are read in their order`() throws {
    let text = """
      customers:
        C1: { strategies: [earliest_item, all_but_few, oldest_first] }
        C2: { strategies: [] }
      """

    let book = try read(text)

    #expect(book.general.strategies == nil)
    #expect(book.rules(for: "C1").strategies == [.earliestItem, .allButFew, .oldestFirst])
    #expect(book.rules(for: "C2").strategies == [])
  }

  @Test(arguments: [
    (
      "strategies: [oldest_frist]",
      "rules.yaml:1:14: error: strategies 'oldest_frist' is unknown; expected one of "
        + "earliest_item, clear_account, past_due, running_total, all_but_few, oldest_first, "
        + "newest_first, on_account (nearest: oldest_first) (badValue)"
    ),
    (
      "strategies: [past_due, past_due]",
      "rules.yaml:1:24: error: past_due occurs twice; expected every strategy once (badValue)"
    ),
    (
      "strategies: [on_account, past_due]",
      "rules.yaml:1:26: error: past_due would never be tried; expected nothing behind on_account, "
        + "which always fits (badValue)"
    ),
    (
      "strategies: past_due",
      "rules.yaml:1:13: error: strategies is no list; expected a list such as "
        + "[past_due, oldest_first] (badValue)"
    ),
  ])
  func `a mistake in strategies is told with its place`(text: String, line: String) {
    #expect(throws: SettingsFileError.self) { try read(text) }
    do {
      _ = try read(text)
    } catch {
      #expect("\(error)" == line)
    }
  }

  @Test func `a customer's rules are everybody's with what differs`() throws {
    let text = """
      customers:
        C-7:
          partial_from: 50%
        "0042": { tolerance: { absolute: 0 } }
      discount: { grace_days: 5 }
      """

    let book = try read(text)

    #expect(book.rules(for: "C-7").partialFrom == Percent(hundredThousandths: 5_000_000))
    #expect(book.rules(for: "C-7").discountGraceDays == 5)
    #expect(book.rules(for: "0042").toleranceAbsolute == RuleAmount(hundredThousandths: 0))
    #expect(book.rules(for: "somebody else") == book.general)
  }

  @Test(arguments: [
    (
      "tolerence: 1",
      "rules.yaml:1:1: error: the key 'tolerence' of the file is unknown; expected one of "
        + "tolerance, discount, bank_charge, partial_from, accepted_reasons, auto_apply, suggest, "
        + "subset, strategies, customers (nearest: tolerance) (unknownKey)"
    ),
    (
      "discount:\n  grace_day: 3",
      "rules.yaml:2:3: error: the key 'grace_day' of discount is unknown; expected one of "
        + "grace_days (nearest: grace_days) (unknownKey)"
    ),
    (
      "customers:\n  C1:\n    auto_aply: 1",
      "rules.yaml:3:5: error: the key 'auto_aply' of customer C1 is unknown; expected one of "
        + "tolerance, discount, bank_charge, partial_from, accepted_reasons, auto_apply, suggest, "
        + "subset, strategies (nearest: auto_apply) (unknownKey)"
    ),
    (
      "tolerance: { absolute: 1,00 }",
      "rules.yaml:1:26: error: the key '00' of tolerance is unknown; expected one of absolute, "
        + "percent, use (unknownKey)"
    ),
    (
      "tolerance: { absolute: -1 }",
      "rules.yaml:1:24: error: tolerance.absolute '-1' is no amount; expected a decimal from 0 "
        + "with at most five decimals, such as 1.00 (badValue)"
    ),
    (
      "tolerance: { use: hihger }",
      "rules.yaml:1:19: error: tolerance.use 'hihger' is unknown; expected one of lower, higher "
        + "(nearest: higher) (badValue)"
    ),
    (
      "partial_from: a quarter",
      "rules.yaml:1:15: error: partial_from 'a quarter' is no percentage; expected such as 0.5 "
        + "or 25% (badValue)"
    ),
    (
      "discount: { grace_days: 3.5 }",
      "rules.yaml:1:25: error: discount.grace_days '3.5' is out of range; expected a whole number "
        + "from 0 to 366 (badValue)"
    ),
    (
      "auto_apply: 0.4",
      "rules.yaml:1:1: error: suggest 0.50 is above auto_apply 0.40; expected suggest at or below "
        + "auto_apply (badValue)"
    ),
    (
      "accepted_reasons: FREIGHT",
      "rules.yaml:1:19: error: accepted_reasons is no list; expected a list such as "
        + "[FREIGHT, PRICE] (badValue)"
    ),
    (
      "discount: [3]",
      "rules.yaml:1:11: error: discount is no mapping; expected keys with values below discount "
        + "(badValue)"
    ),
  ])
  func `a mistake is told with its place`(text: String, line: String) {
    let error = #expect(throws: SettingsFileError.self) { try read(text) }
    #expect(error?.description == line)
  }

  @Test(arguments: [
    "a: [", "\t- x", "a: b: c", "&a [*a, *a", "suggest: *a", "a: &b [1]",
    "suggest: 0.5\nsuggest: 0.6",
  ])
  func `what is no YAML is refused`(text: String) {
    #expect(throws: SettingsFileError.self) { try read(text) }
  }
}
