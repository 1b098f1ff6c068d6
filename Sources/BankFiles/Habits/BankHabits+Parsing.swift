import Money
import Receivables

extension BankHabits {
  /// Reads habits from JSON: `{"banks": [{"bank": "071000013", "mismatch": "warning"}]}`.
  ///
  /// - Throws: `BankFileError` with the place: no JSON, an unknown key or an unknown word.
  public static func parse(json: [UInt8], file: String) throws(BankFileError) -> BankHabits {
    let root = try JSONParser.parse(json, file: file)
    guard let members = root.members, members.count == 1, let list = root["banks"]?.elements else {
      throw error(root, file, "there is no list of banks", "{\"banks\": [{…}]}")
    }
    var habits: [Habit] = []
    for element in list { habits.append(try habit(element, file)) }
    return BankHabits(habits)
  }

  private static func habit(_ value: JSONValue, _ file: String) throws(BankFileError) -> Habit {
    guard let members = value.members else {
      throw error(value, file, "no bank stands here", "{\"bank\": …, \"account\": …}")
    }
    var habit = Habit()
    for (key, value) in members {
      guard let text = value.text, !text.isEmpty else {
        throw error(value, file, "'\(key)' has no text", "a text in quotes")
      }
      switch key {
      case "bank": habit.bank = text
      case "account": habit.account = text.filter { $0 != " " }
      case "mismatch":
        habit.mismatch = try word(
          text, [("error", .error), ("warning", .warning), ("note", .note)], value, key, file)
      case "bai2_total":
        habit.bai2Total = try word(
          text, BAI2Total.allCases.map { ($0.rawValue, $0) }, value, key, file)
      case "code_page":
        habit.codePage = try word(
          text, CodePage.allCases.map { ($0.rawValue, $0) }, value, key, file)
      case "currency":
        guard let currency = Currency(text) else {
          throw error(value, file, "'currency' is '\(text)'", "an ISO 4217 code such as USD")
        }
        habit.currency = currency
      default:
        throw error(
          value, file, "the key '\(key)' is unknown",
          "one of bank, account, mismatch, bai2_total, code_page, currency")
      }
    }
    return habit
  }

  private static func word<Meaning>(
    _ text: String, _ words: [(String, Meaning)], _ value: JSONValue, _ key: String, _ file: String
  ) throws(BankFileError) -> Meaning {
    for (word, meaning) in words where word == text { return meaning }
    throw error(
      value, file, "'\(key)' is '\(text)'",
      "one of \(words.map(\.0).joined(separator: ", "))")
  }

  private static func error(
    _ value: JSONValue, _ file: String, _ problem: String, _ expected: String
  ) -> BankFileError {
    BankFileError(
      code: .badRecord,
      position: FilePosition(file: file, line: value.line, column: value.column),
      problem: problem, expected: expected)
  }
}
