import Dispatch
import HTTPTypes
import Money
import Pipeline
import Receivables
import Synchronization

/// Trials of rules, one at a time: each works on a copy of the books, beside everything else.
final class Trials: Sendable {
  /// One that somebody asked for.
  struct Trial: Sendable {
    var person: String
    var since: Moment
    var from: CalendarDate
    /// The rules as they were written.
    var text: String
    /// nil while it runs.
    var outcome: Outcome?
  }

  typealias Outcome = Swift.Result<RedecisionReport, Refusal>

  private let path: String
  private let log: PipelineLog
  private let clock: @Sendable () -> Moment
  private let waitMax: Duration
  private let state = Mutex<Trial?>(nil)
  /// On which they run, one after the other.
  let queue = DispatchQueue(label: "quittance.trials")

  init(
    _ path: String, log: PipelineLog, clock: @escaping @Sendable () -> Moment, waitMax: Duration
  ) {
    self.path = path
    self.log = log
    self.clock = clock
    self.waitMax = waitMax
  }

  /// The last one, whether it runs or is done; nil where there was none since the console began.
  var last: Trial? { state.withLock { $0 } }

  /// Begins a trial, and waits for a moment whether it is done by then.
  ///
  /// - Returns: what came of this one, whoever began another since; nil where it runs on.
  /// - Throws: `Refusal` where another one runs.
  func run(_ text: String, _ rules: RuleBook, from day: CalendarDate, by person: String)
    async throws -> Outcome?
  {
    let trial = Trial(person: person, since: clock(), from: day, text: text)
    try state.withLock { state in
      if let running = state, running.outcome == nil {
        throw Refusal(
          .conflict,
          "A trial by \(running.person) runs since \(Shown.moment("\(running.since)")); "
            + "there is one at a time. Its result is told on this page.")
      }
      state = trial
    }
    let (path, log, clock) = (path, log, clock)
    return await withTaskGroup(of: Outcome?.self) { group in
      let done = AsyncStream<Outcome>.makeStream()
      queue.async {
        let outcome = Self.outcome(log) {
          try RulesTrial.run(path, from: day, by: person, under: rules, log: log, clock: clock)
        }
        self.state.withLock { $0?.outcome = outcome }
        done.continuation.yield(outcome)
        done.continuation.finish()
      }
      group.addTask { await done.stream.first { _ in true } }
      group.addTask { [waitMax] in
        try? await Task.sleep(for: waitMax)
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
    }
  }

  private static func outcome(
    _ log: PipelineLog, of body: () throws -> RedecisionReport
  ) -> Outcome {
    do {
      return .success(try body())
    } catch {
      let refusal = Refusal(error)
      if refusal.status == .internalServerError {
        log.say("console", "trial of rules: \(error)", level: .error)
      }
      return .failure(refusal)
    }
  }
}
