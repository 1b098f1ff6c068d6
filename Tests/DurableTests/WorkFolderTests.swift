import Dispatch
import Durable
import Synchronization
import Testing

@Suite("Claiming files") struct WorkFolderTests {
  typealias Node = SimulatedFileSystem.Node

  func world(_ more: [FilePath: Node] = [:]) -> SimulatedFileSystem {
    SimulatedFileSystem(
      [
        "w": .directory, "w/in": .directory, "w/work": .directory,
        "w/in/day.xml": .file([1, 2, 3]),
      ].merging(more) { $1 })
  }

  func work(_ system: SimulatedFileSystem) -> WorkFolder<SimulatedFileSystem> {
    WorkFolder("w/work", in: system, processID: 7)
  }

  func name(_ text: String = "day.xml") throws -> FileName { try #require(FileName(text)) }

  func claim(_ system: SimulatedFileSystem, token: String = "c1") throws -> Claim? {
    let facts = try #require(system.look("w/in/day.xml"))
    return try work(system).claim(name(), in: "w/in", facts: facts, token: token)
  }

  @Test func `a claimed file is in the work folder, and both folders are on the disk`() throws {
    let system = world()

    let claim = try claim(system)

    #expect(claim?.place == "w/work/c1-day.xml")
    #expect(system.nodes["w/in/day.xml"] == nil)
    #expect(system.nodes["w/work/c1-day.xml"] == .file([1, 2, 3]))
    #expect(system.synced.isSuperset(of: ["w/in", "w/work"]))
  }

  @Test func `of two who saw the same file one has it`() throws {
    let system = world()
    let facts = try #require(system.look("w/in/day.xml"))

    let one = try work(system).claim(name(), in: "w/in", facts: facts, token: "c1")
    let other = try work(system).claim(name(), in: "w/in", facts: facts, token: "c2")

    #expect(one != nil)
    #expect(other == nil)
  }

  @Test func `eight who claim the same two hundred files have each file once`() throws {
    try inFolder { folder in
      let system = PosixFileSystem()
      let inbox = FilePath(folder) / "in"
      let work = WorkFolder(FilePath(folder) / "work", in: system, processID: 7)
      try system.makeDirectories(inbox)
      try work.prepare()
      for number in 0..<200 { try put(inbox / "\(number).xml", [UInt8(number)]) }
      let candidates = try Inbox(inbox, InboxRules(patterns: ["*"]), in: system).list().candidates
      let claims = Mutex<[UInt64]>([])
      let failures = Mutex<[String]>([])

      DispatchQueue.concurrentPerform(iterations: 8) { worker in
        for (number, candidate) in candidates.enumerated() {
          do {
            let claim = try work.claim(
              candidate.name, in: inbox, facts: candidate.facts, token: "\(worker)-\(number)")
            if let claim { claims.withLock { $0.append(claim.facts.inode) } }
          } catch {
            failures.withLock { $0.append("\(error)") }
          }
        }
      }

      #expect(failures.withLock { $0 } == [])
      #expect(claims.withLock { $0.sorted() } == candidates.map(\.facts.inode).sorted())
      #expect(try work.pending().count == 200)
      #expect(try system.entries(in: inbox) == [])
    }
  }

  @Test func `a rename that succeeded although NFS says otherwise is a claim`() throws {
    let system = world()
    system.repeatsRenames = true

    #expect(try claim(system)?.place == "w/work/c1-day.xml")
  }

  @Test func `a file that changed since the look goes back`() throws {
    let system = world()
    let facts = try #require(system.look("w/in/day.xml"))
    system.grow("w/in/day.xml", [4])

    #expect(try work(system).claim(name(), in: "w/in", facts: facts, token: "c1") == nil)
    #expect(system.nodes == world(["w/in/day.xml": .file([1, 2, 3, 4])]).nodes)
  }

  @Test func `a file that changed since the look and cannot go back is claimed as it is`() throws {
    let system = world()
    let facts = try #require(system.look("w/in/day.xml"))
    system.grow("w/in/day.xml", [4])
    system.meanwhile = (after: 1, what: { $0.put("w/in/day.xml", [9]) })

    let claim = try work(system).claim(name(), in: "w/in", facts: facts, token: "c1")

    #expect(claim?.facts == system.look("w/work/c1-day.xml"))
    #expect(system.nodes["w/work/c1-day.xml"] == .file([1, 2, 3, 4]))
    #expect(system.nodes["w/in/day.xml"] == .file([9]))
  }

  @Test func `a work folder on another disk is an error that says so`() throws {
    let system = world()
    system.otherDisk = "w/work"

    let error = #expect(throws: FileSystemError.self) { try claim(system) }

    #expect(
      error?.description
        == "w/work/c1-day.xml: error: renameat2: w/in is on another file system, out of which nothing moves in one step; expected inbox, work, archive and quarantine on one file system, or files that are copied (crossDevice)"
    )
    #expect(error?.exitCode == 73)
    #expect(system.nodes == world().nodes)
  }

