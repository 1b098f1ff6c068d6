import Durable
import Testing

@Suite struct StreamedFolderTests {
  typealias Node = SimulatedFileSystem.Node

  let whole: [FilePath: Node] = [
    "w/out": .directory, "w/out/bank": .directory, "w/out/bank/a.xml": .file(Array("first".utf8)),
    "w/out/truth": .directory, "w/out/truth/b.csv": .file(Array("row 1\nrow 2\n".utf8)),
  ]

  func write(to system: SimulatedFileSystem) throws(FileSystemError) {
    var folder = try StreamedFolder("w/out/", in: system, processID: 7)
    do throws(FileSystemError) {
      try folder.append(Array("row 1\n".utf8), to: "truth/b.csv")
      try folder.append(Array("first".utf8), to: "bank/a.xml")
      try folder.close("bank/a.xml")
      try folder.append(Array("row 2\n".utf8), to: "truth/b.csv")
      try folder.finish()
    } catch {
      folder.abandon()
      throw error
    }
  }

  @Test func `files grow side by side, and the folder is shown and synced at the end`() throws {
    let system = SimulatedFileSystem(["w": .directory])

    try write(to: system)

    #expect(system.tree("w/out") == whole)
    #expect(system.nodes.count == whole.count + 1)
    #expect(system.synced.isSuperset(of: whole.keys))
    #expect(system.openFiles == 0)
  }

  @Test func `whichever call fails, the folder is whole or absent, and nothing else is left`() {
    var failures = 0
    for failing in 1... {
      let system = SimulatedFileSystem(["w": .directory], failing: failing)
      // Closing a directory that is synced may fail: all is on the disk by then.
      try? write(to: system)
      if system.calls < failing { break }

      let after = system.tree("w/out")
      #expect(after == whole || after == [:], "call \(failing)")
      #expect(system.nodes.count == after.count + 1, "call \(failing)")
      #expect(system.openFiles == 0, "call \(failing)")
      failures += 1
    }
    #expect(failures > 10)
  }

  @Test func `a folder that holds something is left alone`() {
    let system = SimulatedFileSystem([
      "w": .directory, "w/out": .directory, "w/out/mine": .file([1]),
    ])

    let error = #expect(throws: FileSystemError.self) { try write(to: system) }

    #expect(error?.code == .outputExists)
    #expect(system.nodes.count == 3)
  }
}
