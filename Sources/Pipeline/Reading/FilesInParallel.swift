import Dispatch
import Synchronization

/// Works on several things at a time, and keeps their order.
public enum FilesInParallel {
  /// - Returns: what `work` makes of each input, in the order of `inputs`.
  public static func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input], jobs: Int, _ work: @Sendable (Input) -> Output
  ) -> [Output] {
    let outputs = Mutex([Output?](repeating: nil, count: inputs.count))
    each(inputs.count, jobs: jobs) { index in
      let output = work(inputs[index])
      outputs.withLock { $0[index] = output }
    }
    return outputs.withLock { $0.compactMap { $0 } }
  }

  /// Hands out what `work` puts forth for each input: inputs in their order, pieces in theirs.
  ///
  /// While one input's pieces are handed out the next ones are already worked on, as far as
  /// `piecesMax` pieces together: memory does not grow with the inputs, and what is larger than that
  /// waits for its turn. If `take` throws, the rest is left undone.
  public static func stream<Input: Sendable, Piece: Sendable>(
    _ inputs: [Input], jobs: Int,
    _ work: @escaping @Sendable (Input, _ put: (Piece) -> Void) -> Void,
    _ take: (Piece) throws -> Void
  ) rethrows {
    let channels = inputs.map { _ in PieceChannel<Piece>(piecesMax: max(8, piecesMax / jobs)) }
    DispatchQueue.global().async {
      each(inputs.count, jobs: jobs) { index in
        work(inputs[index]) { channels[index].put($0) }
        channels[index].end()
      }
    }
    for channel in channels {
      while let piece = channel.next() { try take(piece) }
    }
  }

  /// What `work` makes of each input, in their order, made ahead while the ones before are used.
  ///
  /// To be gone through once, and to its end: whoever works ahead waits for that.
  public static func ahead<Input: Sendable, Output: Sendable>(
    _ inputs: [Input], jobs: Int, _ work: @escaping @Sendable (Input) -> Output
  ) -> some Sequence<Output> {
    let channels = inputs.map { _ in PieceChannel<Output>(piecesMax: 2) }
    // One that makes for each that is allowed: who uses them mostly waits for the disk.
    DispatchQueue.global().async {
      each(inputs.count, jobs: jobs) { index in
        channels[index].put(work(inputs[index]))
      }
    }
    return channels.lazy.compactMap { $0.next() }
  }

  /// Pieces that wait to be handed out, of 64 KiB each where files are listed.
  private static let piecesMax = 64

  /// Begins with the first, so that whoever waits for them in order never waits for nothing.
  private static func each(_ count: Int, jobs: Int, _ work: @Sendable (Int) -> Void) {
    let next = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(jobs, count))) { _ in
      while true {
        let index = next.withLock { next in
          defer { next += 1 }
          return next
        }
        guard index < count else { return }
        work(index)
      }
    }
  }
}

/// The pieces of one input on their way, at most so many at a time.
private final class PieceChannel<Piece: Sendable>: Sendable {
  private let pieces = Mutex<[Piece?]>([])
  private let room = DispatchSemaphore(value: 0)
  private let filled = DispatchSemaphore(value: 0)

  /// Counted up from none: a semaphore may not end below the value that it began with, and what is
  /// given up half-way leaves pieces behind.
  init(piecesMax: Int) {
    for _ in 0..<piecesMax { room.signal() }
  }

  func put(_ piece: Piece) { append(piece) }

  func end() { append(nil) }

  /// nil after the last piece.
  func next() -> Piece? {
    filled.wait()
    let piece = pieces.withLock { $0.removeFirst() }
    room.signal()
    return piece
  }

  private func append(_ piece: Piece?) {
    room.wait()
    pieces.withLock { $0.append(piece) }
    filled.signal()
  }
}
