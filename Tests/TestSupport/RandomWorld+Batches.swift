import Money
import Receivables
public import Reconciliation

/// More of a random company, for days that come one after the other.
extension RandomWorld {
  /// Documents of several customers under one number or order, and a customer with very many: where
  /// the order of the ledger's rows decides.
  public mutating func addTwins() {
    let documents = ledger.openItems + ledger.clearedItems
    for document in documents where random.happens(40) {
      var twin = document
      twin.customer = random.pick(ledger.customers).id
      twin.original = money(document.currency)
      if document.original.isNegative { twin.original.minorUnits.negate() }
      if random.happens(30) { twin.purchaseOrder = "PO88001" }
      twin.discount = nil
      twin.open = random.happens(25) ? .zero(document.currency) : twin.original
      let isTaken = (ledger.openItems + ledger.clearedItems).contains { $0.key == twin.key }
      if !isTaken { add(twin) }
    }
    guard random.happens(20) else { return }
    for number in 1...80 {
      let amount = money(.eur)
      add(
        OpenItem(
          customer: "C1", number: DocumentNumber("M\(5000 + number)"), type: .invoice,
          documentDate: day(), original: amount,
          open: random.happens(90) ? amount : .zero(.eur)))
    }
  }

  private mutating func add(_ item: OpenItem) {
    if item.open.isZero {
      ledger.clearedItems.append(item)
    } else {
      ledger.openItems.append(item)
    }
  }

  /// The files of one more day, made for the ledger as it is now: new ones, some with a sum whose
  /// parts come in another file, and some that came before.
  public mutating func nextBatch(_ day: Int) -> [TakenFile] {
    var batch: [TakenFile] = []
    for part in 1...random.number(1...2) {
      var transactions = makeTransactions()
      for index in transactions.indices where random.happens(40) {
        // A second reference, which the ledger does not keep; a return may name nothing else.
        let second = "SECOND\(transactions[index].bankReference)"
        if transactions[index].isReversal, random.happens(50) {
          transactions[index].bankReference = second
        } else {
          transactions[index].references = [second]
        }
      }
      for index in transactions.indices where random.happens(15) {
        // The deduction that another receipt of the day may have made.
        transactions[index].text.append("\(random.pick(ledger.openItems).number)-D1")
      }
      if random.happens(25), let receipt = transactions.first(where: { $0.direction == .credit }) {
        var lump = receipt
        lump.lacksDetails = true
        lump.bankReference = random.happens(50) ? "LUMP\(day)" : lump.bankReference
        let others = transactions.filter {
          $0.direction == .credit && $0.amount.currency == lump.amount.currency
            && $0.bookingDate == lump.bookingDate
        }
        lump.amount.minorUnits = others.reduce(0) { $0 + $1.amount.minorUnits }
        let details = file("notified\(day)-\(part).xml", "\(day)\(part)N", others, "camt.054")
        if random.happens(50) { batch.append(details) } else { kept.append(details) }
        transactions.append(lump)
      }
      batch.append(file("day\(day)-\(part).xml", "\(day)\(part)", transactions, "camt.053"))
    }
    if !kept.isEmpty, random.happens(40) {
      var again = random.pick(kept)
      if random.happens(50) { again.name = "copy\(day).xml" }
      if !batch.contains(where: { $0.name == again.name }) { batch.append(again) }
    }
    kept += batch
    return batch
  }

  private func file(
    _ name: String, _ id: String, _ transactions: [BankTransaction], _ format: String
  ) -> TakenFile {
    var statement = BankStatement(id: id, account: "DE99")
    if format == "camt.053" { statement.sequence = id }
    return TakenFile(
      name: name, format: format,
      statements: [TakenStatement(statement: statement, transactions: transactions)])
  }
}
