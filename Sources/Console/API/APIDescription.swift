import Access
import HTTPTypes
import LedgerFiles
import Pipeline

/// The description of the API: OpenAPI 3.1, made of the operations themselves.
enum APIDescription {
  private typealias Members = [(key: String, value: JSONValue)]

  static func document(_ operations: [APIOperation]) -> JSONValue {
    var paths: Members = []
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
          ("description", .string(about)),
          (
            "license",
            .object([("name", .string("Apache-2.0")), ("identifier", .string("Apache-2.0"))])
          ),
        ])
      ),
      ("servers", .list([.object([("url", .string("/api/v1"))])])),
      ("security", .list([.object([("token", .list([]))]), .object([("session", .list([]))])])),
      ("paths", .object(paths)), ("webhooks", webhooks),
      (
        "components",
        .object([
          ("securitySchemes", securitySchemes), ("parameters", parameters),
          ("schemas", .object([("Problem", problem)])), ("responses", responses),
        ])
      ),
    ])
  }

  private static let about = """
    What the console shows and does, of one pipeline. Amounts are decimals as text. Lists come in \
    pages: give `next` back as `after`. What a request says that is not described is refused (400), \
    never ignored.
    """

  /// What each status means, by the name under which its answer is described; the others are
  /// described as `Problem`.
  static let problems = [
    "400": "Malformed", "401": "Unknown", "403": "NotPermitted", "404": "NotThere",
    "409": "OtherState", "422": "NotPossible", "429": "TooMany",
  ]

  private static let problemWords: [(name: String, words: String)] = [
    (
      "Malformed",
      "The request is not as described: `parameter` names what is at fault, `detail` what was "
        + "expected."
    ), ("Unknown", "Nobody is known by this token or session."),
    (
      "NotPermitted",
      "It needs a permission that the sender lacks, a higher limit, or another person."
    ), ("NotThere", "What the path names was never there."),
    (
      "OtherState",
      "It is not as it would have to be: somebody decided it meanwhile, something has to be undone "
        + "first, or a request with this key is being answered."
    ),
    (
      "NotPossible",
      "Understood, and it cannot be booked as it is asked for, whoever asks; or the key stands for "
        + "another request."
    ), ("TooMany", "Too many requests; `Retry-After` says when to come again."),
    ("Problem", "Why it was not done."),
  ]

  private static var responses: JSONValue {
    let content = APIOperation.content(
      "application/problem+json", .object([("$ref", .string("#/components/schemas/Problem"))]))
    return .object(
      problemWords.map { name, words in
        (name, .object([("description", .string(words)), ("content", content)]))
      })
  }

  /// RFC 9457, with two members of ours.
  static let problemSchema = Schema.object(
    [
      ("status", .whole), ("title", .string), ("detail", .string), ("code", .string),
      ("parameter", .string),
    ], optional: ["code", "parameter"])

  private static var problem: JSONValue { problemSchema.json() }

  private static var parameters: JSONValue {
    .object([
      (
        "IdempotencyKey",
        .object([
          ("name", .string("Idempotency-Key")), ("in", .string("header")),
          ("required", .boolean(false)),
          (
            "description",
            .string(
              "The same key with the same request is answered again and done once, for a day.")
          ),
          (
            "schema",
            .object([
              ("type", .string("string")), ("minLength", .integer(1)),
              ("maxLength", .integer(AccessFile.keyBytesMax)),
              ("pattern", .string("^[!-~]+$")),
            ])
          ),
        ])
      )
    ])
  }

  private static var securitySchemes: JSONValue {
    .object([
      ("token", .object([("type", .string("http")), ("scheme", .string("bearer"))])),
      (
        "session",
        .object([
          ("type", .string("apiKey")), ("in", .string("cookie")), ("name", .string("quittance")),
          (
            "description",
            .string("What changes something needs the header `X-CSRF-Token` beside it.")
          ),
        ])
      ),
    ])
  }
}
