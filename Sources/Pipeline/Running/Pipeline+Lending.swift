import Durable
import Store

extension Pipeline {
  /// Lets others at the store: closes it and gives its lock back, until `takeBack`.
  ///
  /// - Returns: the last event that we know of.
  public func lend() -> Int64? {
    let last = try? store.lastSequence()
    try? store.close()
    try? lock.unlock()
    return last
  }

  /// Takes the store again, and forgets what was read of it where somebody else wrote to it.
  ///
  /// - Parameters:
  ///   - last: what `lend` returned.
  ///   - waiting: how long to wait for whoever has it.
  /// - Throws: `FileSystemError` (`lockHeld` where the wait was not enough), `StoreError`.
  public func takeBack(_ last: Int64?, waiting: Duration) throws {
    try lock.lock(
      waitingUpTo: waiting, processID: processID, since: clock().description,
      pause: { Pause.sleep($0) })
    store = try SQLiteStore(places.store, for: .write)
    if try store.lastSequence() != last { forgetLedger() }
  }
}
