import Glibc

/// Waits until something happens in folders, through inotify. It is a hint that saves time: events
/// get lost, network file systems send none, and without inotify there are none at all, so that
/// whoever uses it looks at the folders regularly all the same.
public final class FolderWatcher {
  /// Ends a wait from elsewhere.
  public let wakeUp: WakeUp
  /// Why not all folders are watched, such as `inotify_add_watch: No space left on device`; nil
  /// where all are. Those are tried again at every wait.
  public private(set) var degraded: String?

  private let folders: [FilePath]
  private var descriptor: Int32 = -1
  /// The folders that a watch is for: several where paths lead to the same.
  private var watches: [Int32: [Int]] = [:]
  private let open: () -> Int32

  public convenience init(_ folders: [FilePath], wakeUp: WakeUp) {
    self.init(folders, wakeUp: wakeUp) { inotify_init1(O_NONBLOCK | O_CLOEXEC) }
  }

  /// - Parameter open: as `inotify_init1`.
  init(_ folders: [FilePath], wakeUp: WakeUp, open: @escaping () -> Int32) {
    self.folders = folders
    self.wakeUp = wakeUp
    self.open = open
    _ = watch()
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Waits until something happens, somebody wakes it, or the time is over.
  public func wait(upTo longest: Duration) -> Woken {
    var woken = Woken()
    // What happened before the watch began was not told.
    if watch() {
      woken.mustSweep = true
      return woken
    }
    var waiting = [pollfd(fd: wakeUp.reading, events: Int16(POLLIN), revents: 0)]
    if descriptor >= 0 {
      waiting.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
    }
    let answer = poll(&waiting, nfds_t(waiting.count), Self.milliseconds(longest))
    // A signal ends the wait early; whoever it is for has called `wake`, or waits again.
    if answer < 0 { return woken }
    woken.timedOut = answer == 0
    woken.wasWoken = wakeUp.drain()
    if descriptor >= 0 { readEvents(into: &woken) }
    return woken
  }

  /// Watches what is not watched; true where that is something new.
  private func watch() -> Bool {
    degraded = nil
    if descriptor < 0 {
      descriptor = open()
      guard descriptor >= 0 else {
        degraded = "inotify_init1: \(systemMessage(errno))"
        return false
      }
    }
    let watched = Set(watches.values.joined())
    var isNew = false
    for (index, folder) in folders.enumerated() where !watched.contains(index) {
      let number = (folder.bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer {
        $0.baseAddress.map { inotify_add_watch(descriptor, $0, InotifyEvent.wanted) } ?? -1
      }
      if number >= 0 {
        watches[number, default: []].append(index)
        isNew = true
      } else {
        degraded = "inotify_add_watch: \(folder.display): \(systemMessage(errno))"
      }
    }
    return isNew
  }

  private func readEvents(into woken: inout Woken) {
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      for told in InotifyEvent.parse(buffer[..<count]) {
        guard let event = told.event else { continue }
        if event == .overflow {
          woken.mustSweep = true
          woken.events += folders.indices.map { .init(folder: $0, event: .overflow) }
        } else if let those = watches[told.watch] {
          if event == .folderGone {
            woken.mustSweep = true
            // A folder that was moved away is still watched, under its old number.
            _ = inotify_rm_watch(descriptor, told.watch)
            watches[told.watch] = nil
          }
          woken.events += those.map { .init(folder: $0, event: event) }
        }
      }
    }
  }

  /// Rounded up, so that the time is over when the wait is; a poll takes no more than 24 days.
  private static func milliseconds(_ duration: Duration) -> Int32 {
    let (seconds, attoseconds) = duration.components
    guard seconds < 2_000_000 else { return 2_000_000_000 }
    let part = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return Int32(max(seconds * 1000 + part, 0))
  }
}
