import BankFiles
import Money
import Receivables
import Testing

/// What is wrong with a file, said with its place (the reference's section 5).
struct MT940MalformedTests {
  static let entry = ":61:2603100310C12,00NTRFREF-1\n:86:RE 4711"

  static func trial(_ text: String) -> FlatFileTrial { FlatFileTrial(mt940: text) }

  static let unusable: [(String, String)] = [
    ("", "day.sta: error: the file is empty; expected an MT940 or MT942 file (emptyFile)"),
    (" \n\n", "day.sta: error: the file is empty; expected an MT940 or MT942 file (emptyFile)"),
    (
      "Dear customer,\nnothing today.\n",
      """
      day.sta: error: the file has no message: no :20:, :25: or :60F:; expected an MT940 or MT942 \
      file (unknownFormat)
      """
    ),
    (
      "{1:F01COBADEFFXXXX}{2:I103COBADEFFXXXXN}{4:\n:20:X\n-}\n",
      "day.sta:1: error: the message is an MT103; expected MT940, MT942 or MT950 (unknownFormat)"
    ),
    (
      MT940Sample.statement(entry, closing: "", end: ""),
      """
      day.sta:1: error: the file ends inside the message that begins here; expected its closing \
      balance (:62F:); ask the bank to send the file again (truncated)
      """
    ),
    (
      MT940Sample.statement(entry, closing: "", end: "-"),
      """
      day.sta:1: error: the file ends inside the message that begins here; expected its closing \
      balance (:62F:); ask the bank to send the file again (truncated)
      """
    ),
    (
      MT940Sample.statement(":61:2603100310C999999999999,99NTRFX\n".repeated(1_000))
        .replacing("EUR1000,00", with: "UYW1000,00"),
      """
      day.sta:927: error: the account's movements sum up beyond what can be counted; expected \
      amounts of this world (badAmount)
      """
    ),
  ]

  @Test(arguments: unusable)
  func `a file that cannot be used is refused`(text: String, message: String) {
    #expect(Self.trial(text).failure?.description == message)
  }

  static let wrong: [(String, String)] = [
    (
      MT940Sample.statement(entry, closing: "", end: "-") + MT940Sample.statement(number: "8"),
      """
      day.sta:1: error: the message that begins here has no closing balance; expected a closing \
      balance (:62F:); ask the bank to send the file again (truncated)
      """
    ),
    (
      MT940Sample.statement(entry, opening: ""),
      """
      day.sta:1: error: the message has no opening balance; expected an opening balance (:60F:), or \
      a floor limit (:34F:) of an interim report (missingField)
      """
    ),
    (
      MT940Sample.statement(entry).replacing(":25:DE89370400440532013000\n", with: ""),
      "day.sta:1: error: the message has no account; expected an account (:25:) (missingField)"
    ),
    (
      MT940Sample.statement(entry, opening: ":60F:260309EUR1000,00"),
      """
      day.sta:4: error: the opening balance is '260309EUR1000,00'; expected C or D, a day, a \
      currency and an amount with a comma (badRecord)
      """
    ),
    (
      MT940Sample.statement(entry, opening: ":60F:C260309EUR1,000,00"),
      """
      day.sta:4: error: the opening balance is 'C260309EUR1,000,00': it has two commas; expected C \
      or D, a day, a currency and an amount with a comma (badAmount)
      """
    ),
    (
      MT940Sample.statement(entry, opening: ":60F:C260309XXX1000,00"),
      """
      day.sta:4: error: the opening balance is in 'XXX', so that the decimals of amounts are \
      unknown; expected an ISO 4217 code (badCurrency)
      """
    ),
    (
      MT940Sample.statement(closing: ":62F:"),
      """
      day.sta:5: error: the closing balance is ''; expected C or D, a day, a currency and an amount \
      with a comma (badRecord)
      """
    ),
    (
      MT940Sample.statement(closing: ":62F:C260310EUR1000,00 X"),
      """
      day.sta:5: error: the closing balance is 'C260310EUR1000,00 X'; expected C or D, a day, a \
      currency and an amount with a comma (badRecord)
      """
    ),
    (
      MT940Sample.statement(end: "") + entry + "\n",
      """
      day.sta:6: error: an entry stands behind the closing balance; expected a message with :20:, \
      :25: and :60F: before it (missingRecord)
      """
    ),
    (
      MT940Sample.statement() + entry + "\n",
      """
      day.sta:7: error: an entry stands outside a message; expected a message with :20:, :25: and \
      :60F: before it (missingRecord)
      """
    ),
    (
      MT940Sample.statement() + ":62F:C260310EUR1000,00\n",
      """
      day.sta:7: error: a closing balance stands outside a message; expected a message with :20:, \
      :25: and :60F: before it (missingRecord)
      """
    ),
    (
      MT940Sample.statement(end: ":62F:C260310EUR1000,00"),
      "day.sta:6: error: the message has a second closing balance; expected one (duplicateElement)"
    ),
  ]

