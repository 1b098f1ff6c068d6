import Glibc
import Testing

@testable import Durable

@Suite("Waiting for a folder") struct FolderWatcherTests {
  func name(_ text: String) throws -> FileName { try #require(FileName(text)) }

  /// So many events as they come, and any that come with them. That a file is closed is told once
  /// nobody has it open: a program that another test starts may have a copy for a moment.
  func events(_ watcher: FolderWatcher, _ count: Int) -> [FolderEvent] {
    var events: [FolderEvent] = []
    var rounds = 0
    while true {
      let woken = watcher.wait(upTo: events.count < count ? .seconds(1) : .milliseconds(1))
      rounds += 1
      if woken.timedOut, events.count >= count || rounds > 10 { return events }
      events += woken.events.map(\.event)
    }
  }

  @Test func `writing, renaming, and OpenSSH's link and unlink are told`() throws {
    try inFolder { folder in
      let watcher = FolderWatcher([FilePath(folder)], wakeUp: try WakeUp())
      #expect(watcher.degraded == nil)

      try put(FilePath(folder) / "a.xml", [1])
      #expect(
        events(watcher, 2) == [.created(try name("a.xml")), .closed(try name("a.xml"))])

      rename(folder + "/a.xml", folder + "/b.xml")
      #expect(
        events(watcher, 2) == [.removed(try name("a.xml")), .movedIn(try name("b.xml"))])

      link(folder + "/b.xml", folder + "/c.xml")
      unlink(folder + "/b.xml")
      #expect(
        events(watcher, 2) == [.created(try name("c.xml")), .removed(try name("b.xml"))])
    }
  }

  @Test func `names that are no UTF-8 are told as they are, and each folder by its number`() throws
  {
    try inFolder { folder in
      let (one, two) = (FilePath(folder) / "1", FilePath(folder) / "2")
      try PosixFileSystem().makeDirectories(one)
      try PosixFileSystem().makeDirectories(two)
      let watcher = FolderWatcher([one, two, two], wakeUp: try WakeUp())
      let strange = try #require(FileName(bytes: [0x4D, 0xFC]))

      try PosixFileSystem().makeDirectory(two / strange)
      let woken = watcher.wait(upTo: .seconds(10))

      #expect(
        woken.events == [
          .init(folder: 1, event: .created(strange)), .init(folder: 2, event: .created(strange)),
        ])
      #expect(watcher.wait(upTo: .zero).timedOut)
    }
  }

  @Test func `a wake-up ends the wait, also one that came before it`() throws {
    try inFolder { folder in
      let wakeUp = try WakeUp()
      let watcher = FolderWatcher([FilePath(folder)], wakeUp: wakeUp)

      for _ in 0..<100_000 { wakeUp.wake() }
      let woken = watcher.wait(upTo: .seconds(60))

      #expect(woken.wasWoken)
      #expect(!woken.timedOut && !woken.mustSweep)
      #expect(watcher.wait(upTo: .zero).timedOut)
    }
  }

  @Test func `a folder that goes and comes again is watched again`() throws {
    try inFolder { folder in
      let inbox = FilePath(folder) / "in"
      try PosixFileSystem().makeDirectory(inbox)
      let watcher = FolderWatcher([inbox], wakeUp: try WakeUp())

      try PosixFileSystem().removeDirectory(inbox)
      let gone = watcher.wait(upTo: .seconds(10))
      #expect(gone.events.map(\.event) == [.folderGone])
      #expect(gone.mustSweep)
      #expect(events(watcher, 0) == [])
      #expect(watcher.degraded == "inotify_add_watch: \(inbox): No such file or directory")

      try PosixFileSystem().makeDirectory(inbox)
      #expect(watcher.wait(upTo: .seconds(10)).mustSweep)
      #expect(watcher.degraded == nil)
      try put(inbox / "a.xml", [])
      #expect(
        events(watcher, 2) == [.created(try name("a.xml")), .closed(try name("a.xml"))])
    }
  }

  @Test func `without inotify there are sweeps, and it says why`() throws {
    try inFolder { folder in
      let watcher = FolderWatcher([FilePath(folder)], wakeUp: try WakeUp()) {
        errno = EMFILE
        return -1
      }
      try put(FilePath(folder) / "a.xml", [1])

      let woken = watcher.wait(upTo: .milliseconds(1))

      #expect(watcher.degraded == "inotify_init1: Too many open files")
      #expect(woken.timedOut)
      #expect(woken.events == [])
      watcher.wakeUp.wake()
      #expect(watcher.wait(upTo: .seconds(60)).wasWoken)
    }
  }

  @Test func `more than the queue holds calls for a sweep`() throws {
    try inFolder { folder in
      let limit = try #require(
        Int(
          String(
            decoding: try content("/proc/sys/fs/inotify/max_queued_events"), as: UTF8.self
          ).dropLast()))
      let watcher = FolderWatcher([FilePath(folder)], wakeUp: try WakeUp())

      // Renaming to and fro makes two events each, no two of which in a row are alike.
      try put(FilePath(folder) / "a", [])
      for _ in 0...limit / 4 {
        rename(folder + "/a", folder + "/b")
        rename(folder + "/b", folder + "/a")
      }
      let woken = watcher.wait(upTo: .seconds(10))

      #expect(woken.mustSweep)
      #expect(woken.events.last?.event == .overflow)
    }
  }

  @Test func `events are read from the kernel's bytes`() throws {
    let bytes: [UInt8] =
      [1, 0, 0, 0, 0x80, 0, 0, 0, 9, 0, 0, 0, 8, 0, 0, 0] + Array("day\0\0\0\0\0".utf8)
      + [0xFF, 0xFF, 0xFF, 0xFF, 0, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
      + [1, 0, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]

    let all = InotifyEvent.parse(bytes)

    #expect(all.map(\.watch) == [1, -1, 1])
    #expect(all.map(\.event) == [.movedIn(try name("day")), .overflow, .folderGone])
    for length in bytes.indices {
      #expect(InotifyEvent.parse(bytes[..<length]).count < 3)
    }
    #expect(InotifyEvent.parse([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255]) == [])
  }
}
