import Enquiry
import Foundation
import Money
import Receivables
import Store

// desk-benchmark make STORE [ITEMS RECEIPTS EXCEPTIONS CUSTOMERS]   a store of that size
// desk-benchmark measure STORE                                      its index: made, followed, asked
// desk-benchmark grow STORE BATCHES                                 batches of 1,000, each followed

let arguments = CommandLine.arguments.dropFirst()
func number(_ place: Int, else other: Int) -> Int {
  arguments.count > place ? Int(arguments[arguments.startIndex + place]) ?? other : other
}

guard let command = arguments.first, let path = arguments.dropFirst().first else {
  print("desk-benchmark make|measure|grow STORE …")
  exit(64)
}
let indexPath = path + ".desk.sqlite"
let clock = ContinuousClock()

/// Prints at once, whoever reads it.
func tell(_ line: String) {
  print(line)
  fflush(nil)
}

/// Milliseconds, to the hundredth.
func milliseconds(_ duration: Duration) -> String {
  let (seconds, atto) = duration.components
  let hundredths = seconds * 100_000 + atto / 10_000_000_000_000
  return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
}

/// What the process has computed so far: on a machine that others work on too, the clock says less.
func computed() -> Duration {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}

/// Asks so often, each time something else, and tells median, 95th of a hundred and worst, first as
/// computed, then from the clock.
func ask(_ name: String, _ times: Int = 200, _ question: (Int) throws -> Int) throws {
  var found = 0
  var spent: [Duration] = []
  var used: [Duration] = []
  for turn in 0..<times {
    let before = computed()
    spent.append(try clock.measure { found += try question(turn) })
    used.append(computed() - before)
  }
  spent.sort()
  used.sort()
  let places = [times / 2, times * 95 / 100]
  var row = [name]
  row += places.map { milliseconds(used[$0]) }
  row += places.map { milliseconds(spent[$0]) }
  row.append(String(found / times))
  tell("| " + row.joined(separator: " | ") + " |")
}

/// Says how long something took.
func timed(_ what: String, _ work: () throws -> Void) rethrows {
  let before = computed()
  let spent = try clock.measure(work)
  tell("\(what): \(milliseconds(computed() - before)) ms computed, \(milliseconds(spent)) ms")
}

switch command {
case "make":
  let made = try MadeStore(path, customers: number(5, else: 20_000))
  try timed("a store") {
    try made.fill(
      items: number(2, else: 1_000_000), receipts: number(3, else: 1_000_000),
      exceptions: number(4, else: 50_000))
  }
case "measure":
  try measure()
case "grow":
  let index = try DeskIndex(indexPath, store: path)
  try index.follow()
  // Beyond all that there is; files hold a thousand each, so a batch begins with one.
  let start = Int(try SQLiteStore(path, for: .read).lastSequence()) * 1000
  for batch in 0..<number(2, else: 20) {
    let made = try MadeStore(path, customers: number(3, else: 20_000))
    let first = start + batch * 1000
    try made.book(first..<(first + 1000), cleared: 20_000_000, exceptionEvery: 20)
    try made.store.close()
    try timed("a batch of 1,000 receipts") { try index.follow() }
  }
default:
  tell("desk-benchmark make|measure|grow STORE …")
  exit(64)
}

