/// Why a wait at a `FolderWatcher` is over.
public struct Woken: Hashable, Sendable {
  /// What happened, in order.
  public var events: [Noticed] = []
  /// Somebody called `WakeUp.wake`.
  public var wasWoken = false
  /// Nothing happened for as long as was to be waited.
  public var timedOut = false
  /// Something may have happened that the events do not tell.
  public var mustSweep = false

  public init() {}

  /// An event, and the folder of the watcher in which it was, counted from 0.
  public struct Noticed: Hashable, Sendable {
    public var folder: Int
    public var event: FolderEvent

    public init(folder: Int, event: FolderEvent) {
      self.folder = folder
      self.event = event
    }
  }
}
