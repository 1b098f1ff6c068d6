import Dispatch
import Pipeline
import Receivables
import Reconciliation

/// The one place of the console that writes: what people decide, one after the other, on a thread of
/// its own, by the same operations as the commands.
///
/// Between two decisions the store is given back, so that `watch` takes files meanwhile.
actor DecisionDesk {
  private let executor = QueueExecutor()
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private let path: String
  private let log: PipelineLog
  private let clock: @Sendable () -> Moment
  private var lent: (pipeline: Pipeline, last: Int64?)?

  /// So long a person waits for a batch that is being booked.
  private let waitMax: Duration
  /// By which the pages suggest: what somebody accepts is looked up by the same.
  private let rules: PipelineFiles.Rules

  init(
    _ path: String, under rules: PipelineFiles.Rules, log: PipelineLog, waitMax: Duration,
    clock: @escaping @Sendable () -> Moment
  ) {
    self.path = path
    self.rules = rules
    self.log = log
    self.waitMax = waitMax
    self.clock = clock
  }

  /// Does something with the pipeline, and gives it back.
  ///
  /// - Parameter done: comes after it, while the next still waits.
  /// - Throws: what `body` throws; `FileSystemError` (`lockHeld`) where somebody else is at it for too
  ///   long; `StoreError`.
  func with<Result: Sendable>(
    _ body: @Sendable (Pipeline) throws -> Result, then done: @Sendable () throws -> Void = {}
  ) throws -> Result {
    let pipeline: Pipeline
    if let lent {
      self.lent = nil
      pipeline = lent.pipeline
      try pipeline.takeBack(lent.last, waiting: waitMax)
    } else {
      pipeline = try Pipeline(path, log: log, waiting: waitMax, under: rules, clock: clock)
    }
    do {
      let result = try body(pipeline)
      lent = (pipeline, pipeline.lend())
      // It is booked, whatever becomes of this: the index catches up by itself.
      try? done()
      return result
    } catch let error as DeskError {
      lent = (pipeline, pipeline.lend())
      throw error
    } catch let error as CaseError {
      lent = (pipeline, pipeline.lend())
      throw error
    } catch let error as DeskRefusal {
      lent = (pipeline, pipeline.lend())
      throw error
    } catch let error as Refusal {
      lent = (pipeline, pipeline.lend())
      throw error
    } catch {
      // Nobody knows what the disk has: the next one opens it anew, and recovers.
      _ = pipeline.lend()
      throw error
    }
  }
}

/// Runs an actor's work on a queue of its own: it waits for locks and disks, which the threads that
/// all requests share must not.
final class QueueExecutor: SerialExecutor {
  private let queue = DispatchQueue(label: "quittance.decisions")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor {
    UnownedSerialExecutor(ordinary: self)
  }
}
