import Durable
import Testing

@Suite("Files that are read with their digest") struct DigestedFileTests {
  @Test func `the digest is that of the bytes that were read`() throws {
    let system = SimulatedFileSystem(["w": .directory, "w/x": .file(Array("abc".utf8))])
    let file = try DigestedFile("w/x", expecting: system.look("w/x"), limit: 3, in: system)

    #expect(try file.read(2) == Array("ab".utf8))
    #expect(
      hexadecimal(try file.finish())
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(file.count == 3)
  }

  @Test func `another file of the same name, and the same one changed, are not what was claimed`()
    throws
  {
    let system = SimulatedFileSystem(["w": .directory, "w/x": .file([1, 2])])
    let facts = try #require(system.look("w/x"))
    func error() -> FileSystemError? {
      #expect(throws: FileSystemError.self) {
        try DigestedFile("w/x", expecting: facts, limit: 9, in: system)
      }
    }

    system.grow("w/x", [3])
    #expect(
      error()?.description
        == "w/x: error: fstat: it has changed since; expected a file that is complete before it is put there (inputReplaced)"
    )
    system.put("w/x", [1, 2])
    #expect(error()?.reason == "another file has its name now")
    #expect(error()?.exitCode == 66)
    #expect(system.openFiles == 0)
  }

  @Test(arguments: 2...6)
  func `a file that somebody writes to while it is read has no digest`(call: Int) throws {
    let system = SimulatedFileSystem(["w": .directory, "w/x": .file([1, 2, 3, 4, 5])])
    let file = try DigestedFile("w/x", expecting: nil, limit: 9, in: system)
    system.meanwhile = (after: call - 1, what: { $0.grow("w/x", [6]) })
    if call < 3 { system.grow("w/x", [6]) }

    let error = #expect(throws: FileSystemError.self) { try file.finish() }

    #expect(error?.code == .inputReplaced)
    #expect(error?.reason == "it changed while it was read")
  }

  @Test func `a file may not be longer than its limit, neither when opened nor when read`() throws {
    let system = SimulatedFileSystem(["w": .directory, "w/x": .file([1, 2, 3])])
    let opened = #expect(throws: FileSystemError.self) {
      try DigestedFile("w/x", expecting: nil, limit: 2, in: system)
    }
    let file = try DigestedFile("w/x", expecting: nil, limit: 3, in: system)
    system.grow("w/x", [4])
    let read = #expect(throws: FileSystemError.self) { try file.finish() }

    #expect(opened?.reason == "it is longer than 2 bytes")
    #expect(read?.code == .inputTooLong)
  }

  @Test func `what is missing, a link or a folder is no input`() {
    let system = SimulatedFileSystem([
      "w": .directory, "w/l": .special(.symbolicLink), "w/p": .special(.pipe),
    ])
    let codes = (["w/none", "w/l", "w/p", "w"] as [FilePath]).map { path in
      #expect(throws: FileSystemError.self) {
        try DigestedFile(path, expecting: nil, limit: 9, in: system)
      }?.code
    }

    #expect(codes == [.inputMissing, .notAFile, .notAFile, .notAFile])
    #expect(system.openFiles == 0)
  }

  static let digits = String(repeating: "0", count: 62) + "aF"

  @Test(arguments: [digits, digits + "\n", digits + "  day.xml\n", "\\" + digits + "  a\\\\b\n"])
  func `a marker's digest is read`(text: String) {
    let marker = DigestMarker(parsing: Array(text.utf8))

    #expect(marker?.digest == [UInt8](repeating: 0, count: 31) + [0xAF])
  }

  @Test(arguments: ["", "00", digits.dropLast() + "g", digits + "0", "day.xml " + digits])
  func `what is no digest is none`(text: String) {
    #expect(DigestMarker(parsing: Array(text.utf8)) == nil)
  }
}
