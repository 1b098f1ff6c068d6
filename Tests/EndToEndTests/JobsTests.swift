import Foundation
import Testing

/// Several files at a time, and the same output whatever the number.
@Suite struct JobsTests {
  @Test(arguments: ["inspect", "transactions"])
  func `the output does not depend on how many files are read at a time`(
    command: String
  ) throws {
    let files = try FileManager.default.contentsOfDirectory(
      atPath: Program.root.appendingPathComponent("samples/bank").path
    ).sorted().map { "samples/bank/" + $0 }
    let arguments = [command, "--format", command == "inspect" ? "json" : "jsonl"]

    let one = try Program.run(arguments + ["--jobs", "1"] + files + ["missing.xml"] + files)

    #expect(one.output.count > 1000)
    #expect(one.status == 66)
    for jobs in ["2", "3", "64"] {
      let several = try Program.run(
        arguments + ["--jobs", jobs] + files + ["missing.xml"] + files)
      #expect(several.output == one.output)
      #expect(several.errors == one.errors)
    }
  }
}
