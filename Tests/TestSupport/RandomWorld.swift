import Money
public import Receivables
public import Reconciliation

/// A small random company and a few days of its bank statements: everything that the contract
/// knows of, thrown together without sense, so that whatever holds of it holds always.
public struct RandomWorld {
  public var ledger = Ledger()
  public var files: [TakenFile] = []
  public var rules = RuleBook()
  var random: SeededGenerator
  /// Every receipt so far, for returns.
  var receipts: [BankTransaction] = []
  /// Files that came, or may still come.
  var kept: [TakenFile] = []
  private static let amounts: [Int64] = [
    1, 2, 3, 99, 100, 101, 500, 999, 1000, 1000, 1001, 2000, 4750, 9_999, 10_000, 10_000, 20_000,
    33_333, 50_000, 100_000, 100_000, 123_456, 1_000_000,
  ]
  private static let currencies = ["EUR", "EUR", "EUR", "USD", "JPY"].compactMap { Currency($0) }

  public init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    makeCustomers()
    makeItems()
    makeAgreements()
    rules.general.acceptedReasons = random.happens(30) ? ["FREIGHT"] : []
    rules.general.partialFrom = Percent(
      hundredThousandths: random.pick([0, 1_000_000, 2_500_000, 10_000_000]))
    makeFiles()
  }

  public func reconciled() throws -> RunOutcome { try reconciled(ledger, files) }

  public func reconciled(_ ledger: Ledger, _ files: [TakenFile]) throws -> RunOutcome {
    try reconcile(
      RunInput(ledger: ledger, files: files, rules: rules, asOf: CalendarDate(dayNumber: 20_600)))
  }

  mutating func money(_ currency: Currency) -> Money {
    Money(minorUnits: random.pick(Self.amounts), currency)
  }

  mutating func day(_ range: ClosedRange<Int> = 20_400...20_540) -> CalendarDate {
    CalendarDate(dayNumber: Int32(random.number(range)))
  }

  private mutating func makeCustomers() {
    let names = ["Meier Bau GmbH", "Schulze AG", "Öhler & Söhne", "Smith Ltd", "Meier Holz KG"]
    for (index, name) in names.prefix(random.number(1...5)).enumerated() {
      var customer = Customer(id: CustomerID("C\(index + 1)"), name: name)
      if index > 0, random.happens(30) { customer.parent = "C1" }
      if random.happens(20) { customer.withholdingTax = Percent(hundredThousandths: 1_500_000) }
      if random.happens(40) {
        customer.unreferencedPolicy = random.pick(UnreferencedPolicy.allCases)
      }
      ledger.customers.append(customer)
      ledger.accounts.append(CustomerAccount(customer: customer.id, iban: "DE1\(index)"))
    }
  }

  private mutating func makeItems() {
    for number in 1...random.number(2...25) {
      let customer = random.pick(ledger.customers).id
      let currency = random.pick(Self.currencies)
      var amount = money(currency)
      let type = random.pick([
        DocumentType.invoice, .invoice, .invoice, .invoice, .debitMemo, .creditMemo, .onAccount,
        .deduction,
      ])
      if type == .creditMemo || type == .onAccount { amount.minorUnits.negate() }
      var item = OpenItem(
        customer: customer, number: DocumentNumber("RE-\(4700 + number)"), type: type,
        documentDate: day(), dueDate: random.happens(90) ? day() : nil, original: amount,
        open: amount)
      if amount.minorUnits > 10, random.happens(20) { item.original.minorUnits *= 2 }
      if amount.minorUnits > 50, random.happens(40) {
        item.discountDate = day(20_500...20_540)
        item.discount = Money(minorUnits: amount.minorUnits / 50, currency)
      }
      if random.happens(20) { item.purchaseOrder = "PO\(88_000 + number)" }
      if random.happens(15) {
        item.open.minorUnits = 0
        ledger.clearedItems.append(item)
      } else {
        ledger.openItems.append(item)
      }
    }
  }

  private mutating func makeAgreements() {
    for (index, item) in ledger.openItems.enumerated() where random.happens(30) {
      let amount = money(item.currency)
      switch random.number(0...2) {
      case 0:
        ledger.allowances.append(
          Allowance(
            id: "A\(index)", customer: item.customer, reasonCode: "FREIGHT", amount: amount,
            document: random.happens(50) ? item.number : nil))
      case 1:
        ledger.disputes.append(
          Dispute(
            id: "DSP\(index)", customer: item.customer, document: item.number, amount: amount,
            reasonCode: "DAMAGE", origin: .customerReported,
            status: random.pick([.open, .explained, .resolved]), openedOn: day()))
      default:
        ledger.expectations.append(
          Expectation(
            id: "X\(index)", customer: item.customer,
            kind: random.pick(Expectation.Kind.allCases), amount: amount, expectedOn: day(),
            document: random.happens(60) ? item.number : nil))
      }
    }
  }

  private mutating func makeFiles() {
    for file in 1...random.number(1...3) {
      let transactions = makeTransactions()
      var statement = BankStatement(id: "S\(file)", account: "DE99")
      statement.sequence = "\(file)"
      files.append(
        TakenFile(
          name: "day\(file).xml", format: "camt.053",
          statements: [TakenStatement(statement: statement, transactions: transactions)]))
    }
  }

  mutating func makeTransactions() -> [BankTransaction] {
    var transactions: [BankTransaction] = []
    for line in 1...random.number(1...12) {
      if !receipts.isEmpty, random.happens(12) {
        var back = random.pick(receipts)
        back.direction = random.happens(80) ? .debit : .credit
        back.isReversal = true
        back.classification = .return
        back.position.line = line
        back.bookingDate = back.bookingDate?.advanced(byDays: 1)
        if random.happens(10) { back.amount.minorUnits += 1 }
        transactions.append(back)
      } else {
        let receipt = makeReceipt(line: line)
        receipts.append(receipt)
        transactions.append(receipt)
        if random.happens(5) { transactions.append(receipt) }  // a twin
      }
    }
    return transactions
  }

  private mutating func makeReceipt(line: Int) -> BankTransaction {
    let named = (0..<random.number(0...3)).map { _ in
      random.pick(ledger.openItems + ledger.clearedItems)
    }
    let currency = random.happens(90) ? named.first?.currency ?? .eur : .usd
    var amount = money(currency)
    if random.happens(70) {
      let owed = named.reduce(Int64(0)) { $0 + $1.open.minorUnits }
      let shift = Int64(random.pick([0, 0, 0, 0, 1, -1, 50, -50, 100, -100, -475, 5000, -2000]))
      if owed + shift > 0 { amount.minorUnits = owed + shift }
    }
    var receipt = BankTransaction(
      position: FilePosition(file: "day.xml", line: line), statementID: "S", account: "DE99",
      bookingDate: day(20_520...20_560), amount: amount, direction: .credit,
      bankReference: random.happens(80) ? "REF\(random.number(1...100_000))" : "")
    if let payer = ledger.customers.indices.randomElement(using: &random), random.happens(70) {
      receipt.payer.account = random.happens(60) ? "DE1\(payer)" : ""
      receipt.payer.name = random.happens(60) ? ledger.customers[payer].name : ""
    }
    if random.happens(20) {
      let kept = random.pick([0, 50, 475])
      receipt.charges = Money(minorUnits: Int64(kept), currency)
    }
    if random.happens(35) {
      for item in named {
        var document = RemittanceDocument(number: item.number.text, type: "CINV")
        if random.happens(60) {
          document.paid = Money(minorUnits: item.open.minorUnits, currency)
          if random.happens(30) { document.paid?.minorUnits -= 50 }
        }
        if random.happens(30) {
          document.adjustments = [
            .init(
              amount: Money(minorUnits: 50, currency),
              reason: random.pick(["FREIGHT", "DAMAGE", ""]))
          ]
        }
        receipt.documents.append(document)
      }
      // Often the money is what the lines say.
      let stated = receipt.documents.compactMap(\.paid).reduce(Int64(0)) { $0 + $1.minorUnits }
      if stated > 0, random.happens(70) { receipt.amount.minorUnits = stated }
    } else if random.happens(80) {
      receipt.text = named.map { item in
        random.happens(20) && !item.purchaseOrder.isEmpty ? item.purchaseOrder : item.number.text
      }
      if random.happens(10) { receipt.text.append("Teilzahlung") }
      if random.happens(10) { receipt.text.append("RE-9999") }
    }
    return receipt
  }
}
