import Foundation
import Testing

/// `watch` through the built program.
@Suite struct PipelineWatchTests {
  private func watching(_ place: PipelinePlace) throws -> RunningProgram {
    let program = try RunningProgram("watch", "day.yaml", in: place)
    let isUp = program.wait { program.told.contains("day watches inbox") }
    #expect(isUp, "\(program.told)")
    return program
  }

  @Test func `a file that is renamed in is taken while it watches, the next one too`() throws {
    let place = try PipelinePlace()
    let program = try watching(place)

    try place.pay("4711", "100.00")
    let hasFirst = program.wait { place.has("archive/2026/03/day.xml") }
    try place.pay("4712", "50.00", as: "next.xml")
    let hasSecond = program.wait { place.has("archive/2026/03/next.xml") }

    #expect(hasFirst && hasSecond, "\(program.told)")
    #expect(program.stop() == 0)
    #expect(try place.rows("applications.csv").map { $0["document_number"] } == ["4711"])
    #expect(
      try place.rows("applications.csv", batch: 2).map { $0["document_number"] } == ["4712"])
  }

  @Test func `a file that is written under its own name is taken once it is whole`() throws {
    let place = try PipelinePlace()
    let program = try watching(place)
    let text = BadInputTests.statement("100.00", "RE 4711")

    let file = place.folder / "inbox/day.xml"
    // One open file all the while, as a slow sender has it.
    try Data().write(to: file)
    let handle = try FileHandle(forWritingTo: file)
    try handle.write(contentsOf: Data(text.utf8.prefix(400)))
    usleep(400_000)
    try handle.write(contentsOf: Data(text.utf8.dropFirst(400)))
    try handle.close()
    let isTaken = program.wait { place.has("archive/2026/03/day.xml") }

    #expect(isTaken, "\(program.told)")
    #expect(!place.has("quarantine"))
    #expect(program.stop() == 0)
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func `it ends with 0 when it is asked to, and says so`(signal: Int32) throws {
    let place = try PipelinePlace()
    let program = try watching(place)

    #expect(program.stop(by: signal) == 0)
    #expect(program.told.contains("day stops"))
    #expect(try place.quittance("run", "--quiet", "day.yaml").status == 0)
  }

  @Test func `killed in the middle of its work, the next run completes it`() throws {
    let place = try PipelinePlace()
    let program = try watching(place)
    try place.pay("4711", "100.00")
    _ = program.wait { !place.has("inbox/day.xml") }

    _ = program.stop(by: SIGKILL)
    let result = try place.quittance("run", "--quiet", "day.yaml")

    #expect(result.status == 0, "\(result.errors)")
    #expect(place.has("archive/2026/03/day.xml"))
    #expect(try place.rows("applications.csv").count == 1)
    #expect(try place.quittance("verify", "--pipeline", "day.yaml").status == 0)
  }

  @Test func `it goes on after a bad file, and after a folder that cannot be written for a while`()
    throws
  {
    let place = try PipelinePlace()
    try place.folder.write("in the way", to: "exports")
    let program = try watching(place)
    try place.drop("nothing", as: "bad.xml")
    try place.pay("4711", "100.00")
    let isTold = program.wait { program.told.contains("exports") }

    try FileManager.default.removeItem(at: place.folder / "exports")
    let isTaken = program.wait { place.has("archive/2026/03/day.xml") }

    #expect(isTold && isTaken, "\(program.told)")
    #expect(place.has("quarantine/bad.xml.reason.txt"))
    #expect(program.stop() == 0)
    #expect(try place.rows("applications.csv").count == 1)
  }
}
