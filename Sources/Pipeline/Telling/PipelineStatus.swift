import Durable
import Glibc
import LedgerFiles
import Money
import Settings
import Store

/// How a pipeline stands: what `status` shows, read without touching anything.
public struct PipelineStatus: Sendable {
  /// A line of figures under a name.
  public struct Figure: Sendable {
    public var name: String
    public var count: Int
    /// By currency, as text with its code; none where there is no money in it.
    public var amounts: [String]
  }

  /// The last statement of an account.
  public struct LastStatement: Sendable {
    public var account: String
    public var statement: String
    public var day: String
    public var closing: String
  }

  public var pipeline: String
  public var now: Moment
  /// When the last batch was booked; nil before the first.
  public var lastBatch: (name: String, recordedAt: String)?
  public var batches: Int
  public var filesTaken: Int
  public var filesQuarantined: [(name: String, reason: String)]
  /// Files that lie in the inboxes, and in the work folder.
  public var inInboxes: Int
  public var inWork: Int
  /// What is to be done outside still.
  public var outbox: Int
  public var statements: [LastStatement]
  public var exceptions: [Figure]
  public var disputes: [Figure]
  /// Decisions that wait for a second person, the latest first.
  public var proposals: [(id: String, words: String)]
  /// The latest first.
  public var alerts: [(id: String, message: String)]
  public var openItems: Int
  public var events: Int64
  /// The process that works on the store now; nil where none does.
  public var holder: String?

  /// Reads it all.
  ///
  /// - Throws: `StoreError`, `FileSystemError`, `Diagnosed`.
  public init(_ path: String, now: Moment = .now()) throws {
    let settings = try PipelineFiles.settings(path)
    let places = PipelinePlaces(settings, at: path)
    let store = try SQLiteStore(places.store, for: .read)
    try self.init(store, places, now)
    try store.close()
  }

  init(_ store: SQLiteStore, _ places: PipelinePlaces, _ now: Moment) throws {
    let system = PosixFileSystem()
    pipeline = places.settings.name
    self.now = now
    batches = try store.count(of: .batches)
    let last = try store.lastRows(of: .batches, count: 1).first?.cells.first
    lastBatch = try last.flatMap { name in
      try store.events(about: name, .batchBooked).first.map { (name, $0.recordedAt) }
    }
    filesTaken = try store.rows(of: .files, where: "state", is: "taken").count
    filesQuarantined = try store.rows(of: .files, where: "state", is: "quarantined").reversed()
      .map(\.cells).filter { try !Self.wasTakenLater($0, store) }.map { ($0[1], $0[11]) }
    inInboxes = try places.settings.inboxes.reduce(0) { sum, inbox in
      let folder = places.folder(of: inbox)
      let facts = try? system.facts(of: folder)
      guard facts != nil else { return sum }
      return try sum
        + Durable.Inbox(folder, inbox.listingRules, in: system).list().candidates.count
    }
    inWork = try store.claims().count
    outbox = try store.outbox().count
    let files = try store.rows(of: .files)
    let reports = Set(
      files.filter { StatementFormats.withinDay.contains($0.cells.dropFirst(5).first ?? "") }
        .compactMap(\.cells.first))
    statements = Self.lastStatements(
      try store.rows(of: .statements).filter { !reports.contains($0.cells.first ?? "") })
    exceptions = Self.figures(try store.rows(of: .exceptions), name: 6, amount: 7, currency: 8)
    let open = try store.rows(
      of: StateTable.named("disputes") ?? .facts, where: "status", is: "open")
    disputes = Self.figures(open, name: 5, amount: 3, currency: 4)
    proposals = try store.rows(of: .proposals).reversed().map { row in
      let cells = row.cells
      return (cells[0], "\(cells[1]), \(cells[2]) \(cells[3]): \(cells[5])")
    }
    alerts = try store.rows(of: .alerts).reversed().map { row in
      let cells = row.cells
      return (cells[0], cells[2].isEmpty ? cells[4] : "\(cells[2]): \(cells[4])")
    }
    openItems = try StateTable.named("open_items").map { try store.count(of: $0) } ?? 0
    events = try store.lastSequence()
    holder = FileLock(places.lock, in: system).holder().flatMap { holder in
      // The file also names whoever had the lock last.
      Self.isAlive(holder.processID) ? "process \(holder.processID) since \(holder.since)" : nil
    }
  }

  /// How old the last batch is, in seconds.
  public var lagSeconds: Int64? {
    lastBatch.flatMap { Moment(iso: $0.recordedAt) }.map { now.seconds - $0.seconds }
  }

  /// The same bytes were taken after all, once a layout was mended, say.
  private static func wasTakenLater(_ file: [String], _ store: SQLiteStore) throws -> Bool {
    func number(_ cells: [String]) -> Int64 { Int64(cells[0].dropFirst()) ?? 0 }
    if file[3].isEmpty { return false }
    return try store.rows(of: .files, where: "digest", is: file[3]).map(\.cells).contains {
      number($0) > number(file) && ["taken", "undone"].contains($0[8])
    }
  }

  private static func isAlive(_ process: Int32) -> Bool {
    kill(process, 0) == 0 || errno == EPERM
  }

  private static func lastStatements(_ rows: [StateRow]) -> [LastStatement] {
    var last: [String: StatementFacts] = [:]
    for facts in rows.compactMap({ StatementFacts($0) }) where !facts.account.isEmpty {
      if let known = last[facts.account], StatementAlerts.isEarlier(facts, known) { continue }
      last[facts.account] = facts
    }
    return last.values.sorted { $0.account < $1.account }.map { facts in
      LastStatement(
        account: facts.account, statement: facts.id.isEmpty ? facts.sequence : facts.id,
        day: facts.day?.description ?? "",
        closing: facts.closing.isEmpty ? "" : "\(facts.closing) \(facts.currency)")
    }
  }

  private static func figures(
    _ rows: [StateRow], name: Int, amount: Int, currency: Int
  ) -> [Figure] {
    var sums: [String: (count: Int, of: [Currency: Int64])] = [:]
    for row in rows {
      let cells = row.cells
      guard cells.indices.contains(max(name, amount, currency)),
        let code = Currency(cells[currency]),
        let money = try? Money(parsing: cells[amount], in: code)
      else { continue }
      var sum = sums[cells[name]] ?? (0, [:])
      sum.count += 1
      sum.of[code] = (sum.of[code] ?? 0).addingReportingOverflow(money.minorUnits).partialValue
      sums[cells[name]] = sum
    }
    return sums.sorted { $0.key < $1.key }.map { name, sum in
      Figure(
        name: name, count: sum.count,
        amounts: sum.of.sorted { $0.key < $1.key }.map {
          Money(minorUnits: $0.value, $0.key).description
        })
    }
  }
}
