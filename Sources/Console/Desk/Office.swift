import Access
import Dispatch
import Enquiry
import HTTPTypes
import Pipeline
import Receivables
import Settings
import Store
import Synchronization

/// Everything that the pages of one pipeline stand on.
final class Office: Sendable {
  let places: PipelinePlaces
  let rules: RuleBook
  /// As they were written when the console began; empty where the pipeline names none.
  let rulesText: String
  let index: DeskIndex
  let access: AccessFile
  let desk: DecisionDesk
  let readers: StoreReaders
  let reviews = Reviews()
  let trials: Trials
  let todayFacts = Remembered<TodayKey, TodayFacts>()
  let limits: RequestLimits
  let terms: ServingTerms
  let log: ConsoleLog
  let clock: @Sendable () -> Moment
  private let denials = Mutex(RateLimit(perMinute: 60, burst: 60))
  /// So much is done apart at once; what comes beyond is told to come again.
  private let apartCount = Mutex(0)
  private static let apartMax = 24
  private let slowWork = DispatchQueue(label: "quittance.slow", attributes: .concurrent)

  var settings: PipelineSettings { places.settings }

  /// - Parameters:
  ///   - path: the pipeline's file.
  ///   - access: who may do what; nil for the file beside the store.
  ///   - trialWaitMax: so long a page waits for a trial of rules before it says that it runs.
  ///   - deskWaitMax: so long a decision waits for a batch that is being booked.
  /// - Throws: `Diagnosed`, `StoreError`, `AccessError`, `EnquiryError`.
  init(
    _ path: String, terms: ServingTerms, log: PipelineLog, access: AccessFile? = nil,
    limits: RequestLimits = RequestLimits(), trialWaitMax: Duration = .seconds(3),
    deskWaitMax: Duration = .seconds(15), clock: @escaping @Sendable () -> Moment = Moment.now
  ) throws {
    let settings = try PipelineFiles.settings(path)
    let places = PipelinePlaces(settings, at: path)
    self.places = places
    let rules = try PipelineFiles.rules(places)
    (self.rules, rulesText) = rules
    readers = StoreReaders(places.store)
    index = try DeskIndex(places.store + ".desk.sqlite", store: places.store)
    self.access = try access ?? AccessFile(AccessFile.path(besideStore: places.store))
    desk = DecisionDesk(path, under: rules, log: log, waitMax: deskWaitMax, clock: clock)
    trials = Trials(path, log: log, clock: clock, waitMax: trialWaitMax)
    self.limits = limits
    self.terms = terms
    self.log = ConsoleLog(log)
    self.clock = clock
  }

  /// What was refused is written down; that it cannot be is no reason to allow it.
  ///
  /// It costs the disk a sync, so that nobody may have it done as often as they like.
  func noteDenial(_ visit: Visit, _ why: String) {
    let who = visit.visitor?.name ?? visit.address
    guard denials.withLock({ $0.allows(who, at: visit.now.seconds) }) else { return }
    try? access.note(
      denial: Denial(
        at: visit.now.seconds, who: visit.name, address: visit.address,
        method: visit.method.rawValue, path: visit.target, why: why))
  }

  /// The index, with everything that was decided here, and what others committed up to a moment ago:
  /// a page never waits for a batch that is being taken in.
  func followed() throws -> DeskIndex { index }

  /// Does something with the books, and lets the index follow: whoever decided sees it on the next
  /// page.
  func decide<Result: Sendable>(
    _ body: @Sendable (Pipeline) throws -> Result
  ) async throws -> Result {
    let index = index
    return try await desk.with(body) { try index.follow() }
  }

  /// Work that takes long (hashing a password, reading a file again), away from the threads that all
  /// requests share.
  func apart<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    let isTaken = apartCount.withLock { count in
      guard count < Self.apartMax else { return false }
      count += 1
      return true
    }
    guard isTaken else {
      throw Refusal(.serviceUnavailable, "Too much is being done at once; try again in a moment.")
    }
    defer { apartCount.withLock { $0 -= 1 } }
    return try await withCheckedThrowingContinuation { continuation in
      slowWork.async { continuation.resume(with: Swift.Result { try body() }) }
    }
  }
}

/// What the console says of its work.
struct ConsoleLog: Sendable {
  private let log: PipelineLog

  init(_ log: PipelineLog) { self.log = log }

  func say(_ words: String) { log.say("console", words) }

  /// Something failed in answering a request.
  func tell(_ error: any Error) { log.say("console", "\(error)", level: .error) }
}
