import Durable
import Glibc
import Testing

@Suite("Archive and quarantine") struct LeavingTests {
  typealias Node = SimulatedFileSystem.Node

  let before: [FilePath: Node] = [
    "w": .directory, "w/work": .directory, "w/work/c1-day.xml": .file([1]),
    "w/work/c2-day.xml": .file([2]), "w/work/c3-day.xml": .file([3]),
  ]
  let reason = QuarantineReason(text: Array("cut short\n".utf8), json: Array("{}\n".utf8))

  func work(_ system: SimulatedFileSystem) -> WorkFolder<SimulatedFileSystem> {
    WorkFolder("w/work", in: system, processID: 7)
  }

  func claim(_ number: Int, _ system: SimulatedFileSystem) throws -> Claim {
    let place: FilePath = "w/work/c\(number)-day.xml"
    return Claim(place: place, facts: try #require(system.look(place)))
  }

  @Test(arguments: [
    ("day.xml", ["day.xml", "day-2.xml", "day-3.xml"]), ("day", ["day", "day-2", "day-3"]),
    ("day.tar.gz", ["day.tar.gz", "day.tar-2.gz", "day.tar-3.gz"]),
  ])
  func `names that are taken are counted up`(name: String, names: [String]) throws {
    let system = SimulatedFileSystem(before)

    for (number, expected) in names.enumerated() {
      let place = try work(system).archive(
        claim(number + 1, system), as: name, in: "w/archive/2026")
      #expect(place == "w/archive/2026" / expected)
      #expect(system.nodes[place] == .file([UInt8(number + 1)]))
    }

    #expect(system.synced.isSuperset(of: ["w", "w/work", "w/archive", "w/archive/2026"]))
  }

  @Test func `what was archived before a crash is found`() throws {
    let system = SimulatedFileSystem(before)
    let (one, two) = (try claim(1, system), try claim(2, system))
    _ = try work(system).archive(one, as: "day.xml", in: "w/archive")
    let place = try work(system).archive(two, as: "day.xml", in: "w/archive")
    let nodes = system.nodes

    #expect(try work(system).archive(two, as: "day.xml", in: "w/archive") == place)
    #expect(system.nodes == nodes)
  }

  @Test(arguments: [0o777, 0o600, 0o444, 0o4755])
  func `what is kept is ours to write and our group's to read, however it came`(mode: Int) throws {
    try inFolder { folder in
      let (system, root) = (PosixFileSystem(), FilePath(folder))
      let work = WorkFolder(root / "work", in: system, processID: 7)
      try work.prepare()
      for name in ["c1-day.xml", "c2-bad.xml"] {
        try put(root / "work" / name, [1])
        chmod(folder + "/work/" + name, mode_t(mode))
      }
      let claims = try work.pending()

      let archived = try work.archive(claims[0], as: "day.xml", in: root / "archive")
      let bad = try work.quarantine(
        claims[1].place, facts: claims[1].facts, as: "bad.xml", in: root / "bad", reason: reason)

      for place in [archived, bad] {
        var status = stat()
        #expect(stat(place.display, &status) == 0 && status.st_mode & 0o7777 == 0o640)
      }
    }
  }

  @Test func `a file that still belongs to its sender is kept as it is`() throws {
    for call in 1...40 {
      let system = SimulatedFileSystem(before, failing: call, errno: EPERM)
      let place = try? work(system).archive(claim(1, system), as: "day.xml", in: "w/archive")
      guard system.failed == "chmod" else { continue }

      #expect(place.flatMap { system.nodes[$0] } == .file([1]))
      return
    }
    Issue.record("nothing changes the permissions of what is archived")
  }

  @Test func `a second name of the file in the archive is not taken for its move`() throws {
    try inFolder { folder in
      let (system, root) = (PosixFileSystem(), FilePath(folder))
      let work = WorkFolder(root / "work", in: system, processID: 7)
      try work.prepare()
      try system.makeDirectories(root / "archive")
      try put(root / "work/c1-day.xml", [1])
      link(folder + "/work/c1-day.xml", folder + "/archive/day.xml")
      let claim = try #require(try work.pending().first)

      let place = try work.archive(claim, as: "day.xml", in: root / "archive")

      #expect(place == root / "archive/day-2.xml")
      #expect(try work.pending() == [])
    }
  }

  @Test func `a file that is gone altogether is an error`() throws {
    let system = SimulatedFileSystem(before)
    let claim = try claim(1, system)
    system.take(claim.place)

    let archived = #expect(throws: FileSystemError.self) {
      try work(system).archive(claim, as: "day.xml", in: "w/archive")
    }
    let quarantined = #expect(throws: FileSystemError.self) {
      try work(system).quarantine(
        claim.place, facts: claim.facts, as: "day.xml", in: "w/bad", reason: reason)
    }