  @Test func `a work folder that is missing is an error, not somebody else's claim`() throws {
    let system = SimulatedFileSystem([
      "w": .directory, "w/in": .directory, "w/in/day.xml": .file([1, 2, 3]),
    ])

    let error = #expect(throws: FileSystemError.self) { try claim(system) }

    #expect(
      error?.description
        == "w/in/day.xml: error: renameat2: to w/work/c1-day.xml: No such file or directory; expected folders that can be written, with room left (cannotCreate)"
    )
  }

  @Test func `a token that was used before takes nothing away`() throws {
    let system = world(["w/work/c1-day.xml": .file([9])])

    let error = #expect(throws: FileSystemError.self) { try claim(system) }

    #expect(error?.code == .outputExists)
    #expect(system.nodes == world(["w/work/c1-day.xml": .file([9])]).nodes)
  }

  @Test func `a copy leaves the original, also from another disk, and is made once`() throws {
    let system = world(["w/work/.c1.tmp-7": .file([9])])
    system.otherDisk = "w/in"
    let facts = try #require(system.look("w/in/day.xml"))

    let claim = try work(system).copy(name(), in: "w/in", facts: facts, token: "c1")
    let again = try work(system).copy(name(), in: "w/in", facts: facts, token: "c1")

    #expect(system.nodes == world(["w/work/c1-day.xml": .file([1, 2, 3])]).nodes)
    #expect(system.synced.isSuperset(of: ["w/work", "w/work/c1-day.xml"]))
    #expect(claim == again)
    #expect(claim?.facts == system.look("w/work/c1-day.xml"))
  }

  @Test func `a file that is replaced while it is copied is left for the next look`() throws {
    for after in 1...6 {
      let system = world()
      let facts = try #require(system.look("w/in/day.xml"))
      system.meanwhile = (after: after, what: { $0.put("w/in/day.xml", [7, 8]) })

      let claim = try work(system).copy(name(), in: "w/in", facts: facts, token: "c1")

      #expect(claim == nil, "after call \(after)")
      #expect(system.nodes == world(["w/in/day.xml": .file([7, 8])]).nodes, "after call \(after)")
      #expect(system.openFiles == 0)
    }
  }

  @Test func `after a restart the files at hand are listed, and halves of copies removed`() throws {
    let system = world(["w/work/c2-b.xml": .file([2]), "w/work/.c3.tmp-9": .file([3])])
    let claim = try #require(try claim(system))

    #expect(
      try work(system).pending() == [
        claim, Claim(place: "w/work/c2-b.xml", facts: try #require(system.look("w/work/c2-b.xml"))),
      ])
    #expect(system.nodes["w/work/.c3.tmp-9"] == nil)
  }

  @Test func `a file that is not complete goes back, unless its name is taken`() throws {
    let system = world()
    let claim = try #require(try claim(system))

    #expect(try work(system).release(claim, to: "w/in", as: name()))
    #expect(system.nodes == world().nodes)

    let again = try #require(try self.claim(system, token: "c2"))
    system.put("w/in/day.xml", [9])
    #expect(try !work(system).release(again, to: "w/in", as: name()))
    #expect(system.nodes["w/work/c2-day.xml"] == .file([1, 2, 3]))
    #expect(system.nodes["w/in/day.xml"] == .file([9]))
  }

  @Test func `a marker is removed once, and its absence is no error`() throws {
    let system = world(["w/in/day.xml.done": .file([])])

    try work(system).removeMarker(name("day.xml.done"), in: "w/in")
    try work(system).removeMarker(name("day.xml.done"), in: "w/in")

    #expect(system.nodes == world().nodes)
  }
}
