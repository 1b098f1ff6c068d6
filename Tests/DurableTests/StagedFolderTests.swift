import Durable
import Testing

@Suite("Folders that are staged and published") struct StagedFolderTests {
  typealias Node = SimulatedFileSystem.Node

  let output: [(path: String, bytes: [UInt8])] = [
    ("ledger/a.csv", [1, 2, 3, 4]), ("summary.json", [5]),
  ]
  let whole: [FilePath: Node] = [
    "w/out": .directory, "w/out/ledger": .directory, "w/out/ledger/a.csv": .file([1, 2, 3, 4]),
    "w/out/summary.json": .file([5]),
  ]
  let earlier: [FilePath: Node] = [
    "w": .directory, "w/out": .directory, "w/out/ledger": .directory,
    "w/out/summary.json": .file([9]),
  ]

  func staged(_ system: SimulatedFileSystem) -> StagedFolder<SimulatedFileSystem> {
    StagedFolder(batch: "12", in: "w", system: system, processID: 7)
  }

  func name() throws -> FileName { try #require(FileName("out")) }

  @Test func `what is staged is on the disk, and seen only once it is published`() throws {
    let system = SimulatedFileSystem(["w": .directory])

    try staged(system).write(output)
    #expect(system.nodes.keys.filter { $0.name?.display.hasPrefix(".") == false }.count == 4)
    #expect(system.tree("w/out").isEmpty)
    #expect(system.synced == Set(system.nodes.keys))

    try staged(system).publish(as: name())
    #expect(system.tree("w/out") == whole)
    #expect(system.nodes.count == whole.count + 1)
    #expect(system.synced == Set(system.nodes.keys))
  }

  @Test func `publishing again changes nothing, whatever was there before`() throws {
    for before in [["w": .directory], earlier] as [[FilePath: Node]] {
      let system = SimulatedFileSystem(before)
      try staged(system).write(output)
      try staged(system).publish(as: name())

      try staged(system).publish(as: name())

      #expect(system.tree("w/out") == whole)
      #expect(system.nodes.count == whole.count + 1)
    }
  }

  @Test func `a ledger folder of ours gives way to the next, an ERP's own does not`() throws {
    let names = ["customers", "open_items", "cleared_items", "applications", "receipts"]
    func holding(_ names: some Sequence<String>) -> [FilePath: Node] {
      var nodes: [FilePath: Node] = ["w": .directory, "w/out": .directory]
      for name in names { nodes["w/out/\(name).csv"] = .file([9]) }
      return nodes
    }
    let ours = SimulatedFileSystem(holding(names))
    try staged(ours).write(output)
    try staged(ours).publish(as: name())
    #expect(ours.tree("w/out") == whole)

    let theirs = SimulatedFileSystem(holding(names.prefix(2)))
    try staged(theirs).write(output)
    #expect(throws: FileSystemError.self) { try staged(theirs).publish(as: name()) }
    #expect(theirs.nodes["w/out/customers.csv"] == .file([9]))
  }

  @Test func `a crash between the exchange and the cleaning never brings the old folder back`()
    throws
  {
    let counting = SimulatedFileSystem(earlier)
    try staged(counting).write(output)
    let written = counting.calls
    try staged(counting).publish(as: name())

    for failing in written + 1...counting.calls {
      let system = SimulatedFileSystem(earlier, failing: failing, staysBroken: true)
      try staged(system).write(output)
      try? staged(system).publish(as: name())
      let isShown = system.tree("w/out") == whole
      system.failing = 0

      try staged(system).publish(as: name())

      #expect(system.tree("w/out") == whole, "call \(failing), shown before: \(isShown)")
      #expect(system.nodes.count == whole.count + 1, "call \(failing)")
    }
  }

  @Test func `staging again replaces what an earlier attempt has left`() throws {
    let system = SimulatedFileSystem([
      "w": .directory, "w/.staging-12.tmp-7": .directory, "w/.staging-12.tmp-7/a": .file([1]),
      "w/.staging-123.5": .directory,
    ])
    try staged(system).write([("other.csv", [1])])

    try staged(system).write(output)
    try staged(system).publish(as: name())

    #expect(system.tree("w/out") == whole)
    #expect(system.nodes.count == whole.count + 2)
    #expect(system.nodes["w/.staging-123.5"] == .directory)
  }

  @Test func `what is abandoned is gone, and cannot be published`() throws {
    let system = SimulatedFileSystem(["w": .directory])
    try staged(system).write(output)

    try staged(system).abandon()
    let error = #expect(throws: FileSystemError.self) { try staged(system).publish(as: name()) }

    #expect(system.nodes == ["w": .directory])
    #expect(error?.code == .inputMissing)
    #expect(
      error?.reason == "what should be shown there was never written, or is gone")
  }

  @Test func `what was abandoned by half does not look like a whole folder`() throws {
    let counting = SimulatedFileSystem(["w": .directory])
    try staged(counting).write(output)
    let written = counting.calls
    try staged(counting).abandon()

    for failing in written + 1...counting.calls {
      let system = SimulatedFileSystem(["w": .directory], failing: failing, staysBroken: true)
      try staged(system).write(output)
      #expect(throws: FileSystemError.self) { try staged(system).abandon() }
      system.failing = 0

      try? staged(system).publish(as: name())

      #expect(system.tree("w/out") == whole || system.tree("w/out").isEmpty, "call \(failing)")
    }
  }

  @Test func `what is not ours is not replaced`() throws {
    let system = SimulatedFileSystem([
      "w": .directory, "w/out": .directory, "w/out/thesis.tex": .file([1]),
    ])
    try staged(system).write(output)

    let error = #expect(throws: FileSystemError.self) { try staged(system).publish(as: name()) }

    #expect(error?.code == .outputExists)
    #expect(system.nodes["w/out/thesis.tex"] == .file([1]))
  }

  @Test func `it works on the real disk`() throws {
    try inFolder { folder in
      let system = PosixFileSystem()
      let staged = StagedFolder(batch: "b-1", in: FilePath(folder), system: system, processID: 7)
      for bytes in [[1], [2]] as [[UInt8]] {
        try staged.write([("ledger/a.csv", bytes), ("summary.json", [])])
        try staged.publish(as: name())
        try staged.publish(as: name())

        #expect(try content(FilePath(folder) / "out/ledger/a.csv") == bytes)
        #expect(try system.entries(in: FilePath(folder)).map(\.display) == ["out"])
      }
    }
  }
}
