import Durable
import Foundation
import Testing

@Suite struct ScratchFileTests {
  @Test func `what is written at a place is read there, and what never was is zero`() throws {
    let file = try ScratchFile()

    try ([1, 2, 3] as [UInt8]).withUnsafeBytes { try file.write($0, at: 4) }

    var read = [UInt8](repeating: 9, count: 10)
    try read.withUnsafeMutableBytes { try file.read(into: $0, at: 0) }
    #expect(read == [0, 0, 0, 0, 1, 2, 3, 0, 0, 0])
  }

  @Test func `a scratch file has no name`() throws {
    try inFolder { folder in
      let file = try ScratchFile(in: folder)
      try ([1] as [UInt8]).withUnsafeBytes { try file.write($0, at: 0) }

      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    }
  }

  @Test func `a missing folder for temporary files is an error that names it`() throws {
    let missing = #expect(throws: FileSystemError.self) { try ScratchFile(in: "/none") }

    #expect(
      missing?.description
        == "/none: error: mkstemp: No such file or directory; expected a folder for temporary files "
        + "(TMPDIR) that can be written, with room left (cannotCreate)")
  }

  @Test(arguments: [0, 1, 1_048_576, 5_000_000])
  func `bytes that are spilled come back as they went in`(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var spilled = SpilledBytes()

    for start in stride(from: 0, to: count, by: 70_000) {
      try spilled.append(Array(bytes[start..<min(count, start + 70_000)]))
    }

    var read: [UInt8] = []
    try spilled.forEachPiece { read += $0 }
    #expect(spilled.isEmpty == (count == 0))
    #expect(read == bytes)
  }
}
