import Money
import Receivables
public import Reconciliation

/// `summary.json`: the figures of a run; what it took in time stands last and apart.
public enum SummaryFile {
  /// - Parameter timings: what took how long, in milliseconds.
  public static func bytes(
    _ summary: RunSummary, version: String, timings: [(name: String, milliseconds: Int)]
  ) -> [UInt8] {
    JSONValue.object([
      ("version", .string(version)),
      ("as_of", .string(summary.asOf.description)),
      ("receipts", tally(summary.receipts)),
      ("returns", tally(summary.returns)),
      ("repeats", .integer(summary.repeats)),
      ("applications", .object(summary.applications.map { ($0.kind.rawValue, tally($0.tally)) })),
      ("exceptions", .object(summary.exceptions.map { ($0.type.rawValue, tally($0.tally)) })),
      (
        "disputes",
        .object([
          ("opened", .integer(summary.disputesOpened)),
          ("changed", .integer(summary.disputesChanged)),
        ])
      ),
      ("unapplied", amounts(summary.unapplied)),
      ("straight_through", .object([("count", .integer(summary.straightThrough))])),
      ("formats", .object(summary.formats.map(figures))),
      ("invariants", .list(summary.invariants.map(invariant))),
      ("timings", .object(timings.map { ($0.name, .integer($0.milliseconds)) })),
    ]).bytes
  }

  private static func tally(_ tally: Tally) -> JSONValue {
    .object([("count", .integer(tally.count)), ("amount", amounts(tally.amounts))])
  }

  private static func amounts(_ amounts: [Money]) -> JSONValue {
    .object(amounts.map { ($0.currency.code, .string($0.decimal)) })
  }

  private static func figures(_ format: FormatFigures) -> (key: String, value: JSONValue) {
    (
      format.format,
      .object([
        ("files", .integer(format.files)), ("statements", .integer(format.statements)),
        ("transactions", .integer(format.transactions)),
      ])
    )
  }

  private static func invariant(_ result: InvariantResult) -> JSONValue {
    .object([
      ("name", .string(result.name)), ("holds", .boolean(result.holds)),
      ("left", .string(result.left)), ("right", .string(result.right)),
    ])
  }
}
