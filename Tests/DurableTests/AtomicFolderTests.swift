import Durable
import Testing

@Suite struct AtomicFolderTests {
  typealias Node = SimulatedFileSystem.Node

  let files: [(path: String, bytes: [UInt8])] = [
    ("ledger/customers.csv", Array("customer_id,name\n".utf8)),
    ("ledger/open_items.csv", Array("x\n".utf8)), ("summary.json", Array("{}\n".utf8)),
  ]

  let whole: [FilePath: Node] = [
    "w/out": .directory, "w/out/ledger": .directory,
    "w/out/ledger/customers.csv": .file(Array("customer_id,name\n".utf8)),
    "w/out/ledger/open_items.csv": .file(Array("x\n".utf8)),
    "w/out/summary.json": .file(Array("{}\n".utf8)),
  ]

  let earlier: [FilePath: Node] = [
    "w/out": .directory, "w/out/ledger": .directory,
    "w/out/ledger/customers.csv": .file([65]), "w/out/summary.json": .file([66]),
  ]

  func world(
    _ before: [FilePath: Node], failing: Int = 0, staysBroken: Bool = false
  ) -> SimulatedFileSystem {
    SimulatedFileSystem(
      before.merging(["w": .directory]) { $1 }, failing: failing, staysBroken: staysBroken)
  }

  @Test func `every file and every directory is synced`() throws {
    let system = world([:])

    try AtomicFolder(system, processID: 7).write(files, to: "w/out/")

    #expect(system.nodes == world(whole).nodes)
    #expect(system.synced.isSuperset(of: whole.keys))
    #expect(system.synced.contains("w"))
    #expect(system.openFiles == 0)
  }

  @Test(arguments: [false, true], [false, true])
  func `whichever call fails, the folder is whole or as it was`(
    isReplacing: Bool, staysBroken: Bool
  ) {
    let before = isReplacing ? earlier : [:]
    var failures = 0
    for failing in 1... {
      let system = world(before, failing: failing, staysBroken: staysBroken)
      var failure: FileSystemError?
      do throws(FileSystemError) {
        try AtomicFolder(system, processID: 7).write(files, to: "w/out")
      } catch {
        failure = error
      }
      if system.calls < failing { break }

      let after = system.tree("w/out")
      #expect(after == whole || after == before, "call \(failing)")
      #expect(system.openFiles == 0, "call \(failing)")
      if failure == nil {
        #expect(after == whole, "call \(failing)")
      } else {
        failures += 1
        if after == before, !staysBroken {
          #expect(system.nodes == world(before).nodes, "call \(failing)")
        }
      }
    }
    #expect(failures > 20)
  }

  @Test func `an earlier output and an empty directory are replaced without a trace`() throws {
    for before in [earlier, ["w/out": .directory]] {
      let system = world(before)

      try AtomicFolder(system, processID: 7).write(files, to: "w/out")

      #expect(system.nodes == world(whole).nodes)
    }
  }

  @Test func `what is not ours is never replaced`() {
    let cases: [([FilePath: Node], String)] = [
      (["w/out": .file([1])], "a file is there"),
      (
        ["w/out": .directory, "w/out/thesis.tex": .file([1])],
        "the folder is not empty and no output of ours"
      ),
    ]
    for (before, reason) in cases {
      let system = world(before)

      let error = #expect(throws: FileSystemError.self) {
        try AtomicFolder(system, processID: 7).write(files, to: "w/out")
      }

      #expect(
        error?.description
          == "w/out: error: rename: \(reason); expected a new name, an empty folder or an earlier output (outputExists)"
      )
      #expect(error?.exitCode == 73)
      #expect(system.nodes == world(before).nodes)
    }
  }
}
