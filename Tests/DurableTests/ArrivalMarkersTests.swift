import Durable
import Testing

@Suite("Markers, short files and clocks") struct ArrivalMarkersTests {
  typealias Folder = ArrivalsTests.Folder

  @Test func `a marker that comes after its file completes it`() throws {
    var folder = Folder(.marker)
    folder.write("day.xml", size: 9, at: 0)
    #expect(try folder.look(at: 0) == ["day.xml waiting"])
    #expect(try folder.look(at: 10) == ["day.xml waiting"])
    folder.write("day.xml.done", size: 0, at: 11)

    #expect(try folder.look(at: 11) == ["day.xml complete: day.xml.done"])
  }

  @Test func `a marker with a digest says so`() throws {
    var folder = Folder(.marker)
    folder.write("day.xml", size: 9, at: 0)
    folder.write("day.xml.sha256", size: 65, at: 0)

    #expect(try folder.look(at: 0) == ["day.xml complete: digest day.xml.sha256"])
  }

  @Test func `a marker that was there first counts once the file is still`() throws {
    var folder = Folder(.marker)
    folder.write("day.xml.done", size: 0, at: 100)
    #expect(try folder.look(at: 0) == [])
    folder.write("day.xml", size: 3, at: 1)
    #expect(try folder.look(at: 1) == ["day.xml waiting"])
    folder.write("day.xml", size: 9, at: 2)
    #expect(try folder.look(at: 2) == ["day.xml waiting"])

    #expect(try folder.look(at: 4) == ["day.xml complete: day.xml.done"])
  }

  @Test func `a marker older than the last change of its file counts once the file is still`()
    throws
  {
    var folder = Folder(.marker)
    folder.write("day.xml.done", size: 0, at: 0)
    folder.write("day.xml", size: 3, at: 1)

    #expect(try folder.look(at: 1) == ["day.xml waiting"])
    #expect(try folder.look(at: 3) == ["day.xml complete: day.xml.done"])
  }

  @Test func `a marker that is put again speaks of the file that is there now`() throws {
    var folder = Folder(.marker)
    folder.write("day.xml.done", size: 0, at: 5)
    #expect(try folder.look(at: 0) == [])
    folder.write("day.xml", size: 3, at: 1)
    #expect(try folder.look(at: 1) == ["day.xml waiting"])
    folder.write("day.xml.done", size: 0, at: 6)

    #expect(try folder.look(at: 2) == ["day.xml complete: day.xml.done"])
  }

  @Test func `a file without the marker that it needs is reported after a quarter of an hour`()
    throws
  {
    var folder = Folder(.marker)
    folder.write("day.xml", size: 9, at: 0)
    for second in stride(from: 0, to: 900, by: 10) {
      #expect(try folder.look(at: Int64(second)) == ["day.xml waiting"])
    }

    #expect(try folder.look(at: 900) == ["day.xml incomplete: markerMissing"])
    folder.write("day.xml.done", size: 0, at: 901)
    #expect(try folder.look(at: 901) == ["day.xml complete: day.xml.done"])
  }

  @Test func `a file that ended early is complete again when it has grown`() throws {
    var folder = Folder()
    folder.write("day.xml", size: 5, at: 0)
    #expect(try folder.look(at: 0) == ["day.xml waiting"])
    #expect(try folder.look(at: 2) == ["day.xml complete: stable"])
    try folder.endedEarly("day.xml")
    #expect(try folder.look(at: 60) == ["day.xml waiting"])
    folder.write("day.xml", size: 9, at: 61)
    #expect(try folder.look(at: 61) == ["day.xml waiting"])

    #expect(try folder.look(at: 63) == ["day.xml complete: stable"])
  }

  @Test func `a file that ended early and stays so is given up after a quarter of an hour`() throws
  {
    var folder = Folder()
    folder.write("day.xml", size: 5, at: 0)
    try folder.hint(FolderEvent.closed, "day.xml")
    #expect(try folder.look(at: 0) == ["day.xml complete: closed"])
    try folder.endedEarly("day.xml")
    for second in stride(from: 10, to: 900, by: 10) {
      #expect(try folder.look(at: Int64(second)) == ["day.xml waiting"])
    }

    #expect(try folder.look(at: 900) == ["day.xml incomplete: endedEarly"])
    #expect(try folder.look(at: 910) == ["day.xml incomplete: endedEarly"])
    #expect(Arrival.Late.endedEarly.isToBeQuarantined)
  }

