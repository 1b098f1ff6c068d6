import Money
import Receivables
import Reconciliation

// How long a warm engine takes for a small file beside a large ledger:
// `engine-benchmark [ITEMS] [RECEIPTS] [BATCHES]`.

let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let items = arguments.first ?? 1_000_000
let receipts = arguments.dropFirst().first ?? 1_000
let batches = arguments.dropFirst(2).first ?? 10
let customers = max(1, items / 50)
let day = CalendarDate(dayNumber: 20_500)

func amount(_ item: Int) -> Money { Money(minorUnits: Int64(1_000 + item * 7_919 % 900_000), .eur) }

var ledger = Ledger()
for customer in 0..<customers {
  ledger.customers.append(
    Customer(id: CustomerID("C\(100_000 + customer)"), name: "Customer number \(customer) GmbH"))
  ledger.accounts.append(
    CustomerAccount(customer: CustomerID("C\(100_000 + customer)"), iban: "DE\(customer)77"))
}
for item in 0..<items {
  ledger.openItems.append(
    OpenItem(
      customer: CustomerID("C\(100_000 + item % customers)"),
      number: DocumentNumber("RE-\(2_000_000 + item)"), type: .invoice,
      documentDate: day.advanced(byDays: -(item % 90)), dueDate: day.advanced(byDays: item % 30),
      original: amount(item), open: amount(item)))
}

/// The n-th receipt: of every twenty one is short, one names nothing, and one came back.
func receipt(_ number: Int) -> BankTransaction {
  let item = number * 7_927 % items
  var receipt = BankTransaction(
    position: FilePosition(file: "day.xml", line: number + 1), statementID: "S", account: "DE99",
    bookingDate: day, amount: amount(item), direction: .credit, bankReference: "E\(number)")
  receipt.payer.account = "DE\(item % customers)77"
  if number % 20 == 1 { receipt.amount.minorUnits -= 321 }
  if number % 20 == 2 { return receipt }
  if number % 20 == 3 {
    receipt.direction = .debit
    receipt.isReversal = true
    receipt.classification = .return
    receipt.bankReference = "E\(max(0, number - receipts))"
  }
  receipt.text = ["Invoice RE-\(2_000_000 + item) of our order, thank you"]
  return receipt
}

let clock = ContinuousClock()
var started = clock.now
var engine = try ReconciliationEngine(ledger: ledger, rules: RuleBook())
engine.prepare()
print("made of \(items) items in \(clock.now - started)")
for batch in 0..<batches {
  var statement = BankStatement(id: "S\(batch)", account: "DE99")
  statement.sequence = "\(batch)"
  let file = TakenFile(
    name: "day\(batch).xml", format: "camt.053",
    statements: [
      TakenStatement(
        statement: statement,
        transactions: (batch * receipts..<(batch + 1) * receipts).map(receipt))
    ])
  started = clock.now
  let outcome = try engine.take([file], asOf: day)
  print(
    "batch \(batch): \(clock.now - started), \(outcome.decided.count) decided, "
      + "\(outcome.applications.count) lines")
}
