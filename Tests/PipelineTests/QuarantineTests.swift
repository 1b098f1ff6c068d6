import Durable
import Foundation
import TestSupport
import Testing

@testable import Pipeline

@Suite("What cannot be used goes to quarantine, and the day goes on")
struct QuarantineTests {
  private let good = BankFile.paying("4711", "100.00")

  private func reason(_ place: TemporaryPipeline, _ name: String) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(
      with: Data(try place.bytes("quarantine/\(name).reason.json")))
    return value as? [String: Any] ?? [:]
  }

  @Test("A bad file lies beside its reason for people and for programs; the others are booked")
  func badFile() throws {
    let place = try TemporaryPipeline()
    try place.drop(good)
    try place.drop(
      BankFile.paying("4712", "1x0.00").text, as: "bad.xml")

    let report = try place.run()

    #expect(report.exitCode == 65)
    #expect(report.quarantined.map(\.name) == ["bad.xml"])
    #expect(
      place.files("quarantine") == ["bad.xml", "bad.xml.reason.json", "bad.xml.reason.txt"])
    let text = try place.text("quarantine/bad.xml.reason.txt")
    #expect(text.hasPrefix("bad.xml was not used: nothing of it is booked.\n\nWhy:  line "))
    #expect(text.contains("1x0.00") && text.contains("What to do:"))
    let facts = try reason(place, "bad.xml")
    #expect(facts["file"] as? String == "bad.xml")
    #expect(facts["code"] as? String == report.quarantined.first?.refusal.code)
    #expect(try place.applications() == ["4711 payment 100.00"])
    #expect(try place.rows("files").map { $0["state"] } == ["quarantined", "taken"])
    #expect(place.files("work") == [])
    #expect(try place.broken() == [])
  }

  @Test("A file of another format than its inbox expects is not used")
  func otherFormat() throws {
    let place = try TemporaryPipeline(inbox: "format: [bai2, mt940]")
    try place.drop(good)

    let report = try place.run()

    #expect(report.quarantined.map(\.refusal.code) == ["otherFormat"])
    #expect(
      try place.text("quarantine/day.xml.reason.txt").contains(
        "the file is camt.053, expected bai2 or mt940 in this inbox; put it into the right one"))
    #expect(try place.applications() == [])
  }

  @Test("What was quarantined and is taken after all waits no more")
  func takenLater() throws {
    let place = try TemporaryPipeline(inbox: "format: [bai2, mt940]")
    func waiting() throws -> [String] {
      try PipelineStatus(place.path("day.yaml"), now: place.clock.now).filesQuarantined.map(\.name)
    }
    try place.drop(good)
    try place.drop("broken", as: "broken.xml")
    try place.run()
    let before = try waiting()
    let file = try #require(
      try place.rows("files").first { $0["name"] == "day.xml" }?["file_id"])
    try place.write(
      place.text("day.yaml").replacing("[bai2, mt940]", with: "[camt.053]"), to: "day.yaml")

    try place.with { try $0.retry(file: file, by: "alice") }
    try place.drop(good)
    try place.run()

    #expect(before.sorted() == ["broken.xml", "day.xml"])
    #expect(try waiting() == ["broken.xml"])
    #expect(try place.applications() == ["4711 payment 100.00"])
  }

  @Test("The digest in a .sha256 marker must be that of the file", arguments: [true, false])
  func digestMarker(isRight: Bool) throws {
    let place = try TemporaryPipeline(inbox: "complete: marker")
    try place.drop(good)
    let digest = try Pipeline.digest(
      of: .init(place.path("inbox/day.xml")), nil, in: .init())
    try place.drop(
      "\(isRight ? digest : String(repeating: "0", count: 64))  day.xml\n", as: "day.xml.sha256")

    let report = try place.run()

    #expect(report.exitCode == (isRight ? 0 : 65))
    #expect(report.quarantined.map(\.refusal.code) == (isRight ? [] : ["digestMismatch"]))
    #expect(try place.applications() == (isRight ? ["4711 payment 100.00"] : []))
    #expect(place.files("inbox") == [])
  }

  @Test("Where markers are awaited, a file waits for its own and the marker goes with it")
  func marker() throws {
    let place = try TemporaryPipeline(inbox: "complete: marker")
    try place.drop(good)
    let first = try place.run()
    try place.drop("", as: "day.xml.done")

    let second = try place.run()

    #expect(first.waiting == ["day.xml"] && first.taken == [])
    #expect(second.taken == ["day.xml"])
    #expect(place.files("inbox") == [])
  }

  @Test("Unfinished, hidden and unwanted names are left alone")
  func names() throws {
    let place = try TemporaryPipeline(inbox: "patterns: [\"*.xml\"], ignore: [\"*draft*\"]")
    let names = [".day.xml", "a.xml.part", "day.txt", "my-draft.xml"]
    for name in names { try place.drop(good, as: name) }

    let report = try place.run()

    #expect(report.taken == [] && report.quarantined.isEmpty)
    #expect(place.files("inbox") == names)
  }

  @Test("An empty file and a link are no files, and say so")
  func oddities() throws {
    let place = try TemporaryPipeline()
    try place.drop("", as: "empty.xml")
    try FileManager.default.createSymbolicLink(
      atPath: place.path("inbox/link.xml"), withDestinationPath: "/etc/hostname")

    let report = try place.run()

    #expect(report.quarantined.map(\.name).sorted() == ["empty.xml", "link.xml"])
    #expect(try reason(place, "empty.xml")["code"] as? String == "empty")
    #expect(try reason(place, "link.xml")["code"] as? String == "oddity")
    #expect(place.files("inbox") == [])
  }

  @Test(
    "A name is never more than a name",
    arguments: ["-rf.xml", "$(x);.xml", "{batch}.xml", "%n.xml", "é ü.xml"])
  func evilNames(name: String) throws {
    let place = try TemporaryPipeline()
    try place.drop(good, as: name)

    let report = try place.run()

    #expect(report.taken.count == 1)
    let archived = place.files("archive")
    #expect(archived.count == 1)
    #expect(archived.allSatisfy { $0.hasPrefix("2026/03/") && !$0.contains("\n") })
    #expect(try place.applications() == ["4711 payment 100.00"])
    #expect(try place.broken() == [])
  }

  @Test(
    "A name that breaks a line or turns it around goes to quarantine under a plain one",
    arguments: ["a\nb.xml", "\u{202E}lmx.xml"])
  func strangeNames(name: String) throws {
    let place = try TemporaryPipeline()
    try place.drop(good, as: name)

    let report = try place.run()

    #expect(report.quarantined.map(\.refusal.code) == ["oddity"])
    #expect(place.files("inbox") == [] && place.files("quarantine").count == 3)
    #expect(place.files("quarantine").allSatisfy { $0.allSatisfy { $0.isASCII && $0 != "\n" } })
    #expect(try place.applications() == [])
  }

  @Test("The same bad file again lies beside the first one, each with its own reason")
  func twice() throws {
    let place = try TemporaryPipeline()
    for _ in 1...2 {
      try place.drop("no bank's file", as: "bad.xml")
      try place.run()
    }

    #expect(place.files("quarantine").filter { $0.hasSuffix(".reason.txt") }.count == 2)
    #expect(place.files("quarantine").count == 6)
  }
}
