import Durable
import Foundation
import Testing

@Suite("Evil names and kinds, as real files") struct EvilNamesTests {
  let system = PosixFileSystem()

  /// Section 3.3 of the reliability plan; `..`, `../x` and `/etc/passwd` cannot be names of files and
  /// are tried as such in `FileNameTests`.
  static let names: [[UInt8]] =
    [
      "-rf", "--help", "a\nb", "a\tb", String(repeating: "n", count: 255), "\u{202E}lmx", "é",
      "e\u{301}",
      "day.xml", "DAY.XML", "trailing ", "trailing.", "CON", "it's \"x\"", "$(x)", ";", "%n",
      "{customer}", "👩‍💼🇩🇪", "...", ".hidden", "x.part",
    ].map { Array($0.utf8) } + [[0x4D, 0xFC, 0x6C, 0xFF]]

  @Test func `each is seen, and what is taken is taken, archived, and nothing leaves its folder`()
    throws
  {
    try inFolder { folder in
      let (inbox, archive) = (FilePath(folder) / "in", FilePath(folder) / "archive")
      let work = WorkFolder(FilePath(folder) / "work", in: system, processID: 7)
      try system.makeDirectories(inbox)
      try work.prepare()
      let names = Self.names.compactMap { FileName(bytes: $0) }
      for name in names { try put(inbox / name, name.bytes) }

      let listing = try Inbox(inbox, InboxRules(patterns: ["*"]), in: system).list()

      let ignored = [".hidden", "x.part", "..."].compactMap { FileName($0) }
      let strange = ["a\nb", "a\tb", "\u{202E}lmx"].compactMap { FileName($0) }
      #expect(names.count == 23)
      #expect(listing.oddities.map(\.name) == strange.sorted())
      #expect(
        listing.candidates.map(\.name)
          == names.filter { !ignored.contains($0) && !strange.contains($0) }.sorted())

      for (number, candidate) in listing.candidates.enumerated() {
        let claim = try #require(
          try work.claim(
            candidate.name, in: inbox, facts: candidate.facts, token: "c\(number)"))
        #expect(claim.place.parent == work.path)
        let place = try work.archive(claim, as: candidate.name.sanitised, in: archive)
        #expect(place.parent == archive)
        #expect(try content(place) == candidate.name.bytes)
      }
      for oddity in listing.oddities {
        let place = try work.quarantine(
          inbox / oddity.name, facts: try #require(oddity.facts), as: oddity.name.sanitised,
          in: FilePath(folder) / "quarantine", reason: QuarantineReason(text: [1], json: [2]))
        #expect(try content(place) == oddity.name.bytes)
      }

      #expect(try system.entries(in: inbox) == ignored.sorted())
      #expect(try system.entries(in: work.path) == [])
      #expect(try system.entries(in: archive).count == listing.candidates.count)
      #expect(
        try system.entries(in: FilePath(folder)).map(\.display)
          == ["archive", "in", "quarantine", "work"])
    }
  }

  @Test func `what is no plain file is never opened, and moved away with its reason`() throws {
    try inFolder { folder in
      let inbox = FilePath(folder) / "in"
      let work = WorkFolder(FilePath(folder) / "work", in: system, processID: 7)
      try system.makeDirectories(inbox)
      try work.prepare()
      try put(FilePath(folder) / "secret", [1])
      symlink("../secret", folder + "/in/out.xml")
      symlink("nowhere", folder + "/in/dangling.xml")
      symlink("self.xml", folder + "/in/self.xml")
      mkfifo(folder + "/in/pipe.xml", 0o640)
      mkdir(folder + "/in/folder.xml", 0o750)
      try bind(folder + "/in/socket.xml")
      try put(inbox / "huge.xml", [1])
      truncate(folder + "/in/huge.xml", 1 << 40)

      let listing = try Inbox(inbox, InboxRules(patterns: ["*.xml"]), in: system).list()

      #expect(listing.candidates == [])
      #expect(
        listing.oddities.map { "\($0.name): \($0.reason)" } == [
          "dangling.xml: symbolicLink", "folder.xml: directory", "huge.xml: tooLong(68719476736)",
          "out.xml: symbolicLink", "pipe.xml: pipe", "self.xml: symbolicLink",
          "socket.xml: socket",
        ])
      for oddity in listing.oddities {
        #expect(oddity.reason.isToBeQuarantined)
        #expect(throws: FileSystemError.self) {
          try DigestedFile(inbox / oddity.name, expecting: nil, limit: 1 << 30, in: system)
        }
        let place = try work.quarantine(
          inbox / oddity.name, facts: try #require(oddity.facts), as: oddity.name.sanitised,
          in: FilePath(folder) / "quarantine",
          reason: QuarantineReason(text: Array(oddity.reason.explanation.utf8), json: [2]))
        let there = try #require(try system.facts(of: place))
        #expect(oddity.facts?.isSameFile(as: there) == true)
        #expect(
          try content(FilePath(bytes: place.bytes + ".reason.txt".utf8))
            == Array(oddity.reason.explanation.utf8))
      }
      #expect(try system.entries(in: inbox) == [])
      #expect(try content(FilePath(folder) / "secret") == [1])
    }
  }

  @Test func `a file with a second name waits until it has one alone`() throws {
    try inFolder { folder in
      let inbox = FilePath(folder)
      try put(inbox / "store.db", [1])
      link(folder + "/store.db", folder + "/day.xml")
      let rules = InboxRules(patterns: ["*.xml"])

      let listing = try Inbox(inbox, rules, in: system).list()

      #expect(listing.candidates.map(\.facts.links) == [2])
      #expect(listing.unmatched.map(\.display) == ["store.db"])
    }
  }

  // The superuser may read everything.
  @Test(.enabled(if: geteuid() != 0))
  func `a file that nobody may read is an error that names it`() throws {
    try inFolder { folder in
      try put(FilePath(folder) / "day.xml", [1])
      chmod(folder + "/day.xml", 0)

      let error = #expect(throws: FileSystemError.self) {
        try DigestedFile(FilePath(folder) / "day.xml", expecting: nil, limit: 1, in: system)
      }

      #expect(
        error?.description
          == "\(folder)/day.xml: error: open: Permission denied; expected a file that can be read (inputUnreadable)"
      )
    }
  }

  private func bind(_ path: String) throws {
    let socket = Foundation.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
    let answer = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Foundation.bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(answer == 0)
  }
}
