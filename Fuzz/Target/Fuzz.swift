import Glibc
import ReaderOracles

/// Gives the readers to libFuzzer: every input that makes one break a promise is kept as a file.
@main struct Fuzz {
  static func main() {
    guard target != nil else {
      // One a line, for scripts.
      for target in ReadingTarget.all { print(target.name) }
      return
    }
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    withUnsafeMutablePointer(to: &arguments) { arguments in
      exit(runDriver(&count, arguments, readOne))
    }
  }
}

/// Which reader; libFuzzer's arguments are its own, so that this comes by the environment.
private let target = getenv("QUITTANCE_FUZZ_TARGET").flatMap { name in
  ReadingTarget.all.first { $0.name == String(cString: name) }
}

private let readOne: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt = { bytes, count in
  let input = Array(UnsafeBufferPointer(start: bytes, count: count))
  let time = cpuTime(of: input)
  if time > limit(for: count) {
    // Once more, since a first reading also makes what all later ones share.
    let again = cpuTime(of: input)
    if again > limit(for: count) { fatalError("\(count) bytes take \(again)") }
  }
  return 0
}

/// A second a megabyte for each of two readings, and as much five times over for the sanitizers.
private func limit(for count: Int) -> Duration { .milliseconds(250) + .microseconds(10 * count) }

private func cpuTime(of input: [UInt8]) -> Duration {
  let begin = cpuTime()
  do throws(BrokenPromise) {
    try target?.check(input)
  } catch {
    if !error.isKnown { fatalError(error.description) }
  }
  return cpuTime() - begin
}

private func cpuTime() -> Duration {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ readOne: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
