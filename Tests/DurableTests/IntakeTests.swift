import Durable
import Glibc
import Testing

@Suite("From the sender's disk to a claim, on the real one") struct IntakeTests {
  /// A watched inbox with its work folder, as a daemon would have it.
  final class Intake {
    let system = PosixFileSystem()
    let root: FilePath
    let inbox: Inbox<PosixFileSystem>
    let work: WorkFolder<PosixFileSystem>
    let watcher: FolderWatcher
    var arrivals: Arrivals
    /// What was taken, by original name.
    var taken: [String: [UInt8]] = [:]
    var claims = 0

    /// Rounds until so many files are taken. A file is told as closed once nobody has it open, and a
    /// program that another test starts has a copy of what we have open, for a moment.
    func sweep(at now: Duration, until count: Int) throws {
      for _ in 0..<1000 {
        try sweep(at: now)
        if taken.count >= count { return }
        usleep(10_000)
      }
    }

    init(_ folder: String, _ rules: ArrivalRules) throws {
      root = FilePath(folder)
      inbox = Inbox(root / "in", InboxRules(patterns: ["*.xml"]), in: system)
      work = WorkFolder(root / "work", in: system, processID: 7)
      try system.makeDirectories(inbox.folder)
      try work.prepare()
      watcher = FolderWatcher([inbox.folder], wakeUp: try WakeUp())
      arrivals = Arrivals(rules)
    }

    /// One round at a time of the test's own; what is whole ends with `>`.
    func sweep(at now: Duration) throws {
      for noticed in watcher.wait(upTo: .zero).events { arrivals.notice(noticed.event) }
      for arrival in arrivals.look(try inbox.list(), at: now) {
        guard case .complete = arrival.state else { continue }
        let claim = try #require(
          try work.claim(
            arrival.name, in: inbox.folder, facts: arrival.facts, token: "c\(claims)"))
        claims += 1
        let file = try DigestedFile(claim.place, expecting: claim.facts, limit: 99, in: system)
        let bytes = try file.read()
        guard bytes.last == UInt8(ascii: ">") else {
          let isBack = try work.release(claim, to: inbox.folder, as: arrival.name)
          #expect(isBack)
          arrivals.endedEarly(arrival.name, facts: claim.facts)
          continue
        }
        _ = try file.finish()
        arrivals.forget(arrival.name)
        #expect(taken[arrival.name.display] == nil)
        taken[arrival.name.display] = bytes
        _ = try work.archive(claim, as: arrival.name.sanitised, in: root / "archive")
      }
    }
  }

  let whole = Array("<Document>".utf8)

  @Test func `a thousand files at once are each taken once, as soon as they are closed`() throws {
    try inFolder { folder in
      let intake = try Intake(folder, ArrivalRules())
      for number in 0..<1000 { try put(intake.inbox.folder / "\(number).xml", whole) }

      try intake.sweep(at: .zero, until: 1000)

      #expect(intake.taken.count == 1000)
      #expect(try intake.system.entries(in: intake.inbox.folder) == [])
      #expect(try intake.work.pending() == [])
      #expect(try intake.system.entries(in: intake.root / "archive").count == 1000)
    }
  }

  @Test func `a file that was closed too soon goes back and is taken when it has grown`() throws {
    try inFolder { folder in
      let intake = try Intake(folder, ArrivalRules())
      try put(intake.inbox.folder / "day.xml", Array("<Docu".utf8))
      try intake.sweep(at: .zero)
      // Our own moves are events as well, and must not have it read again.
      for second in 1...60 { try intake.sweep(at: .seconds(second)) }
      #expect(intake.taken.isEmpty)
      #expect(intake.claims == 1)

      let file = open(folder + "/in/day.xml", O_WRONLY | O_APPEND)
      write(file, "ment>", 5)
      close(file)
      try intake.sweep(at: .seconds(61), until: 1)

      #expect(intake.taken == ["day.xml": whole])
    }
  }

  @Test func `an upload that OpenSSH renames is taken once it is still`() throws {
    try inFolder { folder in
      let intake = try Intake(folder, ArrivalRules())
      try put(intake.inbox.folder / "day.xml.filepart", whole)
      try intake.sweep(at: .zero)
      link(folder + "/in/day.xml.filepart", folder + "/in/day.xml")
      unlink(folder + "/in/day.xml.filepart")
      try intake.sweep(at: .seconds(1))
      #expect(intake.taken.isEmpty)
      try intake.sweep(at: .seconds(3))

      #expect(intake.taken == ["day.xml": whole])
    }
  }

  @Test func `a file that replaces one that waits is another file`() throws {
    try inFolder { folder in
      let intake = try Intake(folder, ArrivalRules(completion: .stable))
      try put(intake.inbox.folder / "day.xml", Array("<Old>".utf8))
      try intake.sweep(at: .zero)
      try put(intake.inbox.folder / ".upload", whole)
      rename(folder + "/in/.upload", folder + "/in/day.xml")
      try intake.sweep(at: .seconds(2))
      #expect(intake.taken.isEmpty)
      try intake.sweep(at: .seconds(4))

      #expect(intake.taken == ["day.xml": whole])
    }
  }

  @Test func `without inotify the same files are taken by sweeps`() throws {
    try inFolder { folder in
      let intake = try Intake(folder, ArrivalRules())
      try put(intake.inbox.folder / "day.xml", whole)
      // A queue that ran over has lost what was in it.
      _ = intake.watcher.wait(upTo: .zero)
      intake.arrivals.notice(.overflow)
      try intake.sweep(at: .zero)
      #expect(intake.taken.isEmpty)
      try intake.sweep(at: .seconds(2))

      #expect(intake.taken == ["day.xml": whole])
    }
  }
}
