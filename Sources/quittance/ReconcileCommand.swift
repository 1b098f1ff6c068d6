import ArgumentParser
import BankFiles
import Durable
import Glibc
import LedgerFiles
import Money
import Pipeline
import Receivables
import Reconciliation
import Settings

/// `quittance reconcile`: one shot, no database; bank files and a ledger folder in, a folder out.
struct ReconcileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reconcile",
    abstract: "Applies the receipts of bank files to the open items of a ledger folder.",
    discussion: """
      Reads the ledger folder (customers.csv and open_items.csv, and what else is there) and the \
      bank files, decides for every receipt which items it pays, and writes the output folder: the \
      updated ledger, applications.csv, exceptions.csv, exceptions.xlsx, disputes.csv, \
      journal.ledger, report.html, summary.json and decisions.jsonl. Inputs are never changed; the output is whole or absent.

      The ledger/ of one run's output is the next run's --ledger. The same bank file given again \
      books nothing new. A bad file is reported and left out, the others go on (exit code 65); with \
      --strict it stops the run.

      Example: quittance reconcile --ledger ledger --output out --rules rules.yaml day.xml box.txt
      """)

  @Option(
    help: ArgumentHelp("The ledger folder.", valueName: "DIR"), completion: .directory)
  var ledger: String

  @Option(
    help: ArgumentHelp(
      "The folder to write; an earlier output there is replaced.", valueName: "DIR"),
    completion: .directory)
  var output: String

  @Option(
    help: ArgumentHelp("Tolerances and policies (rules.yaml).", valueName: "FILE"),
    completion: .file(extensions: ["yaml", "yml"]))
  var rules: String?

  @Option(
    help: ArgumentHelp(
      "The day that ageing is counted from; by default the last booking date of the files.",
      valueName: "DATE"))
  var asOf: String?

  @Flag(help: "Stop if any file is bad, and write nothing.")
  var strict = false

  @Flag(help: "Print no summary and show no progress.")
  var quiet = false

  @OptionGroup var jobs: JobsOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var log: LogOptions
  @OptionGroup var arguments: FileArguments

  mutating func validate() throws {
    if let asOf, CalendarDate(iso: asOf) == nil {
      throw ValidationError("--as-of '\(asOf)' is no day, expected YYYY-MM-DD")
    }
  }

  func run() throws {
    let diagnostics = log.diagnostics
    let progress = Progress(isQuiet: quiet)
    try ending(diagnostics, progress, place: output) {
      try reconcileAll(diagnostics, progress)
    }
  }

  /// - Returns: 0, or the exit code of a file that was left out.
  private func reconcileAll(_ diagnostics: Diagnostics, _ progress: Progress) throws -> Int32 {
    var watch = Stopwatch()
    try refuseToReplaceInputs()
    let book = try readRules()
    let known = try reading.known()
    progress.show("Reading the ledger", done: 0, of: nil, unit: "")
    let folder = try LedgerFolderInput.read(ledger)
    warnOfUnknownCustomers(in: book, folder, diagnostics)
    watch.lap("read_ledger")

    let results = readFiles(known, progress)
    progress.end()
    for result in results {
      result.diagnostics.filter { $0.severity != "note" }.forEach(diagnostics.tell)
    }
    let bad = results.filter { $0.exitCode != 0 }
    let taken = results.compactMap(\.taken)
    if !bad.isEmpty, strict || taken.isEmpty {
      return bad.first { $0.exitCode == ExitStatus.invalidInput }?.exitCode ?? bad[0].exitCode
    }
    // The others go on; that something was left out is exit 65, whatever it was.
    let exitCode = bad.isEmpty ? 0 : ExitStatus.invalidInput
    watch.lap("read_bank_files")

    var input = RunInput(
      ledger: folder.ledger, files: taken, rules: book,
      asOf: asOf.flatMap { CalendarDate(iso: $0) }
        ?? LastDay.of(taken, else: LastDay.of(folder.ledger)))
    input.reading = .sideBySide(jobs: jobs.count)
    let outcome = try reconcile(input) { decided, all in
      progress.show("Deciding", done: decided, of: all, unit: "receipts")
    }
    watch.lap("decide")
    progress.end()
    progress.show("Writing", done: 0, of: nil, unit: "")
    try write(outcome, folder, results, &watch)
    progress.end()
    for check in outcome.deposits where check.verdict == .off {
      diagnostics.tell(
        Diagnostic(
          position: FilePosition(file: output), severity: "warning", code: "controlTotalMismatch",
          problem: "\(check.name): the statement has \(check.stated), the cheques sum to "
            + "\(check.computed)", expected: "equal totals; ask the bank", exitCode: 0))
    }
    if !quiet { try RunText(outcome: outcome, output: output, refused: bad.count).print() }
    return exitCode
  }

  private func readRules() throws -> RuleBook {
    guard let rules else { return RuleBook() }
    let bytes = try InputFile(rules, in: PosixFileSystem()).readAll(limit: RulesFile.bytesMax)
    do throws(SettingsFileError) {
      return try RulesFile.read(bytes, file: rules)
    } catch {
      throw Diagnosed(diagnostics: [Diagnostic(error, path: rules)])
    }
  }

  private func readFiles(_ known: KnownBanks, _ progress: Progress) -> [FileResult] {
    var inputs = arguments.files.map { reading.input($0, known) }
    let names = Dictionary(grouping: inputs.indices, by: { inputs[$0].name })
    for indices in names.values where indices.count > 1 {
      for index in indices { inputs[index].needsDigest = true }
    }
    return FilesInParallel.map(inputs, jobs: jobs.count) { TakenFiles.read($0, progress) }
  }

  private func write(
    _ outcome: RunOutcome, _ folder: LedgerFolder, _ results: [FileResult],
    _ watch: inout Stopwatch
  ) throws {
    // One order of files, whatever the order in which they were named.
    let reported = results.sorted {
      $0.name == $1.name
        ? isOrderedByBytes($0.digest, $1.digest) : isOrderedByBytes($0.name, $1.name)
    }.map(\.reported)
    let files = OutputFolder.files(
      for: outcome, folder: folder, version: Quittance.version, timings: watch.laps,
      more: [try .workbook(outcome)]
    ) {
      ReportPage.bytes(outcome, files: reported, version: Quittance.version)
    }
    let made = FilesInParallel.ahead(files, jobs: jobs.count) { (path: $0.path, bytes: $0.bytes()) }
    try AtomicFolder(PosixFileSystem(), processID: getpid()).write(made, to: output)
  }

  /// The output replaces what lies there: it may not be, or hold, one of the inputs.
  private func refuseToReplaceInputs() throws {
    try refuseToWriteIntoTheLedger()
    guard let target = Self.resolved(output) else { return }
    for input in [ledger, rules].compactMap({ $0 }) + arguments.files where input != "-" {
      guard let path = Self.resolved(input) else { continue }
      if path == target || path.hasPrefix(target + "/") {
        throw FileSystemError(
          code: .outputExists, call: "rename", path: output, errno: 0,
          reason: "it holds the input \(input), which it would replace",
          remedy: "another output folder")
      }
    }
  }

  /// Inputs are never changed: nor does a folder appear among them.
  private func refuseToWriteIntoTheLedger() throws {
    var parts = output.split(separator: "/", omittingEmptySubsequences: true)
    if !parts.isEmpty { parts.removeLast() }
    let parent = (output.hasPrefix("/") ? "/" : "./") + parts.joined(separator: "/")
    guard let folder = Self.resolved(parent), let ledger = Self.resolved(ledger) else { return }
    if folder == ledger || folder.hasPrefix(ledger + "/") {
      throw FileSystemError(
        code: .outputExists, call: "rename", path: output, errno: 0,
        reason: "it lies in the ledger folder, which is an input", remedy: "another output folder")
    }
  }

  private static func resolved(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// An override for a customer that the ledger does not have is most likely a slip.
  private func warnOfUnknownCustomers(
    in book: RuleBook, _ folder: LedgerFolder, _ diagnostics: Diagnostics
  ) {
    let known = Set(folder.ledger.customers.map(\.id))
    let strangers = book.customers.keys.filter { !known.contains($0) }.sorted()
    for customer in strangers.prefix(20) {
      diagnostics.tell(
        Diagnostic(
          position: FilePosition(file: rules ?? ""), severity: "warning", code: "unknownCustomer",
          problem: "customer '\(customer)' has rules but is not in the ledger",
          expected: "a customer of customers.csv", exitCode: 0))
    }
  }
}

/// Measures how long each step of a command takes.
struct Stopwatch {
  private(set) var laps: [(name: String, milliseconds: Int)] = []
  private var last = ContinuousClock.now

  mutating func lap(_ name: String) {
    let now = ContinuousClock.now
    let (seconds, attoseconds) = (now - last).components
    laps.append((name, Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)))
    last = now
  }
}
