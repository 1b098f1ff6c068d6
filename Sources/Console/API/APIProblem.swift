import HTTPTypes
import LedgerFiles

/// What an API client is told that went wrong (RFC 9457, in its plainest form).
enum APIProblem {
  static func answer(_ status: HTTPResponse.Status, _ words: String) -> Answer {
    var answer = Answer.json(
      .object([
        ("status", .integer(status.code)), ("title", .string(status.reasonPhrase)),
        ("detail", .string(words)),
      ]), status: status)
    answer.type = "application/problem+json"
    return answer
  }
}
