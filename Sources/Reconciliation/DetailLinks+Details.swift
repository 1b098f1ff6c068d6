import Money
import Receivables

extension DetailLinks {
  /// The details of one entry, or entries of one statement under one reference of the bank's own.
  struct Details {
    var side: Side
    var total: Int64 = 0
    var sum: Sum { Sum(side: side, total: total) }
    /// The reference that makes entries belong together; nil for the details of one entry.
    var shared: String?
    var references: Set<String> = []
    var uniqueReferences: Set<String> = []
    var date: CalendarDate?
    var indices: [Int] = []
    var payments: Set<PaymentID> = []
    /// The formats that bring them, and those whose sum they have been found to be.
    var formats: Set<String> = []
    var linked: Set<String> = []

    /// A file that lies twice under one name brings its details once.
    mutating func add(_ entry: TakenTransaction, at index: Int) {
      guard payments.insert(entry.payment).inserted else { return }
      total += entry.transaction.amount.minorUnits
      indices.append(index)
    }

    /// The same details, from another file.
    mutating func add(_ other: Details) {
      references.formUnion(other.references)
      uniqueReferences.formUnion(other.uniqueReferences)
      formats.formUnion(other.formats)
      indices += other.indices
    }
  }

  struct Side: Hashable {
    var account: String
    var direction: BankTransaction.Direction
    var currency: Currency
  }

  struct Sum: Hashable {
    var side: Side
    var total: Int64

    init(side: Side, total: Int64) {
      self.side = side
      self.total = total
    }

    init(of transaction: BankTransaction) {
      self.init(side: DetailLinks.side(of: transaction), total: transaction.amount.minorUnits)
    }
  }
}
