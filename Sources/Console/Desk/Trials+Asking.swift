import HTTPTypes
import Money
import Pipeline
import Receivables
import Settings

extension Trials {
  /// No trial goes back further from the last receipt.
  static let daysMax = 92

  /// Tries rules as their file has them, and waits for a moment whether it is done by then.
  ///
  /// - Returns: what came of it; nil where it runs on.
  /// - Throws: `Refusal`: 422 for rules that are none and for more days than a trial has; 409 where
  ///   another one runs.
  func ask(
    _ text: String, from day: CalendarDate, by name: String, _ office: Office
  ) async throws -> Outcome? {
    if let last = RulesPage.latestDay(office), day < last.advanced(byDays: -Self.daysMax) {
      throw Refusal(
        .unprocessableContent,
        "From is \(day); expected one of the last \(Self.daysMax) days before the last receipt, of "
          + "\(last): what goes back further takes too long", parameter: "from")
    }
    let rules: RuleBook
    do throws(SettingsFileError) {
      rules = try RulesFile.read(Array(text.utf8), file: "rules.yaml")
    } catch {
      throw Refusal(.unprocessableContent, "\(error)", parameter: "rules")
    }
    return try await run(text, rules, from: day, by: name)
  }
}
