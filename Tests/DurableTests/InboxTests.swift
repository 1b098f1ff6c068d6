import Durable
import Testing

@Suite("What lies in an inbox") struct InboxTests {
  func list(
    _ nodes: [FilePath: SimulatedFileSystem.Node], _ rules: InboxRules, failing: Int = 0
  ) throws -> InboxListing {
    let system = SimulatedFileSystem(nodes.merging(["in": .directory]) { $1 }, failing: failing)
    return try Inbox("in", rules, in: system).list()
  }

  @Test func `candidates come in the order of their names' bytes, each with its first pattern`()
    throws
  {
    let listing = try list(
      [
        "in/b.xml": .file([1, 2]), "in/B.xml": .file([1]), "in/a.bai": .file([1, 2, 3]),
        "in/readme.txt": .file([1]), "in/camt.xml": .file([]),
      ], InboxRules(patterns: ["camt*", "*.xml", "*.bai", "*.[xb]*"]))

    #expect(
      listing.candidates.map { "\($0.name) \($0.pattern) \($0.facts.size)" }
        == ["B.xml 1 1", "a.bai 2 3", "b.xml 1 2", "camt.xml 0 0"])
    #expect(listing.unmatched.map(\.display) == ["readme.txt"])
    #expect(listing.oddities == [])
  }

  @Test(arguments: [
    ".hidden.xml", "day.part", "day.filepart", "day.tmp", "day.partial", "day.crdownload", "day~",
  ])
  func `what is hidden or still being written is ignored, whatever the pattern`(name: String) throws
  {
    let listing = try list(["in" / name: .file([1])], InboxRules(patterns: ["*", ".*"]))

    #expect(listing == InboxListing())
  }

  @Test func `ignored names are as configured`() throws {
    let listing = try list(
      ["in/a.xml": .file([1]), "in/b.part": .file([1])],
      InboxRules(patterns: ["*"], ignored: ["a.*"]))

    #expect(listing.candidates.map(\.name.display) == ["b.part"])
  }

  @Test func `a marker is none of the files, and says whose it is`() throws {
    let listing = try list(
      [
        "in/a.xml": .file([1]), "in/a.xml.done": .file([]), "in/a.xml.sha256": .file([1]),
        "in/.done": .file([]), "in/d.done": .directory,
      ], InboxRules(patterns: ["*"]))

    #expect(listing.candidates.map(\.name.display) == ["a.xml"])
    #expect(listing.markers.map(\.name.display) == ["a.xml.done", "a.xml.sha256"])
    #expect(listing.markers.map(\.file.display) == ["a.xml", "a.xml"])
  }

  @Test func `what is no file and has a file's name is told, other folders are not`() throws {
    let listing = try list(
      [
        "in/a.xml": .directory, "in/b.xml": .special(.pipe), "in/c.xml": .special(.symbolicLink),
        "in/d.xml": .special(.other), "in/e.xml": .special(.socket), "in/f.xml": .file([1, 2, 3]),
        "in/g\n.xml": .file([1]), "in/work": .directory,
      ], InboxRules(patterns: ["*.xml"], sizeMax: 2))

    #expect(listing.candidates == [])
    #expect(listing.unmatched == [])
    #expect(
      listing.oddities.map { "\($0.name): \($0.reason.explanation)" } == [
        "a.xml: a folder, no file; put its files here",
        "b.xml: a named pipe, no file; write the content into a file",
        "c.xml: a symbolic link, which is not followed; put the file itself here",
        "d.xml: a device, no file; put a file here",
        "e.xml: a socket, no file; put a file here",
        "f.xml: larger than the limit of 2 bytes; deliver it in parts or raise the limit",
        "g\\u{A}.xml: named with control characters, or signs that turn a line around; rename it "
          + "and put it here again",
      ])
  }

  @Test func `one file that cannot be looked at does not hide the others`() throws {
    let listing = try list(
      ["in/a.xml": .file([1]), "in/b.xml": .file([1])], InboxRules(patterns: ["*"]), failing: 2)

    #expect(listing.candidates.map(\.name.display) == ["b.xml"])
    #expect(
      listing.oddities.map { "\($0.name): \($0.reason.explanation)" }
        == ["a.xml: unreadable (lstat: Input/output error); see to it that it can be read"])
    #expect(listing.oddities.map(\.reason.isToBeQuarantined) == [false])
  }

  @Test func `a file that vanishes meanwhile was never there`() throws {
    let system = SimulatedFileSystem(["in": .directory, "in/a.xml": .file([1])])
    system.meanwhile = (after: 1, what: { $0.take("in/a.xml") })

    let listing = try Inbox("in", InboxRules(patterns: ["*"]), in: system).list()

    #expect(listing == InboxListing())
  }

  @Test func `an inbox that cannot be read is an error`() {
    let error = #expect(throws: FileSystemError.self) {
      try list([:], InboxRules(patterns: ["*"]), failing: 1)
    }
    #expect(
      error?.description
        == "in: error: readdir: Input/output error; expected a folder that can be read (inputUnreadable)"
    )
  }
}
