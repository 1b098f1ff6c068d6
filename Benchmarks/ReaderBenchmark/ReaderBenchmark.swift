import BankFiles
import Glibc
import Money
import Receivables

/// Reads one bank file to normalised transactions, discards them, and says how long it took.
///
/// `reader-benchmark [--format-of FORMAT] [--unpack] FILE`; with `--unpack` every transaction is also
/// made a value, as a run makes it.
@main struct ReaderBenchmark {
  static func main() {
    var arguments = CommandLine.arguments.dropFirst()
    var format: BankFileFormat?
    var unpacks = false
    while let option = arguments.first, option.hasPrefix("--") {
      arguments.removeFirst()
      if option == "--unpack" { unpacks = true }
      if option == "--format-of" { format = arguments.popFirst().flatMap(BankFileFormat.init) }
    }
    guard let path = arguments.first else { stop("which FILE?") }
    let file = open(path, O_RDONLY)
    guard file >= 0 else { stop("\(path) cannot be opened") }
    do {
      print(try read(file, format, unpacks))
    } catch {
      stop("\(error)")
    }
  }

  private static func read(_ file: Int32, _ format: BankFileFormat?, _ unpacks: Bool) throws
    -> String
  {
    var reader = RecognisingReader(file: "file", format: format)
    var batch = BankFileBatch()
    var figures = Figures()
    let chunk = 128 * 1024
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: chunk)
    defer { buffer.deallocate() }
    let clock = ContinuousClock()
    let start = clock.now
    while true {
      let count = Glibc.read(file, buffer, chunk)
      guard count > 0 else { break }
      figures.bytes += count
      try reader.consume(UnsafeBufferPointer(start: buffer, count: count).span, into: &batch)
      figures.take(&batch, unpacks)
    }
    try reader.finish(into: &batch)
    figures.take(&batch, unpacks)
    let seconds = Double((clock.now - start) / .nanoseconds(1)) / 1e9
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return """
      {"bytes": \(figures.bytes), "seconds": \(seconds), "transactions": \(figures.transactions), \
      "credits": \(figures.credits), "debits": \(figures.debits), "problems": \(figures.problems), \
      "peak_kb": \(usage.ru_maxrss)}
      """
  }

  private static func stop(_ reason: String) -> Never {
    print("reader-benchmark: \(reason)")
    exit(64)
  }
}

/// What was read: sums in minor units whatever the currency, to hold against the generator's.
private struct Figures {
  var bytes = 0
  var transactions = 0
  var credits: Int64 = 0
  var debits: Int64 = 0
  var problems = 0

  mutating func take(_ batch: inout BankFileBatch, _ unpacks: Bool) {
    if unpacks {
      batch.handOut { event in
        if case .transaction(let transaction) = event {
          count(transaction.amount.minorUnits, transaction.direction)
        }
      }
    } else {
      batch.handOutMovements { count($0.amount.minorUnits, $0.direction) }
    }
    batch.handOutWithoutTransactions { if case .problem = $0 { problems += 1 } }
    batch.removeAll()
  }

  private mutating func count(_ amount: Int64, _ direction: BankTransaction.Direction) {
    transactions += 1
    if direction == .credit { credits += amount } else { debits += amount }
  }
}