  @Test func `a file that ended early, was away to be read and is back goes on waiting`() throws {
    var folder = Folder()
    folder.write("day.xml", size: 5, at: 0)
    try folder.hint(FolderEvent.closed, "day.xml")
    #expect(try folder.look(at: 0) == ["day.xml complete: closed"])
    let file = try #require(folder.files["day.xml"])
    folder.files["day.xml"] = nil
    try folder.hint(FolderEvent.removed, "day.xml")
    #expect(try folder.look(at: 10) == [])
    folder.arrivals.endedEarly(try folder.name("day.xml"), facts: file)
    folder.files["day.xml"] = file
    try folder.hint(FolderEvent.movedIn, "day.xml")

    #expect(try folder.look(at: 11) == ["day.xml waiting"])
    for second in stride(from: 20, to: 900, by: 10) {
      #expect(try folder.look(at: Int64(second)) == ["day.xml waiting"])
    }
    #expect(try folder.look(at: 911) == ["day.xml incomplete: endedEarly"])
  }

  @Test func `a digest that did not match is tried again with another marker`() throws {
    var folder = Folder(.marker)
    folder.write("day.xml", size: 5, at: 0)
    folder.write("day.xml.sha256", size: 65, at: 1)
    #expect(try folder.look(at: 1) == ["day.xml complete: digest day.xml.sha256"])
    try folder.endedEarly("day.xml")
    #expect(try folder.look(at: 2) == ["day.xml waiting"])
    folder.write("day.xml.sha256", size: 65, at: 3)

    #expect(try folder.look(at: 3) == ["day.xml complete: digest day.xml.sha256"])
  }

  @Test func `a file that grows for a quarter of an hour is reported, and taken when it is still`()
    throws
  {
    var folder = Folder()
    for second in stride(from: 0, to: 900, by: 10) {
      folder.write("day.xml", size: Int64(second + 1), at: Int64(second))
      #expect(try folder.look(at: Int64(second)) == ["day.xml waiting"])
    }
    folder.write("day.xml", size: 901, at: 900)

    #expect(try folder.look(at: 900) == ["day.xml incomplete: growing"])
    #expect(!Arrival.Late.growing.isToBeQuarantined)
    #expect(try folder.look(at: 902) == ["day.xml complete: stable"])
  }

  @Test(arguments: [(0, 1, "empty", true), (9, 2, "severalLinks", false)])
  func `an empty file and one with a second name wait, and are late after a quarter of an hour`(
    size: Int, links: Int, reason: String, isToBeQuarantined: Bool
  ) throws {
    var folder = Folder()
    folder.write("day.xml", size: Int64(size), at: 0, links: UInt64(links))
    try folder.hint(FolderEvent.closed, "day.xml")
    for second in stride(from: 0, to: 900, by: 10) {
      #expect(try folder.look(at: Int64(second)) == ["day.xml waiting"])
    }

    #expect(try folder.look(at: 900) == ["day.xml incomplete: \(reason)"])
    #expect(Arrival.Late(rawValue: reason)?.isToBeQuarantined == isToBeQuarantined)
  }

  @Test func `a time of change that lies in the future is a time like another`() throws {
    var folder = Folder()
    folder.write("day.xml", size: 9, at: 9_000_000_000)
    #expect(try folder.look(at: 0) == ["day.xml waiting"])

    #expect(try folder.look(at: 2) == ["day.xml complete: stable"])
  }

  @Test func `a clock that is set back a day costs one look`() throws {
    var folder = Folder()
    folder.write("day.xml", size: 9, at: 0)
    #expect(try folder.look(at: 200_000) == ["day.xml waiting"])
    #expect(try folder.look(at: 200_001) == ["day.xml waiting"])
    #expect(try folder.look(at: 113_601) == ["day.xml waiting"])

    #expect(try folder.look(at: 113_602) == ["day.xml complete: stable"])
  }

  @Test func `a clock that is set a day ahead gives nothing up`() throws {
    var folder = Folder()
    folder.write("day.xml", size: 5, at: 0)
    try folder.hint(FolderEvent.closed, "day.xml")
    #expect(try folder.look(at: 0) == ["day.xml complete: closed"])
    try folder.endedEarly("day.xml")

    #expect(try folder.look(at: 86_400) == ["day.xml waiting"])
    folder.write("day.xml", size: 9, at: 1)
    try folder.hint(FolderEvent.closed, "day.xml")
    #expect(try folder.look(at: 86_401) == ["day.xml complete: closed"])
  }

  @Test func `how long one may sleep is said`() throws {
    var folder = Folder()
    #expect(folder.arrivals.nextLook(after: .zero) == nil)
    folder.write("day.xml", size: 9, at: 0)
    _ = try folder.look(at: 10)
    #expect(folder.arrivals.nextLook(after: .seconds(10)) == .seconds(2))
    #expect(folder.arrivals.nextLook(after: .milliseconds(11_500)) == .milliseconds(500))
    #expect(folder.arrivals.nextLook(after: .seconds(20)) == .zero)

    _ = try folder.look(at: 12)
    #expect(folder.arrivals.nextLook(after: .seconds(12)) == nil)
    try folder.endedEarly("day.xml")
    #expect(folder.arrivals.nextLook(after: .seconds(12)) == .seconds(898))
    folder.arrivals.forget(try folder.name("day.xml"))
    #expect(folder.arrivals.nextLook(after: .seconds(12)) == nil)
  }
}
