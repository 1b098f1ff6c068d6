import Money
import Receivables

/// Every receipt ever taken, and what was applied of it: how repeats are known and returns find
/// what they undo.
struct ReceiptHistory: Sendable {
  private(set) var records: [ReceiptRecord]
  private(set) var applications: [Application]
  /// How many there were when the batch began.
  private(set) var recordsAtStart: Int
  private(set) var applicationsAtStart: Int
  private var recordAt: [PaymentID: Int] = [:]
  /// What earlier records said before the batch.
  private var recordsBefore: [Int: ReceiptRecord] = [:]
  /// Receipts by their references. The ledger keeps the first reference only; receipts of the batch
  /// have all of theirs until it ends.
  private var references = ReceiptReferences()
  private var referencesOfBatch = ReceiptReferences()
  private var byAmount: [Money: [Int]] = [:]
  private var linesOf: [PaymentID: [Int]] = [:]
  private var reversed: Set<PaymentID> = []
  /// Return lines are looked up by many keys, which most runs never need.
  private var isPrepared = false
  private var waiting: [(record: Int, references: [String])] = []
  private var days = ReceiptDays()
  private var totals = EarlierTotals()
  private var waitingReferences = WaitingReferences()

  init(_ ledger: Ledger) {
    records = ledger.receipts
    applications = ledger.applications
    recordsAtStart = records.count
    applicationsAtStart = applications.count
    recordAt.reserveCapacity(records.count)
    for (index, record) in records.enumerated() { recordAt[record.payment] = index }
  }

  func contains(_ payment: PaymentID) -> Bool { recordAt[payment] != nil }

  func record(of payment: PaymentID) -> ReceiptRecord? { recordAt[payment].map { records[$0] } }

  func isUnapplied(_ payment: PaymentID) -> Bool {
    recordAt[payment].map { records[$0].outcome == .unapplied } ?? false
  }

  mutating func add(_ record: ReceiptRecord, _ lines: [Application], references: [String]) {
    let index = records.count
    if recordAt[record.payment] == nil { recordAt[record.payment] = index }
    records.append(record)
    applications += lines
    if isPrepared {
      referencesOfBatch.file(index, references)
      file(index)
      for line in applications.indices.suffix(lines.count) { file(line: line) }
    } else {
      waiting.append((index, references))
    }
  }

  mutating func markReturned(_ payment: PaymentID) {
    guard let index = recordAt[payment] else { return }
    if index < recordsAtStart, recordsBefore[index] == nil { recordsBefore[index] = records[index] }
    records[index].outcome = .returned
  }

  // MARK: Batches

  var recordsOfBatch: ArraySlice<ReceiptRecord> { records[recordsAtStart...] }

  var applicationsOfBatch: ArraySlice<Application> { applications[applicationsAtStart...] }

  /// How many records of the batch are of transactions that were known before it, or twice in it.
  var takenTwice: Int {
    records.indices[recordsAtStart...].count { recordAt[records[$0].payment] != $0 }
  }

  /// What the batch changed of the records, and added to them and the applications.
  func note(in changes: inout LedgerChanges) {
    changes.receipts.changed = recordsBefore.keys.sorted()
      .filter { recordsBefore[$0] != records[$0] }.map { records[$0] }
    changes.receipts.added = Array(recordsOfBatch)
    changes.applications.added = Array(applicationsOfBatch)
  }

  /// Ends the batch: its receipts are known by what the ledger keeps of them.
  mutating func settle() {
    if isPrepared {
      for index in recordsAtStart..<records.count { fileAsKept(index) }
    }
    referencesOfBatch = ReceiptReferences()
    waiting = []
    recordsBefore = [:]
    recordsAtStart = records.count
    applicationsAtStart = applications.count
  }

  // MARK: Returns

  /// Receipts (no returns) under one of these references; failing that under the number of one,
  /// whatever its leading zeros: banks and cheques differ in them.
  mutating func receipts(under names: [String]) -> [ReceiptRecord] {
    prepare()
    var found = references.records(under: names).union(referencesOfBatch.records(under: names))
    if found.isEmpty {
      found = references.records(underNumbers: names)
        .union(referencesOfBatch.records(underNumbers: names))
    }
    return found.sorted().map { records[$0] }.filter { $0.amount.isPositive }
  }

  /// Receipts of a payer of exactly this amount, booked in the days before.
  mutating func receipts(
    of payer: CustomerID, amount: Money, upTo day: CalendarDate, days: Int
  ) -> [ReceiptRecord] {
    prepare()
    return (byAmount[amount] ?? []).map { records[$0] }.filter { record in
      (0...days).contains(day.days(since: record.bookingDate))
        && (linesOf[record.payment] ?? []).contains {
          (applications[$0].payer ?? applications[$0].customer) == payer
        }
    }
  }

  /// A return has undone the receipt before, whatever its record says.
  mutating func isReversed(_ payment: PaymentID) -> Bool {
    prepare()
    return reversed.contains(payment)
  }

  /// The lines of a receipt, without those that people undid.
  mutating func standingLines(of payment: PaymentID) -> [Application] {
    prepare()
    return (linesOf[payment] ?? []).map { applications[$0] }.standing(of: payment)
  }

  /// Files all that there is for returns, once.
  mutating func prepare() {
    if isPrepared { return }
    isPrepared = true
    for index in 0..<recordsAtStart { fileAsKept(index) }
    for (index, names) in waiting { referencesOfBatch.file(index, names) }
    waiting = []
    for index in records.indices { file(index) }
    for index in applications.indices { file(line: index) }
  }

  /// Under what the ledger keeps of a receipt's references.
  private mutating func fileAsKept(_ index: Int) {
    let reference = records[index].bankReference
    var names = [reference]
    if let cheque = LockboxDeposits.chequeNumber(of: reference) { names.append(cheque) }
    references.file(index, names)
  }

  private mutating func file(_ index: Int) {
    byAmount[records[index].amount, default: []].append(index)
  }

  private mutating func file(line: Int) {
    // What people undo of a receipt carries its own identity: its money is still here.
    if let undone = applications[line].reverses, undone != applications[line].payment {
      reversed.insert(undone)
      linesOf[undone, default: []].append(line)
    } else if applications[line].kind != .reversal, !reversed.isEmpty {
      // Its return was taken off the books: it stands again.
      reversed.remove(applications[line].payment)
    }
    linesOf[applications[line].payment, default: []].append(line)
  }

  // MARK: Sums and their parts

  /// The records before the batch, to look for one by day and amount.
  mutating func earlierReceipts() -> EarlierReceipts {
    days.file(records, upTo: recordsAtStart)
    waitingReferences.file(records, upTo: recordsAtStart)
    return EarlierReceipts(
      records: records, count: recordsAtStart, recordAt: recordAt, days: days,
      waiting: waitingReferences)
  }

  /// What was taken before the batch from each file on a day.
  mutating func earlierTotals() -> EarlierTotals {
    totals.file(records, upTo: recordsAtStart)
    return totals
  }
}
