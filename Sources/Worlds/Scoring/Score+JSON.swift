public import LedgerFiles
import Money

extension Score {
  /// The score for programs; shares are decimal strings, counts numbers.
  public var json: JSONValue {
    .object([
      ("receipts", .integer(receipts)), ("receipts_not_in_truth", .integer(strangers)),
      ("lines", Self.json(lines)),
      (
        "values",
        .list(
          values.map { currency, value in
            .object([
              ("currency", .string(currency.code)),
              ("precision_percent", .string(value.precision.percent)),
              ("recall_percent", .string(value.recall.percent)),
            ])
          })
      ),
      (
        "wrong_applications",
        .object([
          ("receipts", .integer(wrong.part)), ("per_million", .string(wrong.perMillion)),
        ])
      ),
      (
        "straight_through_correct",
        .object([
          ("count", .integer(straightThrough.part)), ("matchable", .integer(straightThrough.whole)),
          ("percent", .string(straightThrough.percent)),
        ])
      ),
      ("disputes", Self.json(disputes)),
      (
        "exceptions",
        .object([
          ("agree_percent", .string(exceptions.percent)),
          (
            "types",
            .object(exceptionTypes.map { ($0.name, Self.json($0.agreement)) })
          ),
        ])
      ),
      (
        "kinds",
        .list(
          kinds.map { truth, output, count in
            .object([
              ("truth", .string(truth)), ("output", .string(output)), ("lines", .integer(count)),
            ])
          })
      ),
      ("scenarios", .list(scenarios.map(Self.json))),
      ("examples", .list(examples.map(Self.json))),
    ])
  }

  private static func json(_ agreement: Agreement) -> JSONValue {
    .object([
      ("precision_percent", .string(agreement.precision.percent)),
      ("recall_percent", .string(agreement.recall.percent)),
      ("agreed", .integer(agreement.agreed)), ("output", .integer(agreement.output)),
      ("truth", .integer(agreement.truth)),
    ])
  }

  private static func json(_ scenario: PerScenario) -> JSONValue {
    .object([
      ("scenario", .string(scenario.name)), ("receipts", .integer(scenario.receipts)),
      ("wrong", .integer(scenario.wrong)),
      ("lines_agree_percent", .string(scenario.linesAgree.percent)),
      ("exceptions_agree_percent", .string(scenario.exceptionsAgree.percent)),
      ("lines", json(scenario.lines)),
    ])
  }

  private static func json(_ example: Example) -> JSONValue {
    .object([
      ("payment_id", .string(example.payment)), ("scenario", .string(example.scenario)),
      ("expected", .string(example.expected)), ("got", .string(example.got)),
      ("wrong", .boolean(example.isWrong)),
    ])
  }
}
