import Crypto
import Durable
import Foundation
import LedgerFiles
import Settings
import Store

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

extension Pipeline {
  /// The outbox entries that tell everybody who wants to know of such an event.
  ///
  /// - Parameter silent: the number of a notification that does not work.
  func notices(
    _ event: Notice.Event, _ subject: String, _ facts: JSONValue, but silent: Int? = nil
  ) -> [OutboxItem] {
    settings.notices.enumerated().filter {
      $0.element.events.contains(event) && $0.offset != silent
    }.map { index, _ in
      var step = OutboxStep()
      step.size = Int64(index)
      step.kind = event.rawValue
      step.text = subject
      // Known again by the receiver, however often it is sent.
      step.staged = hexadecimal(
        SHA256.hash(
          data: Data("\(settings.name) \(clock()) \(index) \(event.rawValue) \(subject)".utf8))
      )
      step.json = String(
        decoding: JSONValue.object([
          ("pipeline", .string(settings.name)), ("event", .string(event.rawValue)),
          ("subject", .string(subject)), ("facts", facts),
        ]).compact, as: UTF8.self)
      return step.item(.notify, subject: event.rawValue)
    }
  }

  /// Tells somebody; a failure is tried again later, and given up after a day's worth of tries.
  ///
  /// - Returns: whether it is done with, one way or the other.
  func notify(_ step: OutboxStep, _ item: OutboxItem) throws -> Bool {
    let places = settings.notices
    guard let event = Notice.Event(rawValue: step.kind), places.indices.contains(Int(step.size))
    else { return true }  // the pipeline's file has it no more
    let problem: String?
    let triesMax: Int
    switch places[Int(step.size)].means {
    case .command(let command):
      triesMax = 5
      problem = NoticeSender.run(
        command.arguments(subject: step.text, event: event, pipeline: settings.name),
        input: Data(step.json.utf8), in: self.places.base)
    case .webhook(let hook):
      triesMax = hook.retries
      let body = Data(step.json.utf8)
      do {
        problem = NoticeSender.post(
          body, to: hook, key: step.staged, signature: try signature(of: body, hook))
      } catch {
        // Unsigned, whoever is told could not tell it from a forgery.
        problem = "\(hook.host) was not told: its secret cannot be read: \(error)"
      }
    }
    guard let problem else { return true }
    if item.tries >= triesMax {
      log.say(
        "notify", "gave up telling of '\(step.text)': \(problem)", level: .error)
      try warn(ofSilence: Int(step.size), about: step.text, problem)
      return true
    }
    log.say("notify", "\(problem); it is tried again", level: .warning)
    let pause = Int64(30) << min(item.tries, 10)
    try store.postpone(item, until: clock().advanced(by: pause).description)
    return false
  }
}

extension Pipeline {
  /// Somebody who wanted to know was not told: once, until a person has seen to it.
  private func warn(ofSilence place: Int, about subject: String, _ problem: String) throws {
    let id = "notify:\(place + 1)"
    guard try store.row(of: .alerts, key: [id]) == nil else { return }
    let alert = PipelineAlert(
      id: id, kind: "notify", account: "", file: "",
      message: "notification \(place + 1) of \(settings.name) was given up: \(problem); it said: "
        + subject)
    try raise([alert], but: place)
  }

  /// What proves to the receiver who sent it, and when: an old one that is sent again shows its age.
  ///
  /// - Returns: nil where the webhook has no secret.
  /// - Throws: `FileSystemError` where the secret cannot be read.
  func signature(of body: Data, _ hook: Webhook) throws -> String? {
    guard let path = hook.secretFile else { return nil }
    var secret = try InputFile(places.resolved(path), in: system).readAll(limit: 1 << 16)
    while secret.last == UInt8(ascii: "\n") { secret.removeLast() }
    let seconds = String(clock().seconds)
    let code = HMAC<SHA256>.authenticationCode(
      for: Data((seconds + ".").utf8) + body, using: SymmetricKey(data: secret))
    return "t=\(seconds),v1=\(hexadecimal(code))"
  }

