import Money
import Receivables

/// An entry that one report (camt.053, camt.052) books as one sum and another, a notification
/// (camt.054) mostly, brings the details of: the same money, told twice. The details are taken, the
/// sum is not; where an earlier run took the sum, the details are not.
struct DetailLinks {
  private struct Entry: Hashable {
    var side: Side
    var file: String
    var format: String
    var statement: String
    var batch: String
  }

  /// What sums and details turned out to be.
  struct Outcome {
    /// The indices of sums that others detail, and of details whose sum an earlier run applied.
    var superseded: Set<Int> = []
    /// Those that an earlier run may have taken in another form, and why.
    var doubtful: [Int: String] = [:]
    /// Sums that are known as receipts that earlier runs took.
    var partsBefore: [PaymentID: [PaymentID]] = [:]
    /// Sums that an earlier run took and that are applied, with one of the details that came since.
    var told: [PaymentID: Int] = [:]
    /// Details whose sum an earlier run took and could not apply: which receipt it is.
    var held: [Int: EarlierSum] = [:]
  }

  private static let formats: Set = ["camt.052", "camt.053", "camt.054"]

  let all: [TakenTransaction]
  let earlier: EarlierReceipts
  var outcome = Outcome()
  /// Details whose sum an earlier run took; with the receipt, where it waits for a person.
  private(set) var known: [PaymentID: EarlierSum?] = [:]

  static func compare(
    _ all: [TakenTransaction], history: inout ReceiptHistory, _ knowledge: EarlierKnowledge
  ) throws -> Outcome {
    let lumps = all.indices.filter { index in
      all[index].transaction.lacksDetails && all[index].transaction.status == .booked
        && formats.contains(all[index].format)
    }
    let earlier = history.earlierReceipts()
    guard !lumps.isEmpty || !earlier.isEmpty else { return Outcome() }
    var links = DetailLinks(all: all, earlier: earlier)
    var details = links.details(of: Set(lumps.map { Sum(of: all[$0].transaction) }))
    let parts = links.underOneReference(lumps)
    details += parts.filter { links.isSeveral($0) }
    links.link(lumps, to: &details)
    for details in details { links.compareWithEarlier(details) }
    for part in parts { links.doubtUnlessExact(part) }
    links.doubt(lumps, unlike: parts)
    try links.link(lumps, toEarlier: knowledge)
    if !lumps.isEmpty { links.doubt(lumps, history.earlierTotals()) }
    // The same details may come in another entry as well.
    if !links.known.isEmpty {
      for index in all.indices {
        guard let receipt = links.known[all[index].payment] else { continue }
        if let receipt {
          links.outcome.held[index] = receipt
        } else {
          links.outcome.superseded.insert(index)
        }
      }
    }
    return links.outcome
  }

  private init(all: [TakenTransaction], earlier: EarlierReceipts) {
    self.all = all
    self.earlier = earlier
  }

  private mutating func link(_ lumps: [Int], to details: inout [Details]) {
    guard !lumps.isEmpty else { return }
    let places = Dictionary(grouping: details.indices) { details[$0].sum }
    // Which formats bring a movement with its details.
    var detailed: [PaymentID: Set<String>] = [:]
    let wanted = Set(lumps.map { Sum(of: all[$0].transaction) })
    for group in details where wanted.contains(group.sum) {
      for index in group.indices { detailed[all[index].payment] = [] }
    }
    for entry in all where Self.isDetail(entry) {
      detailed[entry.payment]?.insert(entry.format)
    }
    var payments: Set<PaymentID> = []
    for index in lumps {
      let format = all[index].format
      // A statement that comes twice has its sums twice.
      if payments.contains(all[index].payment) {
        outcome.superseded.insert(index)
        continue
      }
      let free = (places[Sum(of: all[index].transaction)] ?? []).filter { place in
        if details[place].linked.contains(format) { return false }
        if isNamed(all[index], by: details[place]) { return true }
        return !details[place].formats.contains(format)
          && !details[place].indices.allSatisfy {
            detailed[all[$0].payment]?.contains(format) == true
          }
      }
      guard let place = place(of: all[index], in: free.map { ($0, details[$0]) }) else { continue }
      details[place].linked.insert(format)
      outcome.superseded.insert(index)
      payments.insert(all[index].payment)
      if let record = earlier[all[index].payment] { take(details[place], by: record) }
    }
  }

