import Durable
import Enquiry
import Foundation
import HTTPTypes
import Receivables
import TestSupport
import Testing

@testable import Console
@testable import Pipeline

/// A bank file looked at again, however large it is.
@Suite("The page of a file")
struct FilePageTests {
  /// A statement of so many payments.
  private static func statement(_ count: Int) -> String {
    BankFile(
      entries: (1...count).map {
        .init(amount: "1.00", text: "x", reference: "REF-\($0)")
      }, id: "LONG", account: "DE00000000000000000001", opening: "0.00",
      closing: "\(count).00"
    ).text
  }

  private func file(_ console: TemporaryConsole) throws -> FileLine {
    try #require(try console.office.index.files().lines.first { $0.name == "long.xml" })
  }

  @Test func `transactions of a long statement are paged through`() async throws {
    let console = try TemporaryConsole(files: ["long.xml": Self.statement(650)])
    let file = try file(console)

    let pages = try await console.with { stranger in
      let viewer = try await stranger.signedIn("viewer")
      var pages = [try await viewer.get("/files/\(file.id)").text]
      while let next = pages[pages.count - 1].firstMatch(
        of: /href="([^"]*transactions=[0-9]+)#transactions">Next page/)
      {
        pages.append(
          try await viewer.get(String(next.output.1).replacing("&amp;", with: "&")).text)
      }
      return pages
    }

    #expect(pages.count == 3)
    #expect(pages[0].contains("Transactions 1 to 300 of 650."))
    #expect(pages[2].contains("Transactions 601 to 650 of 650."))
    #expect(pages[2].contains("601 to 650 of the statement&#39;s 650."))
    #expect(pages[2].contains("opens with 0.00 EUR, closes with 650.00 EUR"))
  }

  @Test func `a file of more than four megabytes is read on its page`() async throws {
    let space = String(repeating: " ", count: 5 << 20)
    let console = try TemporaryConsole(files: ["long.xml": Self.statement(40) + space])
    let file = try file(console)

    let page = try await console.with {
      try await $0.signedIn("viewer").get("/files/\(file.id)").text
    }

    #expect(file.bytes > 4 << 20)
    #expect(page.contains("Statement LONG of"))
    #expect(page.contains("What it says of itself"))
  }

  @Test func `where the time is up, what was read is told`() throws {
    let console = try TemporaryConsole(files: ["long.xml": Self.statement(650)])
    let file = try file(console)
    let archived = try #require(
      ArchivedFile(
        storedAs: file.storedAs, bytes: file.bytes, digest: file.digest,
        in: console.office.places))

    var asked = 0
    let excerpt = try archived.excerpt(
      as: file.name, format: file.format, in: console.office.places, 0..<20
    ) {
      asked += 1
      return asked == 200
    }

    #expect(!excerpt.isWhole)
    #expect((190..<200).contains(excerpt.transactions))
    #expect(excerpt.parts.map(\.transactions.count) == [20])
    #expect(excerpt.parts.map(\.count) == [excerpt.transactions])
  }

  @Test(arguments: [2, 40])
  func `a file is found in the archive under its name counted up, and no other of its length`(
    number: Int
  ) throws {
    let console = try TemporaryConsole(files: ["long.xml": Self.statement(2)])
    let file = try file(console)
    let places = console.office.places
    let place = FilePath(places.resolved(file.storedAs))
    let counted = place.parent / (try #require(place.name)).numbered(number)
    let files = FileManager.default
    try files.moveItem(atPath: place.display, toPath: counted.display)
    // Another day's, of the same name and length.
    try Data(repeating: 0x20, count: Int(file.bytes)).write(to: URL(filePath: place.display))
    func found() -> ArchivedFile? {
      ArchivedFile(
        storedAs: file.storedAs, bytes: file.bytes, digest: file.digest, in: places)
    }

    #expect(try found()?.bytes(atMost: 1 << 20) == Array(Self.statement(2).utf8))

    try files.removeItem(atPath: counted.display)
    #expect(found() == nil)
  }
}
