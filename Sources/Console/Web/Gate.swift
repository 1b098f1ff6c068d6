import Access
import HTTPTypes
import Hummingbird
import NIOCore
import Pipeline

/// Through here goes every request: found in the table, its sender known and permitted, its form
/// ours; all else is denied. What a page answers leaves with the headers that keep browsers strict.
struct Gate: HTTPResponder {
  typealias Context = ConsoleContext

  let routes: [Route]
  let office: Office
  let terms: ServingTerms

  func respond(to request: Request, context: ConsoleContext) async throws -> Response {
    let address = terms.address(
      request.headers[.forwardedFor], connection: context.address)
    var isBodyRead = false
    var answer = await answer(request, address: address, &isBodyRead)
    terms.addHeaders(to: &answer)
    // The server would read on to the end of what nobody wants, however long it is.
    let isLast = !isBodyRead && Self.isLong(request)
    if isLast { answer.headers.append((.connection, "close")) }
    var response = answer.response
    if request.method == .head { response.body = .init() }
    if isLast { response.body = Self.last(answer.bytes, of: context.channel) }
    return response
  }

  /// A body that is larger than any form of ours, or that does not say how large it is.
  private static func isLong(_ request: Request) -> Bool {
    if let stated = request.headers[.contentLength] { return Int(stated) ?? .max > 1 << 16 }
    return request.headers[.transferEncoding] != nil
  }

  /// Says it, and ends the connection.
  private static func last(_ bytes: [UInt8], of channel: any Channel) -> ResponseBody {
    ResponseBody(contentLength: bytes.count) { writer in
      try await writer.write(ByteBuffer(bytes: bytes))
      try await writer.finish(nil)
      // Who still sends has to hear it before the connection is gone.
      try await Task.sleep(for: .milliseconds(250))
      channel.close(promise: nil)
    }
  }

  private func answer(
    _ request: Request, address: String, _ isBodyRead: inout Bool
  ) async -> Answer {
    // A second one is another server's in the eyes of who reads the last (RFC 9112, 3.2).
    guard request.headers[.host] == nil else {
      return .text("A request has one Host.\n", status: .badRequest)
    }
    guard terms.isOurs(host: request.head.authority) else {
      return .text("This is not a name of this console.\n", status: .misdirectedRequest)
    }
    guard let target = request.head.path, target.utf8.count <= 8000,
      let path = Self.parts(of: target)
    else {
      return request.head.path?.hasPrefix("/api/") == true
        ? APIProblem.answer(.badRequest, "This is no path; expected one of at most 8000 bytes.")
        : .text("Not a path.\n", status: .badRequest)
    }
    let isAPI = path.first == "api"
    let method = request.method == .head ? .get : request.method
    let now = office.clock()
    let visitor: Visitor?
    do {
      visitor = try self.visitor(request, now)
    } catch {
      return failure(error, api: isAPI, nil)
    }
    guard office.limits.allow(visitor?.name, from: address, at: now.seconds) else {
      let words = "Too many requests; try again in a moment."
      var answer =
        isAPI
        ? APIProblem.answer(.tooManyRequests, words)
        : .text(words + "\n", status: .tooManyRequests)
      answer.headers.append((.retryAfter, "1"))
      return answer
    }
    let found = routes.filter { $0.parameters(of: path) != nil }
      .sorted { $0.nameCount < $1.nameCount }
    guard let route = found.first(where: { $0.method == method }) else {
      if visitor == nil { return unknown(request, target, isAPI) }
      if found.isEmpty { return problem(.notFound, "There is nothing here.", visitor, isAPI) }
      var answer = problem(.methodNotAllowed, "This cannot be done here.", visitor, isAPI)
      // RFC 9110, 15.5.6: whoever is refused a method hears which there are.
      let methods = Set(found.map(\.method.rawValue)).sorted().joined(separator: ", ")
      answer.headers.append((.allow, methods))
      return answer
    }
    var visit = Visit(
      method: method, target: target, parameters: route.parameters(of: path) ?? [:],
      visitor: visitor, address: address, now: now)
    if let permission = route.permission {
      guard let visitor else { return unknown(request, target, isAPI) }
      guard visitor.may(permission) else {
        deny(visit, "\(visitor.role.rawValue) may not \(permission.rawValue)")
        return problem(
          .forbidden,
          "You may not do this: it needs the permission "
            + "“\(permission.rawValue)”.", visitor, isAPI)
      }
    }
    do {
      try await read(request, into: &visit, route)
      isBodyRead = visit.method != .get
      if let refusal = forged(request, visit, route) {
        deny(visit, refusal)
        return problem(
          .forbidden, "This form is no longer valid: load the page again and send it anew.",
          visitor, isAPI)
      }
      return try await route.answer(visit, office)
    } catch {
      return failure(error, api: isAPI, visitor)
    }
  }

  // MARK: Who asks

  private func visitor(_ request: Request, _ now: Moment) throws -> Visitor? {
    if let authorization = request.headers[.authorization] {
      let words = authorization.split(separator: " ")
      guard words.count == 2, words[0].lowercased() == "bearer",
        let grant = try office.access.token(String(words[1]), at: now.seconds)
      else { return nil }
      return Visitor(
        name: grant.person, role: grant.role, permissions: grant.permissions, csrf: nil,
        session: nil)
    }
    guard let token = terms.sessionToken(in: request.headers[.cookie]),
      let session = try office.access.session(token: token, at: now.seconds)
    else { return nil }
    return Visitor(
      name: session.person, role: session.role, permissions: session.role.permissions,
      csrf: session.csrfToken, session: session)
  }

