import Durable
public import Money
public import Receivables
import Store

/// What other rules would have decided in the last days: tried on a copy of the books as they are now,
/// so that people decide and files are taken meanwhile.
public enum RulesTrial {
  /// Decides everything from a day on again, from the files in the archive, and writes nothing.
  ///
  /// Receipts on which something that a person booked stands are left as they are.
  ///
  /// - Parameters:
  ///   - path: the pipeline's file.
  ///   - rules: what is tried.
  /// - Throws: `StoreError`, `FileSystemError`, `DeskError`, `Diagnosed`.
  public static func run(
    _ path: String, from day: CalendarDate, by actor: String, under rules: RuleBook,
    log: PipelineLog, clock: @escaping @Sendable () -> Moment = Moment.now
  ) throws -> RedecisionReport {
    let store = PipelinePlaces(try PipelineFiles.settings(path), at: path).store
    let copy = store + ".trial"
    // One that a power cut left is nobody's.
    remove(copy)
    defer { remove(copy) }
    let original = try SQLiteStore(store, for: .read)
    defer { try? original.close() }
    try original.copy(to: copy)
    let pipeline = try Pipeline(asking: copy, of: path, log: log, clock: clock)
    defer { try? pipeline.store.close() }
    return try pipeline.decideAnew(
      from: day, by: actor, note: "trial", try pipeline.storedLedger(), under: rules,
      leavesUsed: true
    ).report
  }

  private static func remove(_ copy: String) {
    for end in ["", "-wal", "-shm", "-journal"] {
      try? PosixFileSystem().removeFile(FilePath(copy + end))
    }
  }
}
