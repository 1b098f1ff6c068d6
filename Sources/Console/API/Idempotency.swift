import Access
import Crypto
import Durable
import Enquiry
import HTTPTypes
import LedgerFiles
import Pipeline
import Reconciliation

/// A request that was sent twice, since its answer was lost, is done once.
enum Idempotency {
  static func once(
    _ visit: Visit, _ office: Office, _ body: () async throws -> JSONValue
  ) async throws -> Answer {
    guard let key = visit.idempotencyKey else { return .json(try await body()) }
    let (name, now) = (visit.name, visit.now.seconds)
    var hash = SHA256()
    hash.update(data: Array("\(visit.method.rawValue) \(visit.target)\n".utf8))
    hash.update(data: visit.body)
    let digest = Array(hash.finalize())
    do {
      if let answer = try office.access.reserve(
        key: key, person: name, digest: digest, at: now)
      {
        return Answer(type: "application/json", bytes: answer)
      }
    } catch {
      switch error.code {
      case .keyUnusable:
        throw Refusal(
          .badRequest, error.description, code: error.code.rawValue,
          parameter: "Idempotency-Key")
      case .keyReused:
        throw Refusal(
          .unprocessableContent, error.description, code: error.code.rawValue,
          parameter: "Idempotency-Key")
      case .keyInHand:
        throw Refusal(
          .conflict, error.description, code: error.code.rawValue,
          parameter: "Idempotency-Key")
      default: throw error
      }
    }
    let value: JSONValue
    do {
      value = try await body()
    } catch {
      // Only these say for certain that nothing was booked: then the key is free for another try.
      let isLocked = (error as? FileSystemError)?.code == .lockHeld
      let isRefused =
        error is Refusal || error is EnquiryError || Refusal(error).status.kind == .clientError
      if isRefused || isLocked {
        try? office.access.forget(key: key, person: name)
      }
      throw error
    }
    let answer = Answer.json(value)
    do {
      try office.access.remember(
        key: key, person: name, digest: digest, response: answer.bytes, at: now)
    } catch {
      // It is booked all the same; the key stays in hand, so that nothing is booked again.
      office.log.tell(error)
    }
    return answer
  }
}
