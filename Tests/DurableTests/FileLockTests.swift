import Durable
import Foundation
import Testing

@Suite("A lock that one process holds") struct FileLockTests {
  @Test func `one holds it, the other is told who and since when, and it is free afterwards`()
    throws
  {
    try inFolder { folder in
      let path = FilePath(folder) / "store.lock"
      let (one, other) = (
        FileLock(path, in: PosixFileSystem()), FileLock(path, in: PosixFileSystem())
      )

      #expect(try one.tryLock(processID: 4711, since: "2026-03-09T18:00:00Z"))
      #expect(try one.tryLock(processID: 4711, since: "later"))
      #expect(try !other.tryLock(processID: 4712, since: "2026-03-09T18:00:01Z"))
      #expect(other.holder() == LockHolder(processID: 4711, since: "2026-03-09T18:00:00Z"))
      #expect(one.isHeld && !other.isHeld)

      try one.unlock()
      #expect(try other.tryLock(processID: 4712, since: "2026-03-09T18:00:02Z"))
      #expect(one.holder() == LockHolder(processID: 4712, since: "2026-03-09T18:00:02Z"))
    }
  }

  @Test func `who waits in vain is told so, with exit code 75`() throws {
    let system = SimulatedFileSystem(["w": .directory])
    let one = FileLock("w/store.lock", in: system)
    let isOurs = try one.tryLock(processID: 4711, since: "2026-03-09T18:00:00Z")
    #expect(isOurs)
    var slept = Duration.zero

    let error = #expect(throws: FileSystemError.self) {
      try FileLock("w/store.lock", in: system).lock(
        waitingUpTo: .milliseconds(120), processID: 4712, since: "now"
      ) { slept += $0 }
    }

    #expect(slept == .milliseconds(120))
    #expect(error?.exitCode == 75)
    #expect(
      error?.description
        == "w/store.lock: error: flock: held by process 4711 since 2026-03-09T18:00:00Z; expected that process to end, or a longer wait (lockHeld)"
    )
    #expect(system.openFiles == 1)
  }

  @Test func `who waits gets it as soon as it is free`() throws {
    let system = SimulatedFileSystem(["w": .directory])
    let one = FileLock("w/store.lock", in: system)
    _ = try one.tryLock(processID: 1, since: "before")
    let other = FileLock("w/store.lock", in: system)
    var pauses = 0

    try other.lock(waitingUpTo: .seconds(60), processID: 2, since: "now") { _ in
      pauses += 1
      if pauses == 3 { try? one.unlock() }
    }

    #expect(pauses == 3)
    #expect(other.holder() == LockHolder(processID: 2, since: "now"))
  }

  @Test(arguments: ["", "4711", "x y\n", "4711 now", "99999999999 now\n"])
  func `a lock file that says nothing does not keep the lock from being told of`(text: String)
    throws
  {
    let system = SimulatedFileSystem([
      "w": .directory, "w/store.lock": .file(Array(text.utf8)),
    ])

    #expect(FileLock("w/store.lock", in: system).holder() == nil)
  }

  @Test func `another process holds it as well, and gives it up by dying`() throws {
    try inFolder { folder in
      let path = FilePath(folder) / "store.lock"
      // It has the lock when it answers, and waits for more input with it.
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
      process.arguments = [folder + "/store.lock", "cat"]
      let (input, output) = (Pipe(), Pipe())
      process.standardInput = input
      process.standardOutput = output
      try process.run()
      try input.fileHandleForWriting.write(contentsOf: [1])
      _ = try output.fileHandleForReading.read(upToCount: 1)
      let lock = FileLock(path, in: PosixFileSystem())

      #expect(try !lock.tryLock(processID: 1, since: "now"))
      #expect(lock.holder() == nil)

      try input.fileHandleForWriting.close()
      process.waitUntilExit()
      #expect(try lock.tryLock(processID: 1, since: "now"))
    }
  }
}
