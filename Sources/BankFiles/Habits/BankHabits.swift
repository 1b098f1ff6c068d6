public import Money
import Receivables

/// How the files of certain banks and accounts are to be taken, where banks are known to differ.
///
/// The first habit that fits counts for each question that it answers.
public struct BankHabits: Hashable, Sendable {
  /// What a bank adds up in the control totals of a BAI2 file.
  public enum BAI2Total: String, Sendable, CaseIterable {
    /// Any way that is known to be in use, the specification's first.
    case any
    /// Summaries and movements, each as written: the specification.
    case standard
    /// Movements alone.
    case details
    /// Credits less debits of the movements.
    case net
    /// Nothing that means anything.
    case none
  }

  public struct Habit: Hashable, Sendable {
    /// The sender or originator of the file, by its routing number, BIC or name in the file;
    /// `*` stands for anything.
    public var bank = "*"
    /// The account or lockbox; `*` stands for anything.
    public var account = "*"
    /// What a total or balance that disagrees means; nil for the format's default.
    public var mismatch: BankFileProblem.Severity?
    public var bai2Total: BAI2Total?
    /// How letters are to be read that are not UTF-8, in flat files, which do not say it.
    public var codePage: CodePage?
    /// What amounts are in where neither the account nor its group says it: BAI2 and X12.
    public var currency: Currency?

    public init() {}
  }

  public var habits: [Habit]

  public init(_ habits: [Habit] = []) {
    self.habits = habits
  }

  /// What a total that disagrees means for this account; `usual` where no habit says.
  func mismatch(
    bank: String, account: String, usual: BankFileProblem.Severity
  ) -> BankFileProblem.Severity {
    first(bank, account) { $0.mismatch } ?? usual
  }

  func codePage(bank: String, account: String) -> CodePage? {
    first(bank, account) { $0.codePage }
  }

  func currency(bank: String, account: String) -> Currency? {
    first(bank, account) { $0.currency }
  }

  func bai2Total(bank: String, account: String) -> BAI2Total {
    first(bank, account) { $0.bai2Total } ?? .any
  }

  func first<Answer>(
    _ bank: String, _ account: String, _ answer: (Habit) -> Answer?
  ) -> Answer? {
    for habit in habits
    where Self.fits(habit.bank, bank) && Self.fits(habit.account, account) {
      if let found = answer(habit) { return found }
    }
    return nil
  }

  /// Letters as they are, `*` for any run of them; case does not count.
  static func fits(_ pattern: String, _ text: String) -> Bool {
    let (pattern, text) = (Array(pattern.uppercased().utf8), Array(text.uppercased().utf8))
    var (at, place) = (0, 0)
    var retry: (at: Int, place: Int)?
    while place < text.count {
      if at < pattern.count, pattern[at] == UInt8(ascii: "*") {
        retry = (at, place)
        at += 1
      } else if at < pattern.count, pattern[at] == text[place] {
        at += 1
        place += 1
      } else if let last = retry {
        retry = (last.at, last.place + 1)
        (at, place) = (last.at + 1, last.place + 1)
      } else {
        return false
      }
    }
    while at < pattern.count, pattern[at] == UInt8(ascii: "*") { at += 1 }
    return at == pattern.count
  }
}
