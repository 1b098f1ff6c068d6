import Foundation
import Glibc
import Testing

/// `run` and `status` through the built program.
@Suite struct PipelineRunTests {
  @Test func `a day is taken, exported and archived, and the terminal says so`() throws {
    let place = try PipelinePlace()
    try place.pay("4711", "100.00")

    let result = try place.quittance("run", "day.yaml")

    #expect(result.status == 0)
    #expect(
      result.output == """
        Batch 000001: 1 receipts and 0 returns of 1 files, as of 2026-03-10.
          straight through  1
          for a person      0

        """)
    #expect(try place.rows("applications.csv").map { $0["document_number"] } == ["4711"])
    #expect(place.has("archive/2026/03/day.xml") && !place.has("inbox/day.xml"))
  }

  @Test func `quiet says nothing, and with nothing to do it is done`() throws {
    let place = try PipelinePlace()

    let told = try place.quittance("run", "day.yaml")
    let quiet = try place.quittance("run", "--quiet", "day.yaml")

    #expect(told.status == 0 && told.output == "Nothing new in the inbox.\n")
    #expect(quiet.status == 0 && quiet.output == "" && quiet.errors == "")
  }

  @Test func `a bad file is 65 with its line, and the others are booked`() throws {
    let place = try PipelinePlace()
    try place.pay("4711", "100.00")
    try place.pay("4712", "5x.00", as: "bad.xml")

    let result = try place.quittance("run", "--quiet", "day.yaml")

    #expect(result.status == 65)
    #expect(result.errorLines.count { $0.hasPrefix("bad.xml:") && $0.contains(": error: ") } == 1)
    #expect(place.has("quarantine/bad.xml.reason.txt"))
    #expect(try place.rows("applications.csv").count == 1)
  }

  /// Whoever is root may read everything: the program then runs as somebody who may not.
  @Test func `a file that may not be read goes to quarantine, and the others are booked`() throws {
    let place = try PipelinePlace()
    try place.pay("4711", "100.00")
    try place.pay("4712", "50.00", as: "shut.xml")
    let user = geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups" : ""
    let prepared = try Program.shell(
      "chmod 000 inbox/shut.xml && \(user.isEmpty ? "true" : "chown -R 65534:65534 .")"
        + " && \(user) $Q --version", in: place.folder.url)
    // Where nobody else may start what we built, there is nobody to be shut out.
    guard prepared.status == 0 else { return }

    let first = try Program.shell("\(user) $Q run --quiet day.yaml", in: place.folder.url)
    let second = try Program.shell("\(user) $Q run --quiet day.yaml", in: place.folder.url)

    #expect(first.status == 65, "\(first.errors)")
    #expect(second.status == 0)
    #expect(place.has("quarantine/shut.xml") && place.has("quarantine/shut.xml.reason.txt"))
    #expect(try place.rows("applications.csv").map { $0["document_number"] } == ["4711"])
  }

  @Test func `an inbox that is not there is an error: no empty one is made in its place`() throws {
    let place = try PipelinePlace()
    try place.pay("4711", "100.00")
    let wrong = try String(contentsOf: place.folder / "day.yaml", encoding: .utf8)
      .replacingOccurrences(of: "folder: inbox,", with: "folder: imbox,")
    try place.folder.write(wrong, to: "day.yaml")

    let result = try place.quittance("run", "day.yaml")

    #expect(result.status == 66)
    #expect(
      result.errors.hasSuffix(
        "imbox:1: error: open: there is no such inbox; expected the folder that files are dropped "
          + "into, or its name in the pipeline's file (inputMissing)\n"))
    #expect(!place.has("imbox"))
  }

  @Test func `errors may be JSON, a line each`() throws {
    let place = try PipelinePlace()
    try place.drop("nothing", as: "bad.xml")

    let result = try place.quittance("run", "--log-format", "json", "day.yaml")

    #expect(result.status == 65 && !result.errorLines.isEmpty)
    for line in result.errorLines {
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(line.utf8)) }
    }
  }

  /// What is wrong with a pipeline, and what a command then says and ends with.
  @Test(arguments: ["run", "status"])
  func `a pipeline that is not there is 66`(command: String) throws {
    let place = try PipelinePlace()

    let result = try place.quittance(command, "none.yaml")

    #expect(result.status == 66)
    #expect(result.errorLines.count == 1)
    #expect(result.errorLines.first?.hasPrefix("none.yaml:1: error: open: ") == true)
  }

  @Test(arguments: ["run", "status", "watch"])
  func `a pipeline with a mistake is 65 at its line and column`(command: String) throws {
    let place = try PipelinePlace(more: "exprts: []")

    let result = try place.quittance(command, "day.yaml")

    #expect(result.status == 65)
    #expect(result.errorLines.first?.hasPrefix("day.yaml:6:1: error: ") == true)
    #expect(result.errorLines.first?.contains("exports") == true)
  }

  @Test func `a ledger that is not there is 66, and no file is touched`() throws {
    let place = try PipelinePlace()
    try place.pay("4711", "100.00")
    try FileManager.default.removeItem(at: place.folder / "ledger")

    let result = try place.quittance("run", "day.yaml")

    #expect(result.status == 66)
    #expect(place.has("inbox/day.xml"))
  }

  @Test func `an export that cannot be made is 73, and is made once it can`() throws {
    let place = try PipelinePlace()
    try place.folder.write("in the way", to: "exports")
    try place.pay("4711", "100.00")

    let blocked = try place.quittance("run", "day.yaml")
    try FileManager.default.removeItem(at: place.folder / "exports")
    let free = try place.quittance("run", "day.yaml")

    #expect(blocked.status == 73)
    #expect(free.status == 0)
    #expect(try place.rows("applications.csv").count == 1)
  }

  @Test func `a full disk of the store is 74`() throws {
    let place = try PipelinePlace(more: "store: full.sqlite")
    try FileManager.default.createSymbolicLink(
      at: place.folder / "full.sqlite", withDestinationURL: URL(fileURLWithPath: "/dev/full"))

    let result = try place.quittance("run", "day.yaml")

    #expect(result.status == 74 || result.status == 65, "\(result.errors)")
    #expect(result.errorLines.count == 1)
  }

  @Test func `a file that is no store of ours is 65 and left alone`() throws {
    let place = try PipelinePlace()
    let text = String(repeating: "somebody else's work\n", count: 100)
    try place.folder.write(text, to: "day.sqlite")

    let result = try place.quittance("run", "day.yaml")

    #expect(result.status == 65)
    #expect(result.errorLines.first?.contains("(notAStore)") == true)
    #expect(try String(contentsOf: place.folder / "day.sqlite", encoding: .utf8) == text)
  }

  @Test func `the pipeline's file says how lines look, and the command line otherwise`() throws {
    let place = try PipelinePlace(more: "log: json")
    try place.pay("4711", "100.00")

    let json = try place.quittance("run", "day.yaml")
    try place.pay("4712", "50.00", as: "next.xml")
    let text = try place.quittance("run", "day.yaml", "--log-format", "text")

    #expect(!json.errorLines.isEmpty && json.errorLines.allSatisfy { $0.hasPrefix("{") })
    #expect(!text.errorLines.isEmpty && text.errorLines.allSatisfy { !$0.hasPrefix("{") })
  }

  @Test func `while another process holds the store it is 75, which names it; status still reads`()
    throws
  {
    let place = try PipelinePlace()
    try place.pay("4711", "80.00")
    #expect(try place.quittance("run", "day.yaml").status == 0)
    let lock = open((place.folder / "day.sqlite.lock").path, O_RDWR)
    defer { close(lock) }
    #expect(lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0)

    let run = try place.quittance("run", "day.yaml")
    let decide = try place.quittance("undo", "day.yaml", "--file", "F1", "--by", "alice")
    let status = try place.quittance("status", "day.yaml")

    #expect(run.status == 75 && decide.status == 75)
    #expect(run.errorLines.count == 1)
    #expect(run.errorLines.first?.contains("(lockHeld)") == true)
    #expect(status.status == 0)
  }

  @Test func `while watch waits for files, a person decides`() throws {
    let place = try PipelinePlace()
    try place.pay("4711", "80.00")
    #expect(try place.quittance("run", "day.yaml").status == 0)
    let watch = try RunningProgram("watch", "--quiet", "--wait", "20", "day.yaml", in: place)

    let undo = try place.quittance(
      "undo", "day.yaml", "--wait", "20", "--file", "F1", "--by", "alice")
    try place.pay("4712", "100.00", as: "next.xml")
    let isTaken = watch.wait { place.has("exports/000002") || !place.has("inbox/next.xml") }

    #expect(undo.status == 0)
    #expect(isTaken)
    #expect(watch.stop() == 0)
    #expect(try place.quittance("verify", "--pipeline", "day.yaml").status == 0)
  }

  @Test func `with --wait it takes its turn`() throws {
    let place = try PipelinePlace()
    try place.pay("4711", "100.00")
    try place.folder.write("", to: "day.sqlite.lock")

    let result = try Program.shell(
      "flock day.sqlite.lock sleep 1 & sleep 0.3; $Q run --quiet --wait 60 day.yaml; echo $?; wait",
      in: place.folder.url)

    #expect(result.output == "0\n")
    #expect(try place.rows("applications.csv").count == 1)
  }

  @Test(arguments: [
    ["run"], ["run", "--wait", "-1", "day.yaml"], ["run", "day.yaml", "more.yaml"],
    ["decide", "day.yaml"], ["decide", "day.yaml", "P1", "--accept", "1", "--not-ours"],
    ["decide", "day.yaml", "P1", "--reassign"], ["undo", "day.yaml"],
    ["undo", "day.yaml", "--file", "F1", "--decision", "N1"], ["dispute", "day.yaml", "D1", "eat"],
    ["explain", "P1"], ["explain", "P1", "--output", "out", "--pipeline", "day.yaml"],
    ["verify"], ["verify", "out", "--pipeline", "day.yaml"], ["approve", "day.yaml"],
    ["undo", "day.yaml", "--file", "F1", "--by", "quittance"],
  ])
  func `wrong usage is 64, and makes nothing`(arguments: [String]) throws {
    let place = try PipelinePlace()

    let result = try Program.run(arguments, in: place.folder.url)

    #expect(result.status == 64)
    #expect(result.errors.contains("Usage: quittance "))
    #expect(!place.has("day.sqlite"))
  }

  @Test(arguments: [
    "run", "watch", "status", "decide", "dispute", "write-off", "undo", "approve", "explain",
    "verify",
  ])
  func `help teaches by an example with a pipeline`(command: String) throws {
    let result = try Program.run(command, "--help")

    #expect(result.status == 0)
    #expect(result.output.contains("quittance \(command) "))
    #expect(result.output.contains("pipelines/daily.yaml"))
  }

  @Test func `status tells of files, statements, exceptions, quarantine and the last batch`() throws
  {
    let place = try PipelinePlace()
    try place.pay("4711", "100.00")
    try place.pay("nothing of ours", "7.00", as: "odd.xml")
    try place.drop("nothing", as: "bad.xml")
    _ = try place.quittance("run", "--quiet", "day.yaml")
    try place.pay("4712", "50.00", as: "next.xml")

    let text = try place.quittance("status", "day.yaml")
    let json = try place.quittance("status", "--format", "json", "day.yaml")

    for part in [
      "Pipeline day, ", "files taken        2 in 1 batches", "waiting            1 in", "bad.xml: ",
    ] {
      #expect(text.output.contains(part), "\(part)")
    }
    let status =
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any] ?? [:]
    #expect(status["files_in_inboxes"] as? Int == 1 && status["files_taken"] as? Int == 2)
    #expect(status["last_batch"] as? String == "000001")
    #expect((status["quarantine"] as? [Any])?.count == 1)
    #expect((status["exceptions"] as? [[String: Any]])?.count == 1)
  }
}
