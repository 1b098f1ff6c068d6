import HTTPTypes
import LedgerFiles

/// What an API client is told that went wrong (RFC 9457), with a stable code and the parameter at
/// fault where there are some.
enum APIProblem {
  static func answer(_ status: HTTPResponse.Status, _ words: String) -> Answer {
    answer(Refusal(status, words))
  }

  static func answer(_ refusal: Refusal) -> Answer {
    var members: [(key: String, value: JSONValue)] = [
      ("status", .integer(refusal.status.code)), ("title", .string(refusal.status.reasonPhrase)),
      ("detail", .string(refusal.words)),
    ]
    if let code = refusal.code { members.append(("code", .string(code))) }
    if let parameter = refusal.parameter { members.append(("parameter", .string(parameter))) }
    var answer = Answer.json(.object(members), status: refusal.status)
    answer.type = "application/problem+json"
    return answer
  }
}
