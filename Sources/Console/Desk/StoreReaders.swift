import Store
import Synchronization

/// Connections to the store that only read, shared by all requests: each takes one for as long as it
/// asks something.
final class StoreReaders: Sendable {
  private let path: String
  private let free: Mutex<[SQLiteStore]> = Mutex([])
  private static let keptMax = 8

  init(_ path: String) { self.path = path }

  /// - Throws: `StoreError`, and what `body` throws.
  func with<Result>(_ body: (SQLiteStore) throws -> Result) throws -> Result {
    let store = try free.withLock { $0.popLast() } ?? SQLiteStore(path, for: .read)
    let result: Result
    do {
      result = try body(store)
    } catch {
      // It may be the connection that is at fault.
      try? store.close()
      throw error
    }
    let isKept = free.withLock { free in
      if free.count < Self.keptMax { free.append(store) }
      return free.last === store
    }
    if !isKept { try? store.close() }
    return result
  }
}
