import Durable
import Testing

@Suite("When a file has arrived") struct ArrivalsTests {
  /// What a sweep would see, and what the tests look at.
  struct Folder {
    var arrivals: Arrivals
    var files: [String: FileFacts] = [:]
    var nextInode: UInt64 = 1

    init(_ completion: ArrivalRules.Completion = .closed) {
      arrivals = Arrivals(ArrivalRules(completion: completion))
    }

    mutating func write(_ name: String, size: Int64, at mtime: Int64, links: UInt64 = 1) {
      let inode = files[name]?.inode ?? nextInode
      nextInode += 1
      files[name] = FileFacts(
        kind: .file, size: size, modified: FileTime(seconds: mtime, nanoseconds: 0), inode: inode,
        device: 1, links: links)
    }

    mutating func move(_ name: String, to newName: String) {
      files[newName] = files.removeValue(forKey: name)
    }

    func name(_ text: String) throws -> FileName { try #require(FileName(text)) }

    mutating func hint(_ event: (FileName) -> FolderEvent, _ text: String) throws {
      arrivals.notice(event(try name(text)))
    }

    mutating func endedEarly(_ text: String) throws {
      arrivals.endedEarly(try name(text), facts: try #require(files[text]))
    }

    /// `day.xml complete: closed` and so on.
    mutating func look(at seconds: Int64) throws -> [String] {
      var listing = InboxListing()
      for (text, facts) in files.sorted(by: { $0.key < $1.key }) where !text.hasSuffix(".part") {
        let name = try name(text)
        if let suffix = [".done", ".sha256"].first(where: text.hasSuffix) {
          let file = try self.name(String(text.dropLast(suffix.count)))
          listing.markers.append(.init(name: name, facts: facts, file: file))
        } else {
          listing.candidates.append(.init(name: name, facts: facts, pattern: 0))
        }
      }
      return arrivals.look(listing, at: .seconds(seconds)).map { arrival in
        switch arrival.state {
        case .waiting: "\(arrival.name) waiting"
        case .incomplete(let late): "\(arrival.name) incomplete: \(late)"
        case .complete(.marker(let marker)): "\(arrival.name) complete: \(marker)"
        case .complete(.digest(let marker)): "\(arrival.name) complete: digest \(marker)"
        case .complete(.closed): "\(arrival.name) complete: closed"
        case .complete(.stable): "\(arrival.name) complete: stable"
        }
      }
    }
  }

  @Test func `a file that is written slowly is complete two seconds after its last change`() throws
  {
    var folder = Folder()
    for second in 0...9 {
      folder.write("day.xml", size: Int64(second + 1), at: Int64(second))
      #expect(try folder.look(at: Int64(second)) == ["day.xml waiting"])
    }

    #expect(try folder.look(at: 10) == ["day.xml waiting"])
    #expect(try folder.look(at: 11) == ["day.xml complete: stable"])
  }

  @Test func `a file of the same size with a new time of change has changed`() throws {
    var folder = Folder()
    folder.write("day.xml", size: 5, at: 0)
    #expect(try folder.look(at: 0) == ["day.xml waiting"])
    folder.write("day.xml", size: 5, at: 1)
    #expect(try folder.look(at: 2) == ["day.xml waiting"])
    #expect(try folder.look(at: 4) == ["day.xml complete: stable"])
  }

  @Test func `a file that its writer closed is complete at once`() throws {
    var folder = Folder()
    try folder.hint(FolderEvent.created, "day.xml")
    folder.write("day.xml", size: 3, at: 0)
    #expect(try folder.look(at: 0) == ["day.xml waiting"])
    folder.write("day.xml", size: 9, at: 1)
    try folder.hint(FolderEvent.closed, "day.xml")

    #expect(try folder.look(at: 1) == ["day.xml complete: closed"])
  }

  @Test func `a file that was renamed into place is complete at once`() throws {
    var folder = Folder()
    folder.write("day.xml.part", size: 9, at: 0)
    #expect(try folder.look(at: 0) == [])
    folder.move("day.xml.part", to: "day.xml")
    try folder.hint(FolderEvent.movedIn, "day.xml")

    #expect(try folder.look(at: 1) == ["day.xml complete: closed"])
  }

  @Test func `where closing is not trusted, only stillness counts`() throws {
    var folder = Folder(.stable)
    folder.write("day.xml", size: 9, at: 0)
    try folder.hint(FolderEvent.closed, "day.xml")

    #expect(try folder.look(at: 0) == ["day.xml waiting"])
    #expect(try folder.look(at: 2) == ["day.xml complete: stable"])
  }

  @Test func `OpenSSH's rename, which shows as a creation alone, is complete when it is still`()
    throws
  {
    var folder = Folder()
    folder.write("day.xml.part", size: 9, at: 0)
    folder.write("day.xml", size: 9, at: 0, links: 2)
    try folder.hint(FolderEvent.created, "day.xml")
    #expect(try folder.look(at: 0) == ["day.xml waiting"])
    folder.files["day.xml.part"] = nil
    folder.write("day.xml", size: 9, at: 0, links: 1)

    #expect(try folder.look(at: 1) == ["day.xml waiting"])
    #expect(try folder.look(at: 3) == ["day.xml complete: stable"])
  }

  @Test func `a copy over a file that was still waiting starts the wait again`() throws {
    var folder = Folder(.stable)
    folder.write("day.xml", size: 9, at: 0)
    #expect(try folder.look(at: 0) == ["day.xml waiting"])
    folder.write("day.xml", size: 4, at: 1)
    #expect(try folder.look(at: 1) == ["day.xml waiting"])
    folder.write("day.xml", size: 9, at: 2)
    #expect(try folder.look(at: 2) == ["day.xml waiting"])
    #expect(try folder.look(at: 4) == ["day.xml complete: stable"])
  }

  @Test func `another file under the same name starts anew, however alike it looks`() throws {
    var folder = Folder(.stable)
    folder.write("day.xml", size: 9, at: 0)
    #expect(try folder.look(at: 0) == ["day.xml waiting"])
    folder.files["day.xml"] = nil
    folder.write("day.xml", size: 9, at: 0)

    #expect(try folder.look(at: 2) == ["day.xml waiting"])
    #expect(try folder.look(at: 4) == ["day.xml complete: stable"])
  }

  @Test func `a file that was closed, truncated and is appended to again waits`() throws {
    var folder = Folder()
    folder.write("day.xml", size: 9, at: 0)
    try folder.hint(FolderEvent.closed, "day.xml")
    #expect(try folder.look(at: 0) == ["day.xml complete: closed"])
    folder.write("day.xml", size: 0, at: 1)
    #expect(try folder.look(at: 1) == ["day.xml waiting"])
    folder.write("day.xml", size: 5, at: 2)
    #expect(try folder.look(at: 2) == ["day.xml waiting"])
    folder.write("day.xml", size: 9, at: 3)
    try folder.hint(FolderEvent.closed, "day.xml")

    #expect(try folder.look(at: 3) == ["day.xml complete: closed"])
  }

  @Test func `lost events make closing uncertain, and stillness decide`() throws {
    var folder = Folder()
    folder.write("day.xml", size: 9, at: 0)
    try folder.hint(FolderEvent.closed, "day.xml")
    folder.arrivals.notice(.overflow)

    #expect(try folder.look(at: 0) == ["day.xml waiting"])
    #expect(try folder.look(at: 2) == ["day.xml complete: stable"])
  }

  @Test func `a thousand files at once are complete at once, in the order of their names`() throws {
    var folder = Folder()
    for number in 1000..<2000 {
      folder.write("\(number).xml", size: 9, at: 0)
      try folder.hint(FolderEvent.closed, "\(number).xml")
    }

    #expect(try folder.look(at: 0) == (1000..<2000).map { "\($0).xml complete: closed" })
    folder.files = [:]
    #expect(try folder.look(at: 1) == [])
    #expect(folder.arrivals.nextLook(after: .seconds(1)) == nil)
  }
}