  /// Sends what is to be told, for so long at most: files do not wait for whoever is told of them.
  /// A destination that failed is left alone until the next sweep.
  func sendNotices(within limit: Duration) throws {
    let end = MonotonicClock.now() + limit
    let now = clock().description
    var failed: Set<Int64> = []
    for item in try store.outbox()
    where item.kind == OutboxStep.Kind.notify.rawValue && item.nextTryAt <= now {
      guard MonotonicClock.now() < end, let step = OutboxStep(item) else { return }
      if failed.contains(step.size) { continue }
      if try notify(step, item) {
        try store.settle([item])
      } else {
        failed.insert(step.size)
      }
    }
  }
}

/// Tells of an event outside the program.
enum NoticeSender {
  /// The longest that a command may take, in seconds.
  private static let secondsMax = 60.0

  /// Runs a program, never a shell, with the event on its standard input.
  ///
  /// - Returns: what went wrong; nil where nothing did.
  static func run(_ arguments: [String], input: Data, in folder: String) -> String? {
    guard let program = arguments.first else { return "no program is named" }
    let process = Process()
    process.executableURL = URL(
      fileURLWithPath: program, relativeTo: URL(fileURLWithPath: folder, isDirectory: true))
    process.arguments = Array(arguments.dropFirst())
    process.currentDirectoryURL = URL(fileURLWithPath: folder, isDirectory: true)
    let pipe = Pipe()
    process.standardInput = pipe
    process.standardOutput = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      return "\(program) cannot be run: \(error.localizedDescription)"
    }
    // A program that reads nothing must not stop us.
    try? pipe.fileHandleForWriting.write(contentsOf: input)
    try? pipe.fileHandleForWriting.close()
    let end = Date().addingTimeInterval(secondsMax)
    while process.isRunning, Date() < end { Pause.sleep(.milliseconds(20)) }
    if process.isRunning {
      // Not SIGTERM, which it may have blocked: nothing is to go on behind our back.
      kill(process.processIdentifier, SIGKILL)
      return "\(program) did not end within \(Int(secondsMax)) seconds"
    }
    return process.terminationStatus == 0
      ? nil : "\(program) ended with \(process.terminationStatus)"
  }

  /// Posts an event to an address, which may not lead elsewhere.
  static func post(
    _ body: Data, to hook: Webhook, key: String, signature: String? = nil
  ) -> String? {
    guard let url = URL(string: hook.url), hook.hosts.isEmpty || hook.hosts.contains(hook.host)
    else { return "\(hook.host) is not among the hosts that may be called" }
    // Whoever answers for the name must prove it (https), so that the address that is called is one
    // of the name's, even if the name leads elsewhere a moment later.
    if hook.hosts.isEmpty {
      let addresses = HostAddresses.of(hook.host)
      if addresses.isEmpty { return "\(hook.host) has no address" }
      if addresses.contains(where: HostAddresses.isPrivate) {
        return "\(hook.host) is on a private address, and not named in hosts"
      }
    }
    var request = URLRequest(url: url)
    request.httpMethod = "POST"
    request.httpBody = body
    request.timeoutInterval = TimeInterval(hook.timeout.milliseconds) / 1000
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    request.setValue(key, forHTTPHeaderField: "Idempotency-Key")
    if let signature {
      request.setValue(signature, forHTTPHeaderField: "Quittance-Signature")
    }
    let answer = Answer()
    let session = URLSession(
      configuration: .ephemeral, delegate: NoRedirects(), delegateQueue: nil)
    session.dataTask(with: request) { _, response, error in
      answer.settle(
        error.map { "\(hook.host): \($0.localizedDescription)" }
          ?? (response as? HTTPURLResponse).flatMap {
            (200..<300).contains($0.statusCode) ? nil : "\(hook.host) answered \($0.statusCode)"
          })
    }.resume()
    defer { session.invalidateAndCancel() }
    return answer.wait(seconds: request.timeoutInterval + 5, else: "\(hook.host) did not answer")
  }

  /// What came back, once it did.
  private final class Answer: @unchecked Sendable {
    private let arrived = DispatchSemaphore(value: 0)
    private let lock = NSLock()
    private var problem: String?

    func settle(_ problem: String?) {
      lock.withLock { self.problem = problem }
      arrived.signal()
    }

    func wait(seconds: TimeInterval, else late: String) -> String? {
      arrived.wait(timeout: .now() + seconds) == .success ? lock.withLock { problem } : late
    }
  }

  private final class NoRedirects: NSObject, URLSessionTaskDelegate {
    func urlSession(
      _ session: URLSession, task: URLSessionTask,
      willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
      completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) { completionHandler(nil) }
  }
}
