import LedgerFiles
import Settings

/// What a pipeline tells others by itself, where its file says so (`notify`).
extension APIDescription {
  static var webhooks: JSONValue {
    .object(Notice.Event.allCases.map { ($0.rawValue, webhook($0)) })
  }

  private static func webhook(_ event: Notice.Event) -> JSONValue {
    let body = Schema.object([
      ("pipeline", .string), ("event", .choice([event.rawValue])), ("subject", .string),
    ]).json()
    return .object([
      (
        "post",
        .object([
          ("operationId", .string("told_" + event.rawValue)),
          ("summary", .string(words(of: event))),
          (
            "description",
            .string(
              "`subject` is for people, `facts` for programs. What is not answered with 2xx is sent "
                + "again, later each time, as often as `retries` says.")
          ), ("security", .list([])),
          (
            "parameters",
            .list([
              header("Idempotency-Key", "The same each time that an event is sent."),
              header(
                "Quittance-Signature",
                "Where a secret is shared: `t=` the seconds since 1970, `,v1=` the HMAC-SHA-256 of "
                  + "the seconds, a dot and the body, in hexadecimal."),
            ])
          ),
          (
            "requestBody",
            .object([
              ("required", .boolean(true)),
              (
                "content",
                APIOperation.content(
                  "application/json",
                  .object([("allOf", .list([body, facts]))]))
              ),
            ])
          ), ("responses", .object([("2XX", .object([("description", .string("Heard."))]))])),
        ])
      )
    ])
  }

  private static let facts = JSONValue.object([
    ("type", .string("object")), ("required", .list([.string("facts")])),
    ("properties", .object([("facts", .object([("type", .string("object"))]))])),
  ])

  private static func header(_ name: String, _ summary: String) -> JSONValue {
    APIOperation.parameter(
      APIOperation.Parameter(name, summary, .string), in: "header")
  }

  private static func words(of event: Notice.Event) -> String {
    switch event {
    case .exception: "Receipts need a person."
    case .quarantine: "A file could not be used."
    case .alert: "Statements have a gap or did not come, or a ledger differs."
    case .decision: "A person decided, undid, proposed or rejected something."
    case .failure: "The pipeline could not do what it was to do."
    }
  }
}
