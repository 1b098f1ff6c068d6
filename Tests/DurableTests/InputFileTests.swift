import Durable
import Foundation
import Testing

@Suite struct InputFileTests {
  @Test func `a folder is written, replaced and read on the real file system`() throws {
    try inFolder { folder in
      let writer = AtomicFolder(PosixFileSystem(), processID: 1)
      let large = [UInt8](repeating: 65, count: 1_000_000)

      try writer.write([("ledger/a.csv", large), ("summary.json", [1])], to: folder + "/out")
      try writer.write([("ledger/b.csv", large), ("summary.json", [2])], to: folder + "/out")

      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["out"])
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder + "/out/ledger") == ["b.csv"])
      let file = try InputFile(folder + "/out/ledger/b.csv", in: PosixFileSystem())
      #expect(try file.readAll(limit: 1_000_000) == large)
    }
  }

  @Test func `an input that is missing or a directory is an error with exit code 66`() throws {
    try inFolder { folder in
      let missing = #expect(throws: FileSystemError.self) {
        try InputFile(folder + "/none", in: PosixFileSystem())
      }
      let directory = #expect(throws: FileSystemError.self) {
        try InputFile(folder, in: PosixFileSystem())
      }

      #expect(missing?.code == .inputMissing)
      #expect(missing?.exitCode == 66)
      #expect(directory?.code == .notAFile)
      #expect(
        directory?.description
          == "\(folder): error: open: it is a directory; expected a file that can be read (notAFile)"
      )
    }
  }

  @Test(arguments: 1...4)
  func `what is refused or fails is closed once, and nothing else with it`(call: Int) throws {
    let system = SimulatedFileSystem(["w": .directory], failing: call)

    #expect(throws: FileSystemError.self) { try InputFile("w", in: system) }

    #expect(system.strayCloses == 0)
    #expect(system.openFiles == 0)
  }
}
