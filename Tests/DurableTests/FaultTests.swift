import Durable
import Testing

@Suite("Every call of every durable operation fails once") struct FaultTests {
  typealias Node = SimulatedFileSystem.Node

  struct Operation: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var before: [FilePath: Node] = [:]
    /// Runs without failures, before the operation.
    var prepare: @Sendable (SimulatedFileSystem) throws -> Void = { _ in }
    var run: @Sendable (SimulatedFileSystem) throws -> Void
    /// What must never be seen but whole: each path with the contents that it may have.
    var wholes: [FilePath: [[UInt8]]]
    /// At least as many calls can fail.
    var callsMin: Int
  }

  static let day = Array("<Document/>".utf8)
  static let reason = QuarantineReason(text: Array("cut short".utf8), json: Array("{}".utf8))
  static let folders: [FilePath: Node] = [
    "w": .directory, "w/in": .directory, "w/work": .directory,
  ]
  static let inbox = folders.merging(["w/in/day.xml": .file(day)]) { $1 }
  static let work = folders.merging(["w/work/c1-day.xml": .file(day)]) { $1 }

  static func name(_ text: String) throws -> FileName { try #require(FileName(text)) }
  static func facts(_ system: SimulatedFileSystem, _ path: FilePath) throws -> FileFacts {
    try #require(system.look(path))
  }
  static func workFolder(_ system: SimulatedFileSystem) -> WorkFolder<SimulatedFileSystem> {
    WorkFolder("w/work", in: system, processID: 7)
  }
  static func staged(_ system: SimulatedFileSystem) -> StagedFolder<SimulatedFileSystem> {
    StagedFolder(batch: "12", in: "w", system: system, processID: 7)
  }

  static let output: [(path: String, bytes: [UInt8])] = [
    ("ledger/a.csv", Array("new ledger".utf8)), ("summary.json", Array("new".utf8)),
  ]
  static let earlier: [FilePath: Node] = [
    "w": .directory, "w/out": .directory, "w/out/ledger": .directory,
    "w/out/ledger/a.csv": .file(Array("old ledger".utf8)), "w/out/summary.json": .file([66]),
  ]

  static func operations() throws -> [Operation] {
    let (name, sidecar) = (try name("day.xml"), try name("day.xml.done"))
    // What a claim knows of its file, before any failure: the inode does not change by moving.
    let inboxFacts = try facts(SimulatedFileSystem(inbox), "w/in/day.xml")
    let workFacts = try facts(SimulatedFileSystem(work), "w/work/c1-day.xml")
    let claim = Claim(place: "w/work/c1-day.xml", facts: workFacts)
    let archive = work.merging(["w/archive": .directory, "w/archive/day.xml": .file([1])]) { $1 }
    let archived = Claim(
      place: claim.place, facts: try facts(SimulatedFileSystem(archive), claim.place))
    let (out, wholeOutput) = (
      try self.name("out"),
      [
        "w/out/ledger/a.csv": [Array("old ledger".utf8), Array("new ledger".utf8)],
        "w/out/summary.json": [[66], Array("new".utf8)],
      ] as [FilePath: [[UInt8]]]
    )
    return [
      Operation(
        testDescription: "replace a file", before: ["w": .directory, "w/x": .file([1, 2, 3, 4])],
        run: { try DurableFile($0, processID: 7).replace("w/x", day) },
        wholes: ["w/x": [[1, 2, 3, 4], day]], callsMin: 10),
      Operation(
        testDescription: "make folders", before: ["w": .directory],
        run: { try $0.makeDirectories("w/a/b/c") }, wholes: [:], callsMin: 12),
      Operation(
        testDescription: "lock and unlock", before: ["w": .directory],
        run: {
          let lock = FileLock("w/store.lock", in: $0)
          let isOurs = try lock.tryLock(processID: 7, since: "now")
          #expect(isOurs)
          try lock.unlock()
        }, wholes: [:], callsMin: 6),
      Operation(
        testDescription: "claim", before: inbox,
        run: {
          let claim = try workFolder($0).claim(name, in: "w/in", facts: inboxFacts, token: "c1")
          #expect(claim?.facts.isUnchanged(since: inboxFacts) == true)
        },
        wholes: ["w/in/day.xml": [day], "w/work/c1-day.xml": [day]], callsMin: 8),
      Operation(
        testDescription: "copy", before: inbox,
        run: {
          let copy = try workFolder($0).copy(name, in: "w/in", facts: inboxFacts, token: "c1")
          #expect(copy != nil)
        },
        wholes: ["w/in/day.xml": [day], "w/work/c1-day.xml": [day]], callsMin: 20),
      Operation(
        testDescription: "release", before: work,
        run: {
          let isBack = try workFolder($0).release(claim, to: "w/in", as: name)
          #expect(isBack)
        },
        wholes: ["w/in/day.xml": [day], "w/work/c1-day.xml": [day]], callsMin: 8),
      Operation(
        testDescription: "remove a marker",
        before: folders.merging(["w/in/day.xml.done": .file([])]) { $1 },
        run: { try workFolder($0).removeMarker(sidecar, in: "w/in") }, wholes: [:], callsMin: 4),
      Operation(
        testDescription: "archive",
        before: archive,
        run: {
          let place = try workFolder($0).archive(archived, as: "day.xml", in: "w/archive")
          #expect(place == "w/archive/day-2.xml")
        },
        wholes: ["w/work/c1-day.xml": [day], "w/archive/day-2.xml": [day]], callsMin: 9),
      Operation(
        testDescription: "quarantine", before: work,
        run: {
          let place = try workFolder($0).quarantine(
            claim.place, facts: workFacts, as: "day.xml", in: "w/bad", reason: reason)
          #expect(place == "w/bad/day.xml")
        },
        wholes: [
          "w/work/c1-day.xml": [day], "w/bad/day.xml": [day],
          "w/bad/day.xml.reason.txt": [reason.text], "w/bad/day.xml.reason.json": [reason.json],
        ], callsMin: 30),
      Operation(
        testDescription: "stage and publish a folder", before: earlier,
        run: {
          try staged($0).write(output)
          try staged($0).publish(as: out)
        }, wholes: wholeOutput, callsMin: 30),
      Operation(
        testDescription: "publish a staged folder", before: earlier,
        prepare: { try staged($0).write(output) },
        run: { try staged($0).publish(as: out) }, wholes: wholeOutput, callsMin: 8),
    ]
  }

  /// EIO, ENOSPC, EACCES, EROFS, EMFILE, EDQUOT
  @Test(arguments: try operations(), [5, 28, 13, 30, 24, 122] as [Int32])
  func `the error names the call and the path, nothing is half-written, a second try completes`(
    operation: Operation, errno: Int32
  ) throws {
    let undisturbed = SimulatedFileSystem(operation.before)
    try operation.prepare(undisturbed)
    let prepared = undisturbed.calls
    try operation.run(undisturbed)
    let calls = undisturbed.calls - prepared
    #expect(calls >= operation.callsMin)
    #expect(undisturbed.openFiles == 0)

    for failing in 1...calls {
      let system = SimulatedFileSystem(operation.before, errno: errno)
      try operation.prepare(system)
      system.failing = system.calls + failing
      var thrown: FileSystemError?
      do {
        try operation.run(system)
      } catch let error as FileSystemError {
        thrown = error
      }

      if let thrown {
        #expect(thrown.call == system.failed, "call \(failing)")
        #expect(thrown.errno == errno, "call \(failing)")
        #expect(thrown.path == "w" || thrown.path.hasPrefix("w/"), "call \(failing)")
        #expect([66, 73, 74].contains(thrown.exitCode), "call \(failing)")
      }
      #expect(system.openFiles == 0, "call \(failing)")
      for (path, contents) in operation.wholes {
        if case .file(let bytes) = system.nodes[path] {
          #expect(contents.contains(bytes), "call \(failing): \(path)")
        }
      }

      try operation.run(system)
      #expect(system.nodes == undisturbed.nodes, "call \(failing)")
      #expect(system.openFiles == 0, "call \(failing)")
    }
  }

  @Test(arguments: try operations())
  func `a disk that stays broken is an error, and loses nothing`(operation: Operation) throws {
    for failing in 1...operation.callsMin {
      let system = SimulatedFileSystem(operation.before, staysBroken: true)
      try operation.prepare(system)
      system.failing = system.calls + failing

      let error = #expect(throws: FileSystemError.self, "call \(failing)") {
        try operation.run(system)
      }

      #expect(error?.errno == 5)
      #expect(system.openFiles == 0, "call \(failing)")
      for (path, contents) in operation.wholes {
        if case .file(let bytes) = system.nodes[path] {
          #expect(contents.contains(bytes), "call \(failing): \(path)")
        }
      }
      if operation.before["w/in/day.xml"] != nil || operation.before["w/work/c1-day.xml"] != nil {
        #expect(system.nodes.values.contains(.file(Self.day)), "call \(failing)")
      }
    }
  }
}
