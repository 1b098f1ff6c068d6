import Access
import HTTPTypes
import LedgerFiles
import Money
import Pipeline
import Receivables
import Reconciliation

/// What other rules would have decided: tried, and looked at.
extension APIOperations {
  private struct TrialBody: Decodable, Sendable {
    var from: String
    var rules: String
  }

  static let trials: [APIOperation] = [
    .post(
      "/rules/trials", "tryRules",
      "What other rules would have decided from a day on; nothing is booked. The first "
        + "\(differencesMax) differences are told, and how many there are. Where it takes longer than "
        + "a request should, it runs on, and `getLastTrial` tells what came of it.",
      for: .manageRules, takes: .object([("from", .date), ("rules", .string)]), as: TrialBody.self,
      gives: resultSchema
    ) { visit, office, body in
      guard let day = CalendarDate(iso: body.from) else {
        throw Schema.missing("from", expected: Schema.date.expected)
      }
      guard
        let outcome = try await office.trials.ask(body.rules, from: day, by: visit.name, office)
      else {
        throw Refusal(
          .serviceUnavailable,
          "The trial still runs: GET /api/v1/rules/trials/last tells what came of it.")
      }
      return result(try outcome.get())
    },
    .get(
      "/rules/trials/last", "getLastTrial",
      "The last trial since the console began, whoever asked for it: `null` where there was none. "
        + "While its state is `running` it has no result, and where it has `failed`, a problem.",
      for: .manageRules, gives: .object([("trial", .optional(trialSchema))])
    ) { _, office in
      .object([("trial", office.trials.last.map(trial) ?? .null)])
    },
  ]

  private static let differencesMax = 500

  private static let resultSchema = Schema.object([
    ("receipts", .whole), ("differing", .whole),
    (
      "differences",
      .list(
        .object([
          ("payment_id", .string), ("booked", .list(.string)), ("would_be", .list(.string)),
        ]))
    ),
  ])

  private static func result(_ report: RedecisionReport) -> JSONValue {
    .object([
      ("receipts", .integer(report.receipts)), ("differing", .integer(report.differences.count)),
      (
        "differences",
        .list(
          report.differences.prefix(differencesMax).map {
            .object([
              ("payment_id", .string($0.payment.text)),
              ("booked", .list($0.old.map { .string($0) })),
              ("would_be", .list($0.new.map { .string($0) })),
            ])
          })
      ),
    ])
  }

  private enum TrialState: String, CaseIterable {
    case running, done, failed
  }

  private static let trialSchema = Schema.object([
    ("rules", .string), ("from", .date), ("by", .string), ("since", .string),
    ("state", .choice(TrialState.allCases.map(\.rawValue))), ("problem", .optionalString),
    ("result", .optional(resultSchema)),
  ])

  private static func trial(_ trial: Trials.Trial) -> JSONValue {
    let (state, problem, result): (TrialState, String?, JSONValue) =
      switch trial.outcome {
      case nil: (.running, nil, .null)
      case .failure(let refusal): (.failed, refusal.words, .null)
      case .success(let report): (.done, nil, Self.result(report))
      }
    return .object([
      ("rules", .string(trial.text)), ("from", .string(trial.from.description)),
      ("by", .string(trial.person)), ("since", .string("\(trial.since)")),
      ("state", .string(state.rawValue)), ("problem", LineJSON.optional(problem)),
      ("result", result),
    ])
  }
}
