import Durable
import Glibc
import LedgerFiles
import Receivables
import Reconciliation
public import Settings
public import Store

/// A pipeline at work: takes files out of its inboxes, reads, decides, commits, shows and archives
/// them, each once, whatever happens in between.
///
/// What makes it so: a file is claimed by a rename into a folder of ours; everything that a batch
/// brings is one transaction; what is shown outside was written and synced before that transaction
/// and is moved into place after it, again and again until it is there. Whoever opens a pipeline
/// first completes what an earlier one left.
///
/// One process at a time: it holds the lock of the store for as long as it lives.
public final class Pipeline {
  public let places: PipelinePlaces
  public var settings: PipelineSettings { places.settings }
  let system = PosixFileSystem()
  let processID = getpid()
  let clock: @Sendable () -> Moment
  let log: PipelineLog
  let lock: FileLock<PosixFileSystem>
  public internal(set) var store: SQLiteStore
  let workFolder: WorkFolder<PosixFileSystem>
  let known: KnownBanks
  let rules: RuleBook
  /// As they were written when the pipeline was opened.
  let rulesText: String
  let owner: String
  /// The columns and spellings of the ledger, whose rows the engine has; nil until one was loaded.
  var shape: LedgerFolder?
  /// The ledger as the store has it, ready for the next batch.
  var engine: ReconciliationEngine?
  /// What the ledger's source looked like when it was read last.
  var sourceStamp: String?
  /// What it looked like at the look before, while it may still be written.
  var seenStamp: String?
  /// The source could not be read when it looked like this.
  var badStamp = ""
  var isSourceBad = false
  /// What a run ends with where the source could not be read.
  var sourceExitCode: Int32 = 0
  /// Whether another look will come.
  var isPatient = false
  /// A step outside that failed in this sweep: it is tried again, and holds up nothing.
  var outboxFailure: (any Error)?
  /// Held files that were read already, by their claims.
  var heldResults: [Int64: FileResult] = [:]
  /// Files that may not be complete yet, by inbox.
  var arrivals: [Arrivals]
  /// Oddities that were told already: once is enough.
  var toldOddities: Set<String> = []
  /// Decisions read what they are about, not the whole ledger; tests hold the two against each other.
  var decidesOnExcerpts = true
  /// Copies that were taken already, by place and facts, so that they are not digested anew.
  var knownCopies: Set<String> = []

  /// Larger stores are checked by `verify` alone.
  static let quickCheckBytes: Int64 = 64 << 20

  /// How long a claim holds unless it is renewed, in seconds.
  static let leaseSeconds: Int64 = 3600

  /// Opens a pipeline and takes its lock.
  ///
  /// - Parameters:
  ///   - path: the pipeline's file.
  ///   - waiting: how long to wait for another process that holds the store.
  ///   - rules: those that somebody read already; nil for those that its file has now.
  /// - Throws: `FileSystemError` (`lockHeld`, exit 75, where another process has it), `StoreError`,
  ///   `Diagnosed` where one of the files that it names is invalid.
  public init(
    _ path: String, log: PipelineLog, waiting: Duration = .zero,
    under rules: PipelineFiles.Rules? = nil, clock: @escaping @Sendable () -> Moment = Moment.now
  ) throws {
    let settings = try PipelineFiles.settings(path)
    let places = PipelinePlaces(settings, at: path)
    self.places = places
    self.log = log
    self.clock = clock
    (self.rules, rulesText) = try rules ?? PipelineFiles.rules(places)
    known = try PipelineFiles.known(places)
    // What we make is for us and our group; a program that reads nothing must not end us.
    umask(0o027)
    signal(SIGPIPE, SIG_IGN)
    try system.makeDirectories(FilePath(places.store).parent)
    lock = FileLock(places.lock, in: system)
    try lock.lock(
      waitingUpTo: waiting, processID: processID, since: clock().description,
      pause: { Pause.sleep($0) })
    store = try SQLiteStore(places.store, for: .write)
    owner = "\(processID)@\(Self.hostName)"
    workFolder = WorkFolder(places.work, in: system, processID: processID)
    arrivals = settings.inboxes.map { Arrivals($0.arrivalRules) }
    try workFolder.prepare()
    try checkStore()
  }

  /// Opens a copy of a pipeline's store, to ask what would be: nothing is written, to the copy or
  /// outside of it, and nobody is kept from the pipeline.
  ///
  /// - Parameter copy: where the copy of the store lies.
  init(
    asking copy: String, of path: String, log: PipelineLog,
    clock: @escaping @Sendable () -> Moment
  ) throws {
    places = PipelinePlaces(try PipelineFiles.settings(path), at: path)
    self.log = log
    self.clock = clock
    (rules, rulesText) = try PipelineFiles.rules(places)
    known = try PipelineFiles.known(places)
    lock = FileLock(FilePath(copy + ".lock"), in: system)
    store = try SQLiteStore(copy, for: .read)
    owner = "\(processID)@\(Self.hostName)"
    workFolder = WorkFolder(places.work, in: system, processID: processID)
    arrivals = []
  }

  /// An inbox is where others put their files: one that is made here, for want of another of its name,
  /// would stay empty, and every day would seem done.
  func requireInboxes() throws {
    let missing = settings.inboxes.map { places.folder(of: $0) }.first { folder in
      (try? system.facts(of: FilePath(bytes: folder.bytes + Array("/.".utf8)))) == nil
    }
    guard let folder = missing else { return }
    throw FileSystemError(
      code: .inputMissing, call: "open", path: folder.display, errno: 2,
      reason: "there is no such inbox",
      remedy: "the folder that files are dropped into, or its name in the pipeline's file")
  }

  /// Closes the store and gives the lock back.
  public func close() throws {
    try store.close()
    try lock.unlock()
  }

  /// Looks at the end of the log, and at the whole file where that takes moments only.
  private func checkStore() throws {
    var checks = [try store.checkChain(SQLiteStore.recentLinks)]
    if try store.byteCount() <= Self.quickCheckBytes { checks.append(try store.checkFile()) }
    if let broken = checks.first(where: { !$0.holds }) {
      throw StoreError(
        code: .damaged, problem: "\(places.store): \(broken.faults[0])",
        remedy: "a whole store; restore a copy of it and drop the files since then again")
    }
  }

  private static var hostName: String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "here" }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// Waiting, without more.
enum Pause {
  static func sleep(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    guard seconds > 0 || attoseconds > 0 else { return }
    var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
    nanosleep(&time, nil)
  }
}

extension Settings.Inbox {
  /// As the listing of a folder has them.
  var listingRules: InboxRules {
    InboxRules(
      patterns: patterns.map(\.glob.text),
      ignored: InboxRules.usuallyIgnored + ignore.map(\.text), markers: markers,
      sizeMax: sizeMax.bytes)
  }

  /// What a file's marker has behind the file's name.
  private var markers: [String] {
    let suffix = marker.hasPrefix("{name}") ? String(marker.dropFirst("{name}".count)) : ".done"
    return suffix.isEmpty ? [".sha256"] : [suffix, ".sha256"]
  }

  /// As the watching of arrivals has them.
  var arrivalRules: ArrivalRules {
    var rules = ArrivalRules()
    switch completeness {
    case .closed: rules.completion = .closed
    case .stable: rules.completion = .stable
    case .marker: rules.completion = .marker
    }
    rules.settle = settle.duration
    rules.settleMax = settleMax.duration
    return rules
  }
}
