import Money
import Receivables

/// A booked transaction as a reader's quick path leaves it: what it moves as numbers, and the record
/// that it came from as bytes. The reader that packed it knows how to unpack it.
struct PackedTransaction {
  var amount: Int64
  /// The record's bytes in the batch.
  var start = 0
  var count: Int32 = 0
  var line: Int32
  var currency: Currency
  /// Day numbers; `noDate` where there is none.
  var bookingDate: Int32 = noDate
  var valueDate: Int32 = noDate
  /// Which of the batch's unpackers it is for.
  var unpacker: Int32 = 0
  /// Where fields stand in the record: which ones, the unpacker knows.
  var fields = Fields()
  var isCredit: Bool

  static let noDate = Int32.min

  var bookingDay: CalendarDate? {
    bookingDate == Self.noDate ? nil : CalendarDate(dayNumber: bookingDate)
  }
  var valueDay: CalendarDate? {
    valueDate == Self.noDate ? nil : CalendarDate(dayNumber: valueDate)
  }

  init(amount: Int64, currency: Currency, isCredit: Bool, line: Int32) {
    self.amount = amount
    self.currency = currency
    self.isCredit = isCredit
    self.line = line
  }

  /// Four ranges of a record of at most 64 KiB, or four numbers.
  struct Fields {
    private var packed = SIMD4<UInt32>(repeating: 0)

    /// - Parameters: a range that lies in the first 64 KiB.
    mutating func set(_ field: Int, _ start: Int, _ count: Int) {
      packed[field] = UInt32(truncatingIfNeeded: start << 16 | count)
    }

    func range(_ field: Int) -> Range<Int> {
      let start = Int(packed[field] >> 16)
      return start..<(start + Int(packed[field] & 0xFFFF))
    }

    subscript(number: Int) -> Int {
      get { Int(packed[number]) }
      set { packed[number] = UInt32(truncatingIfNeeded: newValue) }
    }
  }
}

extension PackedTransaction {
  /// The transaction as far as it was counted, without what its record says: what an unpacker gives
  /// for a record that it cannot read. None should be packed; if one is, its money is not lost and
  /// the program goes on.
  func bare(file: String, statementID: String, account: String) -> BankTransaction {
    BankTransaction(
      position: FilePosition(file: file, line: Int(line)), statementID: statementID,
      account: account, bookingDate: bookingDay, valueDate: valueDay,
      amount: Money(minorUnits: amount, currency), direction: isCredit ? .credit : .debit)
  }
}

/// Makes the value of a transaction that was packed.
protocol TransactionUnpacker: Sendable {
  /// - Parameter record: the bytes that were packed with it; not to be kept.
  func transaction(_ packed: PackedTransaction, _ record: UnsafeRawBufferPointer) -> BankTransaction
}

/// Packed transactions, one behind the other in plain memory.
///
/// Appending costs a copy of the bytes and nothing else: Swift's arrays check for sharing at each
/// append, which at a hundred nanoseconds a transaction is a third of its time.
struct PackedTransactions: ~Copyable {
  private(set) var count = 0
  private var capacity = 1024
  private var heads: UnsafeMutablePointer<PackedTransaction>
  private var byteCount = 0
  private var byteCapacity = 256 * 1024
  private var bytes: UnsafeMutableRawPointer
  private var unpackers: [any TransactionUnpacker] = []

  init() {
    heads = .allocate(capacity: capacity)
    bytes = .allocate(byteCount: byteCapacity, alignment: Self.alignment)
  }

  deinit {
    heads.deallocate()
    bytes.deallocate()
  }

  /// Records begin at multiples of this.
  private static let alignment = 8

  /// Says how the transactions that follow are to be unpacked.
  mutating func use(_ unpacker: any TransactionUnpacker) { unpackers.append(unpacker) }

  /// Takes a transaction in with its record: the bytes of one range, or of two one behind the other.
  mutating func append(
    _ packed: PackedTransaction, _ record: UnsafeRawBufferPointer,
    _ more: UnsafeRawBufferPointer = UnsafeRawBufferPointer(start: nil, count: 0)
  ) {
    let needed = record.count + more.count + Self.alignment
    if byteCount + needed > byteCapacity { growBytes(needed) }
    if count == capacity { growHeads() }
    let start = byteCount
    if let first = record.baseAddress {
      (bytes + start).copyMemory(from: first, byteCount: record.count)
    }
    if let first = more.baseAddress {
      (bytes + start + record.count).copyMemory(from: first, byteCount: more.count)
    }
    byteCount += (record.count + more.count + Self.alignment - 1) & ~(Self.alignment - 1)
    (heads + count).initialize(to: packed)
    heads[count].start = start
    heads[count].count = Int32(clamping: record.count + more.count)
    heads[count].unpacker = Int32(truncatingIfNeeded: unpackers.count - 1)
    count += 1
  }

  func transaction(at index: Int) -> BankTransaction {
    precondition(index < count)
    let packed = heads[index]
    let record = UnsafeRawBufferPointer(start: bytes + packed.start, count: Int(packed.count))
    return unpackers[Int(packed.unpacker)].transaction(packed, record)
  }

  func movement(at index: Int) -> BankFileBatch.Movement {
    precondition(index < count)
    let packed = heads[index]
    return BankFileBatch.Movement(
      amount: Money(minorUnits: packed.amount, packed.currency),
      direction: packed.isCredit ? .credit : .debit, status: .booked)
  }

  /// The last unpacker stays: the statement that it knows may go on.
  mutating func removeAll() {
    count = 0
    byteCount = 0
    if unpackers.count > 1 { unpackers.removeFirst(unpackers.count - 1) }
  }

  private mutating func growBytes(_ needed: Int) {
    let larger = max(2 * byteCapacity, byteCount + needed)
    let grown = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: Self.alignment)
    grown.copyMemory(from: bytes, byteCount: byteCount)
    bytes.deallocate()
    bytes = grown
    byteCapacity = larger
  }

  private mutating func growHeads() {
    let grown = UnsafeMutablePointer<PackedTransaction>.allocate(capacity: 2 * capacity)
    grown.moveInitialize(from: heads, count: count)
    heads.deallocate()
    heads = grown
    capacity *= 2
  }
}