  /// The details of another statement are of an entry of this very reference, and of its day: the same
  /// entry, whatever report brings it.
  private func isNamed(_ lump: TakenTransaction, by details: Details) -> Bool {
    guard let first = details.indices.first else { return false }
    let (sum, detail) = (lump.transaction, all[first].transaction)
    let isElsewhere =
      lump.sourceFile != all[first].sourceFile || sum.statementID != detail.statementID
    return isElsewhere && !sum.bankReference.isEmpty && detail.batch == sum.bankReference
      && details.date == sum.bookingDate
  }

  /// The entry's money is that of an earlier receipt: what of it is not known by itself adds
  /// nothing, and where that receipt waits for a person, a person is told.
  private mutating func take(_ details: Details, by record: ReceiptRecord) {
    // What is off the books holds nothing, and what it held may come anew.
    if record.outcome == .returned { return doubt(details, record, " and which is off the books") }
    let receipt =
      record.outcome == .unapplied
      ? EarlierSum(
        payment: record.payment,
        words:
          "a part of \(EarlierReceipts.name(record)), which an earlier run took and did not apply")
      : nil
    let new = details.indices.filter { earlier[all[$0].payment] == nil }
    if receipt == nil, let first = new.first { outcome.told[record.payment] = first }
    for index in new {
      known.updateValue(receipt, forKey: all[index].payment)
    }
  }

  /// Details whose sum an earlier run took: the history has its identity, which the account, the
  /// day, the total and a reference of the bank's make, if it gave one.
  private mutating func compareWithEarlier(_ details: Details) {
    guard let first = details.indices.first, details.side.direction == .credit,
      known[all[first].payment] == nil,
      details.indices.allSatisfy({ earlier[all[$0].payment] == nil })
    else { return }
    // A batch has its details once from each format.
    let isBatch = isSeveral(details)
    var whole = all[first].transaction
    whole.amount.minorUnits = details.total
    var references = details.references
    if details.shared != nil {
      // Entries have nothing but their reference in common: a sum without one is none of theirs.
    } else if isBatch {
      references.insert("")
    } else {
      references.remove(whole.bankReference)
    }
    if let record = earlier.receipt(like: whole, under: references.contains) {
      // An entry's own number may be a running one: it proves nothing of a single movement.
      let isProof =
        isBatch || whole.batch == record.bankReference
        || details.uniqueReferences.contains(record.bankReference)
      if isProof { return take(details, by: record) }
      return doubt(details, record)
    }
    // Several movements that sum to a receipt of their account and day are hardly chance, unless
    // the bank's own references say that it is another one.
    guard isBatch, details.uniqueReferences.isEmpty,
      let record = earlier.receipt(like: whole, under: { _ in true })
    else { return }
    doubt(details, record)
  }

  mutating func doubt(_ details: Details, _ record: ReceiptRecord, _ difference: String = "") {
    for index in details.indices {
      outcome.doubtful[index] =
        "it may be a part of \(EarlierReceipts.name(record)), which an earlier run took\(difference)"
    }
  }

  /// Two receipts of one file and day that sum to the lump are hardly chance, but the history has
  /// no account or batch to prove it: a person decides.
  private mutating func doubt(_ lumps: [Int], _ totals: EarlierTotals) {
    var totals = totals
    for index in lumps
    where !outcome.superseded.contains(index) && outcome.doubtful[index] == nil {
      let lump = all[index].transaction
      guard lump.direction == .credit, let day = lump.bookingDate,
        all[index].format != "camt.054", earlier[all[index].payment] == nil
      else { continue }
      outcome.doubtful[index] = totals.take(lump.amount, on: day, countMin: 2)
        .map { "receipts of \($0) that an earlier run took on that day have this sum" }
    }
  }

