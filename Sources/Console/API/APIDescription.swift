import HTTPTypes
import LedgerFiles
import Pipeline

/// The description of the API: OpenAPI 3.1, made of the operations themselves.
enum APIDescription {
  static func document(_ operations: [APIOperation]) -> JSONValue {
    var paths: [(key: String, value: JSONValue)] = []
    for path in Set(operations.map(\.path)).sorted() {
      let members = operations.filter { $0.path == path }.map {
        (key: $0.method.rawValue.lowercased(), value: $0.description)
      }
      paths.append((path, .object(members)))
    }
    return .object([
      ("openapi", .string("3.1.0")),
      (
        "info",
        .object([
          ("title", .string("Quittance")), ("version", .string(ProgramVersion.text)),
          (
            "description",
            .string(
              "Exceptions, decisions, disputes, customers, documents and receipts of one pipeline. "
                + "Amounts are decimals as text. Lists come in pages: give `next` back as `after`.")
          ),
          (
            "license",
            .object([("name", .string("Apache-2.0")), ("identifier", .string("Apache-2.0"))])
          ),
        ])
      ),
      ("servers", .list([.object([("url", .string("/api/v1"))])])),
      ("security", .list([.object([("token", .list([]))]), .object([("session", .list([]))])])),
      ("paths", .object(paths)),
      (
        "components",
        .object([
          (
            "securitySchemes",
            .object([
              (
                "token",
                .object([("type", .string("http")), ("scheme", .string("bearer"))])
              ),
              (
                "session",
                .object([
                  ("type", .string("apiKey")), ("in", .string("cookie")),
                  ("name", .string("quittance")),
                  (
                    "description",
                    .string("What changes something needs the header `X-CSRF-Token` beside it.")
                  ),
                ])
              ),
            ])
          ),
          (
            "responses",
            .object([
              (
                "Problem",
                .object([
                  ("description", .string("Why it was not done (RFC 9457).")),
                  (
                    "content",
                    APIOperation.content(
                      "application/problem+json",
                      Schema.object([
                        ("status", Schema.whole), ("title", Schema.string),
                        ("detail", Schema.string),
                      ]))
                  ),
                ])
              )
            ])
          ),
        ])
      ),
    ])
  }
}