  /// Who is not known is led to the sign-in, and back again afterwards; a program, and a script that
  /// would put the sign-in where the answer belongs, are told.
  private func unknown(_ request: Request, _ target: String, _ isAPI: Bool) -> Answer {
    let wantsPart = request.headers[.wantsPart] != nil
    if isAPI || wantsPart {
      var answer =
        isAPI
        ? APIProblem.answer(.unauthorized, "a token or a session is needed")
        : .text("Nobody is signed in.\n", status: .unauthorized)
      answer.headers.append((.wwwAuthenticate, "Bearer"))
      return answer
    }
    let isLooking = request.method == .get || request.method == .head
    if !isLooking || target == "/" { return .see("/sign-in") }
    return .see("/sign-in?then=" + PercentCoding.encoded(target))
  }

  // MARK: What is asked

  private func read(_ request: Request, into visit: inout Visit, _ route: Route) async throws {
    if let query = request.head.path?.split(separator: "?", maxSplits: 1).dropFirst().first {
      guard let fields = Fields(encoded: query) else {
        throw Refusal(.badRequest, "The address is not well-formed.")
      }
      visit.query = fields
    }
    visit.idempotencyKey = request.headers[.idempotencyKey]
    visit.wantsPart = request.headers[.wantsPart] != nil
    guard visit.method != .get else { return }
    if let stated = request.headers[.contentLength].flatMap({ Int($0) }), stated > route.bodyMax {
      throw Refusal(.contentTooLarge, "That is more than can be taken here.")
    }
    let deadline = ContinuousClock.now + .seconds(60)
    do {
      for try await chunk in request.body {
        guard visit.body.count + chunk.readableBytes <= route.bodyMax else {
          throw Refusal(.contentTooLarge, "That is more than can be taken here.")
        }
        guard ContinuousClock.now < deadline else {
          throw Refusal(.requestTimeout, "The request took too long to come.")
        }
        visit.body.append(contentsOf: chunk.readableBytesView)
      }
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      // Chunks that are none, or a sender who has gone: no failure of ours.
      throw Refusal(.badRequest, "The request did not come whole.")
    }
    let type = request.headers[.contentType] ?? ""
    if route.kind == .api {
      let isJSON = type.prefix { $0 != ";" }.trimmed.lowercased() == "application/json"
      guard isJSON || visit.body.isEmpty else {
        throw Refusal(.unsupportedMediaType, "expected application/json")
      }
    } else if type.lowercased().hasPrefix("multipart/form-data") {
      guard let form = Multipart.read(visit.body, type: type) else {
        throw Refusal(.badRequest, "The form is not well-formed.")
      }
      (visit.form, visit.files) = form
      visit.body = []
    } else if type.lowercased().hasPrefix("application/x-www-form-urlencoded") {
      guard let text = String(validating: visit.body, as: UTF8.self),
        let fields = Fields(encoded: text)
      else { throw Refusal(.badRequest, "The form is not well-formed.") }
      visit.form = fields
      visit.body = []
    }
  }

  /// Why a request that changes something is not from a page of ours; nil where it is.
  private func forged(_ request: Request, _ visit: Visit, _ route: Route) -> String? {
    guard visit.method != .get else { return nil }
    if let site = request.headers[.secFetchSite], site != "same-origin", site != "none" {
      return "sent by a page of another site"
    }
    if let origin = request.headers[.origin], !terms.isOurs(origin: origin, request.head.authority)
    {
      return "sent by a page of \(origin.prefix(100))"
    }
    guard let visitor = visit.visitor, let session = visitor.session else { return nil }
    let told = visit.form["csrf"] ?? request.headers[.csrfToken] ?? ""
    return session.isRight(csrf: told) ? nil : "the form's token is not the session's"
  }

  /// The parts of a path, decoded; nil where it is none.
  static func parts(of target: String) -> [String]? {
    guard target.utf8.first == UInt8(ascii: "/") else { return nil }
    let path = target.prefix { $0 != "?" && $0 != "#" }
    var parts: [String] = []
    for part in path.split(separator: "/") {
      guard let decoded = PercentCoding.decoded(part, plusIsSpace: false),
        !decoded.unicodeScalars.contains(where: { $0.value == 0 })
      else { return nil }
      parts.append(decoded)
    }
    return parts
  }

  // MARK: What cannot be

  private func deny(_ visit: Visit, _ why: String) {
    office.noteDenial(visit, why)
  }

  private func problem(
    _ status: HTTPResponse.Status, _ words: String, _ visitor: Visitor?, _ isAPI: Bool
  ) -> Answer {
    isAPI ? APIProblem.answer(status, words) : ProblemPage.answer(status, words, visitor)
  }

  private func failure(_ error: any Error, api isAPI: Bool, _ visitor: Visitor?) -> Answer {
    let refusal = Refusal(error)
    // That something is busy, or not ready yet, is no fault to be looked into.
    if refusal.status == .internalServerError { office.log.tell(error) }
    return isAPI
      ? APIProblem.answer(refusal) : ProblemPage.answer(refusal.status, refusal.words, visitor)
  }
}

extension HTTPField.Name {
  static let host = HTTPField.Name("Host") ?? .ifMatch
  static let idempotencyKey = HTTPField.Name("Idempotency-Key") ?? .ifMatch
  static let forwardedFor = HTTPField.Name("X-Forwarded-For") ?? .ifMatch
  static let csrfToken = HTTPField.Name("X-CSRF-Token") ?? .ifMatch
  static let wantsPart = HTTPField.Name("X-Part") ?? .ifMatch
  static let secFetchSite = HTTPField.Name("Sec-Fetch-Site") ?? .ifMatch
}
