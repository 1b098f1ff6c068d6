import ArgumentParser
import Glibc

/// How many files are read at a time.
struct JobsOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How many files are read at a time; by default one for each core.", valueName: "N"))
  var jobs: Int?

  mutating func validate() throws {
    if let jobs, !(1...1024).contains(jobs) {
      throw ValidationError("--jobs is \(jobs), expected 1 to 1024")
    }
  }

  var count: Int { jobs ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
