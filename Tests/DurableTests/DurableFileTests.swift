import Durable
import Glibc
import Testing

@Suite("Single files") struct DurableFileTests {
  @Test func `a file is replaced whole, and its bytes and its name are on the disk`() throws {
    let system = SimulatedFileSystem(["w": .directory, "w/x": .file([1])])

    try DurableFile(system, processID: 7).replace("w/x", [2, 3, 4, 5])

    #expect(system.nodes == ["w": .directory, "w/x": .file([2, 3, 4, 5])])
    #expect(system.synced.isSuperset(of: ["w", "w/x"]))
  }

  @Test func `a file is made where none is, and never over one that is there`() throws {
    let system = SimulatedFileSystem(["w": .directory])
    let file = DurableFile(system, processID: 7)

    try file.create("w/x", [1])
    let error = #expect(throws: FileSystemError.self) { try file.create("w/x", [2]) }

    #expect(
      error?.description
        == "w/x: error: renameat2: File exists; expected a free name (outputExists)")
    #expect(system.nodes == ["w": .directory, "w/x": .file([1])])
  }

  @Test func `what a killed process has left is no hindrance, and can be removed`() throws {
    let system = SimulatedFileSystem([
      "w": .directory, "w/.x.tmp-7": .file([1]), "w/.y.tmp-8": .file([1]), "w/y.tmp-8": .file([2]),
      "w/.y.tmp-": .file([3]), "w/.y.tmp-8a": .file([4]),
    ])

    try DurableFile(system, processID: 7).replace("w/x", [9])
    #expect(system.nodes["w/.x.tmp-7"] == nil)
    try DurableFile(system, processID: 7).removeLeftovers(in: "w")

    #expect(
      system.nodes == [
        "w": .directory, "w/x": .file([9]), "w/y.tmp-8": .file([2]), "w/.y.tmp-": .file([3]),
        "w/.y.tmp-8a": .file([4]),
      ])
  }

  @Test func `the longest names can be written`() throws {
    try inFolder { folder in
      let path = FilePath(folder) / String(repeating: "n", count: 255)

      try DurableFile(PosixFileSystem(), processID: 7).replace(path, [1])
      try DurableFile(PosixFileSystem(), processID: 7).replace(path, [2, 3])

      #expect(try content(path) == [2, 3])
      #expect(try PosixFileSystem().entries(in: FilePath(folder)).count == 1)
    }
  }

  @Test func `folders are made with the name of each on the disk`() throws {
    let system = SimulatedFileSystem(["w": .directory])

    try system.makeDirectories("w/a/b/")

    #expect(system.nodes.keys.sorted() == ["w", "w/a", "w/a/b"])
    #expect(system.synced == ["w", "w/a"])
    let syncs = system.syncs
    try system.makeDirectories("w/a/b")
    #expect(system.syncs == syncs)
  }

  @Test func `a file where a folder should be is an error`() {
    let system = SimulatedFileSystem(["w": .directory, "w/a": .file([1])])

    let error = #expect(throws: FileSystemError.self) { try system.makeDirectories("w/a/b") }

    #expect(
      error?.description
        == "w/a: error: mkdir: what is there is no folder; expected a folder, or a free name (cannotCreate)"
    )
  }

  @Test func `folders are made on the real disk, also below a link`() throws {
    try inFolder { folder in
      let system = PosixFileSystem()
      try system.makeDirectories(FilePath(folder) / "real/a")
      symlink(folder + "/real", folder + "/link")

      try system.makeDirectories(FilePath(folder) / "link/b/c")

      #expect(try system.entries(in: FilePath(folder) / "real").map(\.display) == ["a", "b"])
      #expect(try !system.isOnNetwork(FilePath(folder)))
    }
  }

  @Test func `a path with a NUL is refused, never cut`() throws {
    let error = #expect(throws: SystemCallError.self) {
      try PosixFileSystem().removeFile("/tmp/none\0")
    }
    #expect(error == SystemCallError(call: "unlink", errno: 22))
  }
}