  /// The entries that come with details, in order; those of one content that several formats bring
  /// are one. Only batches and what has one of these sums, or an earlier receipt's, matters: a
  /// statement may have millions of others.
  private func details(of sums: Set<Sum>) -> [Details] {
    var places: [Entry: Int] = [:]
    var found: [Details] = []
    for (index, entry) in all.enumerated() where Self.isDetail(entry) {
      let transaction = entry.transaction
      guard
        transaction.batch != nil || sums.contains(Sum(of: transaction)) || isEarlier(transaction)
      else { continue }
      let side = Self.side(of: transaction)
      // What is no part of a batch is an entry of its own.
      let key = transaction.batch.map { batch in
        Entry(
          side: side, file: entry.sourceFile, format: entry.format,
          statement: transaction.statementID, batch: batch)
      }
      let place = key.flatMap { places[$0] } ?? found.count
      if place == found.count {
        if let key { places[key] = place }
        found.append(Details(side: side, date: transaction.bookingDate, formats: [entry.format]))
      }
      found[place].references.formUnion(Self.references(of: transaction))
      found[place].uniqueReferences.formUnion(transaction.uniqueReferences)
      found[place].add(entry, at: index)
    }
    return merged(found)
  }

  /// Those of one content that several files bring are one.
  func merged(_ found: [Details]) -> [Details] {
    var merged: [Details] = []
    var known: [Set<PaymentID>: Int] = [:]
    for details in found {
      let place = known[Set(details.indices.map { all[$0].payment })] ?? merged.count
      if place == merged.count {
        known[Set(details.indices.map { all[$0].payment })] = place
        merged.append(details)
      } else {
        merged[place].add(details)
      }
    }
    return merged
  }

  /// They are several movements; the same ones come once from each format.
  func isSeveral(_ details: Details) -> Bool {
    Set(details.indices.map { all[$0].payment }).count > 1
  }

  private func isEarlier(_ transaction: BankTransaction) -> Bool {
    guard let day = transaction.bookingDate else { return false }
    return !earlier.receipts(of: transaction.amount, on: day).isEmpty
  }

  static func isDetail(_ entry: TakenTransaction) -> Bool {
    formats.contains(entry.format) && !entry.transaction.lacksDetails
      && entry.transaction.status == .booked
  }

  /// Of the entries of a lump's amount the one under one of its references; failing that, of a
  /// notification's, the only one of its day, unless the bank's own references say that it is
  /// another.
  private func place(
    of lump: TakenTransaction, in details: [(place: Int, details: Details)]
  ) -> Int? {
    let transaction = lump.transaction
    let own = Self.references(of: transaction)
    let named = details.filter { !$0.details.references.isDisjoint(with: own) }
    if let sameDay = named.first(where: { $0.details.date == transaction.bookingDate }) {
      return sameDay.place
    }
    guard lump.format != "camt.054" else { return nil }
    let notified = details.filter { $0.details.formats.contains("camt.054") }
    let isNotified = { (place: Int) in notified.contains { $0.place == place } }
    if let other = named.first(where: { isNotified($0.place) }) { return other.place }
    let sameDay = notified.filter { entry in
      let isOther =
        !transaction.uniqueReferences.isEmpty && !entry.details.uniqueReferences.isEmpty
      return entry.details.date == transaction.bookingDate && !isOther
    }
    return sameDay.count == 1 ? sameDay.first?.place : nil
  }

  static func side(of transaction: BankTransaction) -> Side {
    Side(
      account: transaction.account, direction: transaction.direction,
      currency: transaction.amount.currency)
  }

  private static func references(of transaction: BankTransaction) -> Set<String> {
    Set(
      (transaction.references + [transaction.bankReference, transaction.batch ?? ""]).filter {
        !$0.isEmpty
      })
  }
}
