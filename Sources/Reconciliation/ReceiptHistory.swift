import Money
import Receivables

/// Every receipt ever taken, and what was applied of it: how repeats are known and returns find
/// what they undo.
struct ReceiptHistory {
  private(set) var records: [ReceiptRecord]
  private(set) var applications: [Application]
  let recordsAtStart: Int
  let applicationsAtStart: Int
  private var recordAt: [PaymentID: Int] = [:]
  /// References and cheque numbers of receipts. The ledger keeps the first reference only; receipts
  /// of this run have all of theirs.
  private var byReference: [String: [Int]] = [:]
  /// The same for references that are numbers, as a cheque's, without leading zeros.
  private var byNumber: [String: [Int]] = [:]
  private var byAmount: [Money: [Int]] = [:]
  private var linesOf: [PaymentID: [Int]] = [:]
  private var reversed: Set<PaymentID> = []
  /// Return lines are looked up by many keys, which most runs never need.
  private var isPrepared = false
  private var references: [(record: Int, references: [String])] = []

  init(_ ledger: Ledger) {
    records = ledger.receipts
    applications = ledger.applications
    recordsAtStart = records.count
    applicationsAtStart = applications.count
    recordAt.reserveCapacity(records.count)
    for (index, record) in records.enumerated() { recordAt[record.payment] = index }
  }

  func contains(_ payment: PaymentID) -> Bool { recordAt[payment] != nil }

  mutating func add(_ record: ReceiptRecord, _ lines: [Application], references: [String]) {
    let index = records.count
    recordAt[record.payment] = index
    records.append(record)
    applications += lines
    if isPrepared {
      file(index, references)
      for line in applications.indices.suffix(lines.count) { file(line: line) }
    } else {
      self.references.append((index, references))
    }
  }

  mutating func markReturned(_ payment: PaymentID) {
    if let index = recordAt[payment] { records[index].outcome = .returned }
  }

  /// Receipts (no returns) under one of these references; failing that under the number of one,
  /// whatever its leading zeros: banks and cheques differ in them.
  mutating func receipts(under references: [String]) -> [ReceiptRecord] {
    prepare()
    var found: Set<Int> = []
    for reference in references { found.formUnion(byReference[reference] ?? []) }
    if found.isEmpty {
      for number in references.compactMap(Self.number) { found.formUnion(byNumber[number] ?? []) }
    }
    return found.sorted().map { records[$0] }.filter { $0.amount.isPositive }
  }

  private static func number(_ reference: String) -> String? {
    guard reference.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    let number = ReturnedPayment.withoutLeadingZeros(reference)
    return number.isEmpty ? nil : number
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

  private mutating func prepare() {
    if isPrepared { return }
    isPrepared = true
    for index in records.indices.prefix(recordsAtStart) {
      let reference = records[index].bankReference
      var keys = [reference]
      if let cheque = LockboxDeposits.chequeNumber(of: reference) { keys.append(cheque) }
      file(index, keys)
    }
    for (index, keys) in references { file(index, keys) }
    references = []
    for index in applications.indices { file(line: index) }
  }

  private mutating func file(_ record: Int, _ references: [String]) {
    byAmount[records[record].amount, default: []].append(record)
    for reference in references where !reference.isEmpty {
      // Records come in order, so that the same one can only be the last.
      if byReference[reference]?.last != record {
        byReference[reference, default: []].append(record)
      }
      if let number = Self.number(reference), byNumber[number]?.last != record {
        byNumber[number, default: []].append(record)
      }
    }
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
}