  @Test(arguments: wrong)
  func `an error makes the money uncertain and says where`(text: String, message: String) {
    let trial = Self.trial(text)

    #expect(trial.failure == nil)
    #expect(trial.errors == [message])
  }

  @Test func `lost lines between two messages are an error`() {
    let trial = Self.trial(
      MT940Sample.statement(Self.entry, closing: "", end: "")
        + ":60F:C260310EUR1012,00\n:62F:C260311EUR1012,00\n-\n")

    #expect(trial.errors.count == 2)
    #expect(trial.errors[0].contains("has no closing balance"))
    #expect(trial.errors[1].contains("has no account"))
  }

  static let odd: [(String, String)] = [
    (
      MT940Sample.statement(entry),
      """
      day.sta:7: warning: the closing balance is 1000.00 EUR, the opening one with the entries makes \
      1012.00 EUR; expected equal balances; entries may be missing (balanceMismatch)
      """
    ),
    (
      MT940Sample.statement(closing: ":62F:C260310USD1000,00"),
      "day.sta:5: warning: the balances are in EUR and USD; expected one currency (badCurrency)"
    ),
    (
      MT940Sample.statement(closing: ":62F:C260310EUR1.000,00"),
      """
      day.sta:5: warning: the closing balance is 'C260310EUR1.000,00': points part its thousands; \
      expected an amount such as 1234,56 (badAmount)
      """
    ),
    (
      MT940Sample.statement(closing: ":62F:C261310EUR1000,00"),
      """
      day.sta:5: warning: the day of the closing balance is 'C261310EUR1000,00'; expected a day as \
      YYMMDD (badDate)
      """
    ),
    (
      MT940Sample.statement(closing: ":62F:C261131EUR1000,00"),
      """
      day.sta:5: note: the day of the closing balance, 'C261131EUR1000,00', is taken for the last of \
      its month (badDate)
      """
    ),
    (
      MT940Sample.statement(":61:2603100310C1.200,00NTRFX", closing: ":62F:C260310EUR2200,00"),
      """
      day.sta:5: warning: the amount of the entry ':61:2603100310C1.200,00NTRFX': points part its \
      thousands; expected an amount such as 1234,56 (badAmount)
      """
    ),
    (
      MT940Sample.statement(number: "A7/1"),
      "day.sta:3: note: the statement's number is 'A7/1' (unusual)"
    ),
    (
      MT940Sample.interim(MT942Tests.booked, totals: ":90C:EUR12,00"),
      """
      day.sta:9: warning: the total of movements is 'EUR12,00'; expected a count, the account's \
      currency and an amount (badRecord)
      """
    ),
    (
      MT940Sample.statement(entry + "\n" + "MORE\n".repeated(6), closing: ":62F:C260310EUR1012,00"),
      """
      day.sta:5: note: the details of an entry are wider than 65 letters or longer than 6 lines \
      (unusual)
      """
    ),
  ]

  @Test(arguments: odd)
  func `what is odd is told, and the file goes on`(text: String, message: String) {
    let trial = Self.trial(text)

    #expect(trial.failure == nil)
    #expect(trial.problems.map(\.description) == [message])
  }

  @Test func `balances that differ in currency cannot be checked`() {
    let trial = Self.trial(MT940Sample.statement(closing: ":62F:C260310USD1000,00"))

    #expect(trial.checks == ["balance 1000.00 USD  not_checkable"])
  }

  @Test func `of warnings and notes the first thousand are told, of errors all`() {
    let notes = Self.trial(
      MT940Sample.statement(":61:2602300310C0,NTRFX\n".repeated(1_500)))
    let errors = Self.trial(MT940Sample.statement(":61:X\n".repeated(1_500)))

    #expect(notes.problems.count == 1_000)
    #expect(errors.errors.count == 1_500)
  }

  @Test func `the same message twice is told once`() {
    let message = MT940Sample.statement(Self.entry, closing: ":62F:C260310EUR1012,00")

    #expect(
      Self.trial(message + message).problems.map(\.description) == [
        "day.sta:9: warning: the message seems to repeat the one that begins on line 1; expected "
          + "every message once (duplicateElement)"
      ])
  }
}

extension String {
  fileprivate func repeated(_ count: Int) -> String {
    String(repeating: self, count: count)
  }
}
