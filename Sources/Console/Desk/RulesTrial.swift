import Enquiry
import HTTPTypes
import Money
import Pipeline
import Receivables
import Settings

/// What other rules would have decided in the last days; nothing is booked by it.
enum RulesTrial {
  /// - Parameter text: rules as their file has them.
  /// - Throws: `Refusal` (422) for rules that are none, and for more days than others can wait for;
  ///   as `Pipeline.redecide`.
  static func take(
    _ text: String, from day: CalendarDate, by name: String, _ office: Office
  ) async throws -> RedecisionReport {
    if let last = RulesPage.latestDay(office),
      day < last.advanced(byDays: -RulesPage.daysMax)
    {
      throw Refusal(
        .unprocessableContent,
        "from is \(day); expected one of the last \(RulesPage.daysMax) days before the last "
          + "receipt, of \(last)", parameter: "from")
    }
    let rules: RuleBook
    do throws(SettingsFileError) {
      rules = try RulesFile.read(Array(text.utf8), file: "rules.yaml")
    } catch {
      throw Refusal(.unprocessableContent, "\(error)", parameter: "rules")
    }
    return try await office.decide {
      try $0.redecide(from: day, by: name, note: "trial", isTrial: true, under: rules)
    }
  }
}