    #expect(archived?.code == .inputMissing)
    #expect(
      quarantined?.description
        == "w/work/c1-day.xml: error: renameat2: it is gone, and not where it was to go; expected a file that nobody else moves (inputMissing)"
    )
    #expect(system.tree("w/bad") == ["w/bad": .directory])
  }

  @Test func `an archive on another disk is an error, and the file stays`() throws {
    let system = SimulatedFileSystem(before)
    system.otherDisk = "w/archive"
    let claim = try claim(1, system)

    let error = #expect(throws: FileSystemError.self) {
      try work(system).archive(claim, as: "day.xml", in: "w/archive")
    }

    #expect(error?.code == .crossDevice)
    #expect(system.nodes[claim.place] == .file([1]))
  }

  @Test func `a bad file lies beside its reason`() throws {
    let system = SimulatedFileSystem(before)
    let claim = try claim(1, system)

    let place = try work(system).quarantine(
      claim.place, facts: claim.facts, as: "day.xml", in: "w/bad", reason: reason)

    #expect(place == "w/bad/day.xml")
    #expect(
      system.tree("w/bad") == [
        "w/bad": .directory, "w/bad/day.xml": .file([1]),
        "w/bad/day.xml.reason.txt": .file(reason.text),
        "w/bad/day.xml.reason.json": .file(reason.json),
      ])
    #expect(system.synced.isSuperset(of: system.tree("w/bad").keys.filter { $0 != place }))
  }

  @Test func `wherever it breaks off, no bad file lies there without its reason on the disk`()
    throws
  {
    var moved = 0
    for failing in 1...60 {
      let system = SimulatedFileSystem(before, failing: failing, staysBroken: true)
      let claim = try claim(1, system)
      _ = try? work(system).quarantine(
        claim.place, facts: claim.facts, as: "day.xml", in: "w/bad", reason: reason)

      if system.nodes["w/bad/day.xml"] != nil {
        moved += 1
        #expect(
          system.synced.isSuperset(
            of: ["w/bad/day.xml.reason.txt", "w/bad/day.xml.reason.json"]), "call \(failing)")
      } else {
        #expect(system.nodes[claim.place] == .file([1]), "call \(failing)")
      }
    }
    #expect((1..<60).contains(moved))
  }

  @Test func `reasons that a killed process wrote have their names on the disk before the move`()
    throws
  {
    let killed = before.merging([
      "w/bad": .directory, "w/bad/day.xml.reason.txt": .file(reason.text),
      "w/bad/day.xml.reason.json": .file(reason.json),
    ]) { $1 }
    var moves = 0
    for failing in 1...40 {
      let system = SimulatedFileSystem(killed, failing: failing)
      let claim = try claim(1, system)
      do throws(FileSystemError) {
        _ = try work(system).quarantine(
          claim.place, facts: claim.facts, as: "day.xml", in: "w/bad", reason: reason)
      } catch {
        guard error.call == "renameat2", error.path == claim.place.display else { continue }
        moves += 1
        #expect(system.synced.contains("w/bad"))
      }
    }
    #expect(moves == 1)
  }

  @Test func `what a killed process has left of a reason is written over by the next`()
    throws
  {
    var left = 0
    for failing in 1...60 {
      let system = SimulatedFileSystem(before, failing: failing, staysBroken: true)
      let claim = try claim(1, system)
      func move(processID: Int32) throws {
        _ = try WorkFolder("w/work", in: system, processID: processID).quarantine(
          claim.place, facts: claim.facts, as: "day.xml", in: "w/bad", reason: reason)
      }
      func temporary() -> Int { system.nodes.keys.count { $0.display.contains(".tmp-") } }
      try? move(processID: 7)
      left += temporary()
      system.failing = 0

      try move(processID: 8)

      #expect(temporary() == 0, "call \(failing)")
      #expect(system.nodes["w/bad/day.xml"] == .file([1]), "call \(failing)")
    }
    #expect(left > 0)
  }

  @Test func `the reason of an earlier file is kept, and the next file gets another name`() throws {
    let system = SimulatedFileSystem(
      before.merging([
        "w/bad": .directory, "w/bad/day.xml.reason.txt": .file(Array("other\n".utf8)),
        "w/bad/day-2.xml": .file([9]),
      ]) { $1 })
    let claim = try claim(1, system)

    let place = try work(system).quarantine(
      claim.place, facts: claim.facts, as: "day.xml", in: "w/bad", reason: reason)

    #expect(place == "w/bad/day-3.xml")
    #expect(system.nodes["w/bad/day.xml.reason.txt"] == .file(Array("other\n".utf8)))
    #expect(system.nodes["w/bad/day-3.xml.reason.txt"] == .file(reason.text))
  }

  @Test func `what was quarantined before a crash is found`() throws {
    let system = SimulatedFileSystem(before)
    let claim = try claim(1, system)
    func move() throws -> FilePath {
      try work(system).quarantine(
        claim.place, facts: claim.facts, as: "day.xml", in: "w/bad", reason: reason)
    }
    let place = try move()
    let nodes = system.nodes

    #expect(try move() == place)
    #expect(system.nodes == nodes)
  }
}