func measure() throws {
  let index = try DeskIndex(indexPath, store: path)
  if !index.isMade {
    try timed("an index") { try index.follow() }
  }
  try index.follow()
  tell("| asked | median | p95 | median from the clock | p95 from the clock | lines |")
  tell("|---|---:|---:|---:|---:|---:|")
  try ask("follow with nothing new") { _ in try index.follow() > 0 ? 1 : 0 }
  let exceptions = try index.exceptions(limit: 1000).lines
  let receipts = try index.receipts(limit: 1000).lines
  let customers = try index.customers(limit: 1000).lines.map(\.id)
  let items = try customers.prefix(200).flatMap { try index.items(of: $0, limit: 5).lines }
  let middle = try index.exceptions(limit: 1000).next
  func customer(_ turn: Int) -> CustomerID { customers[turn % customers.count] }
  for order in ExceptionLine.Order.allCases {
    try ask("exceptions by \(order)") { _ in try index.exceptions(by: order).lines.count }
  }
  try ask("exceptions, a page in the middle") { _ in
    try index.exceptions(after: middle).lines.count
  }
  try ask("exceptions of a type and currency") { turn in
    try index.exceptions(
      .init(type: ExceptionType.allCases[turn % 3], currency: .eur)
    ).lines.count
  }
  try ask("exceptions with a part of a name") { turn in
    try index.exceptions(.init(payerName: turn % 2 == 0 ? "nobody at all" : "müller")).lines.count
  }
  try ask("exceptions counted by a part of a name") { _ in
    try index.exceptionCount(.init(payerName: "müller"))
  }
  try ask("the next exception") { turn in
    let place = try index.place(ofException: exceptions[turn % exceptions.count].id)
    return try index.exceptions(after: place, limit: 1).lines.count
  }
  try ask("items of a customer") { try index.items(of: customer($0)).lines.count }
  try ask("an item") { try index.item(items[$0 % items.count].key) == nil ? 0 : 1 }
  try ask("a customer with balances") { try index.customer(customer($0)) == nil ? 0 : 1 }
  try ask("customers by name") { _ in try index.customers().lines.count }
  try ask("customers by what they owe") { _ in try index.customers(by: .open).lines.count }
  try ask("receipts, the latest") { _ in try index.receipts().lines.count }
  try ask("receipts of a customer") { try index.receipts(of: customer($0)).lines.count }
  try ask("receipts of a file") { try index.receipts(ofFile: "F\($0 + 1)").lines.count }
  try ask("a receipt with its applications") { turn in
    let payment = receipts[turn % receipts.count].payment
    return try index.receipt(payment) == nil ? 0 : index.applications(of: payment).count
  }
  try ask("a customer's timeline") {
    try index.applications(ofCustomer: customer($0)).lines.count
  }
  try ask("disputes by value") { _ in try index.disputes(.init(status: .open)).lines.count }
  try ask("files, the latest") { _ in try index.files().lines.count }
  try ask("open by due date (ageing)") { _ in try index.openByDueDate().count }
  try ask("totals") { _ in try index.totals().open.count }
  let day = receipts.first?.bookingDate ?? CalendarDate(dayNumber: 20_000)
  try ask("receipts of 30 days") { _ in
    try index.receiptDays(from: day.advanced(byDays: -30), to: day).count
  }
  try ask("coverage of 30 days") { _ in try index.coverage(days: 30, until: day).count }
  let amounts = items.map(\.open)
  try ask("items by digits") { turn in
    try index.items(ItemSearch(text: String(items[turn % items.count].number.text.suffix(5)))).count
  }
  try ask("items by amount") { turn in
    try index.items(ItemSearch(amount: amounts[turn % amounts.count])).count
  }
  try ask("items by a common beginning, in a customer") { turn in
    try index.items(ItemSearch(text: "INV-2026", customer: customer(turn))).count
  }
  try ask("items by digits and amount, in a customer") { turn in
    let item = items[turn % items.count]
    return try index.items(
      ItemSearch(text: "2026", amount: item.open, customer: item.customer)
    ).count
  }
  for text in [
    "I", "IN", "INV", "INV-", "INV-2026", "2", "20", "2026", "00", "M", "Me", "Meier", "G", "GmbH",
    "gmbh me", "m g", "DE", "DE89", "P", "P1", "PO", "PO-1", "day", "a", "e", "zzz", "1", "Bau 11",
    "100", "BR1", "C1",
  ] {
    try ask("search \(text)", 50) { _ in try index.search(text).count }
  }
  try ask("search a document") { turn in
    try index.search(items[turn % items.count].number.text).count
  }
  try ask("search an amount") { try index.search(amounts[$0 % amounts.count].decimal).count }
  try ask("search a payer's name") {
    try index.search(receipts[$0 % receipts.count].payerName).count
  }
  try ask("search an account") {
    try index.search(receipts[$0 % receipts.count].payerAccount).count
  }
  try ask("search a payment") { turn in
    try index.search(receipts[turn % receipts.count].payment.text).count
  }
}
